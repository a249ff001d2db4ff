"""What a test file of Otter's holds: a function a case, or doctests, each with its points and who may see it.

Otter itself is not needed: its files ask for no more of it than a decorator.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.checking.foreign.judge import judge_doctest, judge_function, run_test_file
from autograder.checking.submission import Submission


@dataclass(frozen=True)
class Case:
    """One test case: its own points, or None for a share of what the file has left; and its function or doctest."""

    name: str
    points: float | None
    hidden: bool
    success: str
    failure: str
    body: Callable[..., Any] | str
    source: str


@dataclass(frozen=True)
class TestFile:
    """The test cases of one question, each with its points."""

    __test__ = False  # to pytest

    name: str
    all_or_nothing: bool
    cases: tuple[Case, ...]

    def judge(self, place: int, data: Path, submission: Submission) -> None:
        """Run one test case on a submission; see `foreign.judge` for what it raises."""
        case = self.cases[place]
        if isinstance(case.body, str):
            judge_doctest(case.body, data, submission)
        else:
            judge_function(case.body, case.source, data, submission)


def read_test_file(path: Path, data: Path) -> TestFile:
    """The tests that a file of Otter's holds.

    Raises:
        ValueError: It is no such file; the text says why.
    """
    source = path.read_text("utf-8")
    try:
        names = run_test_file(source, path.name, _otter(), data)
    except Exception as error:
        raise ValueError(f"it cannot be run ({type(error).__name__}: {error})") from error
    if "OK_FORMAT" not in names:
        raise ValueError("it does not say whether it is in the OK format")
    return _of_doctests(names["test"]) if names["OK_FORMAT"] else _of_functions(names, source)


@dataclass
class _TestCase:
    """The decorator that Otter's files ask for."""

    name: str | None = None
    points: float | None = None
    hidden: bool = False
    success_message: str | None = None
    failure_message: str | None = None
    function: Callable[..., Any] | None = None

    def __call__(self, function: Callable[..., Any]) -> _TestCase:
        self.function = function
        return self


def _otter() -> dict[str, types.ModuleType]:
    otter, test_files = types.ModuleType("otter"), types.ModuleType("otter.test_files")
    vars(test_files)["test_case"] = _TestCase
    vars(otter)["test_files"] = test_files
    return {"otter": otter, "otter.test_files": test_files}


def _of_functions(names: dict[str, Any], source: str) -> TestFile:
    marked = [one for one in names.values() if isinstance(one, _TestCase) and one.function is not None]
    cases = [
        Case(
            one.name or f"{names['name']} - {place}",
            one.points,
            one.hidden,
            one.success_message or "",
            one.failure_message or "",
            one.function,  # type: ignore[arg-type]
            _source_of(one.function, source),
        )
        for place, one in enumerate(marked, 1)
    ]
    return _with_points(names["name"], names.get("points"), bool(names.get("all_or_nothing")), cases)


def _source_of(function: Any, source: str) -> str:
    """The function's text, its decorator left out, and that of all functions of the file that it uses."""
    defined = {node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
    wanted, found = [inspect.unwrap(function).__name__], {}
    for name in wanted:
        if name in defined and name not in found:
            defined[name].decorator_list = []
            found[name] = ast.unparse(defined[name])
            wanted += [node.id for node in ast.walk(defined[name]) if isinstance(node, ast.Name)]
    return "\n".join(found.values())


def _of_doctests(spec: dict[str, Any]) -> TestFile:
    (suite,) = spec["suites"]
    cases = []
    for place, one in enumerate(suite["cases"], 1):
        body = textwrap.dedent(one["code"])
        said = (one.get("success_message") or "", one.get("failure_message") or "")
        name = one.get("name") or f"{spec['name']} - {place}"
        cases.append(Case(name, one.get("points"), one.get("hidden", True), *said, body, body))
    return _with_points(spec["name"], spec.get("points"), bool(spec.get("all_or_nothing")), cases)


def _with_points(
    name: str, total: float | Sequence[float | None] | None, all_or_nothing: bool, cases: Sequence[Case]
) -> TestFile:
    """The cases with the points that Otter gives them: their own, or an equal share of what is left of the total.

    Where neither the file nor any case speaks of points, the file is worth 1.
    """
    own = list(total) if isinstance(total, list) else [case.points for case in cases]
    if len(own) != len(cases):
        raise ValueError(f"it lists the points of {len(own)} test cases and has {len(cases)}")
    given = sum(points for points in own if points is not None)
    whole = total if isinstance(total, (int, float)) else given or 1
    if given > whole:
        raise ValueError("its test cases have more points than the file")
    share = (whole - given) / max(1, own.count(None))
    filled = (
        replace(case, points=share if points is None else points) for case, points in zip(cases, own, strict=True)
    )
    return TestFile(name, all_or_nothing, tuple(filled))
