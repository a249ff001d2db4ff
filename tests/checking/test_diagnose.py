"""A mistake is named where a known one gives the very same answers, and is not contradicted by what was right."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.checking.diagnose import Replay, _replayed, diagnose
from autograder.checking.loading import Misconception
from autograder.checking.submission import Call
from autograder.wire.inputs import pack_inputs


def right(x: Any) -> Any:
    return np.abs(x)


def unchanged(x: Any) -> Any:
    return x


def zero(x: Any) -> Any:
    return 0 * x


def refused(x: Any) -> Any:
    raise ValueError("no")


KNOWN = [Misconception(one.__name__, "?", one) for one in (unchanged, zero, refused)]


def call(x: Any, answer: Any = None, raised: tuple[str, str] | None = None) -> Replay:
    return Replay(Call("f", None, pack_inputs((np.array(x),)), answer, raised))


def named(failed: list[Replay], passed: list[Replay] = []) -> str | None:  # noqa: B006
    found = diagnose(failed, passed, [*failed, *passed], KNOWN, right)
    return found.id if found else None


def test_the_same_answers_are_the_same_mistake() -> None:
    assert named([call([-1.0, 2.0], [-1, 2])]) == "unchanged"


def test_the_last_digits_do_not_matter() -> None:
    assert named([call([-1.0, 2.0], [-1.00001, 2])]) == "unchanged"


def test_other_answers_are_another_mistake() -> None:
    assert named([call([-1.0, 2.0], [-1, 3])]) is None


def test_the_same_exception_is_the_same_mistake() -> None:
    assert named([call([-1.0], raised=("ValueError", "no"))]) == "refused"


@pytest.mark.parametrize("raised", [("ValueError", "yes"), ("TypeError", "no")])
def test_another_exception_is_another_mistake(raised: tuple[str, str]) -> None:
    assert named([call([-1.0], raised=raised)]) is None


def test_a_stub_is_no_mistake() -> None:
    def stub(x: Any) -> Any:
        raise NotImplementedError("write me")

    known = [Misconception("stub", "?", stub)]
    assert diagnose([call([-1.0], raised=("NotImplementedError", "write me"))], [], [], known, right) is None


def test_of_look_alikes_the_one_that_fits_the_other_checks() -> None:
    known = [Misconception("minus_one", "?", lambda x: 0 * x - 1), Misconception("negated", "?", lambda x: -x)]
    failed, elsewhere = call([1.0], [-1]), call([2.0], [-2])
    assert diagnose([failed], [], [failed, elsewhere], known, right) is known[1]


def test_a_mistake_that_would_have_shown_where_all_was_right_is_another_one() -> None:
    assert named([call([-1.0], [-1])], passed=[call([3.0], [3])]) == "unchanged"
    assert named([call([-1.0], [-1])], passed=[call([-5.0], [5])]) is None


def test_a_right_answer_in_a_check_that_failed_is_no_mistake() -> None:
    assert named([call([-1.0], [1])]) is None


def test_a_pair_of_numbers_and_names_is_compared_part_by_part() -> None:
    pair = Misconception("pair", "?", lambda x: (np.array([0, 1]), np.array(["a", "b"])))
    found = diagnose([call([1.0], ([0.0, 1.0], ["a", "b"]))], [], [], [pair], right)
    assert found is pair


def drawn(x: Any) -> Any:
    return x + np.random.random()


def test_what_a_misconception_draws_is_the_same_whatever_was_drawn_before() -> None:
    first = call([1.0], answer=0).call
    (_, once), (_, again) = (_replayed.__wrapped__(drawn, None, first.packed) for _ in range(2))
    assert once == again


@pytest.mark.parametrize("answer", [[1.0], np.array([1.0])], ids=["list", "array"])
def test_an_answer_that_is_no_function_can_be_compared(answer: Any) -> None:
    """The reference of a question may be a variable, which a probe looks at."""
    asked = Call("f", lambda it: it, pack_inputs(()), answer=[2.0])
    assert not Replay(asked).gives(answer)
