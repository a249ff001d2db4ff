"""A check of `hw1_perceptron` at work, as a student meets it in a real kernel."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder import notebook

COURSE = Path(__file__).parents[2]
NAME = "hw1_perceptron"
QUESTION = "perceptron_train_step"
CHECK = f'grader.check("{QUESTION}")'
SIGN_FLIPPED = """
def perceptron_train_step(x, y, w, b, lr):
    error = int(x @ w + b > 0) - int(y)
    return w + lr * error * x, b + lr * error
"""

Execute = Callable[[NotebookNode], list[str]]


@pytest.fixture(scope="module")
def execute(tmp_path_factory: pytest.TempPathFactory) -> Execute:
    """Executes a notebook in the student's folder; the text that each cell shows."""
    from nbclient import NotebookClient

    place = tmp_path_factory.mktemp("student") / NAME
    shutil.copytree(COURSE / "assignments" / NAME, place)

    def run(opened: NotebookNode) -> list[str]:
        NotebookClient(opened, allow_errors=True, timeout=120, resources={"metadata": {"path": str(place)}}).execute()
        return [_text(cell) for cell in opened.cells if cell.cell_type == "code"]

    return run


@pytest.fixture(scope="module")
def shown(execute: Execute) -> dict[str, str]:
    """What one check shows on the stub, on a wrong answer, on a right one, and on none."""
    blank = notebook.read(COURSE / "assignments" / NAME / f"{NAME}.ipynb")
    blank.cells = blank.cells[:2] + [cell for cell in blank.cells if f"def {QUESTION}" in cell.source]
    blank.cells.insert(2, new_code_cell("import numpy as np"))
    master = notebook.read(COURSE / "solutions" / NAME / f"{NAME}.ipynb")
    right = notebook.solution_sources(master)[QUESTION]
    sources = (CHECK, SIGN_FLIPPED, CHECK, right, CHECK, f"del {QUESTION}", CHECK)
    blank.cells += [new_code_cell(source) for source in sources]
    stub, _, wrong, _, correct, _, missing = execute(blank)[-len(sources) :]
    return {"stub": stub, "wrong": wrong, "right": correct, "missing": missing}


def test_the_check_is_red_on_the_stub(shown: dict[str, str]) -> None:
    assert "NotImplementedError" in shown["stub"]


def test_the_check_is_green_on_a_right_answer(shown: dict[str, str]) -> None:
    assert "All test cases passed!" in shown["right"]


def test_a_wrong_answer_names_the_check_and_shows_the_values(shown: dict[str, str]) -> None:
    assert "A fire-breather that was missed moves the weights and the bias." in shown["wrong"]
    assert "expected [0.75, 0.75], got [0.25, -1.25]" in shown["wrong"]


def test_a_known_mistake_is_named(shown: dict[str, str]) -> None:
    assert "Score the missed dragon again after your update: has its score gone up or down?" in shown["wrong"]


def test_a_missing_function_is_named(shown: dict[str, str]) -> None:
    assert f"{QUESTION} is not defined" in shown["missing"]


def _text(cell: NotebookNode) -> str:
    parts = []
    for output in cell.outputs:
        if output.output_type == "error":
            parts.append(f"{output.ename}: {output.evalue}")
        parts += [output.get("text", ""), output.get("data", {}).get("text/plain", "")]
    return "\n".join(parts)
