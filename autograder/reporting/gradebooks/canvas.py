"""Canvas: the gradebook as it was exported, cut down to what is to be imported.

What comes out holds the columns that tell who a student is, the one of the assignment, and the rows with a grade: a
row without one could delete a grade, and a column that somebody has worked on since would go back to what it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from autograder.reporting.escape import csv_cell
from autograder.reporting.gradebooks.grades import Filled, Grade, GradebookError
from autograder.reporting.gradebooks.match import Row, match_rows
from autograder.reporting.gradebooks.sheet import Line, Sheet, at, column, read_sheet
from autograder.reporting.summary import number

_ASSIGNMENT = re.compile(r"(?P<title>.*)\s\((?P<id>\d+)\)")
_NAMES = ("Student", "LastName", "FirstName")
_IDS = ("ID", "SIS User ID", "SIS Login ID", "Integration ID")
_POINTS = "Points Possible"
_UNWANTED = {"EX": "excused", "N/A": "not assigned to them"}


def fill(path: Path, grades: Sequence[Grade], titles: Sequence[str], chosen: str | None = None) -> Filled:
    """The gradebook at `path` with the grades, in the column of one of the titles, or in the one that is `chosen`.

    Raises:
        GradebookError: It is no Canvas gradebook, or not this course's, or the column cannot be told.
    """
    sheet = read_sheet(path)
    section = _section(sheet, path)
    place = _column(sheet.header, section, titles, chosen, path)
    students = _students(sheet, path)
    above = _above(sheet, students)
    points = _points_remark(sheet, above, place, grades)
    matched = match_rows(grades, students, str(path))
    unwanted = {line: there for line in matched.by_line if (there := at(sheet.lines[line].cells, place)) in _UNWANTED}
    keep = [*range(section + 1), place]
    rows = [[_cell(sheet.lines[line], cell) for cell in keep] for line in (0, *above)]
    for line in sorted(matched.by_line.keys() - unwanted.keys()):
        who = [_harmless(sheet.header[cell], _cell(sheet.lines[line], cell)) for cell in keep[:-1]]
        rows.append([*who, number(matched.by_line[line].score)])
    left_out = [
        f"{matched.by_line[line].label}: left out, since Canvas has {there} ({_UNWANTED[there]}) there."
        for line, there in unwanted.items()
    ]
    count = len(matched.by_line) - len(unwanted)
    return Filled(_written(sheet, rows), count, (*points, *left_out, *matched.remarks))


def _section(sheet: Sheet, path: Path) -> int:
    """The place of the last column that tells who a student is."""
    section = column(sheet.header, "Section")
    if section is None or "ID" not in sheet.header or sheet.header[0] not in _NAMES:
        raise GradebookError(
            f"{path} is not a gradebook exported from Canvas: its first line has no Student, ID and Section."
        )
    return section


def _column(header: Sequence[str], section: int, titles: Sequence[str], chosen: str | None, path: Path) -> int:
    """The place of the assignment's column."""
    known = {
        place: named for place in range(section + 1, len(header)) if (named := _ASSIGNMENT.fullmatch(header[place]))
    }
    if chosen is not None:
        found = [place for place, named in known.items() if chosen in (named[0], named["title"], named["id"])]
        asked = f"column {chosen!r}"
    else:
        wanted = {_plain(title) for title in titles}
        found = [place for place, named in known.items() if _plain(named["title"]) in wanted]
        asked = f"column named {' or '.join(map(repr, titles))}"
    if len(found) != 1:
        listed = ", ".join(header[place] for place in list(found or known)[:20]) or "none"
        how_many = f"{len(found)} times the" if found else "no"
        raise GradebookError(f"{path} has {how_many} {asked}: name one with --column, of {listed}.")
    return found[0]


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold().replace("_", " ")))


def _students(sheet: Sheet, path: Path) -> list[Row]:
    """The rows of students: all that have an id."""
    header, rows = sheet.header, []
    names = [place for name in _NAMES if (place := column(header, name)) is not None]
    ids = [column(header, name) for name in _IDS]
    for count, line in enumerate(sheet.lines[1:], start=1):
        cells = line.cells
        if not at(cells, ids[0]):
            continue
        if len(cells) != len(header):
            raise GradebookError(f"{path}, row {count + 1} has {len(cells)} cells, and the header {len(header)}.")
        login = at(cells, column(header, "SIS Login ID"))
        name = ", ".join(_unwrapped(at(cells, place)) for place in names)
        known = tuple(at(cells, place) for place in ids)
        rows.append(Row(count, name, known, login if "@" in login else ""))
    return rows


def _unwrapped(name: str) -> str:
    """The name, where Canvas has kept spreadsheets from running it."""
    return name[2:-1] if name.startswith('="') and name.endswith('"') else name


def _above(sheet: Sheet, students: Sequence[Row]) -> list[int]:
    """The lines that are no student's, as that of the points."""
    named = {row.line for row in students}
    return [line for line in range(1, len(sheet.lines)) if line not in named and not sheet.lines[line].is_blank]


def _cell(line: Line, place: int) -> str:
    """A cell as it is; Canvas knows the line of the points by its words behind some spaces."""
    return line.cells[place] if place < len(line.cells) else ""


def _harmless(header: str, cell: str) -> str:
    """A cell of who a student is; the ids stay, since Canvas finds the student by them."""
    return cell if header in _IDS else csv_cell(cell)


def _points_remark(sheet: Sheet, above: Sequence[int], place: int, grades: Sequence[Grade]) -> list[str]:
    """What to tell of the points that Canvas has for the assignment.

    Raises:
        GradebookError: Canvas takes no grades there.
    """
    cells = next((sheet.lines[line].cells for line in above if sheet.lines[line].cells[0].strip() == _POINTS), ())
    points = at(cells, place)
    if "read only" in points:
        raise GradebookError(f"The column {sheet.header[place]} is read only: Canvas takes no grades for it.")
    ours = {grade.mark.max_score for grade in grades}
    try:
        theirs = float(points.replace(",", "."))
    except ValueError:
        return []
    if theirs in ours:
        return []
    full = " or ".join(map(number, sorted(ours)))
    return [f"Canvas has {number(theirs)} points for {sheet.header[place]}, and here it is {full}: nothing is scaled."]


def _written(sheet: Sheet, rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=sheet.separator, lineterminator=sheet.lines[0].end).writerows(rows)
    return ("\ufeff" * sheet.has_bom + text.getvalue()).encode()
