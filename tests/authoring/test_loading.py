from __future__ import annotations

from pathlib import Path

import pytest

from autograder.checking import loading

MODULE = '''
import functools
import math
from statistics import mean

LIMIT = 3


def first(x):
    """The  first
    sentence."""
    return x


def _helper(x):
    return x


average = mean
of_two = functools.partial(max, 2)


def last(x):
    """The last."""
    return _helper(x)
'''


@pytest.fixture
def module(tmp_path: Path) -> Path:
    path = tmp_path / "question.py"
    path.write_text(MODULE)
    return path


def test_public_callables_are_found_in_their_order(module: Path) -> None:
    assert list(loading.load_functions(module)) == ["first", "average", "of_two", "last"]


def test_a_misconception_carries_its_sentence_in_one_line(module: Path) -> None:
    assert loading.load_misconceptions(module, None)[0].sentence == "The first sentence."


def test_a_misconception_is_a_function_that_answers(module: Path) -> None:
    assert loading.load_misconceptions(module, None)[-1].answer(5) == 5


def test_checks_are_found_with_what_they_count_for(tiny: Path) -> None:
    checks = loading.load_checks(tiny / "solutions" / "tiny" / "checks" / "test_wingspan.py")
    assert [(check.id, check.points) for check, _ in checks] == [
        ("three_dragons", 1),
        ("herds", 0.5),
        ("no_wings", 1),
        ("inputs_unchanged", 0.5),
    ]


def test_loading_writes_nothing(module: Path) -> None:
    loading.load_functions(module)
    assert list(module.parent.iterdir()) == [module]
