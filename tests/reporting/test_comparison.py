"""Whose score changed between two gradings, and by which checks."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from autograder.marks.final import FinalMark, final_mark
from autograder.marks.overrides import Override
from autograder.reporting.comparison import CheckChange, compare, render_comparison
from autograder.reporting.outputs import OutputError
from autograder.result import Outcome, Result

from .made_up import HOSTILE, make_check, make_question, make_result


def graded(name: str, **outcomes: Outcome) -> Result:
    """A graded result whose question `toes` has these checks, of one point each."""
    checks = [make_check(check, 1.0, outcome) for check, outcome in outcomes.items()]
    return make_result(name, questions=(make_question("toes", *checks),))


ADA, ALAN = graded("ada", left="passed", right="failed"), graded("alan", left="passed", right="failed")
ADA_MENDED = graded("ada", left="passed", right="passed")


def shown(old: list[Result], new: list[Result], *overrides: Override) -> str:
    def marks(results: list[Result]) -> list[FinalMark]:
        return [final_mark(result, overrides) for result in results]

    text = io.StringIO()
    Console(file=text, width=120).print(render_comparison(compare(old, new), marks(old), marks(new)))
    return text.getvalue()


def test_a_score_that_moved_names_its_checks() -> None:
    (moved,) = compare([ADA, ALAN], [ADA_MENDED, ALAN]).moved
    assert (moved.before.submission, moved.points) == ("ada", 1)
    assert moved.changes == (CheckChange("toes", "right", "failed", "passed", 1.0),)


@pytest.mark.parametrize(
    ("after", "points", "changes"),
    [
        (graded("ada", left="passed"), 0, 0),
        (graded("ada", right="failed"), -1, 1),
        (graded("ada", left="passed", right="failed", tail="passed"), 1, 1),
        (make_result("ada", status="timeout", questions=ADA.questions), -1, 0),
        (make_result("ada", status="grader_error", questions=ADA.questions), -1, 0),
    ],
    ids=["a check less that gave nothing", "a check less", "a check more", "no verdict", "our fault"],
)
def test_checks_and_verdicts_may_come_and_go(after: Result, points: float, changes: int) -> None:
    moved = compare([ADA], [after]).moved
    assert [(one.points, len(one.changes)) for one in moved] == ([(points, changes)] if points else [])


def test_a_check_that_is_worth_more_now_is_named() -> None:
    after = make_result("ada", questions=(make_question("toes", make_check("left", 3.0), ADA.questions[0].checks[1]),))
    (moved,) = compare([ADA], [after]).moved
    assert moved.changes == (CheckChange("toes", "left", "passed", "passed", 2.0),)


def test_the_largest_loss_comes_first() -> None:
    old = [graded(name, a="passed", b="passed") for name in ("ada", "bob", "eve")]
    new = [graded("ada", a="passed", b="failed"), graded("bob", a="failed", b="failed"), old[2]]
    assert [one.before.submission for one in compare(old, new).moved] == ["bob", "ada"]


def test_gradings_of_two_assignments_are_not_compared() -> None:
    with pytest.raises(OutputError, match="two assignments, hw1_perceptron and hw2"):
        compare([ADA], [make_result(assignment="hw2")])


def test_the_table_closes_with_totals() -> None:
    text = shown([ADA, ALAN, graded("bob", left="passed")], [ADA_MENDED, ALAN, graded("eve", left="passed")])
    assert "1 up, 0 down, 1 with the same score · mean 1 → 1.5" in text
    assert "1  toes.right (+1 points)" in text
    assert "only in the first: bob" in text
    assert "only in the second: eve" in text


def test_a_score_set_by_hand_is_shown_beside_the_checks() -> None:
    assert "final" not in shown([ADA], [ADA_MENDED])
    text = shown([ADA], [ADA_MENDED], Override("ada", None, 5, "because"))
    assert "1 → 2" in text
    assert "5 → 5" in text


def test_hostile_names_print_as_text() -> None:
    old = [graded(name, toes="failed") for name in HOSTILE]
    text = shown(old, [graded(name, toes="passed") for name in HOSTILE])
    assert "[red]Ada[/red]" in text
    assert not set(text) & {"\x00", "\x1b", "\x9b", "\r", "\u202e"}
