"""Student text in a CSV cell, a terminal line and a page."""

from __future__ import annotations

import unicodedata
from itertools import product

import pytest
from rich.text import Text

from autograder.reporting.escape import csv_cell, html_text, terminal_line, visible

from .made_up import HOSTILE


@pytest.mark.parametrize("name", HOSTILE)
def test_no_control_or_direction_mark_is_left(name: str) -> None:
    assert not [c for c in visible(name) if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("\x00", r"\x00"),
        ("\x1b", r"\x1b"),
        ("\x9b", r"\x9b"),
        ("\u202e", r"\u202e"),
        ("\n", r"\n"),
        ("\ud800", r"\ud800"),
    ],
)
def test_what_was_hidden_can_be_read(hidden: str, shown: str) -> None:
    assert visible(f"a{hidden}b") == f"a{shown}b"


@pytest.mark.parametrize("name", ["Zoë", "李", "نور", "👩‍🚀", "می‌خواهم", "O'Neil", "Jean-Luc"])
def test_an_honest_name_stays_as_it_is(name: str) -> None:
    assert (visible(name), csv_cell(name), Text.from_markup(terminal_line(name)).plain) == (name, name, name)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "＝", "\u00a0@"])  # noqa: RUF001
def test_a_cell_that_a_spreadsheet_would_run_gets_a_quote(start: str) -> None:
    assert csv_cell(f"{start}1+1").startswith("'")


def test_each_of_several_values_is_escaped() -> None:
    assert csv_cell("Ada", "=1+1") == "Ada;'=1+1"


def test_a_separator_in_a_value_makes_no_further_value() -> None:
    assert csv_cell("Ada;=1+1", "Bob") == "Ada,=1+1;Bob"


# Every text of up to five of the characters that matter to Rich.
MARKUP = ["".join(text) for length in range(6) for text in product("[]/\\a", repeat=length)]


def test_a_terminal_line_prints_as_the_text_itself() -> None:
    lines = [Text.from_markup(f"[bold]{terminal_line(text)}[/bold]!").plain for text in MARKUP]
    # A space keeps a backslash at the end from the tag behind it.
    assert lines == [text + (" !" if text.endswith("\\") else "!") for text in MARKUP]


def test_a_terminal_line_styles_nothing() -> None:
    assert not [text for text in MARKUP if Text.from_markup(terminal_line(text)).spans]


def test_a_page_keeps_the_lines_of_a_text() -> None:
    assert html_text("a\n\tb\x00") == "a\n\tb\\x00"


def test_a_page_leaves_what_is_no_text_alone() -> None:
    assert html_text(1.5) == 1.5
