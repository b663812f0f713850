"""The instructor's commands.

``python -m helpers notebooks`` runs the lessons and stores their outputs; ``python -m helpers exercises`` makes
the student copies of the exercises.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from helpers.article import CourseError
from helpers.build import build_notebooks, make_copies


def main(arguments: list[str] | None = None) -> None:
    """Read the command line and do what it says; what is in the way is told in one sentence, and the exit code is 1."""
    parser = argparse.ArgumentParser(prog="python -m helpers", description="Commands for instructors.")
    commands = parser.add_subparsers(dest="command", required=True)
    notebooks = commands.add_parser("notebooks", help="run the lessons again and store their outputs")
    notebooks.add_argument("paths", nargs="*", type=Path, help="the notebooks to run (default: every lesson)")
    commands.add_parser("exercises", help="make the student copies of the exercises from their masters")
    options = parser.parse_args(arguments)
    try:
        if options.command == "notebooks":
            build_notebooks(options.paths)
        else:
            print(*(f"{path.name} made from its master" for path in make_copies()), sep="\n")
    except CourseError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
