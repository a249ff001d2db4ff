"""Outcomes and results as plain values: what a grading says, and nothing about how it came about."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, computed_field
from pydantic.dataclasses import dataclass

Outcome = Literal["passed", "failed", "error", "missing", "timeout", "memory", "crashed", "skipped"]
Status = Literal["graded", "unreadable", "missing", "timeout", "memory", "crashed", "grader_error"]

SCHEMA = 1


@dataclass(frozen=True)
class CheckResult:
    """What one check found.

    `feedback` is what the student may read; `misconception` is the id of the known wrong answer that gave the
    student's very answers, or None.
    """

    id: str
    title: str
    visible: bool
    points: float
    outcome: Outcome
    feedback: str = ""
    misconception: str | None = None


@dataclass(frozen=True)
class QuestionResult:
    """The checks of one question, and the student's source for it as far as it could be told apart."""

    id: str
    title: str
    checks: tuple[CheckResult, ...]
    code: str = ""
    all_or_nothing: bool = False

    @computed_field  # type: ignore[prop-decorator]
    @property
    def score(self) -> float:
        """The points of the checks that passed; of a question that is all or nothing, all or none."""
        if self.all_or_nothing and any(check.outcome != "passed" for check in self.checks):
            return 0.0
        return round(sum(check.points for check in self.checks if check.outcome == "passed"), 6)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def max_score(self) -> float:
        """The points of all checks."""
        return round(sum(check.points for check in self.checks), 6)


@dataclass(frozen=True)
class CellFault:
    """A notebook cell that did not run to its end: `index` counts all cells from 0."""

    index: int
    status: Literal["error", "timeout", "memory", "crashed"]
    error: str


@dataclass(frozen=True)
class Student:
    """Who handed in, as far as the export says."""

    name: str = ""
    email: str = ""
    id: str = ""


@dataclass(frozen=True)
class Result:
    """The verdict on one submission.

    Only a `graded` submission has a score of its own: any other status counts 0, but for `grader_error`, which is
    our fault and has no score at all. A flag `late` says that it came after the deadline; `late_seconds` by how much,
    None where nobody knows.
    """

    assignment: str
    submission: str
    status: Status
    questions: tuple[QuestionResult, ...]
    students: tuple[Student, ...] = (Student(),)
    message: str = ""
    seconds: float = 0.0
    seed: int = 0
    cells: tuple[CellFault, ...] = ()
    sandbox: dict[str, str] | None = None
    flags: tuple[str, ...] = ()
    late_seconds: float | None = None
    schema: int = SCHEMA

    @computed_field  # type: ignore[prop-decorator]
    @property
    def score(self) -> float | None:
        """The sum over the questions, 0 where nothing was graded, None where the grader itself failed."""
        if self.status == "grader_error":
            return None
        return round(sum(q.score for q in self.questions), 6) if self.status == "graded" else 0.0

    @computed_field  # type: ignore[prop-decorator]
    @property
    def max_score(self) -> float:
        """The points of all questions."""
        return round(sum(q.max_score for q in self.questions), 6)


def answers_nothing(questions: Sequence[QuestionResult]) -> bool:
    """Whether nothing that was asked for is there: what was handed in may be the notebook of another assignment."""
    outcomes = {check.outcome for question in questions for check in question.checks}
    return "missing" in outcomes and outcomes <= {"missing", "skipped"}


_adapter = TypeAdapter(Result)


def to_json(result: Result) -> str:
    """The result as the JSON text other programs read."""
    return json.dumps(_adapter.dump_python(result, mode="json"), indent=1, ensure_ascii=False) + "\n"


def from_json(text: str | bytes) -> Result:
    """The result that `to_json` wrote.

    Raises:
        ValueError: The text is not a result.
    """
    return _adapter.validate_json(text)


def read_results(out: Path) -> list[Result]:
    """All results of a grading's output folder, in the stable order of their names."""
    return [from_json(path.read_bytes()) for path in sorted((out / "results").glob("*.json"))]
