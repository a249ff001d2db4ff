"""Make the students' folder of an assignment, and say whether the one that is there is up to date."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from nbformat import NotebookNode, from_dict

from autograder import notebook
from autograder.assignment import Assignment, AssignmentError, find_assignment, read_assignment
from autograder.authoring import otter
from autograder.authoring.dry_run import dry_run
from autograder.bundle import data_files, files_in
from autograder.checking import loading
from autograder.checking.check import Check
from autograder.checking.loading import Function
from autograder.sandbox.packages import require_installed

Checks = Sequence[tuple[Check, Function]]

_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_CELL_METADATA = ("deletable", "editable", "tags")
_TELLING = 12  # a line of so many characters is taken to say something of its own


def build(course: Path, name: str) -> dict[str, bytes]:
    """The complete content of `assignments/<name>/`, by path within it.

    Raises:
        AssignmentError: The assignment is not fit to be handed out; one sentence says why.
        PackageMissing: A package that it names is not installed.
    """
    folder = find_assignment(course, name)
    assignment = read_assignment(folder)
    require_installed(assignment.packages)
    master = notebook.read(folder / f"{name}.ipynb")
    student = blank_notebook(assignment, folder)
    checks = {question.id: _load_checks(folder, question.id) for question in assignment.questions}
    tests = _test_files(folder, master, checks)
    texts = {f"{name}.ipynb": "\n\n".join(cell.source for cell in student.cells), **tests}
    _require_no_solution(master, texts)
    _require_no_hidden_check(master, texts, checks)
    data = {path.name: path.read_bytes() for path in data_files(course, assignment)}
    dry_run(notebook.fill(student, notebook.solution_sources(master)), data)
    texts[f"{name}.ipynb"] = notebook.to_text(student)
    return {**data, **{path: text.encode() for path, text in texts.items()}}


def blank_notebook(assignment: Assignment, folder: Path) -> NotebookNode:
    """The notebook as students get it, of the assignment in `folder`.

    Raises:
        AssignmentError: The master notebook is not complete; one sentence says why.
    """
    path = folder / f"{assignment.name}.ipynb"
    _require_complete(assignment, notebook.read(path))
    return _normal(otter.assign(path))


def write_build(course: Path, name: str) -> Path:
    """Put the built folder in the place of the one that is there, whole or not at all; the folder's path.

    Raises:
        AssignmentError: As `build` does; then nothing is changed.
    """
    contents = build(course, name)
    place = course / "assignments" / name
    new, old = place.with_name(f".{name}.new"), place.with_name(f".{name}.old")
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    for path, content in contents.items():
        target = new / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    if place.exists():
        place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)
    return place


def build_differences(course: Path, name: str) -> list[str]:
    """What differs between the folder that is there and what `build` would write, a sentence a file.

    Raises:
        AssignmentError: As `build` does.
    """
    contents = build(course, name)
    place = course / "assignments" / name
    there = {path.relative_to(place).as_posix(): path.read_bytes() for path in files_in(place)}
    shown = f"assignments/{name}"
    missing = [f"{shown}/{path} is missing." for path in contents if path not in there]
    differing = [
        f"{shown}/{path} is not what build makes of solutions/." for path in contents if _differs(path, contents, there)
    ]
    extra = [f"{shown}/{path} is no part of the assignment." for path in there if path not in contents]
    return sorted([*missing, *differing, *extra])


def _differs(path: str, contents: Mapping[str, bytes], there: Mapping[str, bytes]) -> bool:
    return path in there and there[path] != contents[path]


def _require_complete(assignment: Assignment, master: NotebookNode) -> None:
    """Every question has exactly one block in the master, with a stub that says it is one, and a solution."""
    listed, found = [question.id for question in assignment.questions], notebook.question_ids(master)
    where = f"{assignment.name}.ipynb"
    for question in listed:
        if found.count(question) != 1:
            count = "no block" if question not in found else "more than one block"
            raise AssignmentError(f"{where} has {count} for the question {question}.")
    for question in found:
        if question not in listed:
            raise AssignmentError(f"{where} has a block for {question}, which assignment.toml does not list.")
    stubs, solutions = notebook.prompt_sources(master), notebook.solution_sources(master)
    for question in listed:
        if question not in solutions:
            raise AssignmentError(f"{where}: the question {question} has no solution.")
        if not _starts_red(question, stubs.get(question, "")):
            raise AssignmentError(
                f"{where}: the stub of {question} raises no NotImplementedError, and is no `{question} = ...` either."
            )


def _starts_red(question: str, stub: str) -> bool:
    """Whether a stub says that it is one: a function that raises, or a written answer that is three dots."""
    return "NotImplementedError" in stub or f"{question} = ..." in stub


def _load_checks(folder: Path, question: str) -> Checks:
    path = folder / "checks" / f"test_{question}.py"
    try:
        checks = loading.load_checks(path)
    except FileNotFoundError:
        raise AssignmentError(f"The question {question} has no checks: {path} is missing.") from None
    except Exception as error:
        raise AssignmentError(f"{path} cannot be run: {type(error).__name__}: {error}.") from error
    for check, _ in checks:
        if check.question != question:
            raise AssignmentError(f"{path}: the check {check.id} belongs to {check.question}.")
    if not any(check.visible for check, _ in checks):
        raise AssignmentError(f"The question {question} has no visible check.")
    return checks


def _test_files(folder: Path, master: NotebookNode, checks: Mapping[str, Checks]) -> dict[str, str]:
    try:
        reference = loading.run_reference(notebook.reference_source(master))
    except Exception as error:
        raise AssignmentError(f"The reference cannot be run: {type(error).__name__}: {error}.") from error
    texts = {}
    for question, known in checks.items():
        source = (folder / "checks" / f"test_{question}.py").read_text("utf-8")
        visible = [(check, test) for check, test in known if check.visible]
        path = folder / "misconceptions" / f"{question}.py"
        known_wrong = loading.load_misconceptions(path, getattr(reference, question)) if path.is_file() else ()
        texts[f"tests/{question}.py"] = otter.test_file(question, source, visible, reference, known_wrong)
    return texts


def _normal(student: NotebookNode) -> NotebookNode:
    """The notebook without anything that changes from build to build, or from machine to machine."""
    student.metadata = _node(_METADATA)
    student.nbformat, student.nbformat_minor = 4, 5
    for cell, name in zip(student.cells, _cell_ids(student.cells), strict=True):
        cell.id = name
        cell.metadata = _node({key: cell.metadata[key] for key in _CELL_METADATA if key in cell.metadata})
        if notebook.has_tag(cell, "demonstration"):  # Otter leaves out what we leave out
            cell.metadata["tags"] = [*cell.metadata["tags"], "otter_ignore"]
        if notebook.is_code(cell):
            cell.outputs, cell.execution_count = [], None
    return student


def _node(values: Mapping[str, object]) -> NotebookNode:
    return from_dict(values)  # type: ignore[no-untyped-call,no-any-return]


def _cell_ids(cells: Iterable[NotebookNode]) -> Iterator[str]:
    """An id made of each cell's content, so that a new cell does not change the ids of all that follow."""
    seen: dict[str, int] = {}
    for cell in cells:
        digest = hashlib.sha256(f"{cell.cell_type} {cell.source}".encode()).hexdigest()[:12]
        seen[digest] = seen.get(digest, 0) + 1
        yield digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"


def _require_no_solution(master: NotebookNode, texts: Mapping[str, str]) -> None:
    """No telling line of a solution is in what students get, unless they are given it elsewhere."""
    given = _given(master)
    for question, source in notebook.solution_sources(master).items():
        for line in (line.strip() for line in source.splitlines()):
            for path, text in texts.items():
                if len(line) >= _TELLING and line not in given and line in text:
                    raise AssignmentError(f"The line {line!r} of the solution of {question} is in {path}.")


def _require_no_hidden_check(master: NotebookNode, texts: Mapping[str, str], checks: Mapping[str, Checks]) -> None:
    """No hidden check's name or title is in the notebook or in the test file of its question."""
    given = _one_line(_given(master))
    for path, text in texts.items():
        shown = _one_line(text)
        for question, known in checks.items():
            if path.startswith("tests/") and path != f"tests/{question}.py":
                continue
            for told in _telling(known):
                if told not in given and re.search(rf"(?<!\w){re.escape(told)}(?!\w)", shown):
                    raise AssignmentError(f"The hidden check {told!r} of {question} is in {path}.")


def _telling(checks: Checks) -> Iterator[str]:
    """What would give a hidden check away: its name and its title."""
    for check, test in checks:
        if not check.visible:
            yield test.__name__
            yield check.title or test.__name__


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _given(master: NotebookNode) -> str:
    """All that students are given openly: text, given code, stubs, and what each test file begins with."""
    cells = [placed.cell.source for placed in notebook.placed_cells(master) if placed.part != "solution"]
    return "\n\n".join([*cells, otter.header()])
