"""The command for students."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from autograder.cli.shared import console
from autograder.reporting.escape import terminal_line

if TYPE_CHECKING:
    from autograder.local.checks import LocalReport


def check(
    notebook: Annotated[Path, typer.Argument(help="Your notebook.", show_default=False)],
    question: Annotated[Optional[str], typer.Option("-q", "--question", help="Only this question.")] = None,  # noqa: UP045
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever the notebook is saved.")] = False,
) -> None:
    """Run the visible checks on a notebook, the same that grader.check runs inside it."""
    from autograder.local.start import local_checks, wait_for_save

    with local_checks(notebook, question) as run_checks:
        _show_checks(run_checks())
        while watch:
            wait_for_save(notebook)
            console.rule()
            _show_checks(run_checks())


def _show_checks(said: LocalReport) -> None:
    """What the visible checks say, a line each and the complaint below it."""
    if said.message:
        console.print(terminal_line(said.message), soft_wrap=True)
    for fault in said.faults:
        console.print(f"[yellow]cell {fault.index}[/yellow] {terminal_line(fault.error)}", soft_wrap=True)
    for answer in said.answers:
        mark = "[red]✗[/red]" if answer.complaint else "[green]✓[/green]"
        console.print(f"{mark} {answer.question}: {answer.check}", highlight=False)
        for line in answer.complaint.splitlines():
            console.print(terminal_line(f"    {line.strip()}"), soft_wrap=True, highlight=False)
    if said.answers:
        passed = sum(not answer.complaint for answer in said.answers)
        console.print(f"{passed} of {len(said.answers)} visible checks passed. Hidden checks will ask for more.")
