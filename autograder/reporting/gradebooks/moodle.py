"""Moodle: the offline grading worksheet, with grades and feedback in it and all else as it was, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from autograder.reporting.escape import visible
from autograder.reporting.gradebooks.comment import BEGINS, comment
from autograder.reporting.gradebooks.grades import Filled, Grade, GradebookError, sentence
from autograder.reporting.gradebooks.match import Row, match_rows
from autograder.reporting.gradebooks.sheet import Line, Sheet, at, column, quoted, read_sheet
from autograder.reporting.summary import number

_NEEDED = ("Identifier", "Grade", "Last modified (grade)")
_PARTICIPANT = re.compile(r"\D*(\d+)")
_ROOM = 20_000
_AROUND = re.compile(r"(?:</?(?:p|div|span|br)\b[^>]*>|&nbsp;|\s)*")  # an editor's, where nobody has written anything


def fill(path: Path, grades: Sequence[Grade]) -> Filled:
    """The worksheet at `path` with the grades, and with feedback where nobody else has written any.

    Raises:
        GradebookError: It is no grading worksheet, or not this course's.
    """
    sheet = read_sheet(path)
    if lacking := [name for name in _NEEDED if name not in sheet.header]:
        raise GradebookError(
            f"{path} has no column {lacking[0]!r}, so it is no grading worksheet of Moodle in English: "
            "set the language to English there, for the download and for the upload."
        )
    if "Scale" in sheet.header:
        raise GradebookError(f"{path} grades by a scale of words: set the grade to points in Moodle first.")
    rows = _rows(sheet, path)
    _refuse_another(grades, rows, path)
    matched = match_rows([_unnamed(grade) for grade in grades], rows, str(path))
    lines, count = list(sheet.lines), 0
    refused: list[str] = []
    kept: list[str] = []
    for place, grade in sorted(matched.by_line.items()):
        if why := _why_not(sheet, place, grade):
            refused.append(f"{grade.label}: left out, since {why}.")
            continue
        lines[place], has_own = _graded(sheet, place, grade)
        kept += [grade.label] * has_own
        count += 1
    remarks = [*_maximum_remark(sheet, grades, path), *refused, *matched.remarks]
    remarks += sentence(kept, "with feedback that somebody wrote, which stays")
    return Filled(replace(sheet, lines=tuple(lines)).to_bytes(), count, tuple(remarks))


def _unnamed(grade: Grade) -> Grade:
    """Under blind marking `Participant 12` stands where a name would: it is none."""
    is_blind = re.fullmatch(r"Participant \d+", grade.student.name) is not None
    return replace(grade, student=replace(grade.student, name="")) if is_blind else grade


def _refuse_another(grades: Sequence[Grade], rows: Sequence[Row], path: Path) -> None:
    """Have no grade go into the worksheet of another assignment, which has the same names and other numbers.

    Raises:
        GradebookError: Students are known by numbers, and none of them is there.
    """
    numbers = {grade.student.id for grade in grades if grade.student.id and not grade.student.email}
    if numbers and numbers.isdisjoint(one for row in rows for one in row.ids):
        raise GradebookError(
            f"{path} has none of the participants' numbers of the submissions, by which Moodle knows them: "
            "download the grading worksheet of the very assignment that they were handed in to."
        )


def _rows(sheet: Sheet, path: Path) -> list[Row]:
    header, rows = sheet.header, []
    identifier, name = column(header, "Identifier"), column(header, "Full name")
    number_of, email = column(header, "ID number"), column(header, "Email address")
    for count, line in enumerate(sheet.lines[1:], start=1):
        if line.is_blank:
            continue
        cells = line.cells
        participant = _PARTICIPANT.fullmatch(at(cells, identifier))
        if len(cells) != len(header) or participant is None:
            raise GradebookError(f"{path}, row {count + 1} is none of a grading worksheet: download it again.")
        rows.append(Row(count, at(cells, name), (participant[1], at(cells, number_of)), at(cells, email)))
    return rows


def _why_not(sheet: Sheet, place: int, grade: Grade) -> str:
    """Why Moodle would not take a grade in this line; empty where it would."""
    cells = sheet.lines[place].cells
    if at(cells, column(sheet.header, "Grade can be changed")) == "No":
        return "Moodle says that this grade cannot be changed"
    most = _value(at(cells, column(sheet.header, "Maximum Grade")))
    if most is not None and grade.score > most:
        return f"{number(grade.score)} is above Moodle's maximum of {number(most)}"
    return ""


def _graded(sheet: Sheet, place: int, grade: Grade) -> tuple[Line, bool]:
    """The line with the grade and the feedback in it, and whether it has feedback of somebody's own."""
    line = sheet.lines[place]
    raw = list(line.raw)
    for_grade, for_feedback = column(sheet.header, "Grade"), column(sheet.header, "Feedback comments")
    assert for_grade is not None
    if _value(at(line.cells, for_grade)) != grade.score:
        raw[for_grade] = number(grade.score)
    if for_feedback is None:
        return replace(line, raw=tuple(raw)), False
    there = _AROUND.sub("", at(line.cells, for_feedback), count=1)
    has_own = bool(there) and not there.startswith(BEGINS)
    if not has_own:
        raw[for_feedback] = quoted(_as_html(grade))
    return replace(line, raw=tuple(raw)), has_own


def _as_html(grade: Grade) -> str:
    """The comment as Moodle keeps it, on one line of the file."""
    return "<br>".join(escape(visible(line[:2000]), quote=False) for line in comment(grade))[:_ROOM]


def _maximum_remark(sheet: Sheet, grades: Sequence[Grade], path: Path) -> list[str]:
    place = column(sheet.header, "Maximum Grade")
    theirs = {value for line in sheet.lines[1:] if (value := _value(at(line.cells, place))) is not None}
    ours = {grade.mark.max_score for grade in grades}
    if not theirs or theirs == ours:
        return []
    shown, full = (" or ".join(map(number, sorted(values))) for values in (theirs, ours))
    return [f"Moodle's maximum grade in {path} is {shown}, and here it is {full}: nothing is scaled."]


def _value(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
