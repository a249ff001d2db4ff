from __future__ import annotations

from pathlib import Path

import pytest
from nbformat import NotebookNode

from autograder import notebook
from autograder.assignment import AssignmentError


@pytest.fixture(scope="module")
def master(tiny: Path) -> NotebookNode:
    return notebook.read(tiny / "solutions" / "tiny" / "tiny.ipynb")


def test_writing_what_was_read_gives_the_same_file(tiny: Path, master: NotebookNode) -> None:
    assert notebook.to_text(master) == (tiny / "solutions" / "tiny" / "tiny.ipynb").read_text()


def test_the_questions_are_those_of_the_blocks_in_order(master: NotebookNode) -> None:
    assert notebook.question_ids(master) == ["wingspan", "widest"]


def test_the_reference_is_a_module_that_runs(master: NotebookNode) -> None:
    names: dict[str, object] = {}
    exec(notebook.reference_source(master), names)
    assert names["widest"]([3.0, 7.0, 7.0]) == (1, 7.0)  # type: ignore[operator]


def test_the_reference_holds_no_given_code(master: NotebookNode) -> None:
    assert "loadtxt" not in notebook.reference_source(master)


def test_a_solution_is_the_source_of_its_question_alone(master: NotebookNode) -> None:
    assert "def widest" not in notebook.solution_sources(master)["wingspan"]


def test_a_stub_is_found_by_its_question(master: NotebookNode) -> None:
    assert "Write wingspan." in notebook.prompt_sources(master)["wingspan"]


def test_demonstrations_are_found_by_their_tag(master: NotebookNode) -> None:
    assert [source.splitlines()[-1] for source in notebook.demonstrations(master)] == ["shown"]


def test_an_answer_takes_the_place_of_its_stub(student: NotebookNode) -> None:
    filled = notebook.fill(student, {"widest": "def widest(spans):\n    return 0, 1.0"})
    assert "Write widest." not in notebook.to_text(filled)


def test_a_question_without_an_answer_keeps_its_stub(student: NotebookNode) -> None:
    assert "Write wingspan." in notebook.to_text(notebook.fill(student, {"widest": "widest = max"}))


def test_filling_leaves_the_blank_notebook_as_it_was(student: NotebookNode) -> None:
    notebook.fill(student, {"widest": "widest = max"})
    assert "Write widest." in notebook.to_text(student)


def test_an_answer_to_no_question_is_refused(student: NotebookNode) -> None:
    with pytest.raises(AssignmentError, match="defines tallest"):
        notebook.fill(student, {"tallest": "tallest = max"})


def test_a_missing_notebook_is_named(tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match=r"nowhere\.ipynb is missing"):
        notebook.read(tmp_path / "nowhere.ipynb")


def test_a_file_that_is_no_notebook_is_named(tmp_path: Path) -> None:
    path = tmp_path / "letter.ipynb"
    path.write_text("Dear all,")
    with pytest.raises(AssignmentError, match=r"letter\.ipynb cannot be read"):
        notebook.read(path)
