"""Prove an assignment's checks: the reference and every variant keep all points, every misconception loses its own.

The proof is a grading like any other, by the engine that will grade the class, of notebooks put together from the
assignment's own answers. It is done in rounds, each with other seeds and other neighbours, and all must agree.
"""

from __future__ import annotations

import ast
import math
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from autograder.authoring.answers import Answers, read_answers
from autograder.authoring.excerpt import bindings
from autograder.bundle import Bundle
from autograder.grading.engine import Engine, engine
from autograder.result import QuestionResult, Result


@dataclass(frozen=True)
class Sheet:
    """A synthetic submission: which known answer it gives to a question; the reference's where none is named."""

    kind: Literal["reference", "blank", "variants", "misconceptions"]
    chosen: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        chosen = ", ".join(f"{question}={name}" for question, name in self.chosen.items())
        return f"{self.kind}: {chosen}" if chosen else self.kind


@dataclass(frozen=True)
class Row:
    """A misconception against the checks of its question, and the ids that the diagnosis named."""

    question: str
    misconception: str
    sentence: str
    result: QuestionResult

    @property
    def named(self) -> frozenset[str]:
        """The ids of the misconceptions that failed checks were put down to."""
        return frozenset(check.misconception for check in self.result.checks if check.misconception)

    @property
    def caught_by(self) -> frozenset[str]:
        """The ids of the checks that did not pass; one that was only skipped caught nothing itself."""
        return frozenset(check.id for check in self.result.checks if check.outcome not in ("passed", "skipped"))


@dataclass(frozen=True)
class Proof:
    """What verify found: the questions as the reference answers them, the matrix, its faults, and remarks."""

    assignment: str
    questions: tuple[QuestionResult, ...]
    rows: tuple[Row, ...]
    faults: tuple[str, ...]
    remarks: tuple[str, ...]


Marked = list[tuple[Sheet, Result]]


def verify_assignment(course: Path, bundle: Bundle, jobs: int, rounds: int = 1) -> Proof:
    """Grade all known answers, once in every round, and say what does not hold.

    In every second round no two checks share a fork of the notebook, and no two submissions an examiner: they must not
    disturb each other.
    """
    answers = read_answers(course, bundle.assignment.name)
    with ExitStack() as stack:
        warm = [stack.enter_context(engine(bundle, is_apart)) for is_apart in (False, True)[:rounds]]
        first, *others = (_grade(warm[number % 2], answers, number, jobs) for number in range(rounds))
    reference = next(result for sheet, result in first if sheet.kind == "reference")
    rows = tuple(_rows(answers, first))
    faults = [
        *_unfit_points(bundle, reference),
        *_calls_between(answers),
        *(fault for row in rows for fault in _misconception_faults(row, answers)),
        *(fault for marked in (first, *others) for fault in _lost_points(marked)),
        *(fault for marked in (first, *others) for fault in _gained_points(marked)),
        *(fault for marked in others for fault in _changed(rows, _rows(answers, marked))),
    ]
    remarks = [_visible_share(reference), *_idle_checks(reference, rows), *_confused(rows)]
    return Proof(bundle.assignment.name, reference.questions, rows, tuple(dict.fromkeys(faults)), tuple(remarks))


def sheets(answers: Answers, number: int) -> Iterator[Sheet]:
    """The submissions of a round.

    The k-th variants of all questions share one. The misconceptions are dealt out in turn, so that at most half of the
    questions are answered wrongly in one submission, and a loss of points elsewhere shows; in later rounds each
    question begins to deal at another place, and its wrong answers are always in other company. Answers that define
    one name differently, as their files may, never share a submission.
    """
    yield Sheet("reference")
    yield Sheet("blank")
    for names in zip_longest(*answers.variants.values()):
        together = {question: name for question, name in zip(answers.variants, names) if name}
        yield from (Sheet("variants", one) for one in _apart(together, answers.variants))
    wrong = [
        (question, name, number * place)
        for place, (question, known) in enumerate(answers.misconceptions.items())
        for name in known
    ]
    most = max(map(len, answers.misconceptions.values()), default=0)
    half = max(1, len(answers.misconceptions) // 2)
    chosen: list[dict[str, str]] = [{} for _ in range(max(most, math.ceil(len(wrong) / half)))]
    for turn, (question, name, shift) in enumerate(wrong):
        chosen[(turn + shift) % len(chosen)][question] = name
    yield from (Sheet("misconceptions", one) for dealt in chosen for one in _apart(dealt, answers.misconceptions))


def _apart(chosen: Mapping[str, str], known: Mapping[str, Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """The chosen answers in as many parts as it takes to keep apart those that define one name differently."""
    rest = dict(chosen)
    while rest:
        together: dict[str, str] = {}
        bound: dict[str, str] = {}
        for question, name in rest.items():
            binds = bindings(known[question][name])
            if all(bound.get(one, code) == code for one, code in binds.items()):
                together[question] = name
                bound |= binds
        yield together
        rest = {question: name for question, name in rest.items() if question not in together}


def sheet_text(answers: Answers, sheet: Sheet, number: int) -> str:
    """The notebook of a sheet: in every round another file, and so another seed."""
    known = answers.variants if sheet.kind == "variants" else answers.misconceptions
    sources = {question: known[question][name] for question, name in sheet.chosen.items()}
    return answers.notebook(sources, is_blank=sheet.kind == "blank", copy=number)


def _grade(warm: Engine, answers: Answers, number: int, jobs: int) -> Marked:
    """All sheets of a round with their results, `jobs` at a time."""
    known = list(sheets(answers, number))
    with tempfile.TemporaryDirectory(prefix="autograder-verify-") as folder:
        paths = [Path(folder, f"{place}.ipynb") for place in range(len(known))]
        for path, sheet in zip(paths, known):  # not by the threads: Python 3.11 may trip where two parse
            path.write_text(sheet_text(answers, sheet, number), "utf-8")
        with ThreadPoolExecutor(jobs) as pool:
            return list(zip(known, pool.map(lambda path: warm.grade(path).result, paths)))


def _rows(answers: Answers, marked: Marked) -> Iterator[Row]:
    """What became of every misconception in a round, in the order of the questions and of their files."""
    became = {
        (question, name): next(one for one in result.questions if one.id == question)
        for sheet, result in marked
        if sheet.kind == "misconceptions"
        for question, name in sheet.chosen.items()
    }
    for question, known in answers.misconceptions.items():
        for name in known:
            yield Row(question, name, answers.sentences[question][name], became[question, name])


def _unfit_points(bundle: Bundle, reference: Result) -> Iterator[str]:
    for question, result in zip(bundle.assignment.questions, reference.questions):
        if result.max_score != question.points:
            yield f"{question.id} counts {question.points:g} points, but its checks add up to {result.max_score:g}."


def _lost_points(marked: Marked) -> Iterator[str]:
    """Right answers that lose points, be it beside wrong ones."""
    for sheet, result in marked:
        if sheet.kind != "blank" and result.status != "graded":
            yield f"A submission of known answers is not graded ({sheet}): {result.message}"
        for question in result.questions if sheet.kind != "blank" else ():
            if sheet.kind == "misconceptions" and question.id in sheet.chosen:
                continue
            for check in question.checks:
                if check.outcome != "passed":
                    yield f"A right answer loses points ({sheet}): {question.id}, {check.id}: {check.feedback}"


def _gained_points(marked: Marked) -> Iterator[str]:
    for sheet, result in marked:
        for question in result.questions if sheet.kind == "blank" else ():
            if question.score > 0:
                yield f"The blank notebook gets {question.score:g} points for {question.id}."


def _calls_between(answers: Answers) -> Iterator[str]:
    """The reference's functions do not call each other, so that one error never costs two questions."""
    for question, source in answers.reference.items():
        used = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
        for other in sorted(used & set(answers.reference) - {question}):
            yield f"The reference of {question} uses {other}: questions must not depend on each other."


def _misconception_faults(row: Row, answers: Answers) -> Iterator[str]:
    name = f"{row.question}: the misconception {row.misconception}"
    if row.result.score >= row.result.max_score:
        yield f"{name} is not caught."
    elif not row.named and row.misconception not in answers.not_repeatable[row.question]:
        yield f"{name} is caught, but its sentence is not given: {_complaint(row)}"


def _complaint(row: Row) -> str:
    """What the first check that caught a misconception says of it: often it fails in another way than was meant."""
    check = next(check for check in row.result.checks if check.id in row.caught_by)
    return f"{check.id} says: {check.feedback.partition(chr(10))[0] or check.outcome}"


def _changed(rows: Iterable[Row], again: Iterable[Row]) -> Iterator[str]:
    for row, other in zip(rows, again, strict=True):
        if _marks(row) != _marks(other):
            yield f"Two gradings differ: {row.question}, {row.misconception}: {_told(row)}, then {_told(other)}."


def _told(row: Row) -> str:
    return f"{row.result.score:g} points (caught by {', '.join(sorted(row.caught_by)) or 'nothing'})"


def _marks(row: Row) -> list[tuple[str, str]]:
    """What counts of a verdict. Of mistakes that look alike, another one may be named with other numbers."""
    return [(check.id, check.outcome) for check in row.result.checks]


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
    """Misconceptions that go by the name of others."""
    for row in rows:
        if row.named and row.misconception not in row.named:
            others = ", ".join(sorted(row.named))
            yield f"{row.question}: {row.misconception} cannot be told from {others}, whose answers are the same."
