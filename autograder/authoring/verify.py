"""Prove an assignment's checks: the reference and every variant keep all points, every misconception loses its own.

The proof is a grading like any other, by the engine that will grade the class, of notebooks put together from the
assignment's own answers; and it is done twice.
"""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from rich.console import Group
from rich.table import Table
from rich.text import Text

from autograder.authoring.answers import Answers, read_answers
from autograder.bundle import Bundle
from autograder.grading.engine import Engine, Graded, engine
from autograder.result import QuestionResult, Result

SYMBOLS = {"passed": "·", "skipped": "–", "failed": "✗", "error": "!", "missing": "?"}  # noqa: RUF001


@dataclass(frozen=True)
class Row:
    """A misconception against the checks of its question, and the ids that the diagnosis named."""

    question: str
    misconception: str
    result: QuestionResult
    named: frozenset[str]

    @property
    def caught_by(self) -> frozenset[str]:
        """The ids of the checks that did not pass; one that was only skipped caught nothing itself."""
        return frozenset(check.id for check in self.result.checks if check.outcome not in ("passed", "skipped"))


@dataclass(frozen=True)
class Proof:
    """What verify found: the matrix, what is wrong with it, and what an author may want to know."""

    assignment: str
    rows: tuple[Row, ...]
    faults: tuple[str, ...]
    remarks: tuple[str, ...]


def verify_assignment(course: Path, bundle: Bundle, jobs: int) -> Proof:
    """Grade all known answers, twice, and say what does not hold."""
    answers = read_answers(course, bundle.assignment.name)
    with tempfile.TemporaryDirectory(prefix="autograder-verify-") as folder, engine(bundle) as warm:
        files = dict(_write_submissions(answers, Path(folder)))
        results, again = (_grade(warm, files, jobs) for _ in range(2))
    rows = tuple(
        _row(question, name, results[f"misconception {question} {name}"])
        for question, known in answers.misconceptions.items()
        for name in known
    )
    faults = [
        *_unfit_points(bundle, results["reference"]),
        *_lost_points(results),
        *_gained_points(results["blank"]),
        *_calls_between(answers),
        *(fault for row in rows for fault in _misconception_faults(row, results, answers)),
        *(f"Two gradings differ: {name}." for name in files if not _agree(results[name], again[name])),
    ]
    remarks = [_visible_share(results["reference"]), *_idle_checks(results["reference"], rows), *_confused(rows)]
    return Proof(bundle.assignment.name, rows, tuple(faults), tuple(remarks))


def render_matrix(proof: Proof) -> Group:
    """The proof for a terminal: misconceptions down, checks across, a table a question."""
    parts: list[Table | Text] = []
    for question in dict.fromkeys(row.question for row in proof.rows):
        rows = [row for row in proof.rows if row.question == question]
        table = Table(title=f"{proof.assignment} / {question}", title_justify="left", box=None, pad_edge=False)
        table.add_column("misconception", min_width=24)
        for number, _ in enumerate(rows[0].result.checks, start=1):
            table.add_column(str(number), justify="center")
        table.add_column("named")
        for row in rows:
            marks = (SYMBOLS.get(check.outcome, "x") for check in row.result.checks)
            own = row.misconception in row.named
            table.add_row(row.misconception, *marks, "its own" if own else ", ".join(sorted(row.named)) or "none")
        legend = (f"{number} {check.id}" for number, check in enumerate(rows[0].result.checks, start=1))
        parts += [table, Text("   ".join(legend) + "\n", style="dim")]
    parts += [Text(remark) for remark in proof.remarks]
    parts += [Text(fault, style="red") for fault in proof.faults]
    verdict = f"{len(proof.faults)} faults" if proof.faults else "proven"
    return Group(*parts, Text(f"{proof.assignment}: {len(proof.rows)} misconceptions, {verdict}", style="bold"))


def _write_submissions(answers: Answers, folder: Path) -> Iterator[tuple[str, Path]]:
    """The notebooks to be graded, by what they are: the k-th variants of all questions share one notebook."""
    from autograder import notebook

    texts = {"reference": answers.notebook({}), "blank": notebook.to_text(answers.blank)}
    for number, variants in enumerate(zip_longest(*(known.items() for known in answers.variants.values()))):
        chosen = dict(zip(answers.variants, variants))
        names = ", ".join(f"{question}={variant[0]}" for question, variant in chosen.items() if variant)
        sources = {question: variant[1] for question, variant in chosen.items() if variant}
        texts[f"variants {number}: {names}"] = answers.notebook(sources)
    for question, known in answers.misconceptions.items():
        for name, source in known.items():
            texts[f"misconception {question} {name}"] = answers.notebook({question: source})
    for number, (name, text) in enumerate(texts.items()):
        path = folder / f"{number}.ipynb"
        path.write_text(text, "utf-8")
        yield name, path


def _grade(warm: Engine, files: Mapping[str, Path], jobs: int) -> dict[str, Result]:
    results: dict[str, Result] = {}
    under_way: list[tuple[str, Future[Graded]]] = []
    for name, path in files.items():
        if len(under_way) >= jobs:
            first, future = under_way.pop(0)
            results[first] = future.result().result
        under_way.append((name, warm.submit(path, path.stem, {})))
    return results | {name: future.result().result for name, future in under_way}


def _row(question: str, misconception: str, result: Result) -> Row:
    about = next(one for one in result.questions if one.id == question)
    named = frozenset(check.misconception for check in about.checks if check.misconception)
    return Row(question, misconception, about, named)


def _unfit_points(bundle: Bundle, reference: Result) -> Iterator[str]:
    for question, result in zip(bundle.assignment.questions, reference.questions):
        if result.max_score != question.points:
            yield f"{question.id} counts {question.points:g} points, but its checks add up to {result.max_score:g}."


def _lost_points(results: Mapping[str, Result]) -> Iterator[str]:
    for name, result in results.items():
        if name == "reference" or name.startswith("variants"):
            if result.status != "graded":
                yield f"A right answer is not graded ({name}): {result.message}"
            for question in result.questions:
                for check in question.checks:
                    if check.outcome != "passed":
                        yield f"A right answer loses points ({name}): {question.id}, {check.id}: {check.feedback}"


def _gained_points(blank: Result) -> Iterator[str]:
    for question in blank.questions:
        if question.score > 0:
            yield f"The blank notebook gets {question.score:g} points for {question.id}."


def _calls_between(answers: Answers) -> Iterator[str]:
    """The reference's functions do not call each other, so that one error never costs two questions."""
    for question, source in answers.reference.items():
        used = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
        for other in sorted(used & set(answers.reference) - {question}):
            yield f"The reference of {question} uses {other}: questions must not depend on each other."


def _misconception_faults(row: Row, results: Mapping[str, Result], answers: Answers) -> Iterator[str]:
    name = f"{row.question}: the misconception {row.misconception}"
    if row.result.score >= row.result.max_score:
        yield f"{name} is not caught."
    elif not row.named and row.misconception not in answers.not_repeatable[row.question]:
        yield f"{name} is caught, but its sentence is not given."
    for other in results[f"misconception {row.question} {row.misconception}"].questions:
        if other.id != row.question and other.score < other.max_score:
            yield f"{name} loses points on {other.id} as well."


def _agree(one: Result, other: Result) -> bool:
    return one.status == other.status and one.questions == other.questions


def _visible_share(reference: Result) -> str:
    checks = [check for question in reference.questions for check in question.checks]
    visible = sum(check.points for check in checks if check.visible)
    return f"{visible:g} of {reference.max_score:g} points are visible ({visible / reference.max_score:.0%})."


def _idle_checks(reference: Result, rows: tuple[Row, ...]) -> Iterator[str]:
    """Checks that no misconception needs: each is caught by another check as well."""
    for question in reference.questions:
        alone = {next(iter(row.caught_by)) for row in rows if row.question == question.id and len(row.caught_by) == 1}
        idle = [check.id for check in question.checks if check.id not in alone and not check.visible]
        if idle:
            yield f"{question.id}: caught by nothing else is nothing in {', '.join(idle)}."


def _confused(rows: tuple[Row, ...]) -> Iterator[str]:
    """Misconceptions that do not go by their own name, and why."""
    for row in rows:
        if not row.named:
            yield f"{row.question}: {row.misconception} answers differently each time, so no replay can name it."
        if row.named and row.misconception not in row.named:
            others = ", ".join(sorted(row.named))
            yield f"{row.question}: {row.misconception} cannot be told from {others}, whose answers are the same."
