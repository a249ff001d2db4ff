"""Name the mistake: find the misconception that gives the student's very answers."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from autograder.checking.likeness import alike, outline
from autograder.checking.loading import Misconception
from autograder.checking.submission import Call

KEPT = 10_000  # numbers that are compared of a larger answer
LARGE = 120_000  # bytes of a call's inputs


class Replay:
    """A call that can be asked of others, once of each, to see whether they answer it as the student did."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self._known: dict[int, bool] = {}

    @property
    def is_large(self) -> bool:
        """Whether it may take long to ask."""
        return len(self.call.packed) > LARGE

    @cached_property
    def _outline(self) -> Any:
        return outline(self.call.answer, KEPT)

    def gives(self, answer: Any) -> bool:
        """Whether `answer` answers as was answered: with the same value, or by raising the same."""
        if id(answer) not in self._known:
            self._known[id(answer)] = self._gives(answer)
        return self._known[id(answer)]

    def contradicts(self, answer: Any, reference: Any) -> bool:
        """Whether `answer` answers otherwise than the student, who was right here."""
        return not self.gives(answer) and self.gives(reference)

    def _gives(self, answer: Any) -> bool:
        call = self.call
        inputs = call.inputs
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                value = answer(*inputs) if call.probe is None else call.probe(answer, *inputs)
        except Exception as error:
            return call.raised is not None and call.raised == (type(error).__name__, str(error)[: len(call.raised[1])])
        return call.raised is None and alike(outline(value, KEPT), self._outline)


def diagnose(
    failed: Sequence[Replay],
    passed: Sequence[Replay],
    asked: Sequence[Replay],
    misconceptions: Sequence[Misconception],
    reference: Any,
    likely: Sequence[Misconception] = (),
) -> Misconception | None:
    """The misconception that answers all `failed` calls as the student did, where the reference does not.

    One that would have been wrong where the student was right, in the calls of the checks that `passed`, is another
    mistake. Of several, the one that agrees with most of the calls `asked` in all the checks of the question, so that
    a mistake which looks like another in one check is told apart by the rest. The `likely` ones, found in other checks
    of the question, are tried first, and taken where they fit: replaying all of them can take long.
    """
    if failed and failed[-1].call.raised and failed[-1].call.raised[0] == NotImplementedError.__name__:
        return None  # the stub: nothing has been tried yet
    given = failed[::-1]  # the last one failed: it tells most of them apart at once
    if not failed or all(one.gives(reference) for one in given):
        return None
    for one in likely:
        if all(replay.gives(one.answer) for replay in given):
            return one

    def fits(one: Misconception) -> bool:
        for is_large in (False, True):  # whoever answers a small call otherwise need not be asked a large one
            if not all(replay.gives(one.answer) for replay in given if replay.is_large is is_large):
                return False
            if any(replay.contradicts(one.answer, reference) for replay in passed if replay.is_large is is_large):
                return False
        return True

    found: dict[int, Misconception] = {}
    for one in filter(fits, misconceptions):
        agreeing = sum(replay.gives(one.answer) for replay in asked)
        found.setdefault(agreeing, one)
        if agreeing == len(asked):  # no other can agree with more
            break
    return found[max(found)] if found else None
