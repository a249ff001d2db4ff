"""Make a new assignment: a copy of one that is whole, with one worked question to learn from and to replace."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from autograder.assignment import AssignmentError, find_course

_TEMPLATE = Path(__file__).with_name("templates") / "new"


def new_assignment(start: Path, name: str) -> Path:
    """Write `solutions/<name>/` in the course that `start` lies in, whole or not at all; the folder's path.

    An empty folder that lies in no course becomes one.

    Raises:
        AssignmentError: The name is none, or is taken, or there is no place for a course.
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
        raise AssignmentError(
            f"{name!r} cannot be an assignment's name: it is a letter, then letters, digits and _, as hw1_perceptron."
        )
    place = _course(start) / "solutions" / name
    if place.exists():
        raise AssignmentError(f"{place} is there already: choose another name, or remove that folder first.")
    unfinished = place.with_name(f".{name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(_TEMPLATE, unfinished, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    unfinished.joinpath("notebook.ipynb").rename(unfinished / f"{name}.ipynb")
    return unfinished.rename(place)


def _course(start: Path) -> Path:
    """The course that `start` lies in, or `start` itself where it is empty; what is hidden does not count."""
    try:
        return find_course(start)
    except AssignmentError:
        if start.is_dir() and all(path.name.startswith(".") for path in start.iterdir()):
            return start.resolve()
        raise AssignmentError(
            f"{start.resolve()} lies in no course and is no empty folder to make one in: go to an empty folder, or "
            "make the folder solutions/ where the course is to be."
        ) from None
