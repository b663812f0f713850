"""What setuptools does when it builds a wheel: the package is given the articles and the packed keys.

``pyproject.toml`` names it. Setuptools reads this file by itself, where neither the helpers nor pandas are installed.
"""

from __future__ import annotations

import runpy
import shutil
from pathlib import Path

from setuptools.command.build_py import build_py

SEEDS = Path("seeds")  # setuptools builds in the folder of pyproject.toml
KEYS = Path("exercises", "instructor", "keys")
ARTICLE_FILES = (".txt", ".toml", ".csv")
PACKING = Path(__file__).with_name("packing.py")


def _sources() -> tuple[list[Path], list[Path]]:
    """Return the files of the articles, and those of the keys."""
    return sorted(path for path in SEEDS.iterdir() if path.suffix in ARTICLE_FILES), sorted(KEYS.glob("*.toml"))


class BuildWithData(build_py):
    """Builds the package with ``helpers/seeds`` and ``helpers/checks/keys.bin``; an editable install needs neither."""

    def run(self) -> None:
        """Build anew, so that nothing of an earlier build gets into the wheel."""
        package = Path(self.build_lib, "helpers")
        if not self.editable_mode:
            shutil.rmtree(package, ignore_errors=True)
        super().run()
        if not self.editable_mode:
            (package / "seeds").mkdir()
            for path in _sources()[0]:
                shutil.copyfile(path, package / "seeds" / path.name)
            packed_keys = runpy.run_path(str(PACKING))["packed_keys"]
            (package / "checks" / "keys.bin").write_bytes(packed_keys(KEYS))

    def get_source_files(self) -> list[str]:
        """Name what a source distribution must hold, so that the same wheel can be built from it."""
        articles, keys = _sources()
        return [*super().get_source_files(), *(path.as_posix() for path in [*articles, *keys])]
