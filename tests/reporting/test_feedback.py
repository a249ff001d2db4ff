"""What a student gets back, as a page and as Markdown."""

from __future__ import annotations

from pathlib import Path

import mistune
import pytest
from markdown_it import MarkdownIt

from autograder.reporting.feedback import feedback_markdown, feedback_page, write_feedback
from autograder.result import CellFault, Result, Student

from .made_up import HOSTILE, make_check, make_question, make_result
from .test_html import Elements

# Texts that would be more than text in some flavour of Markdown.
MARKS = (
    "# heading",
    "Setext\n===",
    "a\n---\nb",
    "- item",
    "+ item",
    "1. item",
    "1) item",
    "> quote",
    "    indented",
    "\tindented",
    "```\ncode\n```",
    "~~~\ncode",
    "`code`",
    "``` two `ticks`",
    "*a* **b** _c_ __d__ ~~e~~ ==f== ^^g^^ ++h++ H~2~O x^2^",
    "_a_b_ __init__ a_ _b",
    "[link](http://evil.example)",
    "![image](http://evil.example/x.png)",
    "[ref]: http://evil.example",
    "[^1]: note\n[^1]",
    "<http://evil.example>",
    "http://evil.example and www.evil.example",
    "javascript:alert(1)",
    "<script>alert(1)</script>",
    "<!-- hidden",
    "<b onclick=x>bold</b>",
    "&lt;b&gt; &amp; &#42;",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "term\n: definition",
    "*[abbr]: long",
    "$x$ $$y$$ \\(z\\)",
    "\\*kept backslashes\\\\",
    "a line that ends  \nhard",
    "\n\n# after a blank line\n\n<div>",
    ":smile: :::note",
    "{{ x }} {% raw %} {: .class}",
    *HOSTILE,
)

FLAVOURS = {
    "CommonMark": MarkdownIt("commonmark", {"html": True}).render,
    "GitHub's tables and strikethrough": MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render,
    "many extensions": mistune.create_markdown(
        escape=False,
        plugins=[
            "strikethrough", "footnotes", "table", "url", "task_lists", "def_list", "abbr", "mark", "insert",
            "superscript", "subscript", "math", "ruby", "spoiler",
        ],
    ),
}  # fmt: skip


def everywhere(text: str) -> Result:
    """A result with a text wherever one can stand that a student has written or provoked."""
    checks = (
        make_check("a", 1.0, "failed", feedback=f"{text}\n{text}", misconception="sign_flipped"),
        make_check("b", 1.0, "error", feedback=text),
    )
    student = Student(text, text, text)
    cells = (CellFault(3, "error", text),)
    return make_result("ada", students=(student,), questions=(make_question("predict", *checks),), cells=cells)


def refused(text: str) -> Result:
    """A result whose message is the text."""
    return make_result("ada", status="unreadable", message=text)


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("result", [everywhere, refused], ids=["graded", "refused"])
def test_no_text_adds_anything_to_the_structure_of_markdown(result, flavour: str) -> None:
    def tags(text: str) -> list[str]:
        return Elements(str(FLAVOURS[flavour](feedback_markdown(result(text), title="T")))).tags

    plain = tags("Ada")
    assert [text for text in MARKS if tags(text) != plain] == []


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_every_text_can_still_be_read_in_markdown(flavour: str) -> None:
    def read(text: str) -> str:
        rendered = str(FLAVOURS[flavour](feedback_markdown(make_result("ada", text), title="T")))
        return Elements(rendered).text.partition("For ")[2].splitlines()[0]

    texts = [text for text in MARKS if text.isprintable() and text == " ".join(text.split())]
    assert len(texts) > 20
    assert {text: read(text) for text in texts} == {text: text for text in texts}


def test_no_text_adds_an_element_to_the_page() -> None:
    plain = Elements(feedback_page(everywhere("Ada"), title="T"))
    assert [t for t in MARKS if Elements(feedback_page(everywhere(t), title="T")).tags != plain.tags] == []


@pytest.mark.parametrize("write", [feedback_page, feedback_markdown])
def test_nothing_is_told_but_what_a_student_may_read(write) -> None:
    hidden = make_check("secret_id", 1.0, "failed", feedback="Why the sign?", misconception="labels_rewritten")
    result = make_result(
        "ada", questions=(make_question("predict", hidden),), seed=424242, sandbox={"landlock": "off: secret"}
    )
    text = write(result, title="T")
    assert "About secret_id." in text and "Why the sign?" in text
    for kept in ("labels_rewritten", "424242", "landlock", "ada@example.org"):
        assert kept not in text


def test_a_sentence_that_explains_several_checks_is_said_once() -> None:
    checks = (
        make_check(name, 1.0, "failed", feedback=f"Value {name}.\nWhy?", misconception="sign_flipped") for name in "abc"
    )
    text = feedback_markdown(make_result(questions=(make_question("predict", *checks),)), title="T")
    assert text.count("Why?") == 1
    assert all(f"Value {name}." in text for name in "abc")


@pytest.mark.parametrize(
    ("result", "opening"),
    [
        (make_result(questions=(make_question("p", make_check()),)), "You have 1 of 1 points. Every check passed"),
        (make_result(), "You have 1 of 2 points. For the others"),
        (make_result(questions=(make_question("p", make_check()), make_question())), "1 of 2 questions are solved"),
        (make_result(status="grader_error", message="The host died."), "the fault is ours"),
        (make_result(status="missing", message="No code."), "could not be graded. This is what happened"),
    ],
    ids=["all right", "some", "one question whole", "our fault", "missing"],
)
def test_the_opening_says_where_the_student_stands(result: Result, opening: str) -> None:
    assert opening in feedback_markdown(result, title="T")
    assert opening in Elements(feedback_page(result, title="T")).text


def test_our_own_fault_is_not_explained_to_a_student() -> None:
    assert "The host died" not in feedback_markdown(
        make_result(status="grader_error", message="The host died."), title="T"
    )


def test_checks_that_wait_are_counted_and_not_listed() -> None:
    waiting = (make_check(name, 1.0, "skipped", feedback="Not asked yet.") for name in "ab")
    failed = make_check("c", 1.0, "failed")
    text = feedback_markdown(make_result(questions=(make_question("p", failed, *waiting),)), title="T")
    assert "2 more checks wait" in text and "Not asked yet" not in text


def test_every_student_gets_a_page_and_a_text(tmp_path: Path) -> None:
    folder = write_feedback(tmp_path, [make_result("ada"), make_result("bob")], title="T")
    assert sorted(path.name for path in folder.iterdir()) == ["ada.html", "ada.md", "bob.html", "bob.md"]


def test_a_final_score_is_told_without_staffs_own_words(tmp_path: Path) -> None:
    (tmp_path / "overrides.toml").write_text('[[override]]\nsubmission = "ada"\nscore = 1.5\nreason = "begged"\n')
    folder = write_feedback(tmp_path, [make_result()], title="T")
    for name in ("ada.html", "ada.md"):
        text = (folder / name).read_text(encoding="utf-8")
        assert "What counts in the end is 1.5 of 2 points, as course staff decided." in text
        assert "begged" not in text
