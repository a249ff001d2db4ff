"""Scores set by hand, in OUT/overrides.toml: a person's judgement stands beside what the checks found.

[[override]]
submission = "ada_lovelace"
question = "perceptron_predict"  # left out: the score of the whole submission
score = 2
reason = "The sign is a matter of convention; shown in office hours."
"""

from __future__ import annotations

import math
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import WrongUse

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE = "overrides.toml"
_KEYS = {"submission", "question", "score", "reason"}


class OverrideError(WrongUse):
    """An override that cannot stand; the text is one sentence for a person."""


@dataclass(frozen=True)
class Override:
    """The score a person gives to a question, or to the whole submission where `question` is None, and why."""

    submission: str
    question: str | None
    score: float
    reason: str


def read_overrides(out: Path) -> tuple[Override, ...]:
    """The overrides of a grading's output folder, in their order; none where there is no such file.

    Raises:
        OverrideError: The file cannot be read, or an entry is wrong in itself.
    """
    file = out / FILE
    try:
        read = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except (OSError, ValueError) as error:
        raise OverrideError(f"{file} cannot be read: {error}.") from None
    entries = read.get("override", [])
    if read.keys() - {"override"} or not isinstance(entries, list):
        raise OverrideError(f"{file} is not understood: it may hold nothing but [[override]] entries.")
    overrides = tuple(_override(entry, f"{file}, override {count}") for count, entry in enumerate(entries, 1))
    _refuse_doubles(overrides, file)
    return overrides


def refuse_unknown(overrides: Sequence[Override], questions: Mapping[str, Sequence[str]], out: Path) -> None:
    """Have no override be without effect, by the questions that each submission has.

    Raises:
        OverrideError: An override is of a submission or a question that is not there.
    """
    for override in overrides:
        if override.submission not in questions:
            raise OverrideError(f"{out / FILE}: there is no submission {override.submission!r}.")
        known = questions[override.submission]
        if override.question is not None and override.question not in known:
            raise OverrideError(
                f"{out / FILE}: {override.submission} has no question {override.question!r}, only {', '.join(known)}."
            )


def _override(entry: Any, where: str) -> Override:
    if not isinstance(entry, dict) or entry.keys() - _KEYS:
        unknown = ", ".join(sorted(entry.keys() - _KEYS)) if isinstance(entry, dict) else repr(entry)
        raise OverrideError(f"{where}: {unknown} is not understood; write submission, question, score and reason.")
    submission, question, score, reason = (entry.get(key) for key in ("submission", "question", "score", "reason"))
    if not isinstance(submission, str) or not submission:
        raise OverrideError(f'{where} names no submission: write submission = "its name in grades.csv".')
    if question is not None and not isinstance(question, str):
        raise OverrideError(f"{where}: the question of {submission} is no text: write the question's id in quotes.")
    if isinstance(score, bool) or not isinstance(score, (int, float)) or not math.isfinite(score) or score < 0:
        raise OverrideError(f"{where}: the score of {submission} is {score!r}: write a number from 0 on.")
    if not isinstance(reason, str) or not reason.strip():
        raise OverrideError(f'{where}: the score of {submission} has no reason: write reason = "why".')
    return Override(unicodedata.normalize("NFC", submission), question, float(score), reason.strip())


def _refuse_doubles(overrides: Sequence[Override], file: Path) -> None:
    """Two scores for one thing: nobody could say which counts. A whole score leaves no room for a question's."""
    seen: dict[str, set[str | None]] = {}
    for override in overrides:
        others = seen.setdefault(override.submission, set())
        if override.question in others or None in others or (override.question is None and others):
            raise OverrideError(f"{file}: {override.submission} is given two scores for the same: keep one of them.")
        others.add(override.question)
