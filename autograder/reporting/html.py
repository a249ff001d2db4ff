"""A class's grades as one page that works from a file, without a network and without its script."""

from __future__ import annotations

import base64
import hashlib
import math
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from autograder.files import write_whole
from autograder.final import FinalMark, final_marks
from autograder.reporting import summary
from autograder.reporting.escape import html_text
from autograder.result import QuestionResult, Result

_TEMPLATES = Path(__file__).with_name("templates")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s|\n")
_MOST_BINS = 14


@dataclass(frozen=True)
class Bin:
    """The number of scores from `start` up to, but not including, `end`; the last bin includes it."""

    start: float
    end: float
    count: int


def write_report(out: Path, results: Sequence[Result], *, title: str) -> Path:
    """Writes OUT/report.html and gives its path."""
    return write_whole(out / "report.html", render_report(results, title=title, marks=final_marks(results, out)))


def render_report(results: Sequence[Result], *, title: str, marks: Sequence[FinalMark] = ()) -> str:
    """The page as text. A final score that differs from that of the checks stands behind it, with its reasons."""
    ordered = summary.in_order(results)
    scores = summary.scores(ordered)
    top = max((result.max_score for result in ordered), default=0.0)
    script = _own_file("sort.js")
    return (
        _environment()
        .get_template("report.html")
        .render(
            title=title,
            assignment=ordered[0].assignment if ordered else "",
            results=ordered,
            marks={mark.submission: mark for mark in marks},
            questions=summary.questions(ordered),
            statuses=summary.statuses(ordered),
            scores=scores,
            decimals=summary.decimals(scores),
            mean=statistics.fmean(scores) if scores else None,
            quartiles=summary.quartiles(scores) if scores else None,
            top=top,
            bins=histogram(scores, top),
            misconceptions=summary.misconceptions(ordered),
            style=_own_file("report.css"),
            script=script,
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        )
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


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        finalize=html_text,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = summary.number
    environment.globals.update(
        find_question=summary.find_question,
        mean_share=summary.mean_share,
        misconceptions_of=summary.misconceptions_of,
        names=_names,
        remark=_remark,
        shade=_shade,
    )
    return environment


def _own_file(name: str) -> Markup:
    """A file of ours that goes into the page as it is."""
    return Markup((_TEMPLATES / name).read_text(encoding="utf-8"))


def _names(result: Result) -> str:
    return ", ".join(student.name for student in result.students if student.name)


def _shade(question: QuestionResult) -> int:
    """0 for no points, 4 for all, by the share between."""
    earned = summary.share(question)
    return 4 if earned >= 1 else math.ceil(earned * 3)


def _remark(result: Result) -> str:
    """One sentence: why nothing was graded, or the first thing a student would read about a failed check."""
    feedback = [
        check.feedback
        for question in result.questions
        for check in question.checks
        if check.outcome != "passed" and check.feedback.strip()
    ]
    text = result.message if result.status != "graded" else next(iter(feedback), "")
    return _SENTENCE_END.split(text.strip(), maxsplit=1)[0]
