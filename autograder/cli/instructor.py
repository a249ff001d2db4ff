"""The commands for instructors: begin assignments, write them, prove them, give them out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal, Optional

import typer

from autograder.cli.shared import HERE, Course, Name, Names, bundle_of, console, named
from autograder.gradescope.settings import TORCH_INDEX, Visibility


def list_assignments(course: Course = HERE) -> None:
    """Show the assignments, their questions and points."""
    from rich.table import Table

    from autograder import assignment as assignments

    root = assignments.find_course(course)
    for name in assignments.assignment_names(root):
        about = assignments.read_assignment(assignments.find_assignment(root, name))
        table = Table(title=f"{about.name}: {about.title}", title_justify="left", box=None, pad_edge=False)
        table.add_column("question", min_width=24)
        table.add_column("title", min_width=44)
        table.add_column("points", justify="right")
        for question in about.questions:
            table.add_row(question.id, question.title, f"{question.points:g}")
        table.add_row("", f"about {about.minutes} minutes", f"[bold]{about.max_score:g}[/bold]")
        console.print(table, "")


def new(
    name: Annotated[str, typer.Argument(help="The new assignment's name.", show_default=False)],
    course: Course = HERE,
) -> None:
    """Make an assignment with one worked question to learn from; in an empty folder, a course as well."""
    from autograder.authoring.new import new_assignment

    place = new_assignment(course, name)
    console.print(f"wrote {place}", soft_wrap=True, highlight=False)
    console.print(f"Next, in {place.parents[1]}:", soft_wrap=True, highlight=False)
    for command, purpose in (
        ("verify", "prove its checks"),
        ("build", f"write the students' folder, assignments/{name}"),
        ("zip", "write what Gradescope grades with"),
    ):
        console.print(f"  autograder {command:6} {name}   {purpose}", soft_wrap=True, highlight=False)


def build(
    names: Names = None,
    check: Annotated[bool, typer.Option("--check", help="Only say whether assignments/ and solutions/ agree.")] = False,
    course: Course = HERE,
) -> None:
    """Write the students' folders in assignments/ from solutions/."""
    from autograder import assignment as assignments
    from autograder.authoring.build import build_differences, write_build

    root = assignments.find_course(course)
    differences: list[str] = []
    for name in named(root, names):
        if check:
            differences += build_differences(root, name)
        else:
            console.print(f"wrote {write_build(root, name)}", soft_wrap=True)
    for difference in differences:
        console.print(difference, soft_wrap=True, markup=False)
    if check and not differences:
        console.print("assignments/ and solutions/ agree.")
    raise typer.Exit(1 if differences else 0)


def verify(
    names: Names = None,
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=1, help="Submissions at a time.")] = os.cpu_count() or 1,
    rounds: Annotated[
        int,
        typer.Option(min=1, help="Gradings of all answers, each with other seeds; in every second, all checks apart."),
    ] = 2,
    html: Annotated[Optional[Path], typer.Option(help="Write the matrix as a page to this file.")] = None,  # noqa: UP045
    course: Course = HERE,
) -> None:
    """Prove the checks: full marks for the reference and every variant, points lost by every misconception."""
    from autograder import assignment as assignments
    from autograder.authoring.matrix import render_matrix, write_page
    from autograder.authoring.verify import verify_assignment
    from autograder.reporting.outputs import refuse_no_folder
    from autograder.sandbox.packages import require_installed

    refuse_no_folder(html)
    root = assignments.find_course(course)
    proofs = []
    for name in named(root, names):
        with bundle_of(root, name) as bundle:
            require_installed(bundle.assignment.packages)
            proofs.append(verify_assignment(root, bundle, jobs, rounds))
        console.print(render_matrix(proofs[-1]))
    if html:
        console.print(f"wrote {write_page(proofs, html)}", soft_wrap=True, highlight=False)
    raise typer.Exit(1 if any(proof.faults for proof in proofs) else 0)


def make_zip(
    name: Name,
    out: Annotated[Optional[Path], typer.Option("-o", "--out", help="The file; NAME.zip by default.")] = None,  # noqa: UP045
    kind: Annotated[Literal["gradescope", "otter"], typer.Option("--format", help="Whose it is.")] = "gradescope",
    hidden: Annotated[Visibility, typer.Option(help="When students see hidden checks there.")] = "after_published",
    torch_index: Annotated[str, typer.Option(help="Where pip finds torch without graphics cards.")] = TORCH_INDEX,
    course: Course = HERE,
) -> None:
    """Write the autograder to upload: for Gradescope, or for Otter, by its own generator, with the same checks."""
    from autograder.authoring.otter_zip import otter_zip
    from autograder.authoring.rehearsal import rehearsal
    from autograder.files import write_whole
    from autograder.gradescope.pack import gradescope_zip
    from autograder.reporting.outputs import refuse_no_folder
    from autograder.sandbox.packages import require_installed

    refuse_no_folder(out)
    with bundle_of(course, name) as bundle:
        require_installed(bundle.assignment.packages)
        file = out or Path(f"{bundle.assignment.name}.zip")
        if kind == "otter":
            otter_zip(bundle, file)
        else:
            write_whole(file, gradescope_zip(bundle, rehearsal(course, name), hidden, torch_index))
    console.print(f"wrote {file}", soft_wrap=True, highlight=False)
