"""No ratio without the same work: all contenders must give every submission the same points for every question."""

from __future__ import annotations

from collections.abc import Mapping

Scores = Mapping[str, Mapping[str, float]]  # of each submission: of each question, its points

TOLERANCE = 1e-4


class Refused(Exception):
    """The contenders did not do the same; the text is one sentence that says where."""


def require_same_scores(scores: Mapping[str, Scores]) -> None:
    """Require that contenders agree on every question of every submission that they graded.

    Not every contender grades all submissions, but each grades some, and the first grades all.

    Raises:
        Refused: They do not.
    """
    (first, yardstick), *others = scores.items()
    for contender, given in others:
        if not given:
            raise Refused(f"{contender} has graded nothing, so there is no ratio.")
        for submission, points in given.items():
            _require_same(submission, {first: yardstick.get(submission, {}), contender: points})


def _require_same(submission: str, given: Mapping[str, Mapping[str, float]]) -> None:
    (one, its), (other, others) = given.items()
    if not its or its.keys() != others.keys():
        raise Refused(f"{one} and {other} did not grade the same questions of {submission}, so there is no ratio.")
    for question, points in its.items():
        if abs(points - others[question]) > TOLERANCE:
            raise Refused(
                f"{question} of {submission}: {one} gives {points:g} points and {other} {others[question]:g}, "
                "so there is no ratio."
            )
