"""Files of every age and condition: read if they can be, and otherwise refused in one sentence."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.grading.engine import Engine
from autograder.result import Result

Grade = Callable[..., Result]
Edit = Callable[[dict[str, Any]], object]


def as_version(minor: int) -> Edit:
    """Format 4.`minor`, as it is written: ids since 4.5, and sources as lists of lines."""

    def edit(notebook: dict[str, Any]) -> None:
        notebook["nbformat_minor"] = minor
        for count, cell in enumerate(notebook["cells"]):
            cell["source"] = cell["source"].splitlines(keepends=True)
            if minor >= 5:
                cell["id"] = f"cell-{count}"

    return edit


def as_version_3(notebook: dict[str, Any]) -> None:
    """Format 3: cells in worksheets, and their source called input."""
    cells = [{"cell_type": "code", "language": "python", "input": cell["source"]} for cell in notebook.pop("cells")]
    notebook.update(nbformat=3, nbformat_minor=0, worksheets=[{"cells": cells[:1]}, {"cells": cells[1:]}])


def insert(*cells: Any) -> Edit:
    """Cells that are none, before the last of the good ones."""

    def edit(notebook: dict[str, Any]) -> None:
        notebook["cells"][-1:-1] = cells

    return edit


MENDED = {
    "a cell that is a number": (insert(17), "mended: cell 2 is malformed"),
    "a cell that is null": (insert(None), "mended: cell 2 is malformed"),
    "a cell without a type": (insert({"source": "x = 1"}), "mended: cell 2 is malformed"),
    "a cell without a source": (insert({"cell_type": "code"}), "mended: cell 2 has no source"),
    "a source that is a number": (insert({"cell_type": "code", "source": 3}), "mended: cell 2 has no source"),
    "format 3": (as_version_3, "mended: an old notebook format"),
}


@pytest.mark.parametrize("minor", range(6))
def test_every_minor_version_of_format_4_is_graded(minor: int, grade: Grade, right: bytes) -> None:
    assert grade(edited(right, as_version(minor))).score == 5


@pytest.mark.parametrize("case", MENDED)
def test_what_is_mended_is_graded_and_flagged(case: str, grade: Grade, right: bytes) -> None:
    edit, flag = MENDED[case]
    result = grade(edited(right, edit))
    assert (result.status, result.score, result.flags) == ("graded", 5, (flag,))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_graded_and_flagged(encoding: str, grade: Grade, right: bytes) -> None:
    result = grade(right.decode().encode(encoding))
    assert (result.status, result.score, result.flags) == ("graded", 5, ("mended: UTF-16",))


def test_a_byte_order_mark_is_graded_and_flagged(grade: Grade, right: bytes) -> None:
    result = grade(b"\xef\xbb\xbf" + right)
    assert (result.status, result.score, result.flags) == ("graded", 5, ("mended: byte order mark",))


def test_another_encoding_is_graded_and_flagged(grade: Grade, notebook: Callable[..., bytes]) -> None:
    latin = notebook("setup", "wingspan", "widest", "x = 'QQ'").replace(b"QQ", b"Fl\xfcgel")
    result = grade(latin)
    assert (result.status, result.score, result.flags) == ("graded", 5, ("mended: not UTF-8",))


def test_outputs_of_30_mb_are_graded(grade: Grade, right: bytes) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "wings " * (5 << 20)}
    result = grade(edited(right, lambda notebook: notebook["cells"][0].update(outputs=[output])))
    assert (result.status, result.score) == ("graded", 5)


UNREADABLE = {
    "not JSON": (b"PK\x03\x04 wings", "no JSON"),
    "cut off": (b'{"cells": [', "no JSON"),
    "JSON that is no notebook": (b'["wings"]', "not a notebook"),
    "an object without cells": (b'{"nbformat": 4}', "no list of cells"),
    "brackets 100 kB deep": (b"[" * 100_000, ""),
    "a notebook that ends in brackets 100 kB deep": (b'{"cells": ' + b"[" * 100_000, ""),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_is_no_notebook_is_unreadable_in_one_sentence(case: str, grade: Grade) -> None:
    data, why = UNREADABLE[case]
    result = grade(data)
    assert (result.status, result.score, len(result.questions)) == ("unreadable", 0, 2)
    assert why in result.message
    assert result.message.endswith(".")
    assert "\n" not in result.message


@pytest.mark.parametrize("data", [b"", b"  \n"])
@pytest.mark.parametrize("ending", [".ipynb", ".py"])
def test_an_empty_file_is_missing(data: bytes, ending: str, grade: Grade) -> None:
    result = grade(data, ending)
    assert (result.status, result.message) == ("missing", "The file is empty.")


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _link(path: Path) -> None:
    (path.parent / "elsewhere.ipynb").write_text("{}")
    path.symlink_to(path.parent / "elsewhere.ipynb")


def _dangling(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere.ipynb")


def _too_large(path: Path) -> None:
    path.touch()
    os.truncate(path, (100 << 20) + 1)


@pytest.mark.parametrize("make", [_fifo, _link, _dangling, Path.mkdir, _too_large])
def test_what_is_no_plain_file_of_bearable_size_is_unreadable(
    make: Callable[[Path], object], warm: Engine, tmp_path: Path
) -> None:
    make(tmp_path / "tiny.ipynb")
    result = warm.grade(tmp_path / "tiny.ipynb").result
    assert (result.status, result.score) == ("unreadable", 0)


def test_a_file_that_has_gone_is_missing(warm: Engine, tmp_path: Path) -> None:
    assert warm.grade(tmp_path / "tiny.ipynb").result.status == "missing"


def edited(notebook: bytes, edit: Edit) -> bytes:
    opened = json.loads(notebook)
    edit(opened)
    return json.dumps(opened).encode()
