"""The page for the class."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest

from autograder.reporting.html import histogram, render_report, write_report
from autograder.result import CellFault, Result

from .browser import Browsed, browse
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


def test_the_first_line_of_feedback_is_shown() -> None:
    told = make_question("predict", make_check("a", 1.0, "failed", feedback="[170. 190.] is wrong.\nAsked was f(1)."))
    text = Elements(render_report([make_result(questions=(told,))], title="T")).text
    assert "[170. 190.] is wrong." in text
    assert "Asked was" not in text


def test_a_submission_that_was_not_graded_says_why() -> None:
    page = render_report([make_result(status="missing", message="No code was found.")], title="T")
    assert "No code was found." in page


def test_misconceptions_are_ranked_by_how_many_hold_them() -> None:
    def holding(*held: str) -> Result:
        checks = (make_check(name, 1.0, "failed", misconception=name, feedback=f"Why {name}?") for name in held)
        return make_result("_".join(held), questions=(make_question("predict", *checks),))

    page = render_report([holding("rare", "common"), holding("common")], title="T")
    ranks = re.findall(r'<div class="held">\s*<b>(\d+)<svg.*?<p>(.*?)</p>', page, re.DOTALL)
    assert ranks == [("2", "Why common?"), ("1", "Why rare?")]


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


def test_a_thousand_students_stay_below_three_megabytes() -> None:
    assert len(render_report(make_class(1000), title="T").encode()) < 3_000_000


def test_the_page_refers_to_nothing_outside() -> None:
    page = Elements(render_report(make_class(30), title="T"))
    assert not {name for name, _ in page.attributes} & {"src", "srcset", "action", "data", "poster"}
    links = [value or "" for name, value in page.attributes if name == "href"]
    assert not [link for link in links if not link.startswith(("students/", "#"))]
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


def test_a_submission_that_is_gone_loses_its_page(tmp_path: Path) -> None:
    write_report(tmp_path, [make_result("ada"), make_result("bob")], title="T")
    write_report(tmp_path, [make_result("bob")], title="T")
    assert [path.name for path in (tmp_path / "students").iterdir()] == ["bob.html"]


def test_a_student_page_shows_the_code_beside_the_verdicts(tmp_path: Path) -> None:
    question = replace(make_question("predict"), code="def predict(x):\n    return x < 1 & 2")
    write_report(tmp_path, [make_result("ada", questions=(question,))], title="T")
    text = Elements((tmp_path / "students" / "ada.html").read_text("utf-8")).text
    assert "def predict(x):\n    return x < 1 & 2" in text
    assert "About a_hit." in text and "Look at the sign." in text


def test_no_style_or_script_of_a_student_could_run_on_any_page(tmp_path: Path) -> None:
    write_report(tmp_path, [make_result("ada")], title="T")
    for page in (tmp_path / "report.html", tmp_path / "students" / "ada.html"):
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page.read_text("utf-8"))
        assert policy and policy[1].startswith("default-src 'none'") and "unsafe" not in policy[1]


# In the browser: one class, drawn once.


@pytest.fixture(scope="module")
def browsed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browsed]:
    out = tmp_path_factory.mktemp("grades")
    students = [
        *make_class(12),
        make_result("josé", "José García", cells=(CellFault(3, "timeout", "ran over its 10 seconds"),)),
        *(replace(result, submission=f"hostile_{place}") for place, result in enumerate(hostile_class())),
    ]
    with browse(write_report(out, students, title="Fire or no fire")) as found:
        yield found


@pytest.fixture
def page(browsed: Browsed) -> Iterator[Browsed]:
    browsed.page.goto(browsed.address)
    yield browsed


def test_the_browser_has_nothing_to_complain_about(page: Browsed) -> None:
    page.page.get_by_role("link", name="José García", exact=True).first.click()
    page.page.go_back()
    assert page.complaints == []


def test_nothing_is_asked_of_the_network(page: Browsed) -> None:
    assert [address for address in page.requests if not address.startswith("file:")] == []


def test_no_text_of_a_student_is_executed(page: Browsed) -> None:
    assert page.page.title() == "Fire or no fire"
    assert page.page.locator("script").count() == 1
    assert page.page.locator("img").count() == 0


@pytest.mark.parametrize(("clicks", "order"), [(1, "ascending"), (2, "descending")])
def test_a_click_on_a_head_sorts(page: Browsed, clicks: int, order: str) -> None:
    head = page.page.locator("#students thead th").nth(2)
    for _ in range(clicks):
        head.get_by_role("button").click()
    column = page.page.locator("#students tbody tr td:nth-of-type(2)").all_inner_texts()
    scores = [float(text) for text in column if text[0].isdigit()]
    assert head.get_attribute("aria-sort") == order
    assert scores == sorted(scores, reverse=order == "descending")


def test_the_keyboard_sorts_too(page: Browsed) -> None:
    page.page.locator("#students thead button").nth(1).focus()
    page.page.keyboard.press("Enter")
    assert page.page.locator("#students thead th").nth(1).get_attribute("aria-sort") == "ascending"


def test_searching_needs_no_accents_and_says_how_many_it_found(page: Browsed) -> None:
    page.page.get_by_label("Search").fill("jose garcia")
    shown = page.page.locator("#students tbody tr:visible").all_inner_texts()
    assert shown and all("José" in text for text in shown)
    assert page.page.get_by_role("status").inner_text().startswith(f"{len(shown)} of ")


def test_a_student_is_one_click_away_and_so_is_the_way_back(page: Browsed) -> None:
    page.page.locator("#students").get_by_role("link", name="José García", exact=True).last.click()
    assert page.page.get_by_role("heading", level=1).inner_text() == "José García"
    page.page.get_by_role("link", name="Fire or no fire").click()
    assert page.page.url == page.address


def test_every_student_linked_to_has_a_page(page: Browsed) -> None:
    links = page.page.locator("a[href^='students/']").evaluate_all("links => links.map(link => link.href)")
    assert links and [link for link in links if not Path(unquote(urlparse(link).path)).is_file()] == []


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(page: Browsed, width: int) -> None:
    page.page.set_viewport_size({"width": width, "height": 800})
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width
