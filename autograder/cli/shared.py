"""What the commands share: where they write, what they are given, and how they find an assignment."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer
from rich.console import Console

from autograder.reporting.escape import terminal_line

if TYPE_CHECKING:
    from autograder.bundle import Bundle

console = Console()
errors = Console(stderr=True)

Name = Annotated[
    str, typer.Argument(help="The assignment's name, the folder of a bundle, or an Otter zip.", show_default=False)
]
Names = Annotated[Optional[list[str]], typer.Argument(help="Assignments; all of them if none is named.")]  # noqa: UP045
Course = Annotated[
    Path,
    typer.Option(
        help="The course folder, or one inside it: it holds solutions/.", show_default="this folder", exists=True
    ),
]
Out = Annotated[Path, typer.Argument(help="The folder of a grading.", show_default=False)]
HERE = Path(".")


def named(course: Path, names: Sequence[str] | None) -> list[str]:
    """The assignments named, or all; an unknown one is refused before any work is done."""
    from autograder import assignment as assignments

    for name in names or []:
        assignments.find_assignment(course, name)
    return list(names or assignments.assignment_names(course))


@contextmanager
def bundle_of(course: Path, name: str) -> Iterator[Bundle]:
    """The bundle in the folder `name`, or one made for now of the course's assignment of that name."""
    from autograder import assignment as assignments
    from autograder.bundle import make_bundle, read_bundle

    if (Path(name) / "reference.py").is_file():
        yield read_bundle(Path(name))
        return
    if Path(name).suffix.lower() == ".zip":
        with tempfile.TemporaryDirectory(prefix="autograder-bundle-") as folder:
            yield _taken_over(Path(name), Path(folder))
        return
    root = assignments.find_course(course)
    assignments.find_assignment(root, name)
    with tempfile.TemporaryDirectory(prefix="autograder-bundle-") as folder:
        yield make_bundle(root, name, Path(folder))


def _taken_over(autograder: Path, into: Path) -> Bundle:
    """The bundle of an Otter autograder; what is not in it, is said."""
    from autograder.authoring.from_otter import bundle_from_otter

    taken = bundle_from_otter(autograder, into)
    for remark in taken.remarks:
        console.print(terminal_line(remark), style="yellow", soft_wrap=True, highlight=False)
    return taken.bundle


def title_of(course: Path, name: str) -> str:
    """The assignment's title, where its folder can be found; its name otherwise."""
    from autograder import assignment as assignments

    try:
        root = assignments.find_course(course)
        return assignments.read_assignment(assignments.find_assignment(root, name)).title
    except assignments.AssignmentError:
        return name
