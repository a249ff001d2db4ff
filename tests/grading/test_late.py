"""Who is late, and by how much: what the layout tells, and what a person's table says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from autograder.grading.intake import Found, IntakeError
from autograder.grading.intake.late import in_zone, with_lateness
from autograder.result import Student

DUE = datetime(2026, 11, 20, 23, 59, tzinfo=timezone.utc)
CLASS = (
    Found("ada", None, students=(Student("Ada", "Ada@Example.org", "017"),), handed_in=DUE + timedelta(hours=1)),
    Found("bob", None, students=(Student("Bob", "bob@example.org", "18"), Student("Eve", "eve@example.org", "19"))),
    Found("submission_7", None, is_late=True),
)

Late = Callable[..., dict[str, tuple[bool, float | None]]]


@pytest.fixture
def late(tmp_path: Path) -> Late:
    """Whether each is late and by how much, with a table of this text."""

    def run(table: str | bytes | None = None, due: datetime | None = None, found: tuple[Found, ...] = CLASS) -> object:
        if table is not None:
            (tmp_path / "late.csv").write_bytes(table if isinstance(table, bytes) else table.encode())
        told = with_lateness(found, due, None if table is None else tmp_path / "late.csv")
        return {one.name: (one.is_late, one.late_seconds) for one in told}

    return run  # type: ignore[return-value]


AS_FOUND = {"ada": (False, None), "bob": (False, None), "submission_7": (True, None)}


def test_without_a_deadline_and_a_table_only_a_flag_is_known(late: Late) -> None:
    assert late() == AS_FOUND


def test_with_a_deadline_the_time_of_handing_in_tells(late: Late) -> None:
    assert late(due=DUE) == {**AS_FOUND, "ada": (True, 3600)}


def test_who_was_in_time_is_not_late(late: Late) -> None:
    assert late(due=DUE + timedelta(hours=1))["ada"] == (False, 0)


@pytest.mark.parametrize(
    ("table", "changed"),
    [
        ("submission,late\nbob,1:30:00\n", {"bob": (True, 5400)}),
        ("email,late\nada@example.ORG,2d\n", {"ada": (True, 172800)}),
        ("id,late\n017,90m\n19,1h\n", {"ada": (True, 5400), "bob": (True, 3600)}),
        ("Email;Late;Remark, if any\r\nbob@example.org;1,5h;\r\n", {"bob": (True, 5400)}),
        ("email\tlate\nbob@example.org\t1m\n", {"bob": (True, 60)}),
        ("\ufeffsubmission,late\nbob,1m", {"bob": (True, 60)}),
        ("submission,email,late\n,bob@example.org,1m\nada,,\n", {"ada": (False, 0), "bob": (True, 60)}),
        ("submission,late\nsubmission_7,0\n", {"submission_7": (False, 0)}),
        ("email,late\nbob@example.org,1h\neve@example.org,60m\n", {"bob": (True, 3600)}),
        ("email,late\nnobody@example.org,0:00:00\n,\n\n", {}),
        (
            "First Name,Last Name,SID,Email,Submission ID,Lateness (H:M:S)\n"
            'A,"B, C",017,ada@example.org,,0:00:10\n,,,,7,26:00:00\nE,F,99,away@example.org,,\n',
            {"ada": (True, 10), "submission_7": (True, 93600)},
        ),
    ],
)
def test_the_table_tells(table: str, changed: dict[str, tuple[bool, float]], late: Late) -> None:
    assert late(table) == {**AS_FOUND, **changed}


def test_the_table_has_the_last_word(late: Late) -> None:
    assert late("submission,late\nada,0\n", DUE)["ada"] == (False, 0)


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("", "needs a column late, and one of submission, email or id."),
        ("name,late\nAda,1h\n", "needs a column late"),
        ("email,days\nada@example.org,1\n", "needs a column late"),
        ("id,late\n17,1h\n", "late.csv, line 2: there is no submission with the id '17'."),
        ("submission,late\nbob,1h\nadda,1h\n", "line 3: there is no submission with the name 'adda'."),
        ("submission,late\n,1h\n", "line 2: there is no submission with the id ''."),
        ("submission,late\nada,90\n", "line 2: '90' is no time: write hours:minutes:seconds"),
        ("email,late\nbob@example.org,1h\neve@example.org,2h\n", "line 3: bob has another time in "),
        ("submission,late\nbob,1h\nbob,2h\n", "line 3: bob has another time in "),
        ("submission,id,late\nada,18,1h\n", "line 2: the row is of ada by its submission and bob by its id: correct"),
        ('submission,late\n"bob,1h\n', "is no CSV file"),
        ("submission,late\nflügel,1h\n".encode("cp1252"), "is not in UTF-8: save it as CSV in UTF-8."),
        ("submission,late\nbob,1h\n".encode("utf-16"), "is not in UTF-8"),
    ],
)
def test_a_table_that_could_be_taken_wrong_is_told_in_one_sentence(
    table: str | bytes, sentence: str, late: Late, tmp_path: Path
) -> None:
    with pytest.raises(IntakeError) as caught:
        late(table)
    assert str(caught.value).startswith(str(tmp_path / "late.csv"))
    assert sentence in str(caught.value)
    assert str(caught.value).endswith(".") or "another time in" in sentence


def test_an_address_with_two_submissions_says_not_which(late: Late) -> None:
    twice = (CLASS[0], Found("ada-2", None, students=CLASS[0].students))
    with pytest.raises(
        IntakeError, match=r"line 2: ada@example\.org has 2 submissions: name one in a column submission"
    ):
        late("email,late\nada@example.org,1h\n", found=twice)


def test_a_name_that_macos_has_taken_apart_is_the_same_name(late: Late) -> None:
    found = (Found("émilie", None),)
    assert late("submission,late\ne\u0301milie,1h\n", found=found) == {"émilie": (True, 3600)}


def test_a_deadline_that_no_calendar_has_is_told() -> None:
    with pytest.raises(IntakeError, match=r"is out of range: write it as 2026-11-20T23:59\.$"):
        in_zone(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))))


def test_a_deadline_keeps_the_zone_it_names() -> None:
    assert in_zone(DUE) == DUE


def test_a_table_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=r"late\.csv cannot be read \(No such file or directory\)\.$"):
        with_lateness(CLASS, None, tmp_path / "late.csv")
