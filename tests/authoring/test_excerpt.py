from __future__ import annotations

import pytest

from autograder.authoring.excerpt import bare, excerpt, excerpt_all, imported_packages

MODULE = '''"""A module."""

import os, sys
from math import cos, sin

import numpy as np

# How many.
COUNT = 3
SECRET = 4


def _helper(x):
    return sin(x) + COUNT


@np.vectorize
def shown(x):
    """Its one sentence."""
    SECRET = 1
    return _helper(x) + SECRET


def other(x):
    return _helper(x) + SECRET


COUNT += 1
'''


def test_it_defines_the_name() -> None:
    names: dict[str, object] = {}
    exec(excerpt(MODULE, "other"), names)
    assert names["other"](0) == 8  # type: ignore[operator]


def test_it_leaves_out_what_is_not_needed() -> None:
    assert "other" not in excerpt(MODULE, "shown")


def test_a_local_name_does_not_bring_the_global_of_that_name() -> None:
    assert "SECRET = 4" not in excerpt(MODULE, "shown")


def test_of_an_import_only_the_needed_names_stay() -> None:
    assert "from math import sin\n" in excerpt(MODULE, "other")


def test_comments_above_a_statement_come_along() -> None:
    assert "# How many.\nCOUNT = 3\n" in excerpt(MODULE, "other")


def test_a_later_change_of_a_constant_comes_along_in_its_place() -> None:
    assert excerpt(MODULE, "other").endswith("COUNT += 1\n")


def test_a_statement_that_fills_a_needed_constant_comes_along() -> None:
    assert 'TABLE["a"] = 1' in excerpt('TABLE = {}\nTABLE["a"] = 1\n\ndef f():\n    return TABLE\n', "f")


def test_an_alias_is_put_last() -> None:
    assert excerpt(MODULE, "other", alias="question").endswith("question = other\n")


def test_an_alias_that_is_the_name_itself_adds_nothing() -> None:
    assert excerpt(MODULE, "other", alias="other") == excerpt(MODULE, "other")


def test_several_names_share_what_they_need() -> None:
    assert excerpt_all(MODULE, ["shown", "other"]).count("def _helper") == 1


def test_imports_of_given_packages_can_be_left_out() -> None:
    assert "math" not in excerpt_all(MODULE, ["other"], without=["math"])


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(KeyError, match="nobody"):
        excerpt(MODULE, "nobody")


def test_bare_takes_the_sentence_away() -> None:
    assert "sentence" not in bare(MODULE, "shown")


def test_bare_takes_the_decorator_away() -> None:
    assert "vectorize" not in bare(MODULE, "shown")


def test_bare_leaves_all_other_lines_as_they_are() -> None:
    kept = [line for line in MODULE.splitlines() if "vectorize" not in line and "sentence" not in line]
    assert bare(MODULE, "shown").splitlines() == kept


def test_bare_of_nothing_but_a_docstring_is_still_a_function() -> None:
    assert bare('def f():\n    """Only this."""\n', "f") == "def f():\n    pass\n"


def test_bare_of_a_function_on_one_line_loses_its_decorator_too() -> None:
    assert bare('@print\ndef f(): "Said"; return 1\n', "f") == "def f():\n    return 1\n"


def test_imported_packages_are_found_inside_functions() -> None:
    assert imported_packages("def f():\n    import torch.nn as nn\n    from a.b import c\n") == {"torch", "a"}
