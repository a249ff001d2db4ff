"""Gradescope's "Export Submissions": a folder for each submission, and one file that says whose they are."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from autograder.grading.intake import plain
from autograder.grading.intake.found import (
    Found,
    Intake,
    IntakeError,
    Search,
    clean_name,
    entries,
    in_folder,
    is_folder,
)
from autograder.result import Student

_METADATA = "submission_metadata.yml"

# All values as text: a student's id may begin with zeros or look like a date. In C, since what the tests of a class
# have put out is in there as well.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def recognise(folder: Path, search: Search) -> bool:
    """Whether the file is there."""
    return (folder / _METADATA).is_file()


def find(folder: Path, search: Search) -> Intake:
    """A submission for each that the file tells of, and for each folder that it does not tell of.

    Earlier attempts in its history are not in the export: the active one counts.

    Raises:
        IntakeError: The file is not there, or cannot be read.
    """
    told = _read(folder / _METADATA)
    found = [_submission(key, about, folder / key, search) for key, about in told.items()]
    rest = [entry for entry in entries(folder) if entry.name not in {_METADATA, *told}]
    others = plain.sort_out(rest, search)
    return Intake((*found, *others.submissions), others.other_files)


def _read(file: Path) -> dict[str, Any]:
    try:
        told = yaml.load(file.read_bytes(), _Loader)
    except FileNotFoundError:
        raise IntakeError(f"There is no {_METADATA}, as in an export from Gradescope.") from None
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        told = None
    if not isinstance(told, dict) or not all(isinstance(key, str) for key in told):
        raise IntakeError(f"{_METADATA} cannot be read: export the submissions from Gradescope again.")
    return told


def _submission(key: str, about: Any, place: Path, search: Search) -> Found:
    about = about if isinstance(about, dict) else {}
    named = about.get(":submitters")
    students = tuple(map(_student, named)) if isinstance(named, list) else ()
    return Found(
        clean_name(key), *_file(place, search), students or (Student(),), handed_in=_time(about.get(":created_at"))
    )


def _file(place: Path, search: Search) -> tuple[Path | None, str]:
    if is_folder(place):
        return in_folder(place, search)
    if place.exists():
        return None, f"The submission is a {place.suffix.lstrip('.').upper()}, not a notebook."
    return None, "The export tells of this submission, but its folder is not there."


def _student(told: Any) -> Student:
    told = told if isinstance(told, dict) else {}
    values = (told.get(key) for key in (":name", ":email", ":sid"))
    return Student(*(value if isinstance(value, str) and value not in ("~", "null") else "" for value in values))


def _time(text: Any) -> datetime | None:
    """The time of a text such as `2023-12-02 02:50:00.123456000 Z`."""
    try:
        date, hour, zone = str(text).split()
        return datetime.fromisoformat(f"{date}T{hour[:15]}{'+00:00' if zone == 'Z' else zone}")
    except ValueError:
        return None
