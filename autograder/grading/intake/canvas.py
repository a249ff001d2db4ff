"""Canvas' "Download Submissions": a flat folder of files, each with its student's name and numbers before it."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from unicodedata import normalize

from autograder.grading.intake import plain
from autograder.grading.intake.found import (
    NOTHING,
    Found,
    Handed,
    Intake,
    IntakeError,
    Search,
    clean_name,
    entries,
    is_folder,
    the_one,
)
from autograder.result import Student

# lovelaceada_LATE_17_204_hw1.ipynb; under anonymous grading LATE_anon_x7Qpz_204_hw1.ipynb; no number of a file where
# a text or a link was entered.
_NAME = re.compile(
    r"(?:(?P<late_anonymous>LATE_)?anon_(?P<anonymous>[^_]+)|(?P<name>[^\s/]*?)_(?P<late>LATE_)?(?P<user>\d+))_"
    r"(?:(?P<number>\d+)_(?P<file>.+)|(?P<typed>text|link)\.html)",
    re.DOTALL,
)
_TYPED = {"text": "a text was typed in", "link": "a link was given"}


def recognise(folder: Path, search: Search) -> bool:
    """Whether most of its files are named so, each with a number of its own: dates in names are no such numbers."""
    files = [entry for entry in entries(folder) if not is_folder(entry)]
    named = [match for match in map(_parse, files) if match]
    numbers = [match["number"] for match in named if match["number"]]
    return 2 * len(named) > len(files) and len(set(numbers)) == len(numbers)


def find(folder: Path, search: Search) -> Intake:
    """A submission for each user, or anonymous one; what is named otherwise is taken as in a plain folder.

    Raises:
        IntakeError: Nothing there is named so.
    """
    of_student: dict[str, list[tuple[Path, re.Match[str]]]] = defaultdict(list)
    others = []
    for entry in entries(folder):
        named = None if is_folder(entry) else _parse(entry)
        if named is None:
            others.append(entry)
        else:
            of_student[named["user"] or f"anon {named['anonymous']}"].append((entry, named))
    if not of_student:
        raise IntakeError("There is no file that is named as in a download from Canvas.")
    rest = plain.sort_out(others, search)
    # By number: two of one name stay apart in the same way when one of them hands in again, and late.
    found = [_submission(of_student[who], search) for who in sorted(of_student, key=lambda who: (len(who), who))]
    return Intake((*found, *rest.submissions), rest.other_files)


def _parse(file: Path) -> re.Match[str] | None:
    return _NAME.fullmatch(normalize("NFC", file.name))


def _submission(files: list[tuple[Path, re.Match[str]]], search: Search) -> Found:
    first = files[0][1]
    file, message = the_one(
        (Handed(path, named["file"]) for path, named in files if named["file"]), search, _nothing(files)
    )
    # An anonymous id is no user's id, even where it looks like one.
    student = Student(name=first["name"] or "", id=first["user"] or "")
    name = clean_name(first["name"] or first["anonymous"] or first["user"])
    return Found(
        name, file, message, (student,), is_late=any(named["late"] or named["late_anonymous"] for _, named in files)
    )


def _nothing(files: list[tuple[Path, re.Match[str]]]) -> str:
    typed = [_TYPED[named["typed"]] for _, named in files if named["typed"]]
    return f"{NOTHING.rstrip('.')}, but {' and '.join(typed)}." if typed else NOTHING
