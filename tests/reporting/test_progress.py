"""How far a grading is, told while it runs."""

from __future__ import annotations

import io

from rich.console import Console

from autograder.reporting.progress import Tally, shown_progress

from .made_up import HOSTILE, make_result


def told(total: int, seconds: float, *results: tuple[str, str, float], kept: int = 0) -> str:
    """The line for a class of which these (submission, status, seconds) came in so many seconds, after those kept."""
    tally = Tally(total, begin=0)
    for number in range(kept):
        tally.add(make_result(f"kept{number}"), True, 100)
    for name, status, took in results:
        tally.add(make_result(name, status=status, seconds=took), False, 101)
    return tally.line((100 if kept else 0) + seconds)


def test_the_line_tells_rate_time_left_counts_and_the_slowest() -> None:
    line = told(100, 4, ("ada", "graded", 0.5), ("alan", "missing", 0), ("grace", "graded", 2), ("kurt", "graded", 1))
    assert line == "4 of 100 · 1 a second · 2 min left · 3 graded, 1 missing · slowest grace (2 s)"


def test_what_was_done_already_makes_no_rate() -> None:
    assert told(100, 4, ("ada", "graded", 0.5), ("alan", "graded", 2), kept=90).startswith(
        "92 of 100 · 0.5 a second · 16 s left"
    )


def test_a_class_that_was_done_already_has_no_rate() -> None:
    assert told(3, 0, kept=3) == "3 of 3 · 3 graded"


def test_without_a_terminal_there_is_a_line_for_each_tenth() -> None:
    text = io.StringIO()
    with shown_progress(40, Console(file=text, width=80)) as show:
        for number in range(40):
            show(make_result(f"student{number}"), False)
    assert [line.split(" of 40")[0] for line in text.getvalue().splitlines()] == [str(n) for n in range(4, 41, 4)]


def test_a_terminal_shows_hostile_names_as_text() -> None:
    text = io.StringIO()
    console = Console(file=text, width=200, force_terminal=True, color_system=None)
    with shown_progress(len(HOSTILE), console) as show:
        for seconds, name in enumerate(HOSTILE):
            show(make_result(name, seconds=seconds), False)
    assert not set(text.getvalue()) & {"\x00", "\x9b", "\u202e"}
    assert "\x1b]0;owned" not in text.getvalue()
