"""The course's own assignments: what students get is what `build` makes, and gives nothing away."""

from __future__ import annotations

import inspect
import types
from pathlib import Path

import numpy as np
import pytest

from autograder import notebook
from autograder.assignment import assignment_names
from autograder.authoring.build import build_differences
from autograder.bundle import files_in
from autograder.checking import loading

COURSE = Path(__file__).parents[2]
NAMES = assignment_names(COURSE)

each_assignment = pytest.mark.parametrize("name", NAMES)


def released(name: str) -> dict[str, str]:
    """The text of every file that students get, a notebook's without the quoting of JSON."""
    place = COURSE / "assignments" / name
    texts = {path.relative_to(place).as_posix(): path.read_text() for path in files_in(place)}
    cells = notebook.read(place / f"{name}.ipynb").cells
    return {**texts, f"{name}.ipynb": "\n\n".join(cell.source for cell in cells)}


@each_assignment
def test_the_committed_folder_is_what_build_makes(name: str) -> None:
    assert build_differences(COURSE, name) == []


@each_assignment
def test_no_line_that_only_a_solution_holds_is_released(name: str) -> None:
    master = notebook.read(COURSE / "solutions" / name / f"{name}.ipynb")
    given = "\n".join(placed.cell.source for placed in notebook.placed_cells(master) if placed.part != "solution")
    solutions = "\n".join(notebook.solution_sources(master).values())
    lines = {line.strip() for line in solutions.splitlines() if len(line.strip()) >= 12}
    text = "\n".join(released(name).values())
    assert [line for line in sorted(lines) if line in text and line not in given] == []


@each_assignment
def test_no_hidden_check_is_released(name: str) -> None:
    texts = released(name)
    for path in (COURSE / "solutions" / name / "checks").glob("test_*.py"):
        question = path.stem.removeprefix("test_")
        for check, _ in loading.load_checks(path):
            if not check.visible:
                assert f"test_{check.id}(" not in texts[f"tests/{question}.py"]
                assert check.title not in texts[f"tests/{question}.py"]


@each_assignment
def test_no_sentence_is_released_of_a_misconception_that_only_hidden_checks_catch(name: str) -> None:
    folder = COURSE / "solutions" / name
    reference = loading.run_reference(notebook.reference_source(notebook.read(folder / f"{name}.ipynb")))
    texts = released(name)
    for path in (folder / "misconceptions").glob("*.py"):
        text = texts[f"{name}.ipynb"] + texts[f"tests/{path.stem}.py"]
        visible = [
            test for check, test in loading.load_checks(folder / "checks" / f"test_{path.stem}.py") if check.visible
        ]
        told: dict[bool, set[str]] = {True: set(), False: set()}
        for misconception in loading.load_misconceptions(path, getattr(reference, path.stem)):
            answers = types.SimpleNamespace(**{**vars(reference), path.stem: misconception.answer})
            told[all(passes(test, answers, reference) for test in visible)].add(misconception.sentence)
        assert [sentence for sentence in sorted(told[True] - told[False]) if sentence in text] == []


def passes(test: loading.Function, answers: types.SimpleNamespace, reference: types.SimpleNamespace) -> bool:
    """Whether a visible check passes on these answers."""
    fixtures = {
        "submission": loading.stand_in(answers),
        "reference": loading.stand_in(reference),
        "rng": np.random.default_rng(5),
    }
    try:
        test(**{name: fixtures[name] for name in inspect.signature(test).parameters})
    except Exception:
        return False
    return True


@each_assignment
def test_the_demonstrations_released_are_those_of_the_master(name: str) -> None:
    master = notebook.read(COURSE / "solutions" / name / f"{name}.ipynb")
    student = notebook.read(COURSE / "assignments" / name / f"{name}.ipynb")
    assert notebook.demonstrations(student) == notebook.demonstrations(master)
