"""What a student reads on the platform, block by block."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any, get_args

import pytest

from autograder.gradescope import blocks
from autograder.gradescope.blocks import OUTPUT_CAP
from autograder.gradescope.settings import Visibility
from autograder.result import CellFault, CheckResult, QuestionResult, Result, Status

SEEN = CheckResult(
    "five", "Five dragons.", True, 1.5, "failed", "f(1) gave 2, expected 3.\nWhich side wins a tie?", "tie"
)
HIDDEN = CheckResult("many", "Many dragons.", False, 0.5, "passed")
LOST = CheckResult("late", "A late dragon.", False, 1.0, "error", "Your code raised ValueError.")
RESULT = Result(
    "hw9", "ada", "graded", (QuestionResult("f", "Say who breathes fire", (SEEN, HIDDEN, LOST), "def f(): ..."),)
)


def shown(result: Result = RESULT, hidden: Visibility = "after_published", **stubs: str) -> dict[str, Any]:
    return blocks.results(result, hidden, stubs)


def test_a_question_is_a_block_and_its_hidden_checks_another() -> None:
    assert [
        (test["number"], test["name"], test["score"], test["max_score"], test["status"], test["visibility"])
        for test in shown()["tests"]
    ] == [
        ("1", "Say who breathes fire", 0, 1.5, "failed", "visible"),
        ("1.1", "Say who breathes fire: hidden checks", 0.5, 1.5, "failed", "after_published"),
    ]


def test_hidden_checks_that_are_shown_stand_with_the_others() -> None:
    (block,) = shown(hidden="visible")["tests"]
    assert (block["score"], block["max_score"], block["visibility"]) == (0.5, 3.0, "visible")


@pytest.mark.parametrize("hidden", get_args(Visibility))
def test_the_points_are_all_there_however_hidden(hidden: Visibility) -> None:
    assert sum(test["max_score"] for test in shown(hidden=hidden)["tests"]) == RESULT.max_score


def test_a_visible_check_says_its_values_and_the_sentence() -> None:
    assert shown()["tests"][0]["output"] == (
        "<ul><li>✗ Five dragons. (0 of 1.5)<p>f(1) gave 2, expected 3.</p><p>Which side wins a tie?</p></li></ul>"
    )


def test_what_students_see_at_once_holds_nothing_of_hidden_checks() -> None:
    content = shown()
    at_once = [content["output"], *(test for test in content["tests"] if test["visibility"] == "visible")]
    assert "Many dragons" not in json.dumps(at_once)


FIRST: dict[str, tuple[Result, str]] = {
    "graded": (RESULT, "0 of 1 visible checks passed."),
    "hidden checks to come": (RESULT, "when the grades are published."),
    "late": (replace(RESULT, flags=("late",)), "handed in after the due date."),
    "a cell that failed": (
        replace(RESULT, cells=(CellFault(3, "error", "NameError: x"),)),
        "Cell 3 (counted from 0): NameError: x",
    ),
    "nothing of this assignment": (
        replace(
            RESULT,
            questions=(QuestionResult("f", "F", (replace(SEEN, outcome="missing"), replace(LOST, outcome="skipped"))),),
        ),
        "Is it the notebook of another assignment?",
    ),
    "missing": (replace(RESULT, status="missing", message="There are 2 candidates."), "name it hw9.ipynb."),
    "unreadable": (replace(RESULT, status="unreadable", message="Not JSON."), "save it, and hand in that file."),
    "timeout": (
        replace(RESULT, status="timeout", message="Time over."),
        "Restart the kernel in Jupyter, run all cells",
    ),
    "grader_error": (replace(RESULT, status="grader_error", message="/opt/x"), "is not your score"),
}


@pytest.mark.parametrize("name", FIRST)
def test_the_first_block_says_how_it_went_and_what_to_do(name: str) -> None:
    result, says = FIRST[name]
    assert says in shown(result)["output"]


def test_a_notebook_nobody_has_worked_in_is_told_by_its_stubs() -> None:
    assert "your work is not in it" in shown(f="def f(): ...\n")["output"]
    assert "your work is not in it" not in shown(f="def f():\n    pass")["output"]


def test_where_nothing_was_handed_out_no_notebook_is_taken_for_it() -> None:
    nothing = replace(RESULT, questions=tuple(replace(question, code="") for question in RESULT.questions))
    assert "your work is not in it" not in shown(nothing, f="")["output"]


@pytest.mark.parametrize("status", ["missing", "unreadable", "timeout", "memory", "crashed"])
def test_what_was_not_graded_has_no_points_and_all_questions(status: Status) -> None:
    tests = shown(replace(RESULT, status=status))["tests"]
    assert [test["score"] for test in tests] == [0, 0]
    assert sum(test["max_score"] for test in tests) == 3


def test_what_the_grader_failed_at_is_for_staff_alone() -> None:
    assert "/opt/x" not in json.dumps(shown(replace(RESULT, status="grader_error", message="/opt/x")))


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)></p></li>\x00\x1b[2J\u202e\ud800 & \"'"


def test_a_students_text_is_text() -> None:
    check = replace(SEEN, feedback=HOSTILE)
    hostile = replace(
        RESULT,
        questions=(QuestionResult("f", "F", (check,)),),
        cells=(CellFault(0, "error", HOSTILE),),
    )
    content = shown(hostile)
    assert tags(content["output"]) == {"p"}
    assert tags(content["tests"][0]["output"]) == {"ul", "li", "p"}
    assert not set("\x00\x1b\u202e\ud800") & set(content["output"] + content["tests"][0]["output"])


def test_an_output_keeps_the_platforms_cap() -> None:
    check = replace(SEEN, feedback="<" * OUTPUT_CAP)
    content = shown(replace(RESULT, questions=(QuestionResult("f", "F", (check,)),)))
    assert len(content["tests"][0]["output"]) <= OUTPUT_CAP
    assert content["tests"][0]["output"].endswith("<p>…</p>")


def tags(markup: str) -> set[str]:
    """The tags that a browser would see."""
    found: set[str] = set()
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.add(tag)  # type: ignore[method-assign]
    parser.feed(markup)
    return found
