"""What a class's results say together: plain numbers, no formatting but that of a number."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence

from autograder.final import FinalMark
from autograder.result import QuestionResult, Result


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


def mean_share(results: Sequence[Result], question_id: str) -> float | None:
    """The mean part of a question's points over the graded submissions, None where there is none."""
    found = [find_question(result, question_id) for result in graded(results)]
    shares = [share(question) for question in found if question is not None]
    return statistics.fmean(shares) if shares else None


def misconceptions_of(question: QuestionResult) -> list[str]:
    """The misconceptions that explain a question's failed checks, each once."""
    return list(dict.fromkeys(check.misconception for check in question.checks if check.misconception))


def misconceptions(results: Sequence[Result]) -> list[tuple[str, str, int]]:
    """Question, misconception and the number of graded submissions that hold it, the most frequent first."""
    counts = Counter(
        (question.id, name)
        for result in graded(results)
        for question in result.questions
        for name in misconceptions_of(question)
    )
    return [(question, name, count) for (question, name), count in counts.most_common()]


def decimals(values: Sequence[float]) -> int:
    """How many decimals, at most two, show every value: what lines the points of a column up."""
    return next((n for n in (0, 1) if all(abs(round(value, n) - value) < 1e-9 for value in values)), 2)


def number(value: float, digits: int = 6) -> str:
    """A number as people write it: no exponent, no needless zeros."""
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
