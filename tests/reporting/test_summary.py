"""What a class's results say together."""

from __future__ import annotations

import pytest

from autograder.reporting import summary
from autograder.result import CellFault, Result

from .made_up import make_check, make_question, make_result


def scored(*points: tuple[int, ...]) -> list[Result]:
    """A submission for each row, with the points of its questions, of 10 each."""
    return [
        make_result(
            f"s{row}",
            questions=tuple(
                make_question(f"q{column}", make_check("a", got, "passed"), make_check("b", 10 - got, "failed"))
                for column, got in enumerate(many)
            ),
        )
        for row, many in enumerate(points)
    ]


def test_difficulty_is_the_mean_share_of_the_points() -> None:
    assert summary.difficulty(scored((10,), (5,), (0,)), "q0") == 0.5


@pytest.mark.parametrize(
    ("points", "correlation"),
    [
        (((1, 1), (2, 2), (3, 3)), 1.0),
        (((1, 3), (2, 2), (3, 1)), -1.0),
        (((0, 0), (0, 10), (10, 0), (10, 10)), 0.0),  # with itself in the total it would be 0.71
        (((2, 1, 3), (4, 5, 1), (6, 3, 8), (8, 9, 2)), 26 / 760**0.5),  # 2 4 6 8 with 4 6 11 11
    ],
)
def test_discrimination_correlates_a_question_with_the_others(
    points: tuple[tuple[int, ...], ...], correlation: float
) -> None:
    assert summary.discrimination(scored(*points), "q0") == pytest.approx(correlation, abs=1e-4)


@pytest.mark.parametrize(
    "points",
    [((1, 2), (2, 3)), ((5, 1), (5, 2), (5, 3)), ((1, 5), (2, 5), (3, 5)), ((1,), (2,), (3,))],
    ids=["two submissions", "all the same", "the rest the same", "no other question"],
)
def test_discrimination_is_left_open_where_it_is_undefined(points: tuple[tuple[int, ...], ...]) -> None:
    assert summary.discrimination(scored(*points), "q0") is None


def test_decimals_that_do_not_add_up_are_no_difference() -> None:
    results = [
        make_result(
            str(n),
            questions=(
                make_question("q0", make_check("a", 0.1 * n)),
                make_question("q1", make_check("a", 0.3), make_check("b", 0.1)),
            ),
        )
        for n in (1, 2, 3)
    ]
    assert summary.discrimination(results, "q0") is None


def test_what_a_check_told_ends_with_the_sentence_of_its_misconception() -> None:
    check = make_check("a", 1.0, "failed", feedback="Expected 1.\nAsked was f(1).\nWhy?", misconception="m")
    assert summary.told(check) == ("Expected 1.\nAsked was f(1).", "Why?")


def test_a_sentence_is_what_most_holders_read() -> None:
    def holder(submission: str, feedback: str) -> Result:
        check = make_check("a", 1.0, "failed", feedback=feedback, misconception="m")
        return make_result(submission, questions=(make_question("q", check),))

    held = summary.misconceptions([holder("a", "cut off where the sen"), holder("b", "x\nWhy?"), holder("c", "Why?")])
    assert [one.sentence for one in held] == ["Why?"]


@pytest.mark.parametrize(("passing", "is_listed"), [(0, True), (1, True), (2, False), (18, False), (19, True)])
def test_a_check_on_which_nearly_all_agree_is_listed(passing: int, is_listed: bool) -> None:
    results = [
        make_result(
            str(n), questions=(make_question("q", make_check("a", 1.0, "passed" if n < passing else "failed")),)
        )
        for n in range(20)
    ]
    assert bool(summary.nearly_unanimous(results)) == is_listed


def test_problems_go_from_the_whole_to_the_small() -> None:
    results = [
        make_result("a", flags=("late",)),
        make_result("b", cells=(CellFault(3, "error", "NameError"),)),
        make_result("c", questions=(make_question("q", make_check("a", 1.0, "timeout")),)),
        make_result("d", status="unreadable"),
    ]
    told = [(problem.what, [one.submission for one in problem.results]) for problem in summary.problems(results)]
    assert told == [
        ("the submission: unreadable", ["d"]),
        ("a cell: error", ["b"]),
        ("calls of q: timeout", ["c"]),
        ("flag: late", ["a"]),
    ]


def test_cell_faults_follow_the_notebook() -> None:
    cells = (CellFault(9, "timeout", ""), CellFault(2, "error", ""), CellFault(9, "error", ""))
    assert list(summary.cell_faults([make_result(cells=cells)]).items()) == [(2, (1, 0)), (9, (1, 1))]
