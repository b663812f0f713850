"""What holds for the project as a whole: one way of importing, exact locks, sound word lists, no stray paths."""

from __future__ import annotations

import ast
import csv
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from helpers.article import ROOT, CourseError, read_lexicon
from helpers.article.files import LEXICONS

RULE = re.compile(r"^\| (\d) \| `(\w+)` \|", re.MULTILINE)  # a row of the table of wings: floor, wing
FLOORS = {wing: int(floor) for floor, wing in RULE.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))}
MODULES = sorted((ROOT / "helpers").glob("*/*.py"))

SENSES = {row["sense"] for row in read_lexicon("senses")}  # a sense gives its entries their reason
LISTS = sorted(LEXICONS.glob("*.csv"))


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def _imports(path: Path) -> set[str]:
    """Return the modules of helpers that a module names in its imports, wherever they stand in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        if module.startswith("helpers."):
            names = {f"{module}.{alias.name}" for alias in node.names}
            inside = {name for name in names if (ROOT / name.replace(".", "/")).with_suffix(".py").is_file()}
            found |= inside | ({module} if inside != names else set())
    return {module.removeprefix("helpers.") for module in found}


def test_every_wing_has_its_floor():
    """A new wing, or a file beside the wings, is put into the table."""
    there = {path.parent.name for path in MODULES} | {path.stem for path in (ROOT / "helpers").glob("*.py")}

    assert there == {*FLOORS, "__init__"}
    assert len(there) <= 13
    assert max(FLOORS.values()) == 5


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_wings_import_only_the_faces_of_lower_floors(path):
    """Inside a wing a module may name any other by its full name; from outside only the face counts."""
    own = path.parent.name
    outside = {module for module in _imports(path) if module.split(".")[0] != own}

    assert {module: FLOORS.get(module, 99) for module in outside if FLOORS.get(module, 99) >= FLOORS[own]} == {}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_modules_of_a_wing_make_no_circle(path):
    """Nothing that a module imports, or that this imports, leads back to it; nor does a module import its own face."""
    wing, seen, todo = path.parent, set(), [path.stem]
    while todo:
        inside = {
            name.split(".")[1] for name in _imports(wing / f"{todo.pop()}.py") if name.startswith(f"{wing.name}.")
        }
        todo += sorted(inside - seen)
        seen |= inside

    assert path.stem not in seen
    assert wing.name not in _imports(path)


@pytest.mark.parametrize("wing", sorted({path.parent for path in MODULES}), ids=lambda path: path.name)
def test_a_face_defines_nothing(wing):
    """It has a docstring, and hands on what it imports."""
    first, *others = ast.parse((wing / "__init__.py").read_text(encoding="utf-8")).body

    assert isinstance(first, ast.Expr)
    assert {type(node) for node in others} == {ast.ImportFrom}


@pytest.mark.parametrize("wing", sorted({path.parent for path in MODULES}), ids=lambda path: path.name)
def test_what_a_face_hands_on_is_defined_once(wing):
    """Two modules of a wing with one name for two things: one of them is handed on, and it may be the wrong one."""
    handed = ast.walk(ast.parse((wing / "__init__.py").read_text(encoding="utf-8")))
    names = {alias.name for node in handed if isinstance(node, ast.ImportFrom) for alias in node.names}
    made = [name for path in wing.glob("*.py") for name in _defined(path) if name in names]

    assert sorted(made) == sorted(names)


def _defined(path: Path) -> set[str]:
    """Return the names that a module defines."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    targets = [target for node in body if isinstance(node, ast.Assign) for target in node.targets]
    named = [node.target for node in body if isinstance(node, ast.AnnAssign)]
    assigned = {it.id for part in [*targets, *named] for it in ast.walk(part) if isinstance(it, ast.Name)}
    return assigned | {node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def test_helpers_load_no_charts_and_no_widgets():
    """They take seconds, and a command or a test of texts needs neither."""
    code = "import helpers, sys; print({'altair', 'ipywidgets'} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert shown.stdout.strip() == "set()"


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
        ".gitattributes",
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


@pytest.mark.parametrize(("name", "column"), [("reporting_verbs", "frames"), ("attribution_words", "kinds")])
def test_each_code_of_a_word_list_is_explained(name, column):
    """The README of the word lists has a row for each code, and for no other."""
    page = (LEXICONS / "README.md").read_text(encoding="utf-8")
    section = page.split(f"## {name}.csv")[1].split("\n## ")[0].split(f"| {column.removesuffix('s')} |")[1]
    told = {
        code for row in re.findall(r"^\| (`[^|]*) \|", section, re.MULTILINE) for code in re.findall(r"`([\w-]+)`", row)
    }

    assert told == {code for row in read_lexicon(name) for code in row[column].split()}


def test_each_column_of_a_word_list_is_explained():
    """By its name, in the README of the word lists."""
    page = (LEXICONS / "README.md").read_text(encoding="utf-8")

    assert {f"`{column}`" for path in LISTS for column in read_lexicon(path.stem)[0]} <= set(re.findall(r"`\w+`", page))


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


def test_git_keeps_line_ends_on_every_system():
    """The articles are not touched at all; what a program reads or compares ends its lines with one character."""
    asked = ["git", "check-attr", "-z", "text", "eol", "--", *(str(path.relative_to(ROOT)) for path in _tracked())]
    told = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split("\0")[:-1]
    rules = {(path, what): value for path, what, value in zip(told[::3], told[1::3], told[2::3], strict=True)}
    articles = {path for path, _ in rules if re.fullmatch(r"seeds/[^/]+\.txt", path)}

    assert {rules[path, "text"] for path in articles} == {"unset"}
    assert {rules[path, "eol"] for path, what in rules if what == "text" and path not in articles} == {"lf"}
