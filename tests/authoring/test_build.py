from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.assignment import AssignmentError
from autograder.authoring.build import build, build_differences, write_build

ChangeMaster = Callable[[Callable[[NotebookNode], object]], None]
ChangeChecks = Callable[[str, str, str], None]


def text_of(built: dict[str, bytes]) -> str:
    return "\n".join(content.decode() for content in built.values())


def cell_with(master: NotebookNode, text: str) -> Any:
    return next(cell for cell in master.cells if text in cell.source)


def test_the_folder_holds_notebook_data_and_a_test_file_for_each_question(built: dict[str, bytes]) -> None:
    assert sorted(built) == ["tests/widest.py", "tests/wingspan.py", "tiny.ipynb", "wings.csv"]


def test_two_builds_agree_byte_for_byte(tiny: Path, built: dict[str, bytes]) -> None:
    assert build(tiny, "tiny") == built


def test_the_solution_is_gone(built: dict[str, bytes]) -> None:
    assert "both_wings" not in text_of(built)


def test_hidden_checks_and_their_helpers_are_gone(built: dict[str, bytes]) -> None:
    assert not any(word in text_of(built) for word in ("no_wings", "without_wings", "LAST_HERD", "This never shows"))


def test_misconceptions_are_gone_but_for_the_sentences_that_visible_checks_give(built: dict[str, bytes]) -> None:
    assert "body_forgotten" not in text_of(built)
    assert "How many bodies" in text_of(built)


def test_the_stub_is_there(built: dict[str, bytes]) -> None:
    assert "Write wingspan." in text_of(built)


def test_the_grader_is_told_the_notebooks_name(student: NotebookNode) -> None:
    assert 'otter.Notebook("tiny.ipynb")' in student.cells[0].source


def test_no_cell_is_empty(student: NotebookNode) -> None:
    assert all(cell.source.strip() for cell in student.cells)


def test_no_cell_has_outputs(student: NotebookNode) -> None:
    assert not any(cell.get("outputs") for cell in student.cells)


def test_cell_ids_are_unique(student: NotebookNode) -> None:
    assert len({cell.id for cell in student.cells}) == len(student.cells)


def test_a_cell_keeps_its_id_when_another_comes_before_it(
    course: Path, change_master: ChangeMaster, student: NotebookNode
) -> None:
    change_master(lambda master: master.cells.insert(1, new_code_cell("1 + 1")))
    cells = json.loads(build(course, "tiny")["tiny.ipynb"])["cells"]
    assert {cell.id for cell in student.cells} < {cell["id"] for cell in cells}


def test_the_kernel_is_plain_python(student: NotebookNode) -> None:
    assert student.metadata.kernelspec.name == "python3"


def test_a_written_build_agrees_with_its_source(course: Path) -> None:
    write_build(course, "tiny")
    assert build_differences(course, "tiny") == []


def test_writing_again_replaces_the_folder(course: Path) -> None:
    (write_build(course, "tiny") / "stray.txt").touch()
    assert sorted(path.name for path in write_build(course, "tiny").iterdir()) == ["tests", "tiny.ipynb", "wings.csv"]


def test_writing_leaves_the_other_assignments_alone(course: Path) -> None:
    other = course / "assignments" / "other" / "other.ipynb"
    other.parent.mkdir(parents=True)
    other.touch()
    write_build(course, "tiny")
    assert sorted(path.name for path in (course / "assignments").iterdir()) == ["other", "tiny"]


def test_a_build_that_fails_leaves_the_old_one(course: Path, change_master: ChangeMaster) -> None:
    place = write_build(course, "tiny")
    change_master(lambda master: master.cells.append(new_code_cell("1 / 0")))
    with pytest.raises(AssignmentError):
        write_build(course, "tiny")
    assert (place / "tiny.ipynb").is_file()


def test_each_difference_is_named(course: Path) -> None:
    place = write_build(course, "tiny")
    (place / "tests" / "widest.py").unlink()
    (place / "wings.csv").write_text("other")
    (place / "stray.txt").touch()
    assert build_differences(course, "tiny") == [
        "assignments/tiny/stray.txt is no part of the assignment.",
        "assignments/tiny/tests/widest.py is missing.",
        "assignments/tiny/wings.csv is not what build makes of solutions/.",
    ]


def test_a_build_that_was_never_written_is_all_missing(course: Path) -> None:
    assert all(line.endswith("is missing.") for line in build_differences(course, "tiny"))


def test_what_a_student_leaves_behind_is_no_difference(course: Path) -> None:
    place = write_build(course, "tiny")
    (place / ".OTTER_LOG").touch()
    (place / "tests" / "__pycache__").mkdir()
    (place / "tests" / "__pycache__" / "a.pyc").touch()
    assert build_differences(course, "tiny") == []


def test_a_question_without_a_block_is_refused(course: Path) -> None:
    settings = course / "solutions" / "tiny" / "assignment.toml"
    settings.write_text(settings.read_text() + '[[questions]]\nid = "third"\ntitle = "Third"\npoints = 1\n')
    with pytest.raises(AssignmentError, match="no block for the question third"):
        build(course, "tiny")


def test_a_block_without_a_question_is_refused(course: Path) -> None:
    settings = course / "solutions" / "tiny" / "assignment.toml"
    settings.write_text(settings.read_text().rpartition("[[questions]]")[0])
    with pytest.raises(AssignmentError, match=r"block for widest, which assignment\.toml does not list"):
        build(course, "tiny")


def test_a_stub_that_does_not_say_so_is_refused(course: Path, change_master: ChangeMaster) -> None:
    change_master(lambda master: cell_with(master, "Write widest.").update(source="def widest(spans):\n    ..."))
    with pytest.raises(AssignmentError, match="stub of widest raises no NotImplementedError"):
        build(course, "tiny")


def test_a_question_without_a_visible_check_is_refused(course: Path, change_checks: ChangeChecks) -> None:
    change_checks("widest", ", visible=True", "")
    with pytest.raises(AssignmentError, match="question widest has no visible check"):
        build(course, "tiny")


def test_a_check_of_another_question_is_refused(course: Path, change_checks: ChangeChecks) -> None:
    change_checks("widest", '@check("widest", points=1, after', '@check("wingspan", points=1, after')
    with pytest.raises(AssignmentError, match="check two_alike belongs to wingspan"):
        build(course, "tiny")


def test_checks_that_cannot_be_run_are_named(course: Path, change_checks: ChangeChecks) -> None:
    change_checks("widest", "import numpy as np", "import nump as np")
    with pytest.raises(AssignmentError, match=r"test_widest\.py cannot be run: ModuleNotFoundError"):
        build(course, "tiny")


def test_a_solution_line_in_a_visible_check_is_refused(course: Path, change_checks: ChangeChecks) -> None:
    line = "place = int(np.argmax(spans))"
    change_checks(
        "widest",
        "    agree(submission.widest(np.array(",
        f"    spans = [1]\n    {line}\n    agree(submission.widest(np.array(",
    )
    with pytest.raises(AssignmentError, match=r"solution of widest is in tests/widest\.py"):
        build(course, "tiny")


def test_a_hidden_check_that_a_visible_one_speaks_of_is_refused(course: Path, change_checks: ChangeChecks) -> None:
    change_checks(
        "widest",
        "    agree(submission.widest(np.array(",
        "    # See test_two_alike.\n    agree(submission.widest(np.array(",
    )
    with pytest.raises(AssignmentError, match=r"hidden check .* of widest is in tests/widest\.py"):
        build(course, "tiny")


def test_a_cell_that_needs_a_demonstration_is_refused(course: Path, change_master: ChangeMaster) -> None:
    change_master(lambda master: master.cells.append(new_code_cell("shown + 1")))
    with pytest.raises(AssignmentError, match=r"cell 13 \(shown \+ 1\) fails: NameError: name 'shown'"):
        build(course, "tiny")


def test_a_data_file_that_is_not_there_is_refused(course: Path) -> None:
    (course / "data" / "wings.csv").unlink()
    with pytest.raises(AssignmentError, match=r"wings\.csv"):
        build(course, "tiny")
