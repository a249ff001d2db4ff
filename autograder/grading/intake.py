"""Find the submissions under the paths a grader names. No file is opened here."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.result import Student

ENDINGS = (".ipynb", ".py")
_JUNK = {"__MACOSX", ".DS_Store", ".ipynb_checkpoints", "__pycache__", "Thumbs.db", "desktop.ini"}
_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


class IntakeError(ValueError):
    """Nothing can be graded there; the text is one sentence for a person."""


@dataclass(frozen=True)
class Found:
    """A submission: what it is called, who handed it in, and its file, or why there is none."""

    name: str
    file: Path | None
    message: str = ""
    students: tuple[Student, ...] = (Student(),)


@dataclass(frozen=True)
class Intake:
    """All submissions in a stable order, each with a name of its own, and the files that are none."""

    submissions: tuple[Found, ...]
    other_files: tuple[Path, ...]


def find_submissions(paths: Sequence[Path], assignment: str) -> Intake:
    """The submissions under `paths`: files, folders of files, folders of students' folders.

    Raises:
        IntakeError: A path is not there, or holds nothing.
    """
    found: list[Found] = []
    others: list[Path] = []
    for path in paths:
        if not os.path.lexists(path):
            raise IntakeError(f"{path} is not there: name a notebook, a .py file or a folder of them.")
        if not path.is_dir() or path.is_symlink():
            found.append(Found(clean_name(path.stem), path))
            continue
        entries = _entries(path)
        if not entries:
            raise IntakeError(f"{path} is an empty folder: there is nothing to grade.")
        for entry in entries:
            if entry.is_dir() and not entry.is_symlink():
                found.append(_in_folder(entry, assignment))
            elif is_submission(entry):
                found.append(Found(clean_name(entry.stem), entry))
            else:
                others.append(entry)
    if not found:
        raise IntakeError(f"{_listed(paths)} holds no notebook, no .py file and no folder of a student.")
    return Intake(tuple(_distinct(found)), tuple(others))


def is_submission(path: Path) -> bool:
    """Whether a file stands where a submission is expected: by its ending, in any case."""
    return path.suffix.lower() in ENDINGS


def is_named_right(path: Path, assignment: str) -> bool:
    """Whether a file bears the assignment's name, also with what a download puts behind it."""
    return re.fullmatch(rf"{re.escape(assignment)}(?:-\d+|-?{_UUID}|_{_UUID})?", path.stem) is not None


def clean_name(text: str) -> str:
    """A submission's name: letters and digits of any script, `.`, `_` and `-`, and no `-` or `.` at its start."""
    name = re.sub(r"[^\w.\-]", "_", text.encode("utf-8", "replace").decode())
    short = name.encode()[:150].decode(errors="ignore")  # with what is put around it, still the name of a file
    return re.sub(r"^[.\-]", "_", short) or "_"


def _in_folder(folder: Path, assignment: str) -> Found:
    """The one submission in a student's folder."""
    name = clean_name(folder.name)
    below, unread = _files_below(folder)
    files = [file for file in below if is_submission(file)]
    right = [file for file in files if is_named_right(file, assignment)]
    chosen = right if len(right) == 1 else files
    if len(chosen) == 1:
        return Found(name, chosen[0])
    if not files:
        why = f" that can be reached ({unread[0].strerror})" if unread else ""
        return Found(name, None, f"The folder holds no notebook and no .py file{why}.")
    listed = _listed(file.relative_to(folder) for file in files[:10])
    which = "more than one is" if right else "none is"
    return Found(name, None, f"There are {len(files)} candidates, and {which} named {assignment}.ipynb: {listed}.")


def _entries(folder: Path) -> list[Path]:
    try:
        entries = [entry for entry in folder.iterdir() if not _is_junk(entry)]
    except OSError as error:
        raise IntakeError(f"{folder} cannot be read ({error.strerror}).") from None
    return sorted(entries, key=lambda entry: entry.name)


def _files_below(folder: Path) -> tuple[list[Path], list[OSError]]:
    """All files below, and what kept some folder from being read."""
    found: list[Path] = []
    unread: list[OSError] = []
    for top, folders, files in os.walk(folder, onerror=unread.append):
        folders[:] = sorted(name for name in folders if not _is_junk(Path(name)))
        found += [Path(top, name) for name in sorted(files) if not _is_junk(Path(name))]
    return found, unread


def _is_junk(path: Path) -> bool:
    return path.name in _JUNK or path.name.startswith("._")


def _distinct(found: Iterable[Found]) -> list[Found]:
    """The same submissions, `-2`, `-3` behind the names that came before. Case does not tell files apart everywhere."""
    taken: set[str] = set()
    distinct = []
    for one in found:
        name, count = one.name, 1
        while name.casefold() in taken:
            count += 1
            name = f"{one.name}-{count}"
        taken.add(name.casefold())
        distinct.append(replace(one, name=name))
    return distinct


def _listed(paths: Iterable[Path]) -> str:
    """The paths on one line: what cannot be seen in a name is a question mark."""
    return "".join(letter if letter.isprintable() else "?" for letter in ", ".join(map(str, paths)))
