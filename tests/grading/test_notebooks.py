"""Real notebooks, one a case: each mishap costs exactly the questions that depend on it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.result import Result

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TABLES = sorted((Path(__file__).parent / "notebooks").glob("*.toml"))
CASES = {
    f"{table.stem}: {name}": case for table in TABLES for name, case in tomllib.loads(table.read_text("utf-8")).items()
}


@pytest.mark.parametrize("name", CASES)
def test_notebook(name: str, grade: Callable[..., Result], notebook: Callable[..., bytes]) -> None:
    case: dict[str, Any] = CASES[name]
    limits = case.get("limits", {})
    if "script" in case:
        result = grade(case["script"].encode(), ".py", **limits)
    else:
        result = grade(notebook(*case["cells"], **case.get("notebook", {})), **limits)
    assert said_of(result) == expected_of(case), (result.message, result.cells)
    assert case.get("message", "") in result.message
    assert case.get("fault", "") in " ".join(fault.error for fault in result.cells)


def said_of(result: Result) -> dict[str, Any]:
    """What a case speaks of; a question's outcome is that of its first check."""
    return {
        "status": result.status,
        "score": result.score,
        **{question.id: question.checks[0].outcome for question in result.questions},
        "faults": {fault.index: fault.status for fault in result.cells},
    }


def expected_of(case: dict[str, Any]) -> dict[str, Any]:
    faults = {int(index): status for index, status in case.get("faults", {}).items()}
    usual = {"status": "graded", "score": 5, "wingspan": "passed", "widest": "passed"}
    return {key: case.get(key, value) for key, value in usual.items()} | {"faults": faults}
