"""grades.csv and the table in the terminal."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from rich.cells import cell_len
from rich.console import Console

from autograder.marks.final import FinalMark
from autograder.reporting.table import render_table, write_grades
from autograder.result import Result, Student

from .made_up import HOSTILE, make_check, make_class, make_question, make_result


def rows_of(out: Path, *results: Result) -> list[dict[str, str]]:
    with write_grades(out, results).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def printed(results: Sequence[Result], width: int = 100) -> str:
    text = io.StringIO()
    Console(file=text, width=width).print(render_table(results))
    return text.getvalue()


def test_the_columns_are_those_of_the_contract(tmp_path: Path) -> None:
    questions = (make_question("predict"), make_question("train"))
    (row,) = rows_of(tmp_path, make_result(questions=questions))
    assert list(row) == [
        *("submission", "name", "email", "student_id", "status", "score", "max_score"),
        *("predict", "train"),
        *("flags", "seconds"),
        *("late", "final_score", "reasons"),
    ]


def test_a_graded_row_holds_its_points(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, make_result(questions=(make_question("predict"), make_question("train"))))
    assert (row["score"], row["max_score"], row["predict"], row["train"]) == ("2", "4", "1", "1")


@pytest.mark.parametrize("status", ["unreadable", "missing", "timeout", "memory", "crashed"])
def test_what_was_not_graded_counts_0_with_every_question(tmp_path: Path, status: str) -> None:
    (row,) = rows_of(tmp_path, make_result(status=status))
    assert (row["score"], row["max_score"], row["predict"]) == ("0", "2", "0")


def test_a_fault_of_ours_has_no_score(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, make_result(status="grader_error"))
    assert (row["score"], row["max_score"], row["predict"]) == ("", "2", "")


def test_the_score_stays_that_of_the_checks_and_the_final_one_stands_apart(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"late_policy": "10%/day"}')
    (tmp_path / "overrides.toml").write_text(
        '[[override]]\nsubmission = "ada"\nquestion = "predict"\nscore = 5\nreason = "=1+1; as agreed"\n'
    )
    (row,) = rows_of(tmp_path, make_result(flags=("late",), late_seconds=60.0))
    assert [row[key] for key in ("score", "predict", "flags", "late", "final_score", "reasons")] == [
        *("1", "1", "late;override", "0:01:00", "4.5"),
        "question predict set by hand to 5 from 1: =1+1, as agreed;late by 0:01:00: 10 % less",
    ]


def test_where_nobody_knows_how_late_the_cell_is_empty(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, make_result(flags=("late",)))
    assert (row["late"], row["final_score"]) == ("", "1")


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        (FinalMark("ada", 1, 1, 2), "1/2 "),
        (FinalMark("ada", 1, 0.9, 2), "1/2 → 0.9 "),
        (FinalMark("ada", 1, 3, 2, is_overridden=True), "1/2 → 3* "),
        (FinalMark("ada", 1, 1, 2, is_overridden=True), "1/2 → 1* "),
    ],
)
def test_the_terminal_shows_a_final_score_that_differs(mark: FinalMark, shown: str) -> None:
    text = io.StringIO()
    Console(file=text, width=100).print(render_table([make_result()], [mark]))
    assert shown in text.getvalue()


def test_a_result_without_questions_still_has_every_column(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, make_result("a", status="missing", questions=()), make_result("b"))
    assert [row["predict"] for row in rows] == ["0", "1"]


def test_points_have_no_needless_zeros(tmp_path: Path) -> None:
    checks = [make_check(f"case_{i}", 0.1) for i in range(3)]
    (row,) = rows_of(tmp_path, make_result(questions=(make_question("predict", *checks),), seconds=20.0))
    assert (row["score"], row["seconds"]) == ("0.3", "20")


def test_rows_come_in_the_order_of_the_submissions(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, *(make_result(name) for name in ("carl", "ada", "bob")))
    assert [row["submission"] for row in rows] == ["ada", "bob", "carl"]


def test_the_members_of_a_group_share_a_cell(tmp_path: Path) -> None:
    group = (Student("Ada", "a@x.org", "1"), Student("Bob", "b@x.org", "2"))
    (row,) = rows_of(tmp_path, make_result(students=group, flags=("late", "mended")))
    assert [row[key] for key in ("name", "email", "student_id", "flags")] == [
        "Ada;Bob",
        "a@x.org;b@x.org",
        "1;2",
        "late;mended",
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_one_harmless_cell(tmp_path: Path, name: str) -> None:
    (row,) = rows_of(tmp_path, make_result(submission=name, name=name))
    assert row["name"] == row["submission"]
    assert row["name"][0] not in "=+-@\t\r"
    assert row["status"] == "graded"


def test_pandas_reads_what_was_written(tmp_path: Path) -> None:
    results = [*make_class(30), *(make_result(f"x{i}", name) for i, name in enumerate(HOSTILE))]
    table = pd.read_csv(write_grades(tmp_path, results), dtype={"student_id": str})
    assert len(table) == len(results)
    assert table["score"].sum() == pytest.approx(sum(result.score or 0 for result in results))


def test_no_results_give_a_header_alone(tmp_path: Path) -> None:
    header = "submission,name,email,student_id,status,score,max_score,flags,seconds,late,final_score,reasons\n"
    assert write_grades(tmp_path, []).read_text(encoding="utf-8") == header


def test_nothing_but_the_grades_is_left_behind(tmp_path: Path) -> None:
    write_grades(tmp_path, [make_result()])
    write_grades(tmp_path, [make_result()])
    assert [path.name for path in tmp_path.iterdir()] == ["grades.csv"]


def test_the_terminal_shows_score_and_misconception() -> None:
    wrong = make_check("b", 2.0, "failed", misconception="sign_flipped")
    text = printed([make_result(questions=(make_question("predict", make_check(), wrong),))])
    assert "1/3" in text
    assert "sign_flipped" in text


def test_the_terminal_closes_with_the_class_as_a_whole() -> None:
    text = printed([make_result("a"), make_result("b"), make_result("c", status="missing")])
    assert "2 graded, 1 missing · mean 1, median 1 of 2" in text


def test_the_three_most_frequent_misconceptions_are_named() -> None:
    held = ["rare"] + 2 * ["third"] + 3 * ["second"] + 4 * ["first"]
    results = [
        make_result(str(i), questions=(make_question("predict", make_check("a", 1.0, "failed", misconception=name)),))
        for i, name in enumerate(held)
    ]
    closing = printed(results).split("most frequent")[1]
    assert [name for name in ("first", "second", "third", "rare") if name in closing] == ["first", "second", "third"]


@pytest.mark.parametrize("width", [80, 100])
def test_the_table_fits_the_terminal_without_cutting_a_score(width: int) -> None:
    results = make_class(30)
    text = printed(results, width)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    assert text.count("/24 ") == 30


def test_hostile_names_print_as_text() -> None:
    text = printed([make_result(name) for name in HOSTILE], width=200)
    assert "[red]Ada[/red]" in text
    assert not set(text) & {"\x00", "\x1b", "\x9b", "\r", "\u202e"}


@pytest.mark.parametrize("results", [[], [make_result(status="grader_error")], [make_result(questions=())]])
def test_odd_classes_have_a_table_too(results: list[Result]) -> None:
    assert printed(results)
