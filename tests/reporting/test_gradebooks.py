"""Grades back into gradebooks: to the cell, to the byte, and never into a row where there is a doubt."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.marks.final import FinalMark
from autograder.reporting.gradebooks import canvas, gradescope, moodle, plain
from autograder.reporting.gradebooks.grades import Filled, Grade, GradebookError, grades_of, refuse_same_file
from autograder.reporting.gradebooks.sheet import read_sheet
from autograder.result import Student

from .made_up import HOSTILE, make_check, make_question, make_result

Write = Callable[[str | bytes], Path]

CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,Notes,Perceptrons (901),Networks (902),Final Score
,,,,,,Manual Posting,,
    Points Possible,,,,,,24.00,30.00,(read only)
"Lovelace, Ada",101,S-1,ada@x.org,"Monday, 9",tall,3.00,7.00,12.00
"Turing, Alan",102,S-2,alan@x.org,Tuesday,,,8.00,13.00
"Hopper, Grace",103,S-3,grace@x.org,Tuesday,,,9.00,14.00
"Student, Test",104,,,Tuesday,,,,
"""
TITLES = ("Perceptrons", "hw1_perceptron")

# As Moodle writes it: a BOM perhaps, CRLF perhaps, quotes where there is a space.
MOODLE = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",'
    '"Last modified (submission)","Last modified (grade)","Feedback comments"\n'
    '"Participant 201","Ada Lovelace",ada@x.org,"Submitted, ""late""",,24.00,Yes,"Monday, 2 November 2026",-,\n'
    '"Participant 202","Alan Turing",alan@x.org,"No submission",7.50,24.00,Yes,-,-,"By hand, ""well done"""\n'
    '"Participant 203","Grace Hopper",grace@x.org,"Submitted",,24.00,No,-,-,\n'
)


def grade(score: float, name: str = "", id: str = "", email: str = "", submission: str = "", top: float = 24) -> Grade:
    """A student's grade."""
    submission = submission or name or id or email
    student = Student(name, email, id)
    return Grade(student, score, FinalMark(submission, score, score, top), make_result(submission, students=(student,)))


@pytest.fixture
def book(tmp_path: Path) -> Write:
    """A gradebook's file."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "book.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def cells(filled: Filled, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(filled.data.decode("utf-8-sig"), newline=""), delimiter=separator))


def told(filled: Filled) -> str:
    return "\n".join(filled.remarks)


# Canvas


def test_canvas_gets_the_rows_graded_with_the_header_and_what_stands_above_them(book: Write) -> None:
    filled = canvas.fill(book(CANVAS), [grade(20, id="102"), grade(25.5, id="101")], TITLES)
    assert cells(filled) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Perceptrons (901)"],
        ["", "", "", "", "", "Manual Posting"],
        ["    Points Possible", "", "", "", "", "24.00"],
        ["Lovelace, Ada", "101", "S-1", "ada@x.org", "Monday, 9", "25.5"],
        ["Turing, Alan", "102", "S-2", "alan@x.org", "Tuesday", "20"],
    ]
    assert filled.count == 2


@pytest.mark.parametrize(
    ("titles", "chosen", "column"),
    [
        (["perceptrons"], None, "Perceptrons (901)"),
        (["Something", "networks"], None, "Networks (902)"),
        (["Something"], "Networks", "Networks (902)"),
        (["Perceptrons"], "902", "Networks (902)"),
        (["Perceptrons"], "Networks (902)", "Networks (902)"),
    ],
)
def test_canvas_column_is_that_of_the_title_or_the_one_named(
    titles: list[str], chosen: str | None, column: str, book: Write
) -> None:
    assert cells(canvas.fill(book(CANVAS), [grade(20, id="102")], titles, chosen))[0][-1] == column


@pytest.mark.parametrize(
    ("text", "titles", "chosen", "complaint"),
    [
        (CANVAS, ["Something"], None, "no column named 'Something': name one with --column, of Perceptrons"),
        (CANVAS, ["Perceptrons"], "Final Score", "no column 'Final Score'"),
        (CANVAS.replace("Networks", "perceptrons"), ["Perceptrons"], None, "2 times the column"),
        (CANVAS.replace("24.00", "(read only)"), ["Perceptrons"], None, "is read only"),
        (MOODLE, ["Perceptrons"], None, "is not a gradebook exported from Canvas"),
        (CANVAS[:-12], ["Perceptrons"], None, "cut short"),
        (CANVAS[:-1], ["Perceptrons"], None, "cut short"),
        (CANVAS[: CANVAS.index("Tuesday")], ["Perceptrons"], None, "cut short"),
        (CANVAS[: CANVAS.index(", 9")], ["Perceptrons"], None, "cut short"),
        (CANVAS.replace("S-2,", ""), ["Perceptrons"], None, "row 5 has 8 cells, and the header 9"),
        ("", ["Perceptrons"], None, "is empty"),
        ("\n\n", ["Perceptrons"], None, "is empty"),
    ],
)
def test_a_canvas_file_that_is_not_as_it_should_be_is_refused(
    text: str, titles: list[str], chosen: str | None, complaint: str, book: Write
) -> None:
    with pytest.raises(GradebookError, match=complaint):
        canvas.fill(book(text), [grade(20, id="102")], titles, chosen)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_file_that_a_spreadsheet_has_saved_is_refused(encoding: str, book: Write) -> None:
    with pytest.raises(GradebookError, match="is not in UTF-8"):
        canvas.fill(book(CANVAS.replace("Ada", "Adé").encode(encoding)), [grade(20, id="102")], TITLES)


@pytest.mark.parametrize(
    ("before", "after", "separator"),
    [("", "", ","), ("\ufeff", "", ","), ("", "", ";"), ("", "\r", ",")],
    ids=["as it is", "BOM", "semicolons", "CRLF"],
)
def test_canvas_file_keeps_its_separator_line_ends_and_bom(
    before: str, after: str, separator: str, book: Write
) -> None:
    rows = csv.reader(io.StringIO(CANVAS))
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=f"{after}\n").writerows(rows)
    filled = canvas.fill(book(before + text.getvalue()), [grade(20, id="102")], TITLES)
    assert filled.data.decode().startswith(before + separator.join(("Student", "ID")))
    assert filled.data.count(f"{after}\n".encode()) == 4
    assert cells(filled, separator)[-1][-1] == "20"


def test_commas_in_a_title_separate_no_cells_where_semicolons_do(book: Write) -> None:
    text = "Student;ID;Section;A, b, c, d, e (901)\nLovelace, Ada;101;M;\n"
    filled = canvas.fill(book(text), [grade(20, id="101")], TITLES, "901")
    assert cells(filled, ";")[-1] == ["Lovelace, Ada", "101", "M", "20"]


@pytest.mark.parametrize("there", ["EX", "N/A"])
def test_canvas_keeps_who_is_excused_or_has_no_such_assignment(there: str, book: Write) -> None:
    text = CANVAS.replace(",,,8.00", f",,{there},8.00")
    filled = canvas.fill(book(text), [grade(20, id="102"), grade(21, id="101")], TITLES)
    assert [row[1] for row in cells(filled)[3:]] == ["101"]
    assert f"102: left out, since Canvas has {there}" in told(filled)


def test_points_that_canvas_has_otherwise_are_told(book: Write) -> None:
    filled = canvas.fill(book(CANVAS), [grade(5, id="102", top=10)], TITLES)
    assert "Canvas has 24 points for Perceptrons (901), and here it is 10" in told(filled)


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless_and_the_id_stays(book: Write) -> None:
    text = CANVAS.replace('"Turing, Alan"', '"=""=1+1"""')
    assert cells(canvas.fill(book(text), [grade(20, id="102")], TITLES))[-1][:2] == ['\'="=1+1"', "102"]


# Moodle


def changed(before: str, filled: Filled) -> dict[tuple[int, str], str]:
    """The cells that differ, by line and column."""
    old, new = list(csv.reader(io.StringIO(before))), cells(filled)
    assert [len(row) for row in old] == [len(row) for row in new]
    pairs = [(line, place) for line, row in enumerate(old) for place in range(len(row))]
    return {(line, old[0][place]): new[line][place] for line, place in pairs if old[line][place] != new[line][place]}


def test_moodle_gets_grade_and_feedback_and_no_other_cell_changes(book: Write) -> None:
    filled = moodle.fill(book(MOODLE), [grade(20, "Ada Lovelace", "201")])
    assert changed(MOODLE, filled) == {
        (1, "Grade"): "20",
        (
            1,
            "Feedback comments",
        ): "Score: 20 of 24<br>Title of predict: 1 of 2<br>- About a_hit.<br>Look at the sign. Then again.",
    }


@pytest.mark.parametrize(("before", "end"), [("", "\n"), ("\ufeff", "\n"), ("", "\r\n"), ("\ufeff", "\r\n")])
def test_moodle_file_stays_byte_for_byte_but_for_the_two_cells(before: str, end: str, book: Write) -> None:
    text = before + MOODLE.replace("\n", end)
    filled = moodle.fill(book(text), [grade(20, "Ada Lovelace", "201")])
    old, new = text.encode().split(end.encode()), filled.data.split(end.encode())
    assert (old[0], old[2:]) == (new[0], new[2:])
    assert new[1].startswith(old[1].replace(b",,24.00", b",20,24.00"))


def test_a_worksheet_without_grades_comes_out_as_it_was(book: Write) -> None:
    assert read_sheet(book(MOODLE)).to_bytes() == MOODLE.encode()


def test_a_grade_that_is_there_already_is_left_as_it_stands(book: Write) -> None:
    filled = moodle.fill(book(MOODLE), [grade(7.5, "Alan Turing", "202")])
    assert changed(MOODLE, filled) == {}


def test_feedback_that_somebody_wrote_stays_and_is_told(book: Write) -> None:
    filled = moodle.fill(book(MOODLE), [grade(9, "Alan Turing", "202")])
    assert changed(MOODLE, filled) == {(2, "Grade"): "9"}
    assert "with feedback that somebody wrote, which stays: Alan Turing" in told(filled)


@pytest.mark.parametrize(
    ("there", "stays"), [('<p><img src=""a.png""></p>', True), ("<p>Fine</p>", True), ("<p>&nbsp;<br /></p>", False)]
)
def test_feedback_that_is_a_picture_is_somebodys_and_an_empty_line_is_nobodys(
    there: str, stays: bool, book: Write
) -> None:
    text = MOODLE.replace('Yes,"Monday, 2 November 2026",-,', f'Yes,"Monday, 2 November 2026",-,"{there}"')
    filled = moodle.fill(book(text), [grade(9, "Ada Lovelace", "201")])
    assert ((1, "Feedback comments") not in changed(text, filled)) == stays


def test_feedback_of_ours_is_replaced(book: Write) -> None:
    first = moodle.fill(book(MOODLE), [grade(9, "Ada Lovelace", "201")])
    again = moodle.fill(book(first.data), [grade(10, "Ada Lovelace", "201")])
    assert changed(first.data.decode(), again).keys() == {(1, "Grade"), (1, "Feedback comments")}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (grade(9, "Grace Hopper", "203"), "cannot be changed"),
        (grade(24.5, "Ada Lovelace", "201"), "24.5 is above Moodle's maximum of 24"),
    ],
)
def test_what_moodle_would_not_take_is_left_out_and_told(given: Grade, why: str, book: Write) -> None:
    filled = moodle.fill(book(MOODLE), [given])
    assert filled.data == MOODLE.encode()
    assert why in told(filled)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (MOODLE.replace("Identifier", "ID"), "no column 'Identifier'"),
        (MOODLE.replace('"Last modified (grade)"', "Zuletzt"), "set the language to English"),
        (MOODLE.replace('"Maximum Grade"', "Scale"), "grades by a scale of words"),
        (MOODLE.replace("Participant 20", "Participant 90"), "has none of the participants' numbers"),
        (MOODLE[:-30], "cut short"),
        (MOODLE.replace('"Participant 202"', "202x"), "row 3 is none of a grading worksheet"),
    ],
)
def test_a_worksheet_that_is_not_as_it_should_be_is_refused(text: str, complaint: str, book: Write) -> None:
    with pytest.raises(GradebookError, match=complaint):
        moodle.fill(book(text), [grade(9, "Ada Lovelace", "201")])


def test_another_maximum_is_told(book: Write) -> None:
    filled = moodle.fill(book(MOODLE.replace("24.00", "100.00")), [grade(9, "Ada Lovelace", "201")])
    assert "is 100, and here it is 24: nothing is scaled" in told(filled)


def blind(text: str) -> str:
    """The worksheet without names."""
    rows = [[cell for place, cell in enumerate(row) if place not in (1, 2)] for row in csv.reader(io.StringIO(text))]
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()


def test_a_blind_worksheet_takes_the_grades_of_a_blind_download(book: Write) -> None:
    filled = moodle.fill(book(blind(MOODLE)), [grade(9, "Participant 201", "201")])
    assert cells(filled)[1][2] == "9"


def test_a_blind_worksheet_takes_no_grade_of_somebody_with_a_name(book: Write) -> None:
    filled = moodle.fill(book(blind(MOODLE)), [grade(9, "Ada Lovelace", "201")])
    assert filled.data == blind(MOODLE).encode()
    assert "Ada Lovelace: left out" in told(filled)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_a_student_wrote_is_text_in_moodles_feedback(hostile: str, book: Write) -> None:
    check = make_check("a", outcome="failed", feedback=hostile)
    result = make_result("ada", questions=(make_question("toes", check),))
    given = dataclasses.replace(grade(9, "Ada Lovelace", "201"), result=result)
    feedback = cells(moodle.fill(book(MOODLE), [given]))[1][-1]
    assert feedback.startswith("Score: ")
    assert "<" not in feedback.replace("<br>", "")
    assert not set(feedback) & {"\x00", "\x1b", "\x9b", "\r", "\u202e"}


# Whose row


ADA, ALAN, GRACE = "101", "102", "103"


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ([grade(1, id="101")], [ADA]),
        ([grade(1, id="S-2")], [ALAN]),
        ([grade(1, email="GRACE@x.org")], [GRACE]),
        ([grade(1, "Ada Lovelace")], [ADA]),
        ([grade(1, "lovelaceada", "101")], [ADA]),
        ([grade(1, "ADA  LOVELACE")], [ADA]),
        ([grade(1, "Ada Lovelace", "999", "grace@x.org")], [GRACE]),
        ([grade(1, "Ada K. Lovelace", "101")], [ADA]),
    ],
    ids=range(8),
)
def test_a_row_is_found_by_id_or_else_by_email_or_else_by_name(
    given: list[Grade], lines: list[str], book: Write
) -> None:
    assert [row[1] for row in cells(canvas.fill(book(CANVAS), given, TITLES))[3:]] == lines


OF_ALAN = grade(1, id="102")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ([grade(1, "Mary Shelley", "101"), OF_ALAN], "the row with the id 101 has the name Lovelace, Ada"),
        ([grade(1, id="101", email="grace@x.org"), OF_ALAN], "the id is that of Lovelace, Ada, and the e-mail that"),
        ([grade(1, id="101", submission="a"), grade(2, id="101", submission="b"), OF_ALAN], "are the same person"),
        ([grade(1, "Ada Lovelace", "999"), OF_ALAN], "not in"),
        ([grade(1, "Ada Lovelace", email="a@y.org"), grade(1, email="alan@x.org")], "not in"),
        ([grade(1, "Ada Lovelace", submission="a"), grade(2, "Ada Lovelace", submission="b"), OF_ALAN], "several have"),
        ([grade(1, submission="a file"), OF_ALAN], "nothing tells whose it is"),
        ([grade(1, "Grac Ehopper"), OF_ALAN], "1 not in"),
    ],
    ids=range(8),
)
def test_where_there_is_a_doubt_no_grade_is_written_and_it_is_told(given: list[Grade], why: str, book: Write) -> None:
    filled = canvas.fill(book(CANVAS), given, TITLES)
    assert [row[1] for row in cells(filled)[3:]] == [ALAN]
    assert why in told(filled)


@pytest.mark.parametrize("given", [grade(1, id="102"), grade(1, "Alan Turing"), grade(1, email="alan@x.org")])
def test_of_rows_that_are_alike_none_is_written(given: Grade, book: Write) -> None:
    text = CANVAS + CANVAS.splitlines()[4] + "\n"
    filled = canvas.fill(book(text), [given, grade(1, "Ada Lovelace", "101", "ada@x.org")], TITLES)
    assert [row[1] for row in cells(filled)[3:]] == [ADA]
    assert "left out, since 2 rows have" in told(filled)


def test_numbers_of_two_kinds_that_are_alike_by_chance_are_not_confused(book: Write) -> None:
    # Grace's number at the school is Ada's in Canvas, and she is not in this gradebook.
    text = CANVAS.replace("S-1", "501").replace("S-2", "502").replace("S-3", "503")
    filled = canvas.fill(book(text), [grade(1, id="501"), grade(2, id="502"), grade(3, id="101")], TITLES)
    assert [row[-1] for row in cells(filled)[3:]] == ["1", "2"]
    assert "1 not in" in told(filled)


def test_where_two_kinds_of_id_know_as_many_neither_is_trusted(book: Write) -> None:
    filled = canvas.fill(book(CANVAS), [grade(1, id="S-1"), grade(2, id="103"), grade(3, email="alan@x.org")], TITLES)
    assert [row[1] for row in cells(filled)[3:]] == [ALAN]
    assert "2 not in" in told(filled)


def test_two_kinds_of_id_that_say_the_same_are_trusted(book: Write) -> None:
    text = CANVAS.replace("ada@x.org", "S-1").replace("alan@x.org", "S-2")
    filled = canvas.fill(book(text), [grade(1, id="S-1"), grade(2, id="S-2")], TITLES)
    assert [row[1] for row in cells(filled)[3:]] == [ADA, ALAN]


def test_the_gradebook_of_another_course_is_refused(book: Write) -> None:
    with pytest.raises(GradebookError, match="None of the 2 students with a grade is in"):
        canvas.fill(book(CANVAS), [grade(1, "Mary Shelley", "7"), grade(1, "Percy Shelley", "8")], TITLES)


def test_who_did_not_hand_in_and_who_is_not_in_the_gradebook_are_told(book: Write) -> None:
    filled = canvas.fill(book(CANVAS), [grade(1, id="101"), grade(1, "Mary Shelley", "7")], TITLES)
    assert "1 not in" in told(filled)
    assert "Mary Shelley" in told(filled)
    assert "without a grade here: Turing, Alan; Hopper, Grace; Student, Test" in told(filled)


def test_every_member_of_a_group_has_the_grade(book: Write) -> None:
    result = make_result("team", students=(Student(id="101"), Student(id="103")))
    grades, _ = grades_of([result], [FinalMark("team", 1, 1.5, 24)])
    assert [row[-2:] for row in cells(canvas.fill(book(CANVAS), grades, TITLES))[3:]] == [
        ["Monday, 9", "1.5"],
        ["Tuesday", "1.5"],
    ]


def test_what_the_grader_failed_on_has_no_grade_and_is_told() -> None:
    grades, remarks = grades_of([make_result(status="grader_error")], [FinalMark("ada", None, None, 24)])
    assert grades == []
    assert "1 without a score" in remarks[0]


# A plain table


def test_a_plain_table_has_a_row_a_student_with_final_and_raw_score() -> None:
    given = dataclasses.replace(grade(18, "Ada", "17", "ada@x.org", "ada"), mark=FinalMark("ada", 20, 18, 24))
    assert cells(plain.fill([given])) == [
        ["student_id", "email", "name", "submission", "score", "max_score", "raw_score"],
        ["17", "ada@x.org", "Ada", "ada", "18", "24", "20"],
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_harmless_in_a_plain_table(name: str) -> None:
    row = cells(plain.fill([grade(1, name)]))[1]
    assert row[2][0] not in "=+-@\t\r"
    assert row[4] == "1"


# Gradescope


def upload(filled: Filled, home: Path, *emails: str) -> subprocess.CompletedProcess[str]:
    """What Gradescope does with a zip and a submission of these users."""
    (home / "results").mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(filled.data)) as archive:
        archive.extractall(home / "source")
        assert all(archive.getinfo(name).external_attr >> 16 & 0o100 for name in ("setup.sh", "run_autograder"))
    (home / "run_autograder").write_bytes((home / "source" / "run_autograder").read_bytes())
    users = [{"email": email, "id": 1, "name": "A student"} for email in emails]
    (home / "submission_metadata.json").write_text(json.dumps({"id": 5, "users": users}))
    command = [sys.executable, "-S", str(home / "run_autograder")]
    return subprocess.run(command, capture_output=True, text=True)


TWO = [grade(20, email="ada@x.org", submission="ada"), grade(7.5, email="Alan@X.org", submission="alan")]


@pytest.mark.parametrize(("emails", "score"), [(["alan@x.org"], 7.5), (["ADA@x.org "], 20), (["ada@x.org", "e@x"], 20)])
def test_gradescope_hands_out_the_finished_result_of_the_submitter(
    emails: list[str], score: float, tmp_path: Path
) -> None:
    run = upload(gradescope.fill(TWO), tmp_path, *emails)
    assert (run.returncode, run.stderr) == (0, "")
    results = json.loads((tmp_path / "results" / "results.json").read_text())
    assert results["score"] == score
    assert [(test["score"], test["max_score"]) for test in results["tests"]] == [(1, 2)]


@pytest.mark.parametrize("emails", [["eve@x.org"], ["ada@x.org", "alan@x.org"], []])
def test_gradescope_hands_out_nothing_where_it_is_not_clear_whose(emails: list[str], tmp_path: Path) -> None:
    assert upload(gradescope.fill(TWO), tmp_path, *emails).returncode == 1
    assert not list((tmp_path / "results").iterdir())


def test_gradescope_leaves_out_who_has_no_email_or_two_results() -> None:
    twice = [grade(1, "Eve", email="e@x.org", submission="a"), grade(2, "Eve", email="e@x.org", submission="b")]
    filled = gradescope.fill([*TWO, *twice, grade(1, "Mary")])
    assert filled.count == 2
    assert "with results of several submissions: left out: e@x.org" in told(filled)
    assert "without an e-mail" in told(filled)


def test_gradescope_needs_emails() -> None:
    with pytest.raises(GradebookError, match="No result tells an e-mail"):
        gradescope.fill([grade(1, "Ada")])


# Files


def test_the_gradebook_itself_is_never_written_over(book: Write, tmp_path: Path) -> None:
    source = book(CANVAS)
    (tmp_path / "link.csv").symlink_to(source)
    for new in (source, tmp_path / "link.csv", tmp_path / "." / "book.csv"):
        with pytest.raises(GradebookError, match="is the gradebook itself"):
            refuse_same_file(new, source, tmp_path / "out")
    refuse_same_file(tmp_path / "new.csv", source, tmp_path)


@pytest.mark.parametrize("name", ["grades.csv", "overrides.toml", "run.json"])
def test_no_file_of_the_grading_is_written_over(name: str, tmp_path: Path) -> None:
    with pytest.raises(GradebookError, match="is a file of the grading itself"):
        refuse_same_file(tmp_path / "." / name, None, tmp_path)


def test_a_gradebook_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(GradebookError, match=r"nobody.csv cannot be read \(No such file or directory\)"):
        moodle.fill(tmp_path / "nobody.csv", TWO)
