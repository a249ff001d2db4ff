"""The page for the class."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from autograder.reporting.html import histogram, render_report, write_report
from autograder.result import Result

from .made_up import HOSTILE, make_check, make_class, make_question, make_result


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile_class() -> list[Result]:
    """Hostile text wherever a student's text can stand."""
    results = []
    for place, text in enumerate(HOSTILE):
        check = make_check("a", 1.0, "failed", feedback=text)
        question = make_question("predict", check)
        results.append(make_result(text, text, questions=(question,), flags=(text,)))
        results.append(make_result(f"{place}{text}", text, status="unreadable", message=text))
    return results


def test_the_page_names_assignment_and_students(tmp_path: Path) -> None:
    page = write_report(tmp_path, [make_result()], title="Fire or no fire").read_text(encoding="utf-8")
    assert all(words in page for words in ("<h1>Fire or no fire</h1>", "hw1_perceptron", "Ada Lovelace"))


def test_a_cell_says_its_points_in_words() -> None:
    assert '>1<span class="hidden"> of 2</span>' in render_report([make_result()], title="T")


def test_a_score_set_by_hand_is_marked_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "overrides.toml").write_text('[[override]]\nsubmission = "ada"\nscore = 1.5\nreason = "<b>told</b>"\n')
    page = write_report(tmp_path, [make_result()], title="T").read_text(encoding="utf-8")
    assert '<span class="flag">override</span>' in page
    assert 'from 1: &lt;b&gt;told&lt;/b&gt;">→ 1.5</span>' in page


def test_the_first_sentence_of_feedback_is_shown() -> None:
    text = Elements(render_report([make_result()], title="T")).text
    assert "Look at the sign." in text
    assert "Then again." not in text


def test_a_submission_that_was_not_graded_says_why() -> None:
    page = render_report([make_result(status="missing", message="No code was found.")], title="T")
    assert "No code was found." in page


def test_misconceptions_are_counted_by_question() -> None:
    wrong = make_question("predict", make_check("a", 1.0, "failed", misconception="sign_flipped"))
    page = render_report([make_result(name, questions=(wrong,)) for name in "abc"], title="T")
    assert re.search(r"sign_flipped&nbsp;<span[^>]*>×3<", page)  # noqa: RUF001


@pytest.mark.parametrize(
    ("scores", "top"),
    [
        ([0, 24], 24),
        ([0.0, 0.1, 0.3, 2.75], 2.75),
        ([4.0] * 7, 4),
        ([25.0], 24),
        ([], 10),
        ([0.7, 1.4], 1.4),
        ([33, 99], 100),
    ],
)
def test_every_score_is_in_one_bin(scores: list[float], top: float) -> None:
    bins = histogram(scores, top)
    assert sum(b.count for b in bins) == len(scores)
    assert len(bins) <= 14
    assert bins[-1].start < top <= bins[-1].end


def test_a_score_on_an_edge_belongs_to_the_bin_above() -> None:
    assert [b.count for b in histogram([0.3], 1.0)] == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]


def test_the_drawn_counts_add_up_to_the_graded() -> None:
    results = make_class(60)
    drawn = re.findall(r'class="count"[^>]*>(\d+)<', render_report(results, title="T"))
    assert sum(map(int, drawn)) == sum(result.status == "graded" for result in results)


@pytest.mark.parametrize(
    "results",
    [
        [],
        [make_result()],
        [make_result(status="grader_error")],
        [make_result(name, status="missing", questions=()) for name in "ab"],
        [make_result(questions=())],
        [make_result("long" * 500, "👩‍🚀 نور 李 " * 100)],
    ],
    ids=["none", "one", "our fault", "none graded", "no questions", "long names"],
)
def test_odd_classes_have_a_page_too(results: list[Result]) -> None:
    assert render_report(results, title="T").endswith("</html>")


def test_a_large_class_stays_a_small_page() -> None:
    assert len(render_report(make_class(500), title="T").encode()) < 1_000_000


def test_the_page_refers_to_nothing_outside() -> None:
    page = Elements(render_report(make_class(30), title="T"))
    assert not {name for name, _ in page.attributes} & {"src", "href", "srcset", "action", "data", "poster"}
    assert not re.search(r"https?:|//\w|url\(|@import", render_report(make_class(30), title="T"))


def test_hostile_text_adds_no_element() -> None:
    hostile, honest = (
        Elements(render_report([make_result(name, name, message=name, status="missing")], title=name))
        for name in ("<script>x</script>\"'><img src=x onerror=x>", "Ada")
    )
    assert hostile.tags == honest.tags


def test_hostile_text_adds_no_attribute() -> None:
    names = {name for name, _ in Elements(render_report(hostile_class(), title="T")).attributes}
    assert not [name for name in names if name.startswith("on") or name == "src"]


def test_controls_in_hostile_text_can_be_seen() -> None:
    page = render_report(hostile_class(), title="T")
    assert r"gpj.\u202eexe" in page
    assert not set(page) & {"\x00", "\x1b", "\x9b", "\r", "\u202e", "\u2066", "\ud800"}


def test_a_browser_runs_our_script_and_no_other(tmp_path: Path) -> None:
    browser = shutil.which("chromium")
    if browser is None:
        pytest.skip("no chromium on PATH")
    page = write_report(tmp_path, hostile_class(), title="Fire or no fire")
    switches = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
    command = [
        browser,
        *switches.split(),
        "--disable-sync",
        "--no-first-run",
        f"--user-data-dir={tmp_path / 'profile'}",
    ]
    done = subprocess.run([*command, "--dump-dom", page.as_uri()], capture_output=True, timeout=120, check=True)
    dom = done.stdout.decode()
    assert "<title>Fire or no fire</title>" in dom
    assert dom.count("<script") == 1
    assert "<img" not in dom
    assert "<button>" in dom
