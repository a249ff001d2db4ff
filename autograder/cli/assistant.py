"""The commands for teaching assistants: grade a class, read what came of it, hand grades back."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Optional

import typer

from autograder.cli.shared import HERE, Course, Name, Out, bundle_of, console, title_of
from autograder.grading.layout import Layout
from autograder.reporting.escape import terminal_line

# A day alone is none: its first second would make everybody late who hands in on that day.
DEADLINES = [f"%Y-%m-%d{between}%H:%M{rest}" for between in "T " for rest in ("", ":%S", "%z", ":%S%z")]
ON_CLUSTER = 200  # submissions that are with a cluster at a time: work for as many threads, and little to hold


def grade(
    name: Name,
    paths: Annotated[
        list[Path], typer.Argument(help="Notebooks, .py files, folders or downloads of them.", show_default=False)
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder for the grades.", show_default=False)],
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=1, help="Submissions at a time.")] = os.cpu_count() or 1,
    only: Annotated[Optional[list[str]], typer.Option(help="Grade only this submission; may be repeated.")] = None,  # noqa: UP045
    fresh: Annotated[bool, typer.Option("--fresh", help="Grade again what is done already.")] = False,
    layout: Annotated[Optional[Layout], typer.Option(help="What the download is, if not recognised.")] = None,  # noqa: UP045
    list_only: Annotated[bool, typer.Option("--list", help="Only list the submissions found.")] = False,
    lateness: Annotated[Optional[Path], typer.Option(help="A CSV file: submission, email or id, and late.")] = None,  # noqa: UP045
    due: Annotated[
        Optional[datetime],  # noqa: UP045
        typer.Option(
            formats=DEADLINES, help="The deadline in this machine's time zone, for downloads that tell the time."
        ),
    ] = None,
    late_policy: Annotated[str, typer.Option(help="What lateness costs, as 10%/day,grace=15m,cap=50%.")] = "",
    timeout: Annotated[Optional[float], typer.Option(min=1, help="Seconds for one submission.")] = None,  # noqa: UP045
    memory: Annotated[Optional[int], typer.Option(min=64, help="Megabytes for one submission.")] = None,  # noqa: UP045
    allow_unconfined: Annotated[
        bool, typer.Option("--allow-unconfined", help="Grade where nothing keeps submissions from this machine.")
    ] = False,
    dask: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="ADDRESS", help="Grade on the workers of this Dask scheduler.", show_default=False),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but what went wrong.")] = False,
    course: Course = HERE,
) -> None:
    """Grade every submission found; go on where an earlier run stopped."""
    from autograder.cli import grading as work
    from autograder.grading.engine import engine
    from autograder.grading.intake import find_submissions
    from autograder.grading.intake.late import in_zone, with_lateness
    from autograder.grading.ledger import open_ledger
    from autograder.marks.lateness import parse_policy
    from autograder.marks.overrides import read_overrides, refuse_unknown
    from autograder.sandbox.confine import require_confinement

    console.quiet = quiet
    if not (allow_unconfined or list_only):
        require_confinement()
    if late_policy:
        parse_policy(late_policy)
    with bundle_of(course, name) as bundle, tempfile.TemporaryDirectory(prefix="autograder-intake-") as scratch:
        intake = find_submissions(paths, bundle.assignment.name, Path(scratch), layout)
        intake = replace(intake, submissions=with_lateness(intake.submissions, due and in_zone(due), lateness))
        if due:
            work.say_who_has_no_time(intake.submissions)
        chosen = work.chosen(intake.submissions, only)
        questions = [question.id for question in bundle.assignment.questions]
        refuse_unknown(read_overrides(out), {found.name: questions for found in intake.submissions}, out)
        if list_only:
            console.print(work.roster(chosen))
        results = []
        limits = {"submission_seconds": timeout, "memory_mb": memory}
        options = {key: value for key, value in limits.items() if value is not None}
        if not list_only:
            ledger = open_ledger(out, bundle, options, fresh, late_policy)
            if not only:
                work.forget_the_withdrawn(ledger, intake.submissions)
            grader = work.on_cluster(bundle, dask, allow_unconfined) if dask else engine(bundle)
            results = work.grade_class(bundle, chosen, ledger, grader, ON_CLUSTER if dask else jobs, options)
    if intake.other_files:
        others = ", ".join(terminal_line(path.name) for path in intake.other_files[:20])
        console.print(f"{len(intake.other_files)} other files were left alone: {others}", soft_wrap=True)
    raise typer.Exit(1 if any(result.status == "grader_error" for result in results) else 0)


def report(
    out: Out,
    feedback: Annotated[bool, typer.Option("--feedback", help="Write what each student gets back as well.")] = False,
    course: Course = HERE,
) -> None:
    """Write the class report again from the results in a folder, and a page for each student."""
    from autograder.reporting.feedback import write_feedback
    from autograder.reporting.html import write_report
    from autograder.reporting.outputs import results_in

    results = results_in(out)
    title = title_of(course, results[0].assignment)
    console.print(f"wrote {write_report(out, results, title=title)}", soft_wrap=True, highlight=False)
    if feedback:
        console.print(f"wrote {write_feedback(out, results, title=title)}", soft_wrap=True, highlight=False)


def export(
    out: Out,
    new: Annotated[Path, typer.Option("-o", "--out", help="The file to write.", show_default=False)],
    canvas: Annotated[Optional[Path], typer.Option(help="A gradebook exported from Canvas.")] = None,  # noqa: UP045
    moodle: Annotated[Optional[Path], typer.Option(help="A grading worksheet of Moodle.")] = None,  # noqa: UP045
    csv: Annotated[bool, typer.Option("--csv", help="A plain table, a row a student.")] = False,
    gradescope: Annotated[bool, typer.Option("--gradescope", help="A zip that hands out the results.")] = False,
    column: Annotated[Optional[str], typer.Option(help="Canvas' column, by title or id.")] = None,  # noqa: UP045
    course: Course = HERE,
) -> None:
    """Put the grades into a copy of a gradebook; what goes nowhere is named."""
    from autograder.files import write_whole
    from autograder.marks.final import final_marks
    from autograder.reporting import gradebooks
    from autograder.reporting.gradebooks.grades import GradebookError, grades_of, refuse_same_file
    from autograder.reporting.outputs import refuse_no_folder, results_in

    if sum((canvas is not None, moodle is not None, csv, gradescope)) != 1 or (column and not canvas):
        raise GradebookError("Name one of --canvas FILE, --moodle FILE, --csv and --gradescope; --column is Canvas'.")
    refuse_no_folder(new)
    refuse_same_file(new, canvas or moodle, out)
    results = results_in(out)
    grades, remarks = grades_of(results, final_marks(results, out))
    if canvas:
        assignment = results[0].assignment
        titles = list(dict.fromkeys((title_of(course, assignment), assignment)))
        filled = gradebooks.canvas.fill(canvas, grades, titles, column)
    elif moodle:
        filled = gradebooks.moodle.fill(moodle, grades)
    else:
        filled = gradebooks.gradescope.fill(grades) if gradescope else gradebooks.plain.fill(grades)
    write_whole(new, filled.data)
    for remark in (*remarks, *filled.remarks):
        console.print(terminal_line(remark), soft_wrap=True, highlight=False, emoji=False)
    console.print(f"wrote {filled.count} grades to {new}", soft_wrap=True, highlight=False)


def explain(
    out: Out,
    submission: Annotated[str, typer.Argument(metavar="ID", help="The submission, as in grades.csv.")],
    question: Annotated[Optional[str], typer.Option("-q", "--question", help="Only this question.")] = None,  # noqa: UP045
) -> None:
    """For staff: what each check put in, expected and got, when a student asks."""
    from autograder.marks.final import final_marks
    from autograder.reporting.explain import explain as explanation
    from autograder.reporting.outputs import find_result, read_details, results_in

    results = results_in(out)
    result = find_result(results, submission)
    mark = final_marks(results, out)[results.index(result)]
    for line in explanation(result, mark, read_details(out, submission), question):
        console.print(line, soft_wrap=True, highlight=False, emoji=False)


def compare(
    before: Annotated[Path, typer.Argument(metavar="OUT_A", help="The folder of a grading.", show_default=False)],
    after: Annotated[Path, typer.Argument(metavar="OUT_B", help="The folder of another.", show_default=False)],
) -> None:
    """Show whose score changed between two gradings, and by which checks."""
    from autograder.marks.final import final_marks
    from autograder.reporting.comparison import compare as compare_results
    from autograder.reporting.comparison import render_comparison
    from autograder.reporting.outputs import results_in

    old, new = results_in(before), results_in(after)
    found = compare_results(old, new)
    console.print(render_comparison(found, final_marks(old, before), final_marks(new, after)))


def similar(out: Out, course: Course = HERE) -> None:
    """List the submissions whose answers are more alike than the class explains: a place to look, not a finding."""
    from autograder.reporting.outputs import results_in
    from autograder.reporting.similar import find_pairs, write_similar

    results = results_in(out)
    pairs = find_pairs(results)
    for pair in pairs:
        alike = ", ".join(f"{answer.question} {answer.share:.0%}" for answer in pair.answers)
        console.print(
            terminal_line(f"{pair.one.submission} and {pair.other.submission}: {alike}"),
            soft_wrap=True,
            highlight=False,
        )
    console.print(f"{len(pairs)} pair{'' if len(pairs) == 1 else 's'} to look at in {len(results)} submissions")
    page = write_similar(out, results, pairs, title=title_of(course, results[0].assignment))
    console.print(f"wrote {page}", soft_wrap=True, highlight=False)
