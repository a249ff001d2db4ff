"""How late each submission is: from the time of handing in, where its layout tells, and from a table of a person's."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from unicodedata import normalize

from autograder.grading.intake.found import Found, IntakeError
from autograder.marks.lateness import LatenessError, parse_seconds

# The table's columns by the headers they may have: ours, and those of the grades that Gradescope exports.
_COLUMNS = {
    "submission": "submission",
    "submission id": "submission",
    "email": "email",
    "id": "id",
    "sid": "id",
    "student_id": "id",
    "late": "late",
    "lateness (h:m:s)": "late",
}
_KEYS = ("submission", "email", "id")  # the surest first


@dataclass(frozen=True)
class _Row:
    where: str
    cells: Mapping[str, str]
    seconds: float


def with_lateness(submissions: Sequence[Found], due: datetime | None, table: Path | None) -> tuple[Found, ...]:
    """The submissions with what is known of their lateness; the table has the last word, also where it says 0.

    The table is a CSV file with a column `submission`, `email` or `id`, and `late`: 1:30:00, 90m, 1.5h or 2d.

    Raises:
        IntakeError: The table cannot be read, or is of nobody here.
    """
    timed = [_since(one, due) if due and one.handed_in else one for one in submissions]
    if table is None:
        return tuple(timed)
    late: dict[int, _Row] = {}
    for row in _rows(table):
        place = _place(row, submissions)
        if place is None:
            continue
        if place in late and late[place].seconds != row.seconds:
            raise IntakeError(f"{row.where}: {submissions[place].name} has another time in {late[place].where}.")
        late[place] = row
    return tuple(_late_by(one, late[place].seconds) if place in late else one for place, one in enumerate(timed))


def in_zone(due: datetime) -> datetime:
    """The deadline in the zone it names, or else in this machine's.

    Raises:
        IntakeError: No machine knows such a time.
    """
    try:
        return due.astimezone()
    except (OverflowError, ValueError, OSError):
        raise IntakeError(f"The deadline {due} is out of range: write it as 2026-11-20T23:59.") from None


def _since(found: Found, due: datetime) -> Found:
    assert found.handed_in is not None
    return _late_by(found, max(0.0, (found.handed_in - due).total_seconds()))


def _late_by(found: Found, seconds: float) -> Found:
    return replace(found, is_late=seconds > 0, late_seconds=seconds)


def _rows(table: Path) -> Iterator[_Row]:
    try:
        text = table.read_bytes().decode("utf-8-sig")
        head = text.partition("\n")[0]
        delimiter = next((mark for mark in head if mark in ",;\t"), ",")
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        header = [_COLUMNS.get(cell.strip().lower(), "") for cell in next(lines, [])]
        if "late" not in header or not set(_KEYS) & set(header):
            raise IntakeError(f"{table} needs a column late, and one of submission, email or id.")
        for cells in lines:
            named = {column: normalize("NFC", cell.strip()) for column, cell in zip(header, cells) if column}
            yield _row(f"{table}, line {lines.line_num}", named)
    except OSError as error:
        raise IntakeError(f"{table} cannot be read ({error.strerror}).") from None
    except UnicodeError:
        raise IntakeError(f"{table} is not in UTF-8: save it as CSV in UTF-8.") from None
    except csv.Error as error:
        raise IntakeError(f"{table} is no CSV file ({error}).") from None


def _row(where: str, cells: Mapping[str, str]) -> _Row:
    try:
        return _Row(where, cells, parse_seconds(cells.get("late", "")))
    except LatenessError as error:
        raise IntakeError(f"{where}: {error}") from None


def _place(row: _Row, submissions: Sequence[Found]) -> int | None:
    """The place of the submission that a row speaks of; None for somebody in time of whom nothing was handed in."""
    column, *others = [column for column in _KEYS if row.cells.get(column)] or ["id"]
    value = row.cells.get(column, "")
    places = [place for place, found in enumerate(submissions) if _is(found, column, value)]
    if len(places) > 1:
        raise IntakeError(f"{row.where}: {value} has {len(places)} submissions: name one in a column submission.")
    if not places and row.seconds:
        key = "name" if column == "submission" else column
        raise IntakeError(f"{row.where}: there is no submission with the {key} {value!r}.")
    for other in others:
        also = [place for place, found in enumerate(submissions) if _is(found, other, row.cells[other])]
        if places and also and places[0] not in also:
            names = f"{submissions[places[0]].name} by its {column} and {submissions[also[0]].name} by its {other}"
            raise IntakeError(f"{row.where}: the row is of {names}: correct one of them.")
    return places[0] if places else None


def _is(found: Found, column: str, value: str) -> bool:
    if column == "submission":
        return found.name in (value, f"submission_{value}")  # Gradescope's number alone, or its export's key
    if column == "email":
        return any(student.email.casefold() == value.casefold() for student in found.students)
    return bool(value) and any(student.id == value for student in found.students)
