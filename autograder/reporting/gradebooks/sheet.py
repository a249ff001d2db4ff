"""A CSV file taken apart so that it can be put together again byte for byte."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.reporting.gradebooks.grades import GradebookError

_BOM = "\ufeff"
_LINE_END = re.compile(r"\r\n|\n|\r")
_FIRST = re.compile(r'(?:"[^"]*"|[^",;\t\r\n])*([,;\t])')  # the separator behind the first header


@dataclass(frozen=True)
class Line:
    """A line: its cells as they stand in the file, quotes and all, and what ends it."""

    raw: tuple[str, ...]
    end: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The values of the cells."""
        return tuple(raw[1:-1].replace('""', '"') if raw.startswith('"') else raw for raw in self.raw)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """A file: whether it begins with a BOM, what separates its cells, and its lines; the first is the header."""

    has_bom: bool
    separator: str
    lines: tuple[Line, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(cell.strip() for cell in self.lines[0].cells)

    def to_bytes(self) -> bytes:
        """The file."""
        text = "".join(self.separator.join(line.raw) + line.end for line in self.lines)
        return (_BOM * self.has_bom + text).encode()


def read_sheet(path: Path) -> Sheet:
    """The CSV file at `path`.

    Raises:
        GradebookError: It is none, or not all of it: a gradebook that is not understood to its end is not touched.
    """
    try:
        text = path.read_bytes().decode()
    except OSError as error:
        raise GradebookError(f"{path} cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise GradebookError(
            f"{path} is not in UTF-8, as a gradebook is when it is downloaded: did a spreadsheet program save it? "
            "Download it again, and name it here before anything else has opened it."
        ) from None
    has_bom = text.startswith(_BOM)
    text = text[has_bom:]
    first = _FIRST.match(text)  # a title further on may have any number of commas
    separator = first[1] if first else ","
    lines = tuple(_lines(text, separator, path))
    if not lines or lines[0].is_blank:
        raise GradebookError(f"{path} is empty: download the gradebook again.")
    full = [line for line in lines if not line.is_blank]
    if not full[-1].end or len(full[-1].raw) < len(full[0].raw):
        raise GradebookError(f"{path} ends in the middle of a line: was the download cut short? Download it again.")
    return Sheet(has_bom, separator, lines)


def quoted(text: str) -> str:
    """A cell of that text as it stands in a file."""
    return '"' + text.replace('"', '""') + '"'


def _lines(text: str, separator: str, path: Path) -> list[Line]:
    cell = re.compile(rf'"[^"]*(?:""[^"]*)*"|[^"\r\n{separator}]*')
    lines: list[Line] = []
    raw: list[str] = []
    place = 0
    while place < len(text) or raw:
        found = cell.match(text, place)
        assert found is not None  # it may be empty
        raw.append(found[0])
        place = found.end()
        end = _LINE_END.match(text, place)
        if text.startswith(separator, place):
            place += 1
        elif end or place == len(text):
            place = end.end() if end else place
            lines.append(Line(tuple(raw), end[0] if end else ""))
            raw = []
        else:
            raise GradebookError(
                f"{path}, row {len(lines) + 1} is not as a CSV file should be: was the download cut short?"
            )
    return lines


def column(header: Sequence[str], *names: str) -> int | None:
    """The place of the first of these columns that is there."""
    return next((header.index(name) for name in names if name in header), None)


def at(cells: Sequence[str], place: int | None) -> str:
    """The cell at that place; empty where there is no such column."""
    return cells[place].strip() if place is not None and place < len(cells) else ""
