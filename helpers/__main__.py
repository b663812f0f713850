"""The instructor's commands: ``python -m helpers notebooks`` runs the lessons and stores their outputs."""

from __future__ import annotations

import argparse
from pathlib import Path

from helpers.build import build_notebooks


def main(arguments: list[str] | None = None) -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(prog="python -m helpers", description="Commands for instructors.")
    commands = parser.add_subparsers(dest="command", required=True)
    notebooks = commands.add_parser("notebooks", help="run the lessons again and store their outputs")
    notebooks.add_argument("paths", nargs="*", type=Path, help="the notebooks to run (default: every lesson)")
    options = parser.parse_args(arguments)
    build_notebooks(options.paths)


if __name__ == "__main__":
    main()
