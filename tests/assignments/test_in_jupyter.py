"""The notebooks as students meet them, with every question answered, in a real kernel: nothing fails, figures come out."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbformat import NotebookNode

from autograder import notebook
from autograder.authoring.answers import Answers

COURSE = Path(__file__).parents[2]

# What a notebook shows of the published figures: words that stand in one line of its output, in this order.
FIGURES = {
    "hw1_perceptron": [
        "logistic regression 0.994792 1.000000 0.012048",
        "perceptron 0.994792 0.990826 0.000000",
    ],
    "hw2_multiclass": ["0.838542"],
    "hw3_network": ["24253", "4.44332"],
}


@dataclass(frozen=True)
class Executed:
    """All that a notebook shows, and what of it are errors and warnings."""

    text: str
    complaints: list[str]


@pytest.fixture(scope="session")
def executed(name: str, answers: Answers, tmp_path_factory: pytest.TempPathFactory) -> Executed:
    from nbclient import NotebookClient

    place = tmp_path_factory.mktemp("student") / name
    shutil.copytree(COURSE / "assignments" / name, place)
    opened = notebook.fill(answers.blank, answers.reference)
    NotebookClient(opened, allow_errors=True, timeout=300, resources={"metadata": {"path": str(place)}}).execute()
    outputs = [output for cell in opened.cells if notebook.is_code(cell) for output in cell.outputs]
    complaints = [
        output.get("evalue") or output.get("text", "")
        for output in outputs
        if output.output_type == "error" or output.get("name") == "stderr"
    ]
    return Executed("\n".join(map(_text, outputs)), complaints)


def test_nothing_fails_or_warns_when_every_question_is_answered(executed: Executed) -> None:
    assert executed.complaints == []


def test_every_check_is_green(executed: Executed, answers: Answers) -> None:
    for question in answers.reference:
        assert f"{question} results: All test cases passed!" in executed.text


def test_the_published_figures_come_out(executed: Executed, name: str) -> None:
    lines = [" ".join(line.split()) for line in executed.text.splitlines()]
    for figure in FIGURES.get(name, ()):
        assert any(figure in line for line in lines), figure


def _text(output: NotebookNode) -> str:
    return str(output.get("text") or output.get("data", {}).get("text/plain", ""))
