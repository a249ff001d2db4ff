"""A class's grades as a table: `grades.csv` for programs, a Rich table for the terminal."""

from __future__ import annotations

import csv
import io
import statistics
from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.table import Table
from rich.text import Text

from autograder.files import write_whole
from autograder.marks.final import FinalMark, final_marks
from autograder.marks.lateness import clock
from autograder.reporting.escape import csv_cell, terminal_line
from autograder.reporting.summary import (
    decimals,
    find_question,
    flags,
    in_order,
    misconceptions,
    misconceptions_of,
    number,
    quartiles,
    questions,
    scores,
    share,
    statuses,
)
from autograder.result import QuestionResult, Result

_BEFORE_QUESTIONS = ("submission", "name", "email", "student_id", "status", "score", "max_score")
_AFTER_QUESTIONS = ("flags", "seconds", "late", "final_score", "reasons")

_LEVELS = "▁▂▃▄▅▆▇"


def write_grades(out: Path, results: Sequence[Result]) -> Path:
    """Writes OUT/grades.csv, one row a submission, and gives its path.

    `score` and the questions are what the checks gave, whatever came after. `final_score` is what counts, after the
    overrides and the late policy that OUT holds, and `reasons` say why it differs; `late` is empty where nobody knows.
    """
    question_ids = [question.id for question in questions(in_order(results))]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*_BEFORE_QUESTIONS, *question_ids, *_AFTER_QUESTIONS])
    ordered = in_order(results)
    writer.writerows(_row(result, mark, question_ids) for result, mark in zip(ordered, final_marks(ordered, out)))
    return write_whole(out / "grades.csv", text.getvalue())


def _row(result: Result, mark: FinalMark, question_ids: Sequence[str]) -> list[str]:
    return [
        csv_cell(result.submission),
        csv_cell(*(student.name for student in result.students)),
        csv_cell(*(student.email for student in result.students)),
        csv_cell(*(student.id for student in result.students)),
        result.status,
        "" if result.score is None else number(result.score),
        number(result.max_score),
        *(_question_cell(result, question_id) for question_id in question_ids),
        csv_cell(*flags(result, mark)),
        number(result.seconds),
        "" if result.late_seconds is None else clock(result.late_seconds),
        "" if mark.final is None else number(mark.final),
        csv_cell(*mark.reasons),
    ]


def _question_cell(result: Result, question_id: str) -> str:
    """Empty where there is no verdict: the grader failed, or the graded result does not know the question."""
    if result.status == "grader_error":
        return ""
    if result.status != "graded":
        return "0"
    question = find_question(result, question_id)
    return "" if question is None else number(question.score)


def render_table(results: Sequence[Result], marks: Sequence[FinalMark] = ()) -> Table:
    """The class for a terminal: a row a submission, and the class as a whole below.

    A final score that differs from that of the checks stands behind it.
    """
    final = {mark.submission: mark for mark in marks}
    asked = questions(in_order(results))
    places = decimals(scores(results))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.caption, table.caption_justify, table.caption_style = _closing(results), "left", ""
    # Where the terminal is narrow, only the two columns that may wrap give way.
    table.add_column("submission", min_width=14)
    table.add_column("status", no_wrap=True)
    table.add_column("score", no_wrap=True, justify="right")
    table.add_column("questions", no_wrap=True)
    table.add_column("misconceptions", min_width=14)
    table.add_column("s", no_wrap=True, justify="right")
    for result in in_order(results):
        table.add_row(
            _line(result.submission),
            Text(result.status, style="" if result.status == "graded" else "bold yellow"),
            _score(result, places) + _final(result, final.get(result.submission)),
            _strip(result, asked),
            _findings(result),
            f"{result.seconds:.1f}",
        )
    return table


def _line(text: str) -> Text:
    """A cell of one line, cut where the column ends."""
    line = Text.from_markup(terminal_line(text), emoji=False, overflow="ellipsis")
    line.no_wrap = True
    return line


def _score(result: Result, places: int) -> str:
    earned = "–" if result.score is None else f"{result.score:.{places}f}"  # noqa: RUF001
    return f"{earned}/{number(result.max_score, 2)}"


def _final(result: Result, mark: FinalMark | None) -> str:
    """Nothing where the checks' score stands; a star where a person set it."""
    if mark is None or (mark.final == result.score and not mark.is_overridden):
        return ""
    return f" → {'–' if mark.final is None else number(mark.final, 2)}{'*' if mark.is_overridden else ''}"  # noqa: RUF001


def _strip(result: Result, asked: Sequence[QuestionResult]) -> Text:
    """One character a question, as high as its share of the points."""
    if result.status != "graded":
        return Text("")
    return Text.assemble(*(_level(find_question(result, question.id)) for question in asked))


def _level(question: QuestionResult | None) -> tuple[str, str]:
    if question is None:
        return " ", ""
    earned = share(question)
    if earned == 0:
        return "·", "red"
    return ("█", "blue") if earned >= 1 else (_LEVELS[int(earned * len(_LEVELS))], "yellow")


def _findings(result: Result) -> Text:
    """The first misconception and how many more, or why nothing was graded."""
    if result.status != "graded":
        return _line(result.message)
    names = [name for question in result.questions for name in misconceptions_of(question)]
    return _line("".join(names[:1]) + (f" +{len(names) - 1}" if names[1:] else ""))


def _closing(results: Sequence[Result]) -> str:
    """Counts by status, mean and median of the graded, and the three most frequent misconceptions."""
    if not results:
        return "no submissions"
    lines = [", ".join(f"{count} {status}" for status, count in statuses(results))]
    if found := scores(results):
        top = max(result.max_score for result in results)
        lines[0] += (
            f" · mean {number(statistics.fmean(found), 2)}, median {number(quartiles(found)[1], 2)} of {number(top, 2)}"
        )
    if frequent := misconceptions(results)[:3]:
        lines.append("most frequent misconceptions:")
        lines.extend(
            f"{len(held.holders):5}  {terminal_line(held.id)} ({terminal_line(held.question.id)})" for held in frequent
        )
    return "\n".join(lines)
