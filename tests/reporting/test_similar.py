"""Look-alikes: copies are found, answers that are right independently of each other are not."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from autograder.reporting.similar import Pair, find_pairs, render_similar
from autograder.result import QuestionResult, Result, Student

from .copies import disguised
from .made_up import HOSTILE, make_check, make_result
from .test_html import Elements

SOLUTIONS = Path(__file__).parents[2] / "solutions"
ASSIGNMENTS = [path.name for path in sorted(SOLUTIONS.iterdir()) if path.name != "hw0_warmup"]


def variants(assignment: str) -> dict[str, list[str]]:
    """For each question the known right answers, each written in another way."""
    return {
        path.stem: [
            ast.unparse(node)
            for node in ast.parse(path.read_text("utf-8")).body
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
        ]
        for path in sorted((SOLUTIONS / assignment / "variants").glob("*.py"))
    }


def handed_in(submission: str, answers: dict[str, str]) -> Result:
    asked = (QuestionResult(name, name, (make_check(),), code) for name, code in answers.items())
    return make_result(submission, submission.title(), questions=tuple(asked))


def independent(assignment: str) -> list[Result]:
    """A class in which no two have the same answer."""
    known = variants(assignment)
    return [
        handed_in(f"student_{place:02}", {name: ways[place] for name, ways in known.items() if place < len(ways)})
        for place in range(max(map(len, known.values())))
    ]


def copied(result: Result, *questions: str) -> Result:
    """A submission with disguised copies of the answers to these questions, or of all."""
    codes = {one.id: disguised(one.code) for one in result.questions if not questions or one.id in questions}
    return handed_in("copy", codes)


def named(pairs: list[Pair]) -> list[set[str]]:
    return [{pair.one.submission, pair.other.submission} for pair in pairs]


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_independent_right_answers_are_not_reported(assignment: str) -> None:
    assert named(find_pairs(independent(assignment))) == []


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_disguised_copy_is_found_and_nothing_else(assignment: str) -> None:
    students = independent(assignment)
    assert named(find_pairs([*students, copied(students[3])])) == [{"copy", "student_03"}]


def test_one_long_answer_is_enough() -> None:
    students = independent("hw1_perceptron")
    pairs = find_pairs([*students, copied(students[3], "train_perceptron")])
    assert named(pairs) == [{"copy", "student_03"}]
    assert [answer.question for answer in pairs[0].answers] == ["train_perceptron"]


def test_one_short_answer_is_not() -> None:
    students = independent("hw1_perceptron")
    assert find_pairs([*students, copied(students[3], "split_indices")]) == []


def test_those_who_copied_from_the_same_are_found_together() -> None:
    students = independent("hw1_perceptron")
    ring = [handed_in(f"copy_{n}", {q.id: q.code for q in students[3].questions}) for n in range(3)]
    found = named(find_pairs([*students, *ring]))
    assert len(found) == 6 and set().union(*found) == {"student_03", "copy_0", "copy_1", "copy_2"}


def test_what_was_given_counts_nothing() -> None:
    given = "def f(table):\n" + "".join(f"    a{n} = table[{n}] + {n} * table['toes']\n" for n in range(40))
    students = [handed_in(f"s{n}", {"f": f"{given}    return a{n} ** {n}\n"}) for n in range(12)]
    assert find_pairs(students) == []


def test_the_most_common_answer_counts_next_to_nothing() -> None:
    students = independent("hw1_perceptron")
    usual = {question.id: question.code for question in students[3].questions[:1]}
    assert find_pairs([*students, *(handed_in(f"usual_{n}", usual) for n in range(6))]) == []


def test_of_two_alone_nothing_can_be_said() -> None:
    one = independent("hw1_perceptron")[3]
    assert find_pairs([one, copied(one)]) == []


@pytest.mark.parametrize("code", ["", "   ", "x", "def f(:\n", "\ud800(((" * 50])
def test_odd_code_is_read_as_well(code: str) -> None:
    assert find_pairs([handed_in(name, {"f": code}) for name in "abc"]) == []


def hostile_pair(text: str, question: str = "f") -> str:
    """The page of two submissions in whose names and code a text stands."""
    code = "\n".join(f"a{n} = b[{n}] + {n} * c[{n} - d]  # {text}" for n in range(20))
    answers = (QuestionResult(question, question, (make_check(),), code),)
    pair = [make_result(name, questions=answers, students=(Student(text),)) for name in "ab"]
    students = [*pair, handed_in("other", {question: "return 1 + 2 + 3"})]
    assert len(find_pairs(students)) == 1
    return render_similar(students, find_pairs(students), title="T")


def test_no_text_adds_an_element_to_the_page() -> None:
    plain = Elements(hostile_pair("Ada"))
    hostile = [text for text in HOSTILE if len(text.splitlines()) == 1]
    assert [text for text in hostile if Elements(hostile_pair(text)).tags != plain.tags] == []


def test_lines_that_both_have_are_marked_but_not_what_everybody_has() -> None:
    def student(name: str, body: str) -> Result:
        return handed_in(name, {"f": f"import numpy as np\n{body}"})

    body = "\n".join(f"a{n} = b[{n}] + {n} * c[{n} - d]" for n in range(20))
    students = [student("a", f"{body}\nz = 1 / 3"), student("b", body), student("c", "u = 2"), student("e", "v = 4")]
    page = render_similar(students, find_pairs(students), title="T")
    assert page.count("<mark>") == 40
    assert "<mark>import" not in page and "<mark>z" not in page


def test_the_page_says_that_it_is_no_accusation() -> None:
    text = Elements(render_similar([], [], title="T")).text
    assert "A place to look, not a finding." in text
    assert "No two submissions" in text
