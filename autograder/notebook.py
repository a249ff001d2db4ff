"""Notebooks as values: our own and trusted ones. A submission is read in the candidate, never here."""

from __future__ import annotations

import ast
import copy
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import nbformat
from nbformat import NotebookNode

from autograder.assignment import AssignmentError
from autograder.checking.loading import defined_names
from autograder.files import write_text

Part = Literal["text", "prompt", "solution"]

_BOUNDARY = re.compile(r"#\s+(BEGIN|END)\s+(QUESTION|PROMPT|SOLUTION)\b", re.IGNORECASE)
_MARK = re.compile(r"# (?:BEGIN|END) SOLUTION")
_NAME = re.compile(r"""^name:\s*["']?([\w-]+)""", re.MULTILINE)


@dataclass(frozen=True)
class Placed:
    """A cell of a master notebook, and where it stands: in which question, and in which part of it."""

    cell: NotebookNode
    question: str | None
    part: Part


def read(path: Path) -> NotebookNode:
    """The notebook in `path`.

    Raises:
        AssignmentError: There is none, or it cannot be read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbformat says of small faults that it has mended them
            return nbformat.read(path, as_version=4)  # type: ignore[no-any-return, no-untyped-call]
    except FileNotFoundError:
        raise AssignmentError(f"The notebook {path} is missing.") from None
    except (ValueError, AttributeError, nbformat.ValidationError) as error:
        raise AssignmentError(f"{path} cannot be read as a notebook: {str(error)[:200]}.") from None


def to_text(notebook: NotebookNode) -> str:
    """The notebook as a file's text, the same for the same notebook."""
    return str(nbformat.writes(notebook)).rstrip("\n") + "\n"  # type: ignore[no-untyped-call]


def write(notebook: NotebookNode, path: Path) -> None:
    """Write the notebook to `path`."""
    write_text(path, to_text(notebook))


def is_code(cell: NotebookNode) -> bool:
    """Whether the cell holds code."""
    return bool(cell.cell_type == "code")


def has_tag(cell: NotebookNode, tag: str) -> bool:
    """Whether the cell carries the tag."""
    return tag in cell.metadata.get("tags", [])


def placed_cells(master: NotebookNode) -> Iterator[Placed]:
    """The cells of a master notebook, without the raw ones that mark its parts."""
    question: str | None = None
    part: Part = "text"
    for cell in master.cells:
        boundary = _BOUNDARY.match(cell.source) if cell.cell_type == "raw" else None
        if boundary is None:
            if cell.cell_type != "raw":
                yield Placed(cell, question, part)
            continue
        begins, kind = boundary[1].upper() == "BEGIN", boundary[2].upper()
        if kind == "QUESTION":
            question = _question_id(cell) if begins else None
        elif kind == "PROMPT":
            part = "prompt" if begins else "text"
        else:
            part = "solution" if begins else "text"


def question_ids(master: NotebookNode) -> list[str]:
    """The questions that a master notebook has a block for, in order."""
    return [
        _question_id(cell)
        for cell in master.cells
        if cell.cell_type == "raw" and re.match(r"#\s+BEGIN\s+QUESTION\b", cell.source, re.IGNORECASE)
    ]


def reference_source(master: NotebookNode) -> str:
    """The reference as one Python module: the setup cells and every question's solution, in order."""
    sources = [
        placed.cell.source
        for placed in placed_cells(master)
        if is_code(placed.cell) and (placed.part == "solution" or has_tag(placed.cell, "setup"))
    ]
    return "\n\n\n".join(source.strip("\n") for source in sources) + "\n"


def solution_sources(master: NotebookNode) -> dict[str, str]:
    """The source of each question's solution."""
    return _sources(master, "solution")


def prompt_sources(master: NotebookNode) -> dict[str, str]:
    """The source of each question's stub."""
    return _sources(master, "prompt")


def demonstrations(notebook: NotebookNode) -> list[str]:
    """The sources of the cells that only show something, and that grading leaves out."""
    return [cell.source for cell in notebook.cells if is_code(cell) and has_tag(cell, "demonstration")]


def fill(notebook: NotebookNode, answers: Mapping[str, str]) -> NotebookNode:
    """The student's notebook with the stubs of `answers` replaced; a question without an answer keeps its stub.

    Raises:
        AssignmentError: No cell defines the name of an answer.
    """
    filled = copy.deepcopy(notebook)
    for question, source in answers.items():
        stub = next((cell for cell in filled.cells if is_code(cell) and _defines(cell.source, question)), None)
        if stub is None:
            raise AssignmentError(f"No cell of the notebook defines {question}, so there is nothing to fill in.")
        stub.source = source
    return filled


def _sources(master: NotebookNode, part: Part) -> dict[str, str]:
    cells: dict[str, list[str]] = {}
    for placed in placed_cells(master):
        if placed.question is not None and placed.part == part and is_code(placed.cell):
            cells.setdefault(placed.question, []).append(placed.cell.source.strip("\n"))
    return {question: _unmarked("\n\n\n".join(sources)) for question, sources in cells.items()}


def _unmarked(source: str) -> str:
    """The source without the comments that mark a solution's lines for Otter Assign."""
    lines = [line for line in source.splitlines() if not _MARK.match(line.strip())]
    return "\n".join(lines).strip("\n") + "\n"


def _question_id(cell: NotebookNode) -> str:
    name = _NAME.search(cell.source)
    if name is None:
        raise AssignmentError(f"A question of the master notebook has no name: {cell.source[:80]!r}.")
    return name[1]


def _defines(source: str, name: str) -> bool:
    try:
        return name in defined_names(ast.parse(source))
    except SyntaxError:  # a cell with magics
        return False
