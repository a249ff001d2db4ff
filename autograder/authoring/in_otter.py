"""Ask a bundle's checks where Otter runs tests: in the student's own process.

This module goes along in an Otter autograder, with the bundle and the few modules that it imports. The checks are the
bundle's own, visible and hidden; answers become the plain values that the wire would make of them, so that a check
finds here what it finds in an examiner.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
import types
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from autograder.checking import feedback, loading
from autograder.checking.check import Check
from autograder.checking.compare import Disagreement
from autograder.checking.loading import Function
from autograder.checking.submission import NoAnswer, Submission
from autograder.wire import Opaque
from autograder.wire.decode import decode
from autograder.wire.encode import encode
from autograder.wire.inputs import unpack_inputs

BUNDLE = Path(__file__).resolve().parents[2] / "bundle"


class NotPassed(AssertionError):
    """A check that did not pass; the text is for whoever may see the check."""


def asker(question: str, seed: str) -> Callable[[str, Mapping[str, Any]], None]:
    """A function that asks one check of a question after another of the names of a notebook, and raises `NotPassed`.

    A check that comes after one which did not pass is not asked.
    """
    checks = {check.id: (check, test) for check, test in loading.load_checks(BUNDLE / "checks" / f"test_{question}.py")}
    passed: set[str] = set()

    def ask(name: str, notebook: Mapping[str, Any]) -> None:
        check, test = checks[name]
        complaint = _complaint(check, test, notebook, seed) if passed.issuperset(check.after) else _NOT_ASKED
        if complaint is not None:
            raise NotPassed("\n".join(part for part in (check.title, complaint) if part))
        passed.add(name)

    return ask


_NOT_ASKED = "Not asked yet: another check of this question has to pass first."


def _complaint(check: Check, test: Function, notebook: Mapping[str, Any], seed: str) -> str | None:
    """Why the check does not pass, if it does not."""
    submission = Submission(_InThisProcess(notebook).ask)
    fixtures = {"submission": submission, "reference": _reference(), "rng": _generator(check, seed)}
    try:
        test(**{name: fixtures[name] for name in inspect.signature(test).parameters})
    except NoAnswer as error:
        return feedback.feedback(check, error.outcome, error, submission.calls, None)
    except Exception as error:
        # The check passes on the reference: what trips it is the answer.
        told = error if isinstance(error, AssertionError) else Disagreement(_ANOTHER_KIND)
        return feedback.feedback(check, "failed", told, submission.calls, None)
    return None


_ANOTHER_KIND = "The answer is not of the kind that was asked for."


class _InThisProcess:
    """The names of a notebook, asked as a candidate would be asked."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = names
        self._kept: dict[int, Any] = {}

    def ask(self, name: str, probe: Callable[..., Any] | None, packed: bytes) -> Any:
        if name not in self._names:
            raise NoAnswer("missing")
        given = [self._kept[one.ref] if isinstance(one, Opaque) else one for one in unpack_inputs(packed)]
        asked = self._names[name]
        try:
            head, body = encode(asked(*given) if probe is None else probe(asked, *given), self._kept)
        except MemoryError:
            raise NoAnswer("memory") from None
        except BaseException as error:
            raise NoAnswer("error", type(error).__name__, _text(error)) from None
        return decode(head["value"], body)


def _text(error: BaseException) -> str:
    try:
        return str(error)[:500]
    except BaseException:  # a student's own __str__
        return ""


@functools.cache
def _reference() -> types.SimpleNamespace:
    return loading.stand_in(loading.load_module(BUNDLE / "reference.py"))


def _generator(check: Check, seed: str) -> np.random.Generator:
    digest = hashlib.sha256(f"{seed} {check.question} {check.id}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))
