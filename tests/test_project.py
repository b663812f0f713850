"""What holds for the project as a whole: one way of importing, exact locks, sound word lists, no stray paths."""

from __future__ import annotations

import ast
import csv
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from helpers.article import ROOT, CourseError, read_lexicon
from helpers.article.files import LEXICONS

# A module imports only from modules above it.
ORDER = (
    "files segments marks article "
    "attribution.wordlists attribution.stretches attribution.phrases attribution.clauses attribution.claims "
    "attribution.verb_rules attribution.other_rules attribution.names attribution.speakers attribution "
    "quotes voices loaded terms reference store annotations documents checked reading_files reading agreement "
    "theme sentence_lines charts voice_charts reader_charts tables "
    "evidence earlier checklist doubts own_article report labels history desk "
    "form explorer first_impression source_grid verb_swap forms sources comparing weighing "
    "keys verdicts answers marked checks copies build __main__"
).split()

SENSES = {row["sense"] for row in read_lexicon("senses")}  # a sense gives its entries their reason
LISTS = sorted(LEXICONS.glob("*.csv"))


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def _imports(path: Path) -> set[str]:
    """Return the modules of helpers that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("helpers"):
            module = (node.module or "").removeprefix("helpers").strip(".")
            inside = {f"{module}.{alias.name}".strip(".") for alias in node.names} & set(ORDER)
            found |= inside or {module}
    return found


def _file(module: str) -> Path:
    path = ROOT / "helpers" / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def test_every_module_has_its_place():
    """A new module is put into the order."""
    assert set((ROOT / "helpers").rglob("*.py")) == {*map(_file, ORDER), ROOT / "helpers" / "__init__.py"}


@pytest.mark.parametrize("module", ORDER)
def test_modules_import_one_way(module):
    """Only from above."""
    above = ORDER[: ORDER.index(module)]

    assert _imports(_file(module)) <= set(above)


def test_top_level_is_as_the_owner_asked():
    """The folders asked for, and nothing that has no reason."""
    names = {path.relative_to(ROOT).parts[0] for path in _tracked()}
    asked = {"README.md", "requirements.txt", "seeds", "notebooks", "helpers", "exercises", "tests"}
    beside = {
        "pyproject.toml",
        "Makefile",
        "LICENSE",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        ".ci",
        ".gitignore",
        "conftest.py",
    }

    assert names == asked | beside | {"requirements-dev.txt"}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_locks_are_exact(name):
    """Each line is one package at one version, or the project itself."""
    lines = [
        line for line in (ROOT / name).read_text().splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]

    assert "-e ." in lines
    assert [line for line in lines if line != "-e ." and not re.match(r"[A-Za-z0-9._\[\]-]+==\S+( ; .+)?$", line)] == []


def test_both_locks_hold_the_same_versions():
    """What the tests run with is what students have."""
    lab, dev = ((ROOT / name).read_text() for name in ("requirements.txt", "requirements-dev.txt"))

    assert set(re.findall(r"^\S+==\S+", lab, re.M)) <= set(re.findall(r"^\S+==\S+", dev, re.M))


def test_each_direct_dependency_is_locked_and_has_a_reason():
    """pyproject.toml says why each is there."""
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)["project"]
    for requirement in project["dependencies"] + project["optional-dependencies"]["dev"]:
        name = re.match(r"[\w-]+", requirement)[0]
        assert re.search(rf'"{re.escape(requirement)}",\s+# \w', text), name
        assert re.search(rf"^{name}==", (ROOT / "requirements-dev.txt").read_text(), re.M), name


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_word_list_is_sound(path):
    """One entry a line, no duplicates, each cell filled that must be, and a reason for each entry."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    entries = [next(iter(row.values())) for row in rows]

    assert len(entries) == len(set(entries)) > 50
    assert all(entry == entry.strip() for entry in entries)
    assert all(row.get("reason") or row.get("why") or row["sense"] in SENSES for row in rows)
    assert all(None not in row and None not in row.values() for row in rows)


def test_unknown_word_list_is_named():
    """The message offers the lists that there are."""
    with pytest.raises(CourseError, match="there is no word list of this name; choose one of abbreviations"):
        read_lexicon("stopwords")


def test_no_path_of_a_machine_is_in_the_project():
    """The project runs anywhere."""
    home = re.compile(r"/(?:home|Users|work|root|tmp)/\w+/")
    found = []
    for path in _tracked():
        if path.parent.name != "fixtures" and path.suffix != ".png" and home.search(path.read_text(encoding="utf-8")):
            found.append(path.name)
    assert found == []


def test_seed_is_the_file_that_was_given():
    """Byte for byte."""
    import hashlib

    data = (ROOT / "seeds" / "000_7dc0b1a87110e614.txt").read_bytes()

    assert len(data) == 6900
    assert hashlib.sha256(data).hexdigest() == "57f16381025ada8d6ceafd45496e234390b20432a142355745224630e5f953cf"
