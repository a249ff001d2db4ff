"""Read a submission as cells: notebooks of any age, exported scripts, and files that went wrong a little."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Any

CELL_MARK = re.compile(r"^# (?:In\[[ \d]*\]:|%%.*)\s*$", re.MULTILINE)


class Unreadable(ValueError):
    """Not a notebook that can be read; the text is one sentence for a person."""


@dataclass
class Cells:
    """The code of a submission: the sources by cell index (over all cells), and what was mended on the way."""

    sources: dict[int, str] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    is_script: bool = False


def read_cells(data: bytes, is_script: bool) -> Cells:
    """The cells of a submission's bytes.

    Raises:
        Unreadable: It is beyond repair.
    """
    text, flags = _text(data)
    if is_script:
        return Cells(dict(enumerate(_script_cells(text))), flags, is_script=True)
    cells, more = _notebook_cells(text)
    return Cells(cells, flags + more)


def digest(source: str) -> str:
    """What tells a cell's source from another's, whatever blank and comment lines an export put around it."""
    lines = source.strip().splitlines()
    while lines and (not lines[-1].strip() or lines[-1].startswith("#")):
        lines.pop()
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()


def _text(data: bytes) -> tuple[str, list[str]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), ["mended: UTF-16"]
    if data.startswith(b"\xef\xbb\xbf"):
        return data.decode("utf-8-sig", "replace"), ["mended: byte order mark"]
    if b"\0" in data[:4]:
        # JSON and Python begin with an ASCII character, so a zero beside it tells the width and the order.
        order = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
        return data.decode(order, "replace"), ["mended: UTF-16"]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return data.decode("latin-1"), ["mended: not UTF-8"]


def _script_cells(text: str) -> list[str]:
    """The parts of an exported script, each blank but for itself, so that line numbers stay those of the file."""
    starts = [0, *(match.start() for match in CELL_MARK.finditer(text))]
    ends = [*starts[1:], len(text)]
    return [
        "\n" * text.count("\n", 0, start) + CELL_MARK.sub("", text[start:end], count=1)
        for start, end in zip(starts, ends, strict=True)
        if text[start:end].strip()
    ]


def _notebook_cells(text: str) -> tuple[dict[int, str], list[str]]:
    try:
        notebook = json.loads(text)
    except RecursionError:
        raise Unreadable("The file is nested too deeply to be a notebook.") from None
    except ValueError as error:
        raise Unreadable(f"The file is not a notebook: it is no JSON ({str(error)[:100]}).") from None
    cells, flags = _listed(notebook)
    sources: dict[int, str] = {}
    for index, cell in enumerate(cells):
        kind = cell.get("cell_type") if isinstance(cell, dict) else None
        if kind == "code":
            source = _source(cell)
            if source is None:
                flags.append(f"mended: cell {index} has no source")
            else:
                sources[index] = source
        elif not isinstance(kind, str):
            flags.append(f"mended: cell {index} is malformed")
    return sources, flags


def _listed(notebook: Any) -> tuple[list[Any], list[str]]:
    if not isinstance(notebook, dict):
        raise Unreadable("The file is JSON, but not a notebook.")
    if isinstance(notebook.get("cells"), list):
        return notebook["cells"], []
    sheets = notebook.get("worksheets")
    if isinstance(sheets, list):
        cells = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        return [cell for part in cells if isinstance(part, list) for cell in part], ["mended: an old notebook format"]
    raise Unreadable("The file is JSON, but holds no list of cells.")


def _source(cell: dict[str, Any]) -> str | None:
    source = cell.get("source", cell.get("input"))
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    return source if isinstance(source, str) else None
