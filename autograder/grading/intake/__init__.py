"""Find the submissions under the paths a grader names, in whichever layout they were downloaded.

No notebook is opened here. One module knows one layout: each has `recognise` and `find`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.grading.intake import canvas, gradescope, moodle, nbgrader, plain
from autograder.grading.intake.archive import OF_A_CLASS, ArchiveError, bare_name, is_archive, unpack
from autograder.grading.intake.found import (
    Found,
    Intake,
    IntakeError,
    Search,
    clean_name,
    entries,
    is_folder,
    listed,
)
from autograder.grading.layout import Layout

__all__ = ["Found", "Intake", "IntakeError", "Layout", "clean_name", "find_submissions"]

_FIND = {
    Layout.gradescope: gradescope.find,
    Layout.moodle: moodle.find,
    Layout.canvas: canvas.find,
    Layout.nbgrader: nbgrader.find,
    Layout.plain: plain.find,
}
# The surest first; a folder that none of them recognises is plain.
_RECOGNISE = {
    Layout.gradescope: gradescope.recognise,
    Layout.moodle: moodle.recognise,
    Layout.canvas: canvas.recognise,
    Layout.nbgrader: nbgrader.recognise,
}


def find_submissions(paths: Sequence[Path], assignment: str, scratch: Path, layout: Layout | None = None) -> Intake:
    """The submissions under `paths`: files, folders and archives of any layout, or of the one that is named.

    Archives are unpacked in the folder `scratch`, and the files found may lie there.

    Raises:
        IntakeError: A path is not there, holds nothing, or cannot be unpacked.
    """
    search = Search(assignment, scratch)
    parts = [_under(path, search, layout) for path in paths]
    found = [submission for part in parts for submission in part.submissions]
    if not found:
        raise IntakeError(f"{listed(paths)} holds no notebook, no .py file and no folder of a student.")
    return Intake(tuple(_distinct(found)), tuple(file for part in parts for file in part.other_files))


def _under(path: Path, search: Search, layout: Layout | None) -> Intake:
    if not os.path.lexists(path):
        raise IntakeError(f"{path} is not there: name a notebook, a .py file, a folder or an archive of them.")
    if is_folder(path):
        folder = path
    elif is_archive(path) and path.is_file():
        folder = _unpacked(path, search)
    else:
        return Intake((Found(clean_name(path.stem), path),), ())
    if not entries(folder):
        raise IntakeError(f"{path} is an empty {'folder' if folder == path else 'archive'}: there is nothing to grade.")
    place, kind = _recognised(folder, search, layout)
    try:
        return _FIND[kind](place, search)
    except IntakeError as error:
        raise IntakeError(f"{path}: {error}") from None


def _recognised(folder: Path, search: Search, layout: Layout | None) -> tuple[Path, Layout]:
    """Where which layout begins; one that is named is taken even where nothing speaks for it."""
    for place in _places(folder):
        for kind, recognise in _RECOGNISE.items():
            if layout in (None, kind) and recognise(place, search):
                return place, kind
    return folder, layout or Layout.plain


def _unpacked(archive: Path, search: Search) -> Path:
    """The archive's folder; a single folder in it that bears the archive's name is the archive itself."""
    try:
        folder = unpack(archive, search.scratch, OF_A_CLASS)
    except ArchiveError as error:
        raise IntakeError(f"{archive} {error}.") from None
    return folder / bare_name(archive) if _places(folder)[1:] == [folder / bare_name(archive)] else folder


def _places(folder: Path) -> list[Path]:
    """Where a layout may begin: in the folder itself, or in the only one within it."""
    inside = entries(folder)
    return [folder, *inside] if len(inside) == 1 and is_folder(inside[0]) else [folder]


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
