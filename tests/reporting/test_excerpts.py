"""Code of students as examples: no remarks, and nobody named."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from autograder.reporting.excerpts import anonymous_excerpts
from autograder.reporting.source import shapes, without_remarks
from autograder.reporting.summary import misconceptions
from autograder.result import Result, Student

from .made_up import make_check, make_question, make_result

ADA = Student("Ada Lovelace", "ada@example.org", "1234567")


def holder(code: str, student: Student = ADA) -> Result:
    question = make_question("predict", make_check("a", 1.0, "failed", misconception="m"))
    return make_result("x", students=(student,), questions=(replace(question, code=code),))


def excerpts(*results: Result) -> list[str]:
    return anonymous_excerpts(misconceptions(results)[0])


@pytest.mark.parametrize(
    "remark",
    ["# by Ada", '"""By Ada."""', "'''By Ada,\n    of London.'''", "'by Ada'", 'r"by Ada"', "1  # by Ada"],
)
def test_remarks_are_left_out(remark: str) -> None:
    kept = excerpts(holder(f"def f(x):\n    {remark}\n\n    return x  # by Ada\n"))
    assert len(kept) == 1 and "Ada" not in kept[0] and "return x" in kept[0]


@pytest.mark.parametrize(
    ("code", "student"),
    [
        ("def adas_predict(x): return x", Student("Ada Lovelace")),
        ("print('LOVELACE')", Student("Ada Lovelace")),
        ("jose = 1", Student("José García")),
        ("path = '/home/al815/x'", Student("", "al815@example.org")),
        ("key = 1234567", Student("", "", "1234567")),
        ("name = '李'", Student("李 明")),
        ("wu = 3", Student("Chien-Shiung Wu")),
    ],
)
def test_code_that_names_its_author_is_not_shown(code: str, student: Student) -> None:
    assert excerpts(holder(code, student), holder("y = 2")) == ["y = 2"]


def test_at_most_three_are_shown_and_no_two_alike() -> None:
    codes = ["a = f(1)", "b  =  f( 1 )", "c = 1 + 2", "d = [1, 2, 3]", "e = {1: 2, 3: 4, 5: 6}"]
    assert excerpts(*map(holder, codes)) == ["a = f(1)", "c = 1 + 2", "d = [1, 2, 3]"]


def test_a_text_that_is_no_docstring_stays() -> None:
    code = 'x = d["toes"]\ny = [\n    "Red",\n    "Blue"\n]'
    assert without_remarks(code) == code


def test_names_and_layout_leave_no_trace_in_the_shapes() -> None:
    one = "def f(x, w):\n    '''Doc.'''\n    y = x.dot(w)\n    return np.sum(y, axis=0), 'a'"
    other = 'def g(first,second):  # mine\n\n  out=first.dot( second )\n  return   numpy.sum(out, axis = 0),"a"'
    assert shapes(one) == shapes(other)


def test_what_is_behind_a_dot_and_what_python_calls_its_own_stay() -> None:
    assert shapes("y = x.max(len(z))") == ["_", "=", "_", ".", "max", "(", "len", "(", "_", ")", ")"]


@pytest.mark.parametrize(
    "code",
    ["\n    " * 4_000, "(" * 20_000, '"""' * 7_000, 'f"{' * 7_000, "\\" * 20_000, "a." * 10_000, '\n"""' * 5_000],
    ids=["empty lines", "brackets", "quotes", "f-strings", "backslashes", "dots", "docstrings"],
)
def test_no_code_takes_long_to_read(code: str) -> None:
    start = time.process_time()
    shapes(code)
    assert time.process_time() - start < 1.5
