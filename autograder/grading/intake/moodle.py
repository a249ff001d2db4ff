"""Moodle's "Download all submissions": a folder for each participant, or all files flat with the same words before."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

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
    files_below,
    is_folder,
    the_one,
)
from autograder.result import Student

# Ada Lovelace_204_assignsubmission_file, with an underscore more in old releases; Participant_204 under blind marking;
# a group's name and id, or "Default group" without one; where all files are flat, the file's name behind it.
_NAME = re.compile(r"(?P<who>.+?)(?:_(?P<id>\d+))?_assignsubmission_(?P<kind>[a-z0-9]+)(?:_(?P<file>.*))?", re.DOTALL)


def recognise(folder: Path, search: Search) -> bool:
    """Whether anything is named so."""
    return any(_NAME.fullmatch(entry.name) for entry in entries(folder))


def find(folder: Path, search: Search) -> Intake:
    """A submission for each participant or group; what is named otherwise is taken as in a plain folder.

    Raises:
        IntakeError: Nothing there is named so.
    """
    of_participant: dict[tuple[str, str], list[tuple[Path, re.Match[str]]]] = defaultdict(list)
    others = []
    for entry in entries(folder):
        named = _NAME.fullmatch(entry.name)
        if named is None:
            others.append(entry)
        else:
            of_participant[named["who"], named["id"] or ""].append((entry, named))
    if not of_participant:
        raise IntakeError("There is no file or folder that is named as in a download from Moodle.")
    rest = plain.sort_out(others, search)
    # By number: who hands in later has a higher one, and takes no name away from another of that name.
    keys = sorted(of_participant, key=lambda key: (key[0], len(key[1]), key[1]))
    found = [_submission(who, number, of_participant[who, number], search) for who, number in keys]
    return Intake((*found, *rest.submissions), rest.other_files)


def _submission(who: str, number: str, parts: list[tuple[Path, re.Match[str]]], search: Search) -> Found:
    files = [file for path, named in parts if named["kind"] != "onlinetext" for file in _files(path, named)]
    typed = any(named["kind"] == "onlinetext" for _, named in parts)
    nothing = f"{NOTHING.rstrip('.')}, but a text was typed in." if typed else NOTHING
    # The grading worksheet calls them so, and the number is the key of its rows.
    name = f"{who} {number}" if who == "Participant" else who
    return Found(clean_name(name), *the_one(files, search, nothing), (Student(name=name, id=number),))


def _files(path: Path, named: re.Match[str]) -> list[Handed]:
    if is_folder(path):
        return [Handed(file, str(file.relative_to(path))) for file in files_below(path)[0]]
    return [Handed(path, named["file"] or path.name)]
