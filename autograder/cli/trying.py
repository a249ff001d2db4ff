"""The commands to see what this is, and what the machine allows."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.shared import HERE, Course, bundle_of, console


def demo(
    students: Annotated[int, typer.Option(min=1, help="How many synthetic students.")] = 30,
    seed: Annotated[int, typer.Option(help="Which class is drawn.")] = 1,
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder for the grades.")] = Path("demo-grades"),
    course: Course = HERE,
) -> None:
    """Draw a class of synthetic students, grade it, and write the report."""
    from autograder import assignment as assignments
    from autograder.authoring.classroom import draw_class
    from autograder.cli.grading import grade_class
    from autograder.grading.engine import engine
    from autograder.grading.intake import find_submissions
    from autograder.grading.ledger import open_ledger

    root = assignments.find_course(course)
    with bundle_of(root, "hw1_perceptron") as bundle, tempfile.TemporaryDirectory() as folder:
        draw_class(root, bundle.assignment.name, students, seed, Path(folder))
        intake = find_submissions([Path(folder)], bundle.assignment.name, Path(folder))
        ledger = open_ledger(out, bundle, {}, fresh=True)
        ledger.keep_only(())
        results = grade_class(bundle, intake.submissions, ledger, engine(bundle), os.cpu_count() or 1, {})
    raise typer.Exit(1 if any(result.status == "grader_error" for result in results) else 0)


def doctor(course: Course = HERE) -> None:
    """Say what this machine has: Python, packages, and each layer of the sandbox."""
    from autograder.doctor import examine_machine

    for line in examine_machine():
        console.print(line, soft_wrap=True, markup=False, highlight=False)
