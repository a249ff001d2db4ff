"""A bundle: an assignment made ready to grade anywhere."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.assignment import Assignment, AssignmentError, find_assignment, read_assignment
from autograder.candidate.cells import digest
from autograder.files import write_text


@dataclass(frozen=True)
class Bundle:
    """Checks, misconceptions, reference, data and settings in one folder, and the hash of all of it."""

    path: Path
    assignment: Assignment
    hash: str

    @property
    def demonstrations(self) -> frozenset[str]:
        """The digests of the released cells that only show something, and need not run."""
        return frozenset(json.loads((self.path / "demonstrations.json").read_text("utf-8")))


def make_bundle(course: Path, name: str, into: Path) -> Bundle:
    """Write the bundle of the course's assignment `name` to the new or empty folder `into`.

    Raises:
        AssignmentError: Something the bundle needs is missing or not in order.
    """
    from autograder import notebook  # reading a bundle needs no nbformat

    source = find_assignment(course, name)
    assignment = read_assignment(source)
    master = notebook.read(source / f"{name}.ipynb")
    into.mkdir(parents=True, exist_ok=True)
    # A bundle's folder may have any name: the assignment's goes in.
    settings = (source / "assignment.toml").read_text("utf-8")
    write_text(into / "assignment.toml", f"name = {json.dumps(name)}\n{settings}")
    for part in ("checks", "misconceptions"):
        _copy_folder(source / part, into / part)
    write_text(into / "reference.py", _compiling(notebook.reference_source(master), name))
    released = {digest(cell) for cell in notebook.demonstrations(master)}
    write_text(into / "demonstrations.json", json.dumps(sorted(released), indent=1) + "\n")
    (into / "data").mkdir(exist_ok=True)
    for path in data_files(course, assignment):
        (into / "data" / path.name).write_bytes(path.read_bytes())
    return read_bundle(into)


def read_bundle(path: Path) -> Bundle:
    """The bundle that lies in `path`.

    Raises:
        AssignmentError: It is none.
    """
    digested = hashlib.sha256()
    for file in files_in(path):
        data = file.read_bytes()
        digested.update(f"{file.relative_to(path).as_posix()}\0{len(data)}\0".encode() + data)
    return Bundle(path, read_assignment(path), digested.hexdigest())


def data_files(course: Path, assignment: Assignment) -> list[Path]:
    """The files an assignment hands out.

    Raises:
        AssignmentError: One of them is missing, or two would have the same name beside the notebook.
    """
    paths = [course / file for file in assignment.data]
    for path in paths:
        if not path.is_file():
            raise AssignmentError(f"{assignment.name} hands out {path}, but there is no such file.")
    if len({path.name for path in paths}) < len(paths):
        raise AssignmentError(f"{assignment.name} hands out two files of the same name.")
    return paths


def files_in(folder: Path) -> Iterator[Path]:
    """The files of a folder, sorted by path, without what tools leave behind (caches and hidden files)."""
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in parts):
            yield path


def _compiling(source: str, name: str) -> str:
    try:
        compile(source, "reference.py", "exec")
    except SyntaxError as error:
        raise AssignmentError(
            f"The setup and solution cells of {name}.ipynb are no Python module: "
            f"{error.msg} in {(error.text or '').strip()!r}."
        ) from None
    return source


def _copy_folder(source: Path, into: Path) -> None:
    if not source.is_dir():
        raise AssignmentError(f"The folder {source} is missing.")
    for path in files_in(source):
        target = into / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
