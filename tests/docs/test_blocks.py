"""Every code block and every command of the pages does what the page says."""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from autograder.cli import app
from autograder.result import CheckResult, Outcome, QuestionResult, Result, Status

from .blocks import PAGES, ROOT, blocks_in, inline_code
from .conftest import Reader

KINDS = {"sh", "python", "toml", "text"}
# What pages show of an output: three dots stand for anything, and blanks do not count.
SHOWN = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_block_does_what_the_page_says(page: Path, reader: Callable[[str], Reader]) -> None:
    somebody = reader(page.stem)
    for block in blocks_in(page):
        if block.reason:
            continue
        if block.kind == "text" and not block.title:
            is_so = doctest.OutputChecker().check_output(block.text, somebody.said, SHOWN)
            assert is_so, f"{page.name}:{block.line} shows another output than this:\n{somebody.said}"
        else:
            somebody.do(block)


def test_every_block_is_run_or_says_why_it_is_not() -> None:
    for page in PAGES:
        blocks = list(blocks_in(page))
        fences = re.findall(r"^ *```", page.read_text("utf-8"), re.MULTILINE)
        assert len(fences) == 2 * len(blocks), f"{page.name} has a block that is not understood"
        assert all(block.kind in KINDS for block in blocks if not block.reason), page.name


def test_few_blocks_are_not_run() -> None:
    blocks = [block for page in PAGES for block in blocks_in(page)]
    assert len(blocks) > 40
    assert sum(bool(block.reason) for block in blocks) <= 10


def test_every_command_named_in_a_line_is_one_with_these_options() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    named = {code for page in PAGES for code in inline_code(page) if code.startswith("autograder ")}
    assert len(named) > 8
    for code in named:
        command, *words = code.split()[1:]
        options = {name for parameter in commands[command].params for name in parameter.opts}
        assert {word for word in words if word.startswith("-")} <= options, code


def test_every_path_of_the_repository_is_there() -> None:
    rooms = ("autograder/", "solutions/hw", "tests/", "benchmarks/", "docs/")
    named = {code for page in PAGES for code in inline_code(page) if code.startswith(rooms) and "NAME" not in code}
    assert len(named) > 20
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_every_sentence_of_troubleshooting_is_one_that_the_program_says() -> None:
    nodes = [
        node for path in (ROOT / "autograder").rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8")))
    ]
    constants = "\n".join(str(node.value) for node in nodes if isinstance(node, ast.Constant))
    forms = [_form(node) for node in nodes if isinstance(node, ast.JoinedStr)]
    rows = re.findall(r"^\| (\*.+?) \|", (ROOT / "docs" / "troubleshooting.md").read_text("utf-8"), re.MULTILINE)
    sentences = [sentence for row in rows for sentence in re.findall(r"\*(.+?)\*", row)]
    assert len(sentences) > 30
    for sentence in sentences:
        is_said = all(part.strip() in constants for part in sentence.split("..."))
        assert is_said or any(re.fullmatch(form, sentence) for form in forms), sentence


def _form(text: ast.JoinedStr) -> str:
    """What an f-string may give, as a regular expression."""
    return "".join(re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in text.values)


@pytest.mark.parametrize("values", [Result, QuestionResult, CheckResult, Status, Outcome], ids=str)
def test_every_field_and_every_word_of_a_result_is_explained(values: object) -> None:
    page = (ROOT / "docs" / "results.md").read_text("utf-8")
    fields = getattr(values, "__dataclass_fields__", None) or values.__args__  # type: ignore[attr-defined]
    assert [name for name in (*fields, "score", "max_score") if f"`{name}`" not in page] == []
