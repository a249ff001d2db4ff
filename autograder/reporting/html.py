"""A class's grades as pages that work from files, without a network: one for the class, and one a submission."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from autograder.files import write_whole
from autograder.marks.final import FinalMark, final_marks
from autograder.reporting import summary
from autograder.reporting.excerpts import anonymous_excerpts
from autograder.reporting.page import render_page, write_pages
from autograder.result import QuestionResult, Result

_MOST_BINS = 14


@dataclass(frozen=True)
class Bin:
    """The number of scores from `start` up to, but not including, `end`; the last bin includes it."""

    start: float
    end: float
    count: int


def write_report(out: Path, results: Sequence[Result], *, title: str) -> Path:
    """Writes OUT/report.html and OUT/students/<submission>.html for each, and gives the path of the first."""
    marks = final_marks(results, out)
    write_pages(out / "students", _student_pages(summary.in_order(results), title, marks))
    return write_whole(out / "report.html", render_report(results, title=title, marks=marks))


def render_report(results: Sequence[Result], *, title: str, marks: Sequence[FinalMark] = ()) -> str:
    """The page of the class as text. A final score that differs from that of the checks stands behind it."""
    ordered = summary.in_order(results)
    scores = summary.scores(ordered)
    top = max((result.max_score for result in ordered), default=0.0)
    return render_page(
        "report.html",
        title=title,
        assignment=ordered[0].assignment if ordered else "",
        results=ordered,
        marks={mark.submission: mark for mark in marks},
        questions=summary.questions(ordered),
        difficulty={one.id: summary.difficulty(ordered, one.id) for one in summary.questions(ordered)},
        discrimination={one.id: summary.discrimination(ordered, one.id) for one in summary.questions(ordered)},
        statuses=summary.statuses(ordered),
        scores=scores,
        decimals=summary.decimals(scores),
        mean=statistics.fmean(scores) if scores else None,
        quartiles=summary.quartiles(scores) if scores else None,
        top=top,
        bins=histogram(scores, top),
        misconceptions=[(held, anonymous_excerpts(held)) for held in summary.misconceptions(ordered)],
        unanimous=summary.nearly_unanimous(ordered),
        problems=summary.problems(ordered),
        cell_faults=summary.cell_faults(ordered),
        remark=_remark,
        shade=_shade,
    )


def _student_pages(results: Sequence[Result], title: str, marks: Sequence[FinalMark]) -> Iterator[tuple[str, str]]:
    """Each submission's name and its page, which leads to those of its neighbours."""
    own = {mark.submission: mark for mark in marks}
    for before, result, after in zip([None, *results], results, [*results[1:], None]):
        yield (
            f"{result.submission}.html",
            render_page(
                "student.html",
                title=title,
                result=result,
                mark=own[result.submission],
                before=before,
                after=after,
            ),
        )


def histogram(scores: Sequence[float], top: float) -> list[Bin]:
    """The scores counted in at most fourteen bins of a round width from 0 to the full score."""
    if top <= 0:
        return []
    width = _round_width(top / _MOST_BINS)
    edges = [round(i * width, 6) for i in range(math.ceil(top / width - 1e-9) + 1)]
    # A score above the full score (a bonus) belongs to the last bin.
    places = [min(int(score / width + 1e-9), len(edges) - 2) for score in scores]
    return [Bin(start, end, places.count(i)) for i, (start, end) in enumerate(pairwise(edges))]


def _round_width(least: float) -> float:
    """The smallest of ..., 0.1, 0.2, 0.5, 1, 2, 5, ... that is not below the least width."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least - 1e-9)


def _shade(question: QuestionResult) -> int:
    """0 for no points, 4 for all, by the share between."""
    earned = summary.share(question)
    return 4 if earned >= 1 else math.ceil(earned * 3)


def _remark(result: Result) -> str:
    """Why nothing was graded, or the first sentence of a misconception, or else the first line of a feedback."""
    if result.status != "graded":
        return result.message
    failed = [check for question in result.questions for check in question.checks if check.outcome != "passed"]
    sentences = [sentence for check in failed if (sentence := summary.told(check)[1])]
    lines = [check.feedback.splitlines()[0] for check in failed if check.feedback.strip()]
    return next(iter(sentences + lines), "")
