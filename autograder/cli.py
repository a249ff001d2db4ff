"""The command line: one short function a command."""

from __future__ import annotations

import errno
import io
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, Optional

import typer
from rich.console import Console
from rich.table import Table

from autograder import assignment as assignments
from autograder.bundle import Bundle, make_bundle, read_bundle
from autograder.files import write_whole
from autograder.final import final_marks
from autograder.gradescope.blocks import Visibility
from autograder.gradescope.pack import TORCH_INDEX, gradescope_zip
from autograder.grading.engine import ClusterError, GraderFault, engine
from autograder.grading.intake import Found, IntakeError, Layout, find_submissions
from autograder.grading.intake.late import in_zone, with_lateness
from autograder.grading.ledger import Ledger, WrongFolder, open_ledger
from autograder.grading.many import Grader, grade_all
from autograder.lateness import LatenessError, clock, parse_policy
from autograder.local import LocalReport, local_checks, wait_for_save
from autograder.overrides import OverrideError, read_overrides, refuse_unknown
from autograder.reporting import gradebooks
from autograder.reporting.comparison import compare as compare_results
from autograder.reporting.comparison import render_comparison
from autograder.reporting.escape import terminal_line
from autograder.reporting.explain import explain as explanation
from autograder.reporting.feedback import write_feedback
from autograder.reporting.gradebooks.grades import GradebookError, grades_of, refuse_same_file
from autograder.reporting.html import write_report
from autograder.reporting.outputs import OutputError, find_result, read_details, refuse_no_folder, results_in
from autograder.reporting.progress import shown_progress
from autograder.reporting.table import render_table, write_grades
from autograder.result import Result, read_results
from autograder.sandbox.confine import Unconfined, require_confinement
from autograder.sandbox.packages import PackageMissing

app = typer.Typer(
    help="Grade notebook coursework: the student's code answers questions, it never grades.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
console = Console()
errors = Console(stderr=True)

Name = Annotated[
    str, typer.Argument(help="The assignment's name, the folder of a bundle, or an Otter zip.", show_default=False)
]
Names = Annotated[Optional[list[str]], typer.Argument(help="Assignments; all of them if none is named.")]  # noqa: UP045
Course = Annotated[
    Path, typer.Option(help="The course folder, or one inside it: it holds solutions/.", show_default="this folder")
]
Out = Annotated[Path, typer.Argument(help="The folder of a grading.", show_default=False)]
HERE = Path(".")
# A day alone is none: its first second would make everybody late who hands in on that day.
DEADLINES = [f"%Y-%m-%d{between}%H:%M{rest}" for between in "T " for rest in ("", ":%S", "%z", ":%S%z")]
ON_CLUSTER = 200  # submissions that are with a cluster at a time: work for as many threads, and little to hold

WRONG_USE = (
    assignments.AssignmentError,
    ClusterError,
    GradebookError,
    IntakeError,
    LatenessError,
    OutputError,
    OverrideError,
    PackageMissing,
    Unconfined,
    WrongFolder,
)


@app.command("list")
def list_assignments(course: Course = HERE) -> None:
    """Show the assignments, their questions and points."""
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


@app.command()
def build(
    names: Names = None,
    check: Annotated[bool, typer.Option("--check", help="Only say whether assignments/ and solutions/ agree.")] = False,
    course: Course = HERE,
) -> None:
    """Write the students' folders in assignments/ from solutions/."""
    from autograder.authoring.build import build_differences, write_build

    root = assignments.find_course(course)
    differences: list[str] = []
    for name in _named(root, names):
        if check:
            differences += build_differences(root, name)
        else:
            console.print(f"wrote {write_build(root, name)}", soft_wrap=True)
    for difference in differences:
        console.print(difference, soft_wrap=True, markup=False)
    if check and not differences:
        console.print("assignments/ and solutions/ agree.")
    raise typer.Exit(1 if differences else 0)


@app.command()
def check(
    notebook: Annotated[Path, typer.Argument(help="Your notebook.", show_default=False)],
    question: Annotated[Optional[str], typer.Option("-q", "--question", help="Only this question.")] = None,  # noqa: UP045
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever the notebook is saved.")] = False,
) -> None:
    """Run the visible checks on a notebook, the same that grader.check runs inside it."""
    with local_checks(notebook, question) as run_checks:
        _show_checks(run_checks())
        while watch:
            wait_for_save(notebook)
            console.rule()
            _show_checks(run_checks())


@app.command()
def verify(
    names: Names = None,
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=1, help="Submissions at a time.")] = os.cpu_count() or 1,
    rounds: Annotated[int, typer.Option(min=1, help="Gradings of all answers, each with other seeds.")] = 1,
    html: Annotated[Optional[Path], typer.Option(help="Write the matrix as a page to this file.")] = None,  # noqa: UP045
    course: Course = HERE,
) -> None:
    """Prove the checks: full marks for the reference and every variant, points lost by every misconception."""
    from autograder.authoring.matrix import render_matrix, write_page
    from autograder.authoring.verify import verify_assignment

    refuse_no_folder(html)
    root = assignments.find_course(course)
    proofs = []
    for name in _named(root, names):
        with _bundle(root, name) as bundle:
            proofs.append(verify_assignment(root, bundle, jobs, rounds))
        console.print(render_matrix(proofs[-1]))
    if html:
        console.print(f"wrote {write_page(proofs, html)}", soft_wrap=True, highlight=False)
    raise typer.Exit(1 if any(proof.faults for proof in proofs) else 0)


@app.command("zip")
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

    refuse_no_folder(out)
    with _bundle(course, name) as bundle:
        file = out or Path(f"{bundle.assignment.name}.zip")
        if kind == "otter":
            otter_zip(bundle, file)
        else:
            write_whole(file, gradescope_zip(bundle, rehearsal(course, name), hidden, torch_index))
    console.print(f"wrote {file}", soft_wrap=True, highlight=False)


@app.command()
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
    console.quiet = quiet
    if not (allow_unconfined or list_only):
        require_confinement()
    if late_policy:
        parse_policy(late_policy)
    with _bundle(course, name) as bundle, tempfile.TemporaryDirectory(prefix="autograder-intake-") as scratch:
        intake = find_submissions(paths, bundle.assignment.name, Path(scratch), layout)
        intake = replace(intake, submissions=with_lateness(intake.submissions, due and in_zone(due), lateness))
        if due:
            _say_who_has_no_time(intake.submissions)
        chosen = _chosen(intake.submissions, only)
        questions = [question.id for question in bundle.assignment.questions]
        refuse_unknown(read_overrides(out), {found.name: questions for found in intake.submissions}, out)
        if list_only:
            console.print(_roster(chosen))
        results: list[Result] = []
        limits = {"submission_seconds": timeout, "memory_mb": memory}
        options = {key: value for key, value in limits.items() if value is not None}
        if not list_only:
            ledger = open_ledger(out, bundle, options, fresh, late_policy)
            if not only:
                _forget_the_withdrawn(ledger, intake.submissions)
            grader = _cluster(bundle, dask, allow_unconfined) if dask else engine(bundle)
            results = _grade_class(bundle, chosen, ledger, grader, ON_CLUSTER if dask else jobs, options)
    if intake.other_files:
        others = ", ".join(terminal_line(path.name) for path in intake.other_files[:20])
        console.print(f"{len(intake.other_files)} other files were left alone: {others}", soft_wrap=True)
    raise typer.Exit(1 if any(result.status == "grader_error" for result in results) else 0)


@app.command()
def report(
    out: Out,
    feedback: Annotated[bool, typer.Option("--feedback", help="Write what each student gets back as well.")] = False,
    course: Course = HERE,
) -> None:
    """Write the class report again from the results in a folder, and a page for each student."""
    results = results_in(out)
    title = _title(course, results[0].assignment)
    console.print(f"wrote {write_report(out, results, title=title)}", soft_wrap=True, highlight=False)
    if feedback:
        console.print(f"wrote {write_feedback(out, results, title=title)}", soft_wrap=True, highlight=False)


@app.command()
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
    if sum((canvas is not None, moodle is not None, csv, gradescope)) != 1 or (column and not canvas):
        raise GradebookError("Name one of --canvas FILE, --moodle FILE, --csv and --gradescope; --column is Canvas'.")
    refuse_no_folder(new)
    refuse_same_file(new, canvas or moodle, out)
    results = results_in(out)
    grades, remarks = grades_of(results, final_marks(results, out))
    if canvas:
        assignment = results[0].assignment
        titles = list(dict.fromkeys((_title(course, assignment), assignment)))
        filled = gradebooks.canvas.fill(canvas, grades, titles, column)
    elif moodle:
        filled = gradebooks.moodle.fill(moodle, grades)
    else:
        filled = gradebooks.gradescope.fill(grades) if gradescope else gradebooks.plain.fill(grades)
    write_whole(new, filled.data)
    for remark in (*remarks, *filled.remarks):
        console.print(terminal_line(remark), soft_wrap=True, highlight=False, emoji=False)
    console.print(f"wrote {filled.count} grades to {new}", soft_wrap=True, highlight=False)


@app.command()
def explain(
    out: Out,
    submission: Annotated[str, typer.Argument(metavar="ID", help="The submission, as in grades.csv.")],
    question: Annotated[Optional[str], typer.Option("-q", "--question", help="Only this question.")] = None,  # noqa: UP045
) -> None:
    """For staff: what each check put in, expected and got, when a student asks."""
    results = results_in(out)
    result = find_result(results, submission)
    mark = final_marks(results, out)[results.index(result)]
    for line in explanation(result, mark, read_details(out, submission), question):
        console.print(line, soft_wrap=True, highlight=False, emoji=False)


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(metavar="OUT_A", help="The folder of a grading.", show_default=False)],
    after: Annotated[Path, typer.Argument(metavar="OUT_B", help="The folder of another.", show_default=False)],
) -> None:
    """Show whose score changed between two gradings, and by which checks."""
    old, new = results_in(before), results_in(after)
    found = compare_results(old, new)
    console.print(render_comparison(found, final_marks(old, before), final_marks(new, after)))


@app.command()
def similar(out: Out, course: Course = HERE) -> None:
    """List the submissions whose answers are more alike than the class explains: a place to look, not a finding."""
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
    page = write_similar(out, results, pairs, title=_title(course, results[0].assignment))
    console.print(f"wrote {page}", soft_wrap=True, highlight=False)


@app.command()
def demo(
    students: Annotated[int, typer.Option(min=1, help="How many synthetic students.")] = 30,
    seed: Annotated[int, typer.Option(help="Which class is drawn.")] = 1,
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder for the grades.")] = Path("demo-grades"),
    course: Course = HERE,
) -> None:
    """Draw a class of synthetic students, grade it, and write the report."""
    from autograder.authoring.classroom import draw_class

    root = assignments.find_course(course)
    with _bundle(root, "hw1_perceptron") as bundle, tempfile.TemporaryDirectory() as folder:
        draw_class(root, bundle.assignment.name, students, seed, Path(folder))
        intake = find_submissions([Path(folder)], bundle.assignment.name, Path(folder))
        ledger = open_ledger(out, bundle, {}, fresh=True)
        ledger.keep_only(())
        results = _grade_class(bundle, intake.submissions, ledger, engine(bundle), os.cpu_count() or 1, {})
    raise typer.Exit(1 if any(result.status == "grader_error" for result in results) else 0)


@app.command()
def doctor(course: Course = HERE) -> None:
    """Say what this machine has: Python, packages, and each layer of the sandbox."""
    from autograder.doctor import examine_machine

    for line in examine_machine():
        console.print(line, soft_wrap=True, markup=False, highlight=False)


def main() -> None:
    """Run the command line; whatever went wrong is one sentence."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # not every terminal has every letter of a name
    try:
        app()
    except WRONG_USE as error:
        _complain(str(error), 2)
    except GraderFault as fault:
        _complain(str(fault), 1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        after = " What is done stays done: make room and run the same command again."
        _complain(f"{where}{error.strerror}.{after if error.errno in (errno.ENOSPC, errno.EDQUOT) else ''}", 1)


def _complain(sentence: str, status: int) -> None:
    errors.print(terminal_line(sentence), style="red", soft_wrap=True, highlight=False)
    sys.exit(status)


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


def _named(course: Path, names: Sequence[str] | None) -> list[str]:
    """The assignments named, or all; an unknown one is refused before any work is done."""
    for name in names or []:
        assignments.find_assignment(course, name)
    return list(names or assignments.assignment_names(course))


@contextmanager
def _bundle(course: Path, name: str) -> Iterator[Bundle]:
    """The bundle in the folder `name`, or one made for now of the course's assignment of that name."""
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


def _chosen(submissions: Sequence[Found], only: Sequence[str] | None) -> Sequence[Found]:
    names = {found.name for found in submissions}
    if unknown := [name for name in only or [] if name not in names]:
        raise IntakeError(f"There is no submission {unknown[0]!r}: --list shows all {len(names)}.")
    return [found for found in submissions if not only or found.name in only]


def _say_who_has_no_time(submissions: Sequence[Found]) -> None:
    """Say of whom a deadline says nothing, so that nobody believes them in time."""
    if untimed := [found.name for found in submissions if found.file and found.late_seconds is None]:
        names = ", ".join(map(terminal_line, untimed[:20]))
        console.print(
            f"--due says nothing of {len(untimed)} submissions whose time nobody tells; --lateness may: {names}",
            soft_wrap=True,
        )


def _forget_the_withdrawn(ledger: Ledger, submissions: Sequence[Found]) -> None:
    """Remove the results of submissions that are not there any more, and say whose."""
    if gone := ledger.keep_only(found.name for found in submissions):
        names = ", ".join(terminal_line(name) for name in gone[:20])
        console.print(f"{len(gone)} results of submissions that are gone were removed: {names}", soft_wrap=True)


def _cluster(bundle: Bundle, address: str, allow_unconfined: bool) -> AbstractContextManager[Grader]:
    try:
        from autograder.grading.cluster import cluster
    except ImportError:
        raise ClusterError("--dask needs Dask: install the extra, dragon-autograder[dask].") from None
    return cluster(bundle, address, allow_unconfined)


def _roster(submissions: Sequence[Found]) -> Table:
    """Who was found with which file, and of whom there is none and why."""
    table = Table("submission", "name", "e-mail or id", "file", "late", "message", box=None, pad_edge=False)
    for found in submissions:
        late = clock(found.late_seconds) if found.late_seconds else "yes" if found.is_late else ""
        cells = (
            found.name,
            "; ".join(student.name for student in found.students),
            "; ".join(student.email or student.id for student in found.students),
            found.file.name if found.file else "",
            late,
            found.message,
        )
        table.add_row(*map(terminal_line, cells))
    return table


def _grade_class(
    bundle: Bundle,
    submissions: Sequence[Found],
    ledger: Ledger,
    grader: AbstractContextManager[Grader],
    jobs: int,
    limits: dict[str, float],
) -> list[Result]:
    """Grade, showing how far it is; print the table, write the grades, say where they are; give all results there."""
    if ledger.note:
        console.print(f"[dim]{ledger.note}[/dim]")
    kept = 0
    try:
        with shown_progress(len(submissions), console) as show:
            for result, was_there in grade_all(bundle, submissions, ledger, grader, jobs, limits):
                kept += was_there
                show(result, was_there)
    except KeyboardInterrupt:
        how = "without --fresh, the same" if ledger.is_fresh else "the same"
        errors.print(f"Stopped. What is done stays done: {how} command goes on from there.", soft_wrap=True)
        sys.exit(130)
    if kept:
        console.print(f"{kept} of {len(submissions)} were done already.")
    results = read_results(ledger.out)
    places = [write_grades(ledger.out, results), write_report(ledger.out, results, title=bundle.assignment.title)]
    ledger.close(results, next((result.sandbox for result in results if result.sandbox), {}))
    console.print(render_table(results, final_marks(results, ledger.out)))
    for place in places:
        console.print(f"wrote {place}", soft_wrap=True, highlight=False)
    return results


def _title(course: Path, name: str) -> str:
    """The assignment's title, where its folder can be found; its name otherwise."""
    try:
        root = assignments.find_course(course)
        return assignments.read_assignment(assignments.find_assignment(root, name)).title
    except assignments.AssignmentError:
        return name
