"""What a class's results say together: plain numbers, no formatting but that of a number."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.marks.final import FinalMark
from autograder.result import CheckResult, QuestionResult, Result

_ONE_IN = 20
_ENDED_BY_FORCE = ("timeout", "memory", "crashed")


@dataclass(frozen=True)
class Held:
    """A misconception, what a student reads about it, and the graded submissions that hold it."""

    question: QuestionResult
    id: str
    sentence: str
    holders: tuple[Result, ...]


@dataclass(frozen=True)
class CheckFigures:
    """How many graded submissions pass a check, of how many that list it."""

    question: QuestionResult
    check: CheckResult
    passed: int
    listed: int

    @property
    def share(self) -> float:
        """The part that passes."""
        return self.passed / self.listed


@dataclass(frozen=True)
class Problem:
    """Something that kept submissions from being judged as usual, and those it befell."""

    what: str
    results: tuple[Result, ...]


def in_order(results: Sequence[Result]) -> list[Result]:
    """The results in the stable order of every report."""
    return sorted(results, key=lambda result: result.submission)


def graded(results: Sequence[Result]) -> list[Result]:
    """The results that have a score of their own; figures for the class rest on these alone."""
    return [result for result in results if result.status == "graded"]


def scores(results: Sequence[Result]) -> list[float]:
    """The scores of the graded submissions, lowest first."""
    return sorted(result.score for result in graded(results) if result.score is not None)


def questions(results: Sequence[Result]) -> list[QuestionResult]:
    """Every question that some result lists, as it is first met."""
    found: dict[str, QuestionResult] = {}
    for result in results:
        for question in result.questions:
            found.setdefault(question.id, question)
    return list(found.values())


def flags(result: Result, mark: FinalMark) -> list[str]:
    """The result's flags, and that a person set a score by hand."""
    return [*result.flags, *["override"] * mark.is_overridden]


def find_question(result: Result, question_id: str) -> QuestionResult | None:
    """The result's own verdict on a question."""
    return next((question for question in result.questions if question.id == question_id), None)


def statuses(results: Sequence[Result]) -> list[tuple[str, int]]:
    """How many submissions have each status, `graded` first."""
    return by_frequency(Counter[str](result.status for result in results))


def by_frequency(counts: Counter[str]) -> list[tuple[str, int]]:
    """Counts by status, `graded` first, then the most frequent."""
    return sorted(counts.items(), key=lambda item: (item[0] != "graded", -item[1], item[0]))


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Lower quartile, median and upper quartile of at least one value."""
    if len(values) == 1:
        return (values[0],) * 3
    lower, median, upper = statistics.quantiles(values, method="inclusive")
    return lower, median, upper


def share(question: QuestionResult) -> float:
    """The part of a question's points that was earned, from 0 to 1."""
    return question.score / question.max_score if question.max_score else 0.0


def difficulty(results: Sequence[Result], question_id: str) -> float | None:
    """The mean part of a question's points over the graded submissions, None where there is none.

    It is 1 for a question that everybody solves: psychometrics calls it difficulty all the same.
    """
    found = [find_question(result, question_id) for result in graded(results)]
    shares = [share(question) for question in found if question is not None]
    return statistics.fmean(shares) if shares else None


def discrimination(results: Sequence[Result], question_id: str) -> float | None:
    """How well a question tells strong students from weak ones: its item-rest correlation.

    Over the graded submissions s that list the question,

        r = corr(x_s, T_s - x_s),

    Pearson's correlation of the points x_s for the question with those for all others, T_s being the total. The
    question is left out of the total because it would correlate with itself. Source: L. Crocker and J. Algina,
    Introduction to Classical and Modern Test Theory (1986), chapter 14. R. L. Ebel's rule of thumb: from 0.4 very
    good, below 0.2 to be looked at (Essentials of Educational Measurement, 1972).

    None where it is undefined: fewer than three submissions, or a side on which all have the same points.
    """
    pairs = [
        (question.score, result.score - question.score)
        for result in graded(results)
        if (question := find_question(result, question_id)) and result.score is not None
    ]
    if len(pairs) < 3:
        return None
    own, rest = zip(*pairs)
    # Differences of decimals: what is the same may differ in its last digits.
    if min(max(side) - min(side) for side in (own, rest)) < 1e-6:
        return None
    return statistics.correlation(own, rest)


def misconceptions_of(question: QuestionResult) -> list[str]:
    """The misconceptions that explain a question's failed checks, each once."""
    return list(dict.fromkeys(check.misconception for check in question.checks if check.misconception))


def misconceptions(results: Sequence[Result]) -> list[Held]:
    """The misconceptions that graded submissions hold, the most frequent first."""
    held: dict[tuple[str, str], list[tuple[Result, QuestionResult]]] = defaultdict(list)
    for result in graded(results):
        for question in result.questions:
            for name in misconceptions_of(question):
                held[question.id, name].append((result, question))
    found = [
        Held(where[0][1], name, _sentence(name, [question for _, question in where]), tuple(one for one, _ in where))
        for (_, name), where in held.items()
    ]
    return sorted(found, key=lambda one: -len(one.holders))


def told(check: CheckResult) -> tuple[str, str]:
    """A check's feedback in two: what happened, and the sentence of the misconception, its last line."""
    if check.misconception is None:
        return check.feedback, ""
    what, _, sentence = check.feedback.rpartition("\n")
    return what, sentence


def _sentence(name: str, questions: Sequence[QuestionResult]) -> str:
    """What most of those who hold a misconception read about it: a feedback that was too long has lost it."""
    said = Counter(told(check)[1] for question in questions for check in question.checks if check.misconception == name)
    return said.most_common(1)[0][0]


def nearly_unanimous(results: Sequence[Result]) -> list[CheckFigures]:
    """The checks that at most one in twenty graded submissions passes, or at most one in twenty does not."""
    found: dict[tuple[str, str], tuple[QuestionResult, CheckResult]] = {}
    passed, listed = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for result in graded(results):
        for question in result.questions:
            for check in question.checks:
                key = question.id, check.id
                found.setdefault(key, (question, check))
                listed[key] += 1
                passed[key] += check.outcome == "passed"
    figures = [CheckFigures(*found[key], passed[key], listed[key]) for key in found]
    extreme = [one for one in figures if min(one.passed, one.listed - one.passed) * _ONE_IN <= one.listed]
    return sorted(extreme, key=lambda one: one.share)


def problems(results: Sequence[Result]) -> list[Problem]:
    """What went wrong in which submissions: the notebook as a whole, cells, calls, and then the flags."""
    befell: dict[tuple[int, str], dict[str, Result]] = defaultdict(dict)
    for result in results:
        for rank, what in _problems_of(result):
            befell[rank, what][result.submission] = result
    ordered = sorted(befell.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1]))
    return [Problem(what, tuple(who.values())) for (_, what), who in ordered]


def _problems_of(result: Result) -> list[tuple[int, str]]:
    calls = {
        (2, f"calls of {question.id}: {check.outcome}")
        for question in result.questions
        for check in question.checks
        if check.outcome in _ENDED_BY_FORCE and result.status == "graded"
    }
    return [
        *([(0, f"the submission: {result.status}")] if result.status != "graded" else []),
        *((1, f"a cell: {cell.status}") for cell in result.cells),
        *calls,
        *((3, f"flag: {flag}") for flag in result.flags),
    ]


def cell_faults(results: Sequence[Result]) -> dict[int, tuple[int, int]]:
    """For each cell that failed somewhere, in order: how often it raised, and how often it had to be ended."""
    counts: dict[int, tuple[int, int]] = {}
    for cell in (cell for result in results for cell in result.cells):
        raised, ended = counts.get(cell.index, (0, 0))
        counts[cell.index] = (raised + (cell.status == "error"), ended + (cell.status != "error"))
    return dict(sorted(counts.items()))


def decimals(values: Sequence[float]) -> int:
    """How many decimals, at most two, show every value: what lines the points of a column up."""
    return next((n for n in (0, 1) if all(abs(round(value, n) - value) < 1e-9 for value in values)), 2)


def number(value: float, digits: int = 6) -> str:
    """A number as people write it: no exponent, no needless zeros."""
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
