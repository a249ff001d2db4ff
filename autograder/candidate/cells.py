"""Read a submission as cells: notebooks of any age, exported scripts, and files that went wrong a little."""

from __future__ import annotations

import ast
import hashlib
import io
import json
import re
import tokenize
from dataclasses import dataclass, field
from typing import Any

CELL_MARK = re.compile(r"^# (?:In\[[ \d]*\]:|%%.*)[ \t]*$", re.MULTILINE)
_CONFLICT = re.compile(r"^<{7}(?: |$)", re.MULTILINE)

# How files of other kinds begin.
_KINDS = {
    b"PK\3\4": "a zip archive",
    b"PK\5\6": "a zip archive",
    b"\x1f\x8b": "a compressed archive",
    b"\xfd7zXZ": "a compressed archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"%PDF-": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"version https://git-lfs": "a Git LFS pointer to a file that was not handed in",
}


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
    kind = _other_kind(data, text)
    if kind:
        raise Unreadable(f"The file is {kind}, not a {'script' if is_script else 'notebook'}.")
    if not text.strip():
        return Cells(flags=flags)
    if is_script and not _is_notebook(text):
        return Cells(dict(enumerate(_script_cells(text))), flags, is_script=True)
    cells, more = _notebook_cells(text)
    if is_script:
        flags.append("mended: a notebook named .py")
    return Cells(cells, flags + more)


def has_code(source: str) -> bool:
    """Whether there is anything to run: comments, and texts on their own, are nothing."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # a magic, or something to be told of
        return True
    return not all(isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) for one in body)


def digest(source: str) -> str:
    """What tells a cell's source from another's, whatever blank and comment lines an export put around it."""
    lines = source.strip().splitlines()
    while lines and (not lines[-1].strip() or lines[-1].startswith("#")):
        lines.pop()
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()


def _text(data: bytes) -> tuple[str, list[str]]:
    # JSON and Python begin with an ASCII character, so the zeros beside it tell the width and the order.
    encoding = json.detect_encoding(data)
    if encoding != "utf-8":
        what = "byte order mark" if encoding == "utf-8-sig" else encoding[: len("utf-16")].upper()
        return data.decode(encoding, "replace"), [f"mended: {what}"]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _declared_text(data), ["mended: not UTF-8"]


def _declared_text(data: bytes) -> str:
    """The text in the encoding that a script's first lines declare; in Latin-1, which fits all, if there is none."""
    try:
        return data.decode(tokenize.detect_encoding(io.BytesIO(data).readline)[0])
    except (SyntaxError, UnicodeError, LookupError):
        return data.decode("latin-1")


def _other_kind(data: bytes, text: str) -> str | None:
    """What the file is, if it plainly is something else than Python or JSON."""
    if data and not data.strip(b"\0"):
        return "nothing but zeros"
    if data.startswith(b"PK") and (b"[Content_Types].xml" in data or b"vnd.oasis.opendocument" in data[:100]):
        return "an Office document"
    if data[257:262] == b"ustar" and b"\0" in data[:257]:
        return "a tar archive"
    if text.lstrip()[:14].lower().startswith(("<!doctype html", "<html")):
        return "a web page"
    return next((kind for start, kind in _KINDS.items() if data.startswith(start)), None)


def _is_notebook(text: str) -> bool:
    """Whether a file named as a script holds a notebook."""
    if not text.lstrip().startswith("{"):
        return False
    try:
        _notebook_cells(text)
    except Unreadable:
        return False
    return True


def _script_cells(text: str) -> list[str]:
    """The parts of an exported script, each blank but for itself, so that line numbers stay those of the file."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    starts = [0, *(match.start() for match in CELL_MARK.finditer(text))]
    ends = [*starts[1:], len(text)]
    return [
        "\n" * text.count("\n", 0, start) + CELL_MARK.sub("", text[start:end], count=1)
        for start, end in zip(starts, ends, strict=True)
        if text[start:end].strip()
    ]


def _notebook_cells(text: str) -> tuple[dict[int, str], list[str]]:
    try:
        # No number is looked at, and one may have more digits than Python would read.
        notebook = json.loads(text, parse_int=len)
    except RecursionError:
        raise Unreadable("The file is nested too deeply to be a notebook.") from None
    except json.JSONDecodeError as error:
        raise Unreadable(_no_json(text, error)) from None
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


def _no_json(text: str, error: json.JSONDecodeError) -> str:
    """What is wrong with a notebook that is no JSON."""
    conflict = _CONFLICT.search(text)
    if conflict:
        line = text.count("\n", 0, conflict.start()) + 1
        return f"The file holds a merge conflict that was not resolved: line {line} begins with <<<<<<<."
    if text.lstrip().startswith("{") and (error.msg.startswith("Unterminated") or error.pos >= len(text.rstrip())):
        last = text.rstrip().count("\n") + 1
        return f"The file is cut off: it ends in line {last}, in the middle of the notebook."
    return f"The file cannot be read as a notebook: it is damaged, or something else ({str(error)[:100]})."


def _listed(notebook: Any) -> tuple[list[Any], list[str]]:
    if not isinstance(notebook, dict):
        raise Unreadable("The file is not a notebook: it holds no cells.")
    if isinstance(notebook.get("cells"), list):
        return notebook["cells"], []
    sheets = notebook.get("worksheets")
    if isinstance(sheets, list):
        cells = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        return [cell for part in cells if isinstance(part, list) for cell in part], ["mended: an old notebook format"]
    raise Unreadable("The file is not a notebook: it holds no cells.")


def _source(cell: dict[str, Any]) -> str | None:
    source = cell.get("source", cell.get("input"))
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        # Before format 4, when a source was called input, lines were written with their ends or without.
        has_ends = "source" in cell or any(line.endswith(("\n", "\r")) for line in source)
        return ("" if has_ends else "\n").join(source)
    return source if isinstance(source, str) else None
