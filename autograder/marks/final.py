"""What a submission gets in the end: the score of its checks, then a person's overrides, then the late policy.

    for mark in final_marks(results, out):
        mark.raw, mark.final, mark.reasons

Everything that shows or sends a final score takes it from here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.marks.lateness import LatenessError, LatePolicy, after_lateness, clock, parse_policy, percent_off
from autograder.marks.overrides import Override, read_overrides, refuse_unknown
from autograder.result import Result


@dataclass(frozen=True)
class FinalMark:
    """The score of one submission before and after a person and the late policy had their say.

    `raw` is the score of the checks, `final` the one that counts: both None where the grader failed, but that a
    person may give a final one all the same. Either may exceed `max_score` (a bonus). `reasons` are the texts that say
    why they differ, or why they do not although the submission is late; staff's own words are among them.
    """

    submission: str
    raw: float | None
    final: float | None
    max_score: float
    reasons: tuple[str, ...] = ()
    is_overridden: bool = False


def final_marks(results: Sequence[Result], out: Path) -> list[FinalMark]:
    """The marks of all results, in their order, by the overrides and the late policy that the output folder holds.

    Raises:
        OverrideError: OUT/overrides.toml is wrong, or speaks of what is not among the results.
        LatenessError: The late policy in OUT/run.json cannot be read.
    """
    overrides, policy = read_overrides(out), _late_policy(out)
    questions = {result.submission: [question.id for question in result.questions] for result in results}
    refuse_unknown(overrides, questions, out)
    return [final_mark(result, overrides, policy) for result in results]


def final_mark(result: Result, overrides: Sequence[Override] = (), policy: LatePolicy | None = None) -> FinalMark:
    """The mark of one result; overrides of other submissions are left alone.

    A whole score given by a person is final: lateness takes nothing from it. It does from a question's.
    """
    own = [override for override in overrides if override.submission == result.submission]
    reasons = [_said(override, result) for override in own]
    whole = [override.score for override in own if override.question is None]
    if whole or result.score is None:
        final = whole[0] if whole else None
    else:
        by_hand = {override.question: override.score for override in own if override.question is not None}
        score = round(sum({**_earned(result), **by_hand}.values()), 6)
        final, remark = _after_lateness(score, result, policy)
        reasons += remark
    return FinalMark(result.submission, result.score, final, result.max_score, tuple(reasons), bool(own))


def _said(override: Override, result: Result) -> str:
    """What was set by hand, from what, and why."""
    what = f"question {override.question}" if override.question is not None else "the whole score"
    before = result.score if override.question is None else _earned(result).get(override.question)
    came_from = "none" if before is None else f"{before:g}"
    return f"{what} set by hand to {override.score:g} from {came_from}: {override.reason}"


def _earned(result: Result) -> dict[str, float]:
    """The questions' points; what was not graded counts 0, as everywhere."""
    return {question.id: question.score if result.status == "graded" else 0.0 for question in result.questions}


def _after_lateness(score: float, result: Result, policy: LatePolicy | None) -> tuple[float, list[str]]:
    if policy is None or "late" not in result.flags:
        return score, []
    if result.late_seconds is None:
        return score, ["late, nobody knows by how much: nothing is deducted"]
    off = percent_off(result.late_seconds, policy)
    late, cost = f"late by {clock(result.late_seconds)}", f"{off:g} % less" if off else "excused"
    return after_lateness(score, result.late_seconds, policy), [f"{late}: {cost}"]


def _late_policy(out: Path) -> LatePolicy | None:
    """The policy the grades of this folder were asked for with."""
    file = out / "run.json"
    try:
        text = json.loads(file.read_bytes()).get("late_policy", "")
    except FileNotFoundError:
        return None
    except (ValueError, AttributeError):
        raise LatenessError(f"{file} cannot be read, and it tells the late policy: run grade again.") from None
    return parse_policy(text) if text else None
