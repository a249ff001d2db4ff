"""A probe travels as code, and takes nothing along that is not there beside the student's code."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.candidate.probe import UnfitProbe, pack, unpack

SECRET = 42


def twice(function: Any, x: Any) -> Any:
    return [function(one) for one in (x, np.asarray(copy.copy(x)) + 1)]


def with_a_global(function: Any) -> Any:
    return function(SECRET)


def with_a_global_inside(function: Any) -> Any:
    return [(lambda x: function(x + SECRET))(1)]


def with_a_default(function: Any, x: int = 1) -> Any:
    return function(x)


def enclosing() -> Callable[..., Any]:
    secret = SECRET
    return lambda function: function(secret)


def test_a_probe_arrives_as_it_was() -> None:
    assert unpack(pack(twice))(lambda x: 10 * x, 1) == [10, 20]


@pytest.mark.parametrize("probe", [with_a_global, with_a_global_inside, with_a_default, enclosing(), len])
def test_what_cannot_travel_is_refused(probe: Callable[..., Any]) -> None:
    with pytest.raises(UnfitProbe):
        pack(probe)


def test_the_name_that_is_missing_is_told() -> None:
    with pytest.raises(UnfitProbe, match="with_a_global uses SECRET"):
        pack(with_a_global)
