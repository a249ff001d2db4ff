"""What an intake finds, as plain values, and what all layouts ask of a student's files."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from autograder.errors import WrongUse
from autograder.grading.intake.archive import OF_A_STUDENT, ArchiveError, is_archive, unpack
from autograder.result import Student

ENDINGS = (".ipynb", ".py")
NOTHING = "The submission holds no notebook and no .py file."
_JUNK = {"__MACOSX", ".DS_Store", ".ipynb_checkpoints", "__pycache__", "Thumbs.db", "desktop.ini"}
_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


class IntakeError(WrongUse):
    """Nothing can be graded there; the text is one sentence for a person."""


@dataclass(frozen=True)
class Found:
    """A submission: what it is called, who handed it in and when, and its file, or why there is none.

    `late_seconds` tells by how much it `is_late`, None where nobody knows.
    """

    name: str
    file: Path | None
    message: str = ""
    students: tuple[Student, ...] = (Student(),)
    is_late: bool = False
    late_seconds: float | None = None
    handed_in: datetime | None = None


@dataclass(frozen=True)
class Intake:
    """All submissions in a stable order, each with a name of its own, and the files that are none."""

    submissions: tuple[Found, ...]
    other_files: tuple[Path, ...]


@dataclass(frozen=True)
class Search:
    """What is looked for, and the folder in which archives are unpacked: the files found may lie there."""

    assignment: str
    scratch: Path


@dataclass(frozen=True)
class Handed:
    """A file a student handed in, and the name it had then: a download may have put more around it."""

    path: Path
    called: str


def is_submission(path: PurePath) -> bool:
    """Whether a file stands where a submission is expected: by its ending, in any case."""
    return path.suffix.lower() in ENDINGS


def is_named_right(path: PurePath, assignment: str) -> bool:
    """Whether a file bears the assignment's name, also with what a download puts behind it."""
    return re.fullmatch(rf"{re.escape(assignment)}(?:-\d+|-?{_UUID}|_{_UUID})?", path.stem) is not None


def is_junk(path: PurePath) -> bool:
    """Whether an operating system or Jupyter left it there, and no student."""
    return path.name in _JUNK or path.name.startswith("._")


def clean_name(text: str) -> str:
    """A submission's name: letters and digits of any script, `.`, `_` and `-`, and no `-` or `.` at its start."""
    whole = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())  # macOS takes letters apart
    short = re.sub(r"[^\w.\-]", "_", whole).encode()[:150].decode(errors="ignore")  # can still be a file's name
    return re.sub(r"^[.\-]", "_", short) or "_"


def entries(folder: Path) -> list[Path]:
    """What lies in a folder, in a stable order.

    Raises:
        IntakeError: The folder cannot be read.
    """
    try:
        found = [entry for entry in folder.iterdir() if not is_junk(entry)]
    except OSError as error:
        raise IntakeError(f"{folder} cannot be read ({error.strerror}).") from None
    return sorted(found, key=lambda entry: entry.name)


def is_folder(path: Path) -> bool:
    """Whether it is a folder itself; where a link leads is nobody's submission."""
    return path.is_dir() and not path.is_symlink()


def the_one(files: Iterable[Handed], search: Search, nothing: str = NOTHING) -> tuple[Path | None, str]:
    """The one notebook or script among a student's files, or the sentence that says why there is none.

    Archives are looked into only where no notebook and no script lies beside them.
    """
    files = list(files)
    candidates = _candidates(files)
    if not candidates:
        unpacked = [_unpacked(file, search) for file in files if is_archive(file.path)]
        candidates = _candidates(file for inside, _ in unpacked for file in inside)
        nothing = " ".join([nothing, *(why for _, why in unpacked if why)])
    right = [file for file in candidates if is_named_right(PurePath(file.called), search.assignment)]
    chosen = right if len(right) == 1 else candidates
    if len(chosen) == 1:
        return chosen[0].path, ""
    if not candidates:
        return None, nothing
    which = "more than one is" if right else "none is"
    names = listed(file.called for file in candidates[:10])
    return None, f"There are {len(candidates)} candidates, and {which} named {search.assignment}.ipynb: {names}."


def in_folder(folder: Path, search: Search) -> tuple[Path | None, str]:
    """The one notebook or script in a student's folder and below, or why there is none."""
    below, unread = files_below(folder)
    why = f" that can be reached ({unread[0].strerror})" if unread else ""
    files = [Handed(file, str(file.relative_to(folder))) for file in below]
    return the_one(files, search, f"The folder holds no notebook and no .py file{why}.")


def files_below(folder: Path) -> tuple[list[Path], list[OSError]]:
    """All files below, and what kept some folder from being read."""
    found: list[Path] = []
    unread: list[OSError] = []
    for top, folders, files in os.walk(folder, onerror=unread.append):
        folders[:] = sorted(name for name in folders if not is_junk(Path(name)))
        found += [Path(top, name) for name in sorted(files) if not is_junk(Path(name))]
    return found, unread


def listed(names: Iterable[object]) -> str:
    """The names on one line: what cannot be seen in a name is a question mark."""
    return "".join(letter if letter.isprintable() else "?" for letter in ", ".join(map(str, names)))


def _candidates(files: Iterable[Handed]) -> list[Handed]:
    return [file for file in files if is_submission(PurePath(file.called))]


def _unpacked(packed: Handed, search: Search) -> tuple[Sequence[Handed], str]:
    """The files in a student's archive, or the sentence that says why they cannot be had."""
    try:
        folder = unpack(packed.path, search.scratch, OF_A_STUDENT)
    except ArchiveError as error:
        return [], f"{listed([packed.called])} {error}."
    return [Handed(file, f"{packed.called}/{file.relative_to(folder)}") for file in files_below(folder)[0]], ""
