"""The grades of students, one each, and what became of them in a gradebook: what all gradebooks share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import WrongUse
from autograder.marks.final import FinalMark
from autograder.result import Result, Student

_OWN = ("grades.csv", "overrides.toml", "report.html", "run.json", "similar.html")


class GradebookError(WrongUse):
    """Grades that cannot go into a gradebook; the text is one sentence for a person."""


@dataclass(frozen=True)
class Grade:
    """What one student gets: every member of a group has a grade of their own."""

    student: Student
    score: float
    mark: FinalMark
    result: Result

    @property
    def label(self) -> str:
        """The student, and the submission, for a sentence."""
        who = self.student.name or self.student.email or self.student.id
        return f"{who} ({self.result.submission})" if who and who != self.result.submission else self.result.submission


@dataclass(frozen=True)
class Filled:
    """A gradebook with grades in it: a file's bytes, how many grades went in, and what to tell, a sentence each."""

    data: bytes
    count: int
    remarks: tuple[str, ...] = ()


def grades_of(results: Sequence[Result], marks: Sequence[FinalMark]) -> tuple[list[Grade], list[str]]:
    """A grade for each student of each submission that has a score, and a sentence on those that have none."""
    grades, missing = [], []
    for result, mark in zip(results, marks, strict=True):
        if mark.final is None:
            missing.append(result.submission)
        else:
            grades += [Grade(student, mark.final, mark, result) for student in result.students]
    return grades, sentence(missing, "without a score, for the grader failed there, not the student: left out")


def sentence(who: Iterable[str], what: str) -> list[str]:
    """`3 <what>: a; b; c`, if there is anybody."""
    names = list(who)
    more = f" and {len(names) - 20} more" if len(names) > 20 else ""
    return [f"{len(names)} {what}: {'; '.join(names[:20])}{more}"] if names else []


def refuse_same_file(new: Path, source: Path | None, out: Path) -> None:
    """Have no gradebook be written over, and nothing that the folder of the grading keeps.

    Raises:
        GradebookError: The new file is the source or one of the grading's own, or cannot be a file.
    """
    if new.resolve() in {(out / name).resolve() for name in _OWN}:
        raise GradebookError(f"{new} is a file of the grading itself: choose another name with -o.")
    if source is not None and new.exists() and source.exists() and new.samefile(source):
        raise GradebookError(f"{new} is the gradebook itself, which is never changed: choose another name with -o.")
    if new.is_dir() or not new.absolute().parent.is_dir():
        raise GradebookError(f"{new} cannot be written: name a file, in a folder that is there.")
