from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from otter.test_files.exception_test import ExceptionTestFile

from autograder.assignment import AssignmentError
from autograder.authoring import otter
from autograder.authoring.record import literal
from autograder.checking import loading
from autograder.checking.check import Check
from autograder.checking.loading import Misconception

BEGIN = """
import numpy as np
from autograder.checking import agree, check, ensure

"""
REFERENCE = SimpleNamespace(double=lambda x: np.asarray(x) * 2)
MISCONCEPTIONS = (
    Misconception("unchanged", "Is one of something two of it?", lambda x: x),
    Misconception("only_large_ones", "What about small ones?", lambda x: np.where(np.abs(x) > 100, 2 * x, 2 * x)),
    Misconception("nothing", "What comes back?", lambda x: None),
)
ANY = Check("some", "Some check.", "double", 1, True, ())


@pytest.fixture
def compiled(tmp_path: Path) -> Callable[[str], str]:
    """Compiles the checks of a question `double`, given without their imports."""

    def compile_checks(source: str) -> str:
        path = tmp_path / "test_double.py"
        path.write_text(BEGIN + source)
        visible = [(check, test) for check, test in loading.load_checks(path) if check.visible]
        return otter.test_file("double", BEGIN + source, visible, REFERENCE, MISCONCEPTIONS)

    return compile_checks


def messages(text: str, env: dict[str, Any]) -> list[str]:
    """What Otter says of each check that fails."""
    tests = ExceptionTestFile.from_string(text)
    tests.run(env)
    return [result.message for result in tests.test_case_results if not result.passed]


CHECK = '''
@check("double", points=1, visible=True)
def test_some(submission, reference, rng):
    """Some numbers."""
    x = rng.normal(size=3)
    agree(submission.double(x), reference.double(x))


@check("double", points=1)
def test_concealed(submission):
    """Nobody knows."""
    agree(submission.double(4711), 9422)
'''


def test_a_right_answer_passes_wherever_it_comes_from(compiled: Callable[[str], str]) -> None:
    assert messages(compiled(CHECK), {"double": lambda x: [2 * one for one in x]}) == []


def test_a_wrong_answer_is_told_with_the_title(compiled: Callable[[str], str]) -> None:
    assert "Some numbers." in messages(compiled(CHECK), {"double": lambda x: x})[0]


def test_a_known_mistake_is_named(compiled: Callable[[str], str]) -> None:
    assert messages(compiled(CHECK), {"double": lambda x: list(x)})[0].endswith("Is one of something two of it?")
    assert messages(compiled(CHECK), {"double": print})[0].endswith("What comes back?")


def test_an_unknown_mistake_gets_no_sentence(compiled: Callable[[str], str]) -> None:
    told = messages(compiled(CHECK), {"double": lambda x: 3 * x})[0]
    assert not any(one.sentence in told for one in MISCONCEPTIONS)


def test_a_misconception_that_the_check_does_not_catch_stays_at_home(compiled: Callable[[str], str]) -> None:
    assert "What about small ones?" not in compiled(CHECK)


def test_a_probe_goes_along(compiled: Callable[[str], str]) -> None:
    source = CHECK.replace("submission.double(x), reference.double(x)", "submission.double.through(twice, x), 4 * x", 1)
    text = compiled(
        "def twice(double, x):\n    return double(double(x))\n\n\n"
        + source.replace(", rng)", ")").replace("rng.normal(size=3)", "np.ones(3)", 1)
    )
    assert messages(text, {"double": lambda x: 2 * x}) == []
    assert "Asked was twice(double, [1., 1., 1.])." in messages(text, {"double": lambda x: x})[0]


def test_the_line_shown_of_the_file_holds_no_answer(compiled: Callable[[str], str]) -> None:
    shown = messages(compiled(CHECK), {"double": lambda x: x})[0].splitlines()[2]
    assert shown.strip() == "run(recorded_some, env)"


def test_compiling_twice_gives_the_same(compiled: Callable[[str], str]) -> None:
    assert compiled(CHECK) == compiled(CHECK)


def test_a_hidden_check_stays_at_home(compiled: Callable[[str], str]) -> None:
    assert not any(word in compiled(CHECK) for word in ("concealed", "Nobody", "4711"))


def test_the_reference_stays_at_home(compiled: Callable[[str], str]) -> None:
    text = compiled(CHECK).replace("autograder build", "")
    assert "import autograder" not in text and "from autograder" not in text


def test_markup_in_a_students_message_is_defused(compiled: Callable[[str], str]) -> None:
    def double(x: object) -> None:
        raise ValueError("<b>no</b> & <1")

    assert "ValueError: <\u200bb>no<\u200b/b> & <1" in messages(compiled(CHECK), {"double": double})[0]


def test_leaving_the_program_is_a_failure_like_any_other(compiled: Callable[[str], str]) -> None:
    def double(x: object) -> None:
        raise SystemExit("bye")

    assert "SystemExit: bye" in messages(compiled(CHECK), {"double": double})[0]


def test_an_answer_that_trips_the_check_is_told_as_such(compiled: Callable[[str], str]) -> None:
    source = CHECK.replace("agree(submission.double(x), reference.double(x))", 'submission.double(x)["a"]', 1)
    source = source.replace("submission.double(x)", "dict(a=submission.double(x)) if 0 else _(submission.double(x))", 1)
    source += "\n\ndef _(x):\n    return {'a': x.sum()}\n"
    told = messages(compiled(source), {"double": lambda x: None})[0]
    assert "it gave None." in told and "not of the kind that was asked for." in told


def visible(body: str, parameters: str = "submission, reference, rng") -> str:
    return f'@check("double", points=1, visible=True)\ndef test_some({parameters}):\n    """Some."""\n    {body}\n'


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (visible("pass", "submission, fresh_dragons"), "uses fresh_dragons"),
        (visible("agree(submission.double(1), 3)"), "does not pass on the reference"),
        (visible("reference.double(submission.double(1))"), "gives an answer of the submission to reference.double"),
        (visible("submission.double(rng)"), "gives a whole fixture to a function"),
        (visible("rng.shuffle(np.arange(3))"), "calls rng.shuffle, which gives no value"),
        (visible("reference.nothing"), "uses reference.nothing"),
        (visible("import dragon_data"), "need dragon_data"),
        ("from autograder.result import SCHEMA\n" + visible("SCHEMA"), "from autograder.result import SCHEMA"),
        ("def show(x):\n    pass\n\n\n" + visible("show(1)"), "define show"),
        ("name = 1\n\n\n" + visible("name"), "define name"),
    ],
)
def test_what_cannot_be_taken_along_is_refused(compiled: Callable[[str], str], source: str, why: str) -> None:
    with pytest.raises(AssignmentError, match=why):
        compiled(source)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        -3,
        0.1,
        float("inf"),
        "text's",
        [1, "a"],
        (1,),
        (),
        {"a": [None], 2: (1.5, 2)},
        np.float64(0.5),
        np.int8(3),
        np.bool_(True),
        np.array([[1.5, float("nan")]]),
        np.array([1, 2], dtype=np.uint8),
        np.array([True]),
        np.array(["ab", "c"]),
        np.zeros((0, 2)),
        np.array(1.0),
    ],
    ids=repr,
)
def test_a_literal_gives_its_value_again(value: object) -> None:
    again = eval(literal(ANY, value), {"np": np})
    assert type(again) is type(value)
    np.testing.assert_equal(again, value)


def test_an_arrays_literal_keeps_its_dtype() -> None:
    assert eval(literal(ANY, np.zeros(2, dtype=np.float32)), {"np": np}).dtype == np.float32


def test_a_value_of_another_kind_is_refused_with_the_checks_name() -> None:
    with pytest.raises(AssignmentError, match="check some of double asks for a set"):
        literal(ANY, {1})


def test_a_notebook_that_otter_refuses_is_an_error_with_its_reason(
    course: Path, change_master: Callable[[Callable[[Any], object]], None]
) -> None:
    change_master(lambda master: master.cells.pop(11))
    with pytest.raises(AssignmentError, match=r"Otter Assign refuses tiny\.ipynb"):
        otter.assign(course / "solutions" / "tiny" / "tiny.ipynb")
