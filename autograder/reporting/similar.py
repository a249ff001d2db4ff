"""Submissions whose answers are alike beyond what the class has in common: a place to look, and no more than that.

An answer is taken as its passages, the runs of four tokens that are left when names, layout and remarks are gone. What
counts of a passage is how few others wrote it, so that given code, the usual way and short functions count next to
nothing. The idea is that of S. Schleimer, D. S. Wilkerson and A. Aiken, Winnowing: Local Algorithms for Document
Fingerprinting (2003), which leaves common passages out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import CountVectorizer

from autograder.files import write_whole
from autograder.reporting.page import render_page
from autograder.reporting.source import shapes
from autograder.reporting.summary import find_question, in_order, questions
from autograder.result import Result

Numbers = npt.NDArray[np.float64]

PASSAGE = 4  # tokens

# Measured on the variants of all assignments, right answers written independently: two of them share at most 0.65 of
# what is their own, or 0.83 where that is so short that it comes to less than 10 passages.
ALIKE = 0.7
ENOUGH = 20.0
WORTH_SHOWING = 3.0

_MOST_SHOWN = 100


@dataclass(frozen=True)
class AlikeAnswers:
    """Two answers to one question.

    Attributes:
        question: The question's id.
        share: The part of the passages, weighted, that both have, of those that the longer answer has.
        passages: How many passages both have; one that k others have as well counts 1 / (k + 1).
    """

    question: str
    share: float
    passages: float


@dataclass(frozen=True)
class Pair:
    """Two submissions and the answers in which they are alike."""

    one: Result
    other: Result
    answers: tuple[AlikeAnswers, ...]

    @property
    def passages(self) -> float:
        """How much there is that both have and few others."""
        return sum(answer.passages for answer in self.answers)


@dataclass(frozen=True)
class Line:
    """A line of an answer, and whether the other has it too, names and layout apart."""

    text: str
    is_shared: bool


def find_pairs(results: Sequence[Result]) -> list[Pair]:
    """The pairs that are worth a look, those with most in common first."""
    ordered = in_order(results)
    answers: dict[tuple[int, int], list[AlikeAnswers]] = defaultdict(list)
    for question in questions(ordered):
        for one, other, alike in _alike(question.id, _codes(ordered, question.id)):
            answers[one, other].append(alike)
    pairs = [Pair(ordered[one], ordered[other], tuple(found)) for (one, other), found in answers.items()]
    return sorted((pair for pair in pairs if pair.passages >= ENOUGH), key=lambda pair: -pair.passages)


def write_similar(out: Path, results: Sequence[Result], pairs: Sequence[Pair], *, title: str) -> Path:
    """Writes OUT/similar.html and gives its path."""
    return write_whole(out / "similar.html", render_similar(results, pairs, title=title))


def render_similar(results: Sequence[Result], pairs: Sequence[Pair], *, title: str) -> str:
    """The pairs side by side, as a page."""
    asked = {answer.question for pair in pairs for answer in pair.answers}
    usual = {question: _usual_lines(_codes(results, question)) for question in asked}
    shown = [(pair, _side_by_side(pair, usual)) for pair in pairs[:_MOST_SHOWN]]
    return render_page("similar.html", title=title, count=len(results), pairs=pairs, shown=shown)


def _codes(results: Sequence[Result], question_id: str) -> dict[int, str]:
    """The answers to a question by the place of their submission."""
    found = ((place, find_question(result, question_id)) for place, result in enumerate(results))
    return {place: question.code for place, question in found if question and question.code}


def _passages(code: str) -> list[str]:
    tokens = shapes(code)
    return [" ".join(tokens[start : start + PASSAGE]) for start in range(len(tokens) - PASSAGE + 1)]


def _alike(question_id: str, codes: Mapping[int, str]) -> Iterator[tuple[int, int, AlikeAnswers]]:
    """The places of each two answers of a class that are alike."""
    passages = [_passages(code) for code in codes.values()]
    if len(passages) < 3 or not any(passages):  # of two alone nobody knows what is usual
        return
    places = list(codes)
    has = CountVectorizer(analyzer=list, binary=True, dtype=np.float64).fit_transform(passages)
    shared = (has.multiply(_weights(np.asarray(has.sum(axis=0)).ravel(), len(passages))) @ has.T).tocoo()
    own = shared.diagonal()
    share = shared.data / np.maximum(np.maximum(own[shared.row], own[shared.col]), 1e-9)
    is_worth_it = (shared.row < shared.col) & (share >= ALIKE) & (shared.data >= WORTH_SHOWING)
    for at in np.flatnonzero(is_worth_it):
        alike = AlikeAnswers(question_id, float(share[at]), float(shared.data[at]))
        yield places[shared.row[at]], places[shared.col[at]], alike


def _weights(holders: Numbers, size: int) -> Numbers:
    """What a passage counts: 1 if two have it, 1 / (k + 1) with k others, and 0 if all have it."""
    at_least_two = np.maximum(holders, 2)
    weights: Numbers = (size - at_least_two) / (size - 2) / (at_least_two - 1)
    return weights


def _side_by_side(
    pair: Pair, usual: Mapping[str, frozenset[str]]
) -> list[tuple[AlikeAnswers, tuple[list[Line], list[Line]]]]:
    """The alike answers of both, line by line."""
    shown = []
    for answer in pair.answers:
        one, other = (_codes([result], answer.question)[0] for result in (pair.one, pair.other))
        common = usual[answer.question]
        shown.append((answer, (_compared(one, other, common), _compared(other, one, common))))
    return shown


def _compared(code: str, with_code: str, usual: frozenset[str]) -> list[Line]:
    others = {_likeness(line) for line in with_code.splitlines()}
    return [
        Line(line, bool(line.strip()) and line.strip() not in usual and _likeness(line) in others)
        for line in code.splitlines()
    ]


def _likeness(line: str) -> str:
    """What two lines have in common if they are alike: their tokens, or for a remark its text."""
    return " ".join(shapes(line)) or line.strip()


def _usual_lines(codes: Mapping[int, str]) -> frozenset[str]:
    """The lines that at least a third of the answers have as they are."""
    counts = Counter(chain.from_iterable({line.strip() for line in code.splitlines()} for code in codes.values()))
    return frozenset(line for line, count in counts.items() if count >= max(3, len(codes) / 3))
