"""Name the mistake: find the misconception that gives the student's very answers."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from autograder.checking.likeness import alike, outline
from autograder.checking.loading import Misconception
from autograder.checking.submission import Call


def diagnose(
    failed: Sequence[Call], asked: Sequence[Call], misconceptions: Sequence[Misconception], reference: Any
) -> Misconception | None:
    """The misconception that answers all `failed` calls as the student did, where the reference does not.

    Of several, the one that agrees with most of the calls `asked` in all the checks of the question, so that a
    mistake which looks like another in one check is told apart by the rest.
    """
    if not failed or all(_gives(reference, call) for call in failed):
        return None
    matching = [one for one in misconceptions if all(_gives(one.answer, call) for call in failed)]
    if len(matching) > 1:
        return max(matching, key=lambda one: sum(_gives(one.answer, call) for call in asked))
    return matching[0] if matching else None


def _gives(answer: Any, call: Call) -> bool:
    """Whether `answer` answers as was answered: with the same value, or by raising the same."""
    inputs = copy.deepcopy(call.inputs)
    try:
        value = answer(*inputs) if call.probe is None else call.probe(answer, *inputs)
    except Exception as error:
        return call.raised is not None and call.raised == (type(error).__name__, str(error)[: len(call.raised[1])])
    return call.raised is None and same(value, call.answer)


KEPT = 10_000  # numbers that are compared of a larger answer


def same(one: Any, other: Any) -> bool:
    """Whether two answers hold the same values, up to the last digits of a float; lists, tuples and dtypes aside."""
    return alike(outline(one, KEPT), outline(other, KEPT))
