"""The package installed as hosts do it, from a wheel: no folder of the project is near, and nothing is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from helpers.article import ROOT, SCHEME, reference
from helpers.build import packed_keys

pytestmark = pytest.mark.timeout(300)


def _bare() -> dict[str, str]:
    """Return the environment without anything that would lead to the folder of the project or to a reading."""
    hidden = ("PYTHONPATH", "READING_DIR", "READING_NAME", "NBGRADER_EXECUTION")
    return {name: value for name, value in os.environ.items() if name not in hidden}


def _uv(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "uv", "--offline", "--quiet", *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=_bare())
    assert ran.returncode == 0, ran.stderr


def _tracked(folder: str = ".") -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z", folder], capture_output=True, text=True, check=True, cwd=ROOT)
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def _build(source: Path, *options: str) -> Path:
    """Build in a folder, with the tools of the present environment, and return the wheel."""
    _uv("build", "--no-build-isolation", "--python", sys.executable, "--out-dir", source / "out", *options, source)
    return next((source / "out").glob("*.whl"))


def _held(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    """What git keeps of the project, and what an earlier build left in it."""
    folder = tmp_path_factory.mktemp("clone")
    for name in _tracked():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    for name in ("build/lib/helpers/old.py", "build/lib/helpers/seeds/old.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def wheel(clone) -> Path:
    return _build(clone, "--wheel")


def _environment(folder: Path) -> Path:
    """Make a fresh environment, which borrows only the packages of the present one; return its Python.

    A folder named in a ``.pth`` file gives its packages, and not what its own ``.pth`` files name: an editable
    install of the project is not seen.
    """
    _uv("venv", "--python", sys.executable, folder)
    packages = next(folder.rglob("site-packages"))
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory) -> Path:
    python = _environment(tmp_path_factory.mktemp("installed") / "venv")
    _uv("pip", "install", "--no-deps", "--python", python, wheel)
    return python


def _run(python: Path, folder: Path, *arguments: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run the installed package in a folder."""
    command = [*before, python, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=_bare())


def _told(python: Path, folder: Path, code: str, before: tuple[str, ...] = ()) -> list[str]:
    ran = _run(python, folder, "-c", code, before=before)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


@pytest.fixture
def sealed(tmp_path):
    """A folder in which nothing can be written, and what to put before a command so that this holds for root too."""
    folder = tmp_path / "sealed"
    folder.mkdir()
    folder.chmod(0o555)
    before: tuple[str, ...] = ()
    if sys.platform != "win32" and os.geteuid() == 0:
        before = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")
    tried = subprocess.run([*before, "mkdir", folder / "new"], capture_output=True, check=False)
    assert tried.returncode != 0
    yield folder, before
    folder.chmod(0o755)


def test_wheel_holds_what_the_package_reads(wheel):
    """Every file of helpers and of seeds byte for byte, the keys packed, and nothing for teachers only."""
    held = _held(wheel)
    data = {name: path for name, path in held.items() if ".dist-info/" not in name}
    expected = {name: (ROOT / name).read_bytes() for name in _tracked("helpers")}
    expected |= {f"helpers/{name}": (ROOT / name).read_bytes() for name in _tracked("seeds")}

    assert set(data) == {*expected, "helpers/checks/keys.bin"}
    assert {name for name, content in expected.items() if data[name] != content} == set()
    assert data["helpers/checks/keys.bin"] == packed_keys()
    assert len(data["helpers/seeds/000_7dc0b1a87110e614.txt"]) == 6900


def test_source_distribution_builds_the_same_wheel(clone, wheel, tmp_path):
    """It carries what the wheel is made from."""
    again = shutil.copytree(clone, tmp_path / "again", ignore=shutil.ignore_patterns("out"))

    assert _held(_build(again)) == _held(wheel)  # without --wheel: a source distribution, and the wheel from it


READ = """
import helpers
from helpers.article import open_article, reference
from helpers.checks import open_exercise
print(helpers.__file__)
article = open_article()
print(len(article.text), article.date, open_article("eastwater-footbridge").title)
print(*(len(reference(article, layer)) for layer in {layers}))
question = open_exercise("01").questions[1]
question.answer = 36
question.check()
question.answer = 38
question.check()
question.help("hint")
question.help("solution")
"""


def test_installed_package_reads_articles_and_judges(python, article, tmp_path):
    """From a folder that knows nothing of the project."""
    layers = tuple(SCHEME)
    file, texts, tables, *said = _told(python, tmp_path, READ.format(layers=layers))

    assert Path(file).is_relative_to(python.parents[1])
    assert texts == f"{len(article.text)} 2018-08-02 Footbridge closure cuts Eastwater in two"
    assert tables == " ".join(str(len(reference(article, layer))) for layer in layers)
    assert [line.split()[0] for line in said if line[0] in "✓✗"] == ["✓", "✗"]
    assert any(line.startswith("Hint 1 of 3.") for line in said)
    assert said[-1].startswith("Solution. 36 days")
    assert [path.name for path in tmp_path.iterdir()] == ["my-reading"]


def test_read_only_folder_says_what_is_wrong(python, sealed):
    """All is judged and shown as elsewhere; what cannot be saved is told in one sentence, and no traceback."""
    folder, before = sealed
    said = _told(python, folder, READ.format(layers=tuple(SCHEME)), before)

    unsaved = [line for line in said if line.startswith("→ Not saved. Your progress could not be saved. my-reading")]
    cause = "cannot be saved (Permission denied); check that the folder can be written to"
    assert len(unsaved) == 3
    assert all(cause in line for line in unsaved)
    assert [line.split()[0] for line in said if line[0] in "✓✗"] == ["✓", "✗"]


LESSON = """
import sys, nbformat
from nbclient import NotebookClient
path = sys.argv[1]
notebook = nbformat.read(path, as_version=4)
NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
print(sum(cell.cell_type == "code" for cell in notebook.cells))
"""


@pytest.mark.parametrize("name", ["notebooks/06-weigh-it-up.ipynb", "exercises/03-quoted-or-paraphrased.ipynb"])
def test_notebooks_run_where_only_the_wheel_is(python, tmp_path, name):
    """A lesson with forms, charts and tables, and a student's exercise."""
    shutil.copy(ROOT / name, tmp_path)
    ran = _run(python, tmp_path, "-c", LESSON, Path(name).name)

    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) > 5


def test_commands_say_what_they_need(python, tmp_path):
    """Help works anywhere; what works on the folder of the project says so."""
    assert _run(python, tmp_path, "-m", "helpers", "--help").returncode == 0
    for command in ("notebooks", "exercises"):
        ran = _run(python, tmp_path, "-m", "helpers", command)
        said = "This command needs the whole folder of the project, and only the package is installed; "
        assert (ran.returncode, ran.stdout) == (1, "")
        assert ran.stderr == said + "run it in a git clone.\n"


def test_editable_install_reads_the_folder_of_the_project(clone, tmp_path):
    """It makes no second copy of anything."""
    editable = shutil.copytree(clone, tmp_path / "editable", ignore=shutil.ignore_patterns("out"))
    python = _environment(tmp_path / "venv")
    _uv("pip", "install", "--no-deps", "--no-build-isolation", "--python", python, "-e", editable)

    code = "from helpers.article import SEEDS; from helpers.checks import keys; print(SEEDS); print(keys.KEYS)"
    assert _told(python, tmp_path, code) == [str(editable / "seeds"), str(editable / "exercises/instructor/keys")]
    assert not list((editable / "helpers").rglob("keys.bin"))
    assert not (editable / "helpers" / "seeds").exists()
