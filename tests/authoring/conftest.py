from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode

from autograder import notebook
from autograder.authoring.build import build, write_build

TINY = Path(__file__).parents[1] / "course"


@pytest.fixture(scope="session")
def tiny() -> Path:
    """The course with the made-up assignment `tiny`, as it stands in the repository: to be read only."""
    return TINY


@pytest.fixture(scope="session")
def built(tiny: Path) -> dict[str, bytes]:
    """The students' folder of `tiny`, by path."""
    return build(tiny, "tiny")


@pytest.fixture(scope="session")
def student(built: dict[str, bytes]) -> NotebookNode:
    """The student's notebook of `tiny`."""
    return nbformat.reads(built["tiny.ipynb"].decode(), as_version=4)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the course, to be changed at will."""
    return shutil.copytree(TINY, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__", "conftest.py"))


@pytest.fixture
def change_master(course: Path) -> Callable[[Callable[[NotebookNode], object]], None]:
    """Changes the master notebook of the copied course in place."""
    path = course / "solutions" / "tiny" / "tiny.ipynb"

    def change(edit: Callable[[NotebookNode], object]) -> None:
        master = notebook.read(path)
        edit(master)
        notebook.write(master, path)

    return change


@pytest.fixture
def change_checks(course: Path) -> Callable[..., None]:
    """Replaces a piece of text in the checks of a question of the copied course."""

    def change(question: str, old: str, new: str) -> None:
        path = course / "solutions" / "tiny" / "checks" / f"test_{question}.py"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    return change


@pytest.fixture(scope="session")
def run_in_jupyter(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[str]]:
    """Runs cells after those of the built notebook, in a real kernel without this package; each one's shown text."""
    from nbclient import NotebookClient

    folder = tmp_path_factory.mktemp("student")
    shutil.copytree(tiny, folder / "course")
    place = write_build(folder / "course", "tiny")

    def run(*sources: str) -> list[str]:
        ours = "import sys\nsys.modules['autograder'] = sys.modules['dragon_data'] = None"
        opened = notebook.read(place / "tiny.ipynb")
        opened.cells = [nbformat.v4.new_code_cell(source) for source in (ours,)] + opened.cells
        count = len(opened.cells)
        opened.cells += [nbformat.v4.new_code_cell(source) for source in sources]
        NotebookClient(opened, allow_errors=True, timeout=60, resources={"metadata": {"path": str(place)}}).execute()
        return [_shown(cell) for cell in opened.cells[count:]]

    return run


def _shown(cell: Any) -> str:
    """The text of a cell's outputs, as a reader without HTML sees it, then as HTML."""
    data = [output.get("data", {}) for output in cell.outputs]
    errors = [f"{output.ename}: {output.evalue}" for output in cell.outputs if output.output_type == "error"]
    return "\n".join(
        [*errors, *(text for one in data for text in (one.get("text/plain", ""), one.get("text/html", "")))]
    )
