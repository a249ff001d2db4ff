"""Make everything warm for a notebook and its checks."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import assignment as assignments
from autograder.assignment import Assignment, AssignmentError
from autograder.local import STACK, WITH
from autograder.sandbox import spawn

if TYPE_CHECKING:
    from autograder.local.checks import LocalReport

DATA_CAP = 20 << 20


def find_tests(notebook: Path) -> Path:
    """The folder of visible checks that belongs to a notebook: beside it, or in the course's assignments.

    Raises:
        AssignmentError: The notebook is not there, or there are no checks for it.
    """
    if notebook.is_dir():
        raise AssignmentError(f"{notebook} is a folder: name the notebook in it.")
    if not notebook.is_file():
        raise AssignmentError(f"{notebook} is not there: name your notebook.")
    beside = notebook.absolute().parent / "tests"
    if any(beside.glob("*.py")):
        return beside
    with contextlib.suppress(AssignmentError):
        course = assignments.find_course(notebook.parent)
        names = [name for name in assignments.assignment_names(course) if notebook.stem.startswith(name)]
        if names:
            return course / "assignments" / names[0] / "tests"
    raise AssignmentError(f"There is no folder tests/ beside {notebook}: keep the notebook in the folder it came in.")


@contextlib.contextmanager
def local_checks(notebook: Path, question: str | None) -> Iterator[Callable[[], LocalReport]]:
    """A function that runs the notebook and its visible checks, as often as it is called, with everything warm.

    Raises:
        AssignmentError: There are no checks for the notebook, or none of that question.
        PackageMissing: A package that the checks import is not installed.
    """
    tests = find_tests(notebook)
    files = sorted(tests.glob("*.py"))
    chosen = [file for file in files if question in (None, file.stem)]
    if not chosen:
        raise AssignmentError(f"There is no question {question!r} here; there are {', '.join(f.stem for f in files)}.")
    installed = {package: modules for package, modules in STACK.items() if find_spec(modules[0])}
    text = notebook.read_bytes()
    named = [module for modules in installed.values() for module in modules if module.encode() in text]
    stack = Assignment(
        name=notebook.stem,
        title="",
        minutes=0,
        questions=(),
        packages=tuple(installed),
        preloads=(*named, *(WITH[module] for module in named if module in WITH)),
    )
    with spawn.starting(stack) as wait_until_warm, tempfile.TemporaryDirectory() as data:
        from autograder.local.checks import ask_all, read_cases  # while the packages are imported over there

        _copy_data(notebook.absolute().parent, Path(data))
        cases = {file.stem: read_cases(file) for file in chosen}
        server = wait_until_warm()
        yield lambda: ask_all(notebook, Path(data), cases, server, stack.limits)


def wait_for_save(notebook: Path) -> None:
    """Return as soon as the notebook has been saved again."""
    before = notebook.stat().st_mtime_ns
    while True:
        time.sleep(0.3)
        with contextlib.suppress(FileNotFoundError):  # an editor may save by replacing the file
            if notebook.stat().st_mtime_ns != before:
                return


def _copy_data(folder: Path, into: Path) -> None:
    for file in folder.iterdir():
        if file.is_file() and file.suffix not in (".ipynb", ".py") and file.stat().st_size < DATA_CAP:
            shutil.copyfile(file, into / file.name)
