"""What came of a question: the outcome of each check, what a student reads of it, and the mistake by its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from autograder.assignment import Question
from autograder.checking import feedback, loading
from autograder.checking.check import Check
from autograder.checking.diagnose import Replay, diagnose
from autograder.checking.plugin import check_of
from autograder.checking.submission import NotJudged
from autograder.grading.examination import Paper, Sitting
from autograder.result import CheckResult, QuestionResult, Status

REPLAYED = 6  # calls of one check that are replayed to tell misconceptions apart


def question_result(
    paper: Paper, question: Question, sittings: Mapping[tuple[str, str], Sitting], status: Status, code: str
) -> QuestionResult:
    """What came of a question's checks, those not held among them, and the student's `code` for it."""
    checks = [check for test in paper.tests[question.id] if (check := check_of(test)) is not None]
    held = [sitting for check in checks if (sitting := sittings.get((question.id, check.id)))]
    named = _names(paper, held)
    results = [_check(check, sittings.get((question.id, check.id)), named.get(check.id), status) for check in checks]
    return QuestionResult(question.id, question.title, tuple(results), code, question.all_or_nothing)


def not_judged(sittings: Iterable[Sitting]) -> list[str]:
    """A flag for each check that cannot be told to have passed or not."""
    return [f"not judged: {one.check.title}" for one in sittings if isinstance(one.error, NotJudged)]


def passed_alone(sittings: Iterable[Sitting]) -> list[str]:
    """A flag for each check that failed behind others and passed alone: what is asked twice can be guessed twice."""
    twice = (one for one in sittings if one.outcome == "passed" and one.before in ("failed", "error"))
    return [f"passed when asked again: {one.check.title}" for one in twice]


def _check(check: Check, sitting: Sitting | None, named: loading.Misconception | None, status: Status) -> CheckResult:
    outcome = sitting.outcome if sitting else "skipped"
    text = ""
    if sitting is None:
        outcome = status if status in ("timeout", "memory", "crashed") else "skipped"
    elif isinstance(sitting.error, NotJudged):
        text = str(sitting.error)
    elif outcome == "skipped":
        text = feedback.not_asked(check)
    elif outcome == "passed":
        text = check.success if check.visible else ""
    else:
        text = feedback.feedback(check, outcome, sitting.error, sitting.submission.calls, named)
    return CheckResult(
        check.id, check.title, check.visible, check.points, outcome, text, named.id if named is not None else None
    )


def _names(paper: Paper, held: Sequence[Sitting]) -> dict[str, loading.Misconception]:
    """The misconception behind each failed check of a question, where one is known.

    The checks with small inputs come first: what is found there is tried first on the others, which take longer.
    """
    found: dict[str, loading.Misconception] = {}
    replays = {sitting.check.id: [Replay(call) for call in sitting.submission.calls] for sitting in held}
    for sitting in sorted((one for one in held if one.outcome in ("failed", "error")), key=_size):
        named = _name(paper, sitting, held, replays, tuple(found.values()))
        if named is not None:
            found[sitting.check.id] = named
    return found


def _size(sitting: Sitting) -> int:
    """How large the inputs of a check are, in powers of two."""
    return sum(len(call.packed) for call in sitting.submission.calls).bit_length()


def _name(
    paper: Paper,
    sitting: Sitting,
    held: Sequence[Sitting],
    replays: Mapping[str, Sequence[Replay]],
    likely: Sequence[loading.Misconception],
) -> loading.Misconception | None:
    question = sitting.check.question
    misconceptions = paper.misconceptions.get(question, ())
    reference = getattr(paper.reference, question, None)
    if reference is None or any(call.name != question for call in sitting.submission.calls):
        return None
    asked = [one for other in held for one in _some(replays[other.check.id])]
    passed = [one for other in held if other.outcome == "passed" for one in _some(replays[other.check.id])]
    return diagnose(replays[sitting.check.id], passed, asked, misconceptions, reference, likely)


def _some(replays: Sequence[Replay]) -> list[Replay]:
    """Some calls that stand for all of a check, from its first to its last: to replay them all can take long."""
    places = np.linspace(0, len(replays) - 1, min(len(replays), REPLAYED)).astype(int)
    return [replays[place] for place in places]
