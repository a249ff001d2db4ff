"""The decorator that makes a test a check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

Test = TypeVar("Test", bound=Callable[..., Any])


@dataclass(frozen=True)
class Check:
    """What a check counts for.

    `after` names the checks of the same question that must have passed before this one is asked: points for "inputs
    unchanged" and the like are not for garbage. `success` and `failure` are what students read of a visible check that
    passed or did not.
    """

    id: str
    title: str
    question: str
    points: float
    visible: bool
    after: tuple[str, ...]
    success: str = ""
    failure: str = ""


def check(
    question: str,
    *,
    points: float,
    visible: bool = False,
    after: str | tuple[str, ...] = (),
    success: str = "",
    failure: str = "",
) -> Callable[[Test], Test]:
    """Make a `test_...` function a check of `question`; its docstring is the title that students read."""

    def mark(test: Test) -> Test:
        test.check = Check(  # type: ignore[attr-defined]
            id=test.__name__.removeprefix("test_"),
            title=" ".join((test.__doc__ or "").split()),
            question=question,
            points=points,
            visible=visible,
            after=(after,) if isinstance(after, str) else after,
            success=success,
            failure=failure,
        )
        return test

    return mark
