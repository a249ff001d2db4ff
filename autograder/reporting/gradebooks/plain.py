"""A plain CSV file: a row a student, for any other gradebook."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from autograder.reporting.escape import csv_cell
from autograder.reporting.gradebooks.grades import Filled, Grade
from autograder.reporting.summary import number

_COLUMNS = ("student_id", "email", "name", "submission", "score", "max_score", "raw_score")


def fill(grades: Sequence[Grade]) -> Filled:
    """A row for each grade; `score` is the final one, `raw_score` that of the checks."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for grade in grades:
        student, mark = grade.student, grade.mark
        who = map(csv_cell, (student.id, student.email, student.name, grade.result.submission))
        raw = "" if mark.raw is None else number(mark.raw)
        writer.writerow([*who, number(grade.score), number(mark.max_score), raw])
    return Filled(text.getvalue().encode(), len(grades))
