"""Plain folders: a notebook or a script each, or a folder or an archive each of a student."""

from __future__ import annotations

from pathlib import Path

from autograder.grading.intake.archive import bare_name, is_archive
from autograder.grading.intake.found import (
    Found,
    Handed,
    Intake,
    Search,
    clean_name,
    entries,
    in_folder,
    is_folder,
    is_submission,
    the_one,
)


def find(folder: Path, search: Search) -> Intake:
    """Every notebook, script, archive and folder is a submission of its own."""
    return sort_out(entries(folder), search)


def sort_out(paths: list[Path], search: Search) -> Intake:
    """The submissions among what lies in a folder, and what is none."""
    found, others = [], []
    for path in paths:
        if is_folder(path):
            found.append(Found(clean_name(path.name), *in_folder(path, search)))
        elif is_submission(path):
            found.append(Found(clean_name(path.stem), path))
        elif is_archive(path):
            file, message = the_one([Handed(path, path.name)], search)
            found.append(Found(clean_name(bare_name(path)), file, message))
        else:
            others.append(path)
    return Intake(tuple(found), tuple(others))
