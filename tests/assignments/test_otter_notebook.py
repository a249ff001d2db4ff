"""A student's notebook with `otter.Notebook` in a real kernel: the tests beside it, or in it; all checks, and an export."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell

from autograder import notebook
from autograder.authoring.answers import read_answers

COURSE = Path(__file__).parents[2]
NAME = "hw0_warmup"


@dataclass(frozen=True)
class Executed:
    place: Path
    shown: list[str]


@pytest.fixture(scope="module", params=["beside it", "in its metadata"])
def executed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Executed:
    """The solved notebook, run in its folder to an export at its end, with the tests in the folder or in itself."""
    from nbclient import NotebookClient

    place = tmp_path_factory.mktemp("student") / NAME
    shutil.copytree(COURSE / "assignments" / NAME, place)
    answers = read_answers(COURSE, NAME)
    opened = notebook.fill(answers.blank, answers.reference)
    opened.cells.append(new_code_cell("grader.export(pdf=False)"))
    if request.param == "in its metadata":
        tests = {path.stem: path.read_text("utf-8") for path in (place / "tests").glob("*.py")}
        shutil.rmtree(place / "tests")
        opened.metadata["otter"] = {"OK_FORMAT": False, "tests": tests}
    notebook.write(opened, place / f"{NAME}.ipynb")
    NotebookClient(opened, timeout=120, resources={"metadata": {"path": str(place)}}).execute()
    code = [cell for cell in opened.cells if notebook.is_code(cell)]
    return Executed(place, [str([output.get("data") for output in cell.outputs]) for cell in code])


def test_a_check_is_green_on_a_right_answer(executed: Executed) -> None:
    assert "total_toes results: All test cases passed!" in executed.shown[3]


def test_all_checks_at_once_are_green(executed: Executed) -> None:
    assert "total_toes results: All test cases passed!" in executed.shown[-2]


def test_the_export_is_a_zip_with_the_notebook(executed: Executed) -> None:
    (exported,) = executed.place.glob("*.zip")
    with zipfile.ZipFile(exported) as archive:
        assert f"{NAME}.ipynb" in archive.namelist()
