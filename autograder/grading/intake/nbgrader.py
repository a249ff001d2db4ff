"""nbgrader's tree: submitted/<student>/<assignment>/, with the time of handing in beside the notebook."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from unicodedata import normalize
from zoneinfo import ZoneInfo

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
    listed,
)
from autograder.result import Student

_STEP = "submitted"
_TIME = "timestamp.txt"


def recognise(folder: Path, search: Search) -> bool:
    """Whether it is the course's folder or `submitted`, or students' folders hold the assignment's and nothing else."""
    if is_folder(folder / _STEP) or (folder.name == _STEP and _folders(folder)):
        return True
    inside = [entry for student in _folders(folder) for entry in _inside(student)]
    return all(map(is_folder, inside)) and any(
        entry.name == search.assignment or (entry / _TIME).is_file() for entry in inside
    )


def find(folder: Path, search: Search) -> Intake:
    """A submission for each student's folder.

    Raises:
        IntakeError: There is no student's folder.
    """
    tree = folder / _STEP if is_folder(folder / _STEP) else folder
    students = _folders(tree)
    if not students:
        raise IntakeError("There is no folder of a student, as in nbgrader's submitted/.")
    rest = plain.sort_out([entry for entry in entries(tree) if not is_folder(entry)], search)
    return Intake((*(_submission(student, search) for student in students), *rest.submissions), rest.other_files)


def _folders(folder: Path) -> list[Path]:
    return [entry for entry in _inside(folder) if is_folder(entry)]


def _inside(folder: Path) -> list[Path]:
    """What lies in a folder, nothing if it cannot be read: its own row will say so."""
    try:
        return entries(folder)
    except IntakeError:
        return []


def _submission(folder: Path, search: Search) -> Found:
    name, students = clean_name(folder.name), (Student(id=normalize("NFC", folder.name)),)
    inside = _inside(folder)
    here = folder / search.assignment
    if not is_folder(here):
        if len(inside) > 1 and all(map(is_folder, inside)):
            others = listed(entry.name for entry in inside[:10])
            return Found(name, None, f"There is no folder {search.assignment}, only {others}.", students)
        here = inside[0] if len(inside) == 1 and is_folder(inside[0]) else folder
    return Found(name, *in_folder(here, search), students, handed_in=_time(here / _TIME))


def _time(file: Path) -> datetime | None:
    """The time that nbgrader wrote, such as `2015-02-02 14:58:23.948203 America/Los_Angeles`; UTC if it names none."""
    try:
        date, hour, *zone = file.read_text("utf-8").split()
        time = datetime.fromisoformat(f"{date}T{hour}")
        return time if time.tzinfo else time.replace(tzinfo=ZoneInfo(zone[0]) if zone else timezone.utc)
    except (OSError, ValueError, LookupError):
        return None
