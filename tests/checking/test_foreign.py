"""What a candidate describes of a value is that value again in the examiner, of the same type; or nothing is believed."""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from autograder.candidate.describe import DEPTH_CAP, describe
from autograder.checking.foreign.libraries import OutOfReach
from autograder.checking.foreign.values import become, rebuilt
from autograder.wire import ALIKE_CAP, COUNT_CAP
from autograder.wire.decode import decode
from autograder.wire.encode import encode


class Dragon:
    """A student's class."""


class Flock(list[Any]):
    """What the wire would take for a list."""


TWO_LEVELS = pd.MultiIndex.from_tuples([(1, "a"), (2, "b")], names=["egg", None])
VALUES = [
    *(None, True, 1, 1.5, 2j, "text", b"bytes", np.float64(2), np.int8(3), np.datetime64("2020-01-01")),
    *([1, [2, {"a": (3,)}]], (), {1, 2}, frozenset([1]), range(1, 9, 2), {(1, "a"): [None]}),
    *(collections.Counter("aab"), collections.OrderedDict(b=1, a=2)),
    *(datetime.date(2020, 1, 1), datetime.datetime(2020, 1, 1, 12), datetime.timedelta(1, 2, 3)),
    *(decimal.Decimal("1.50"), fractions.Fraction(1, 3), math),
]
TABLES = [
    pd.DataFrame({"a": [1, 2], "b": ["x", None]}, index=pd.Index([3, 4], name="row")),
    pd.DataFrame({"a": [1.0, np.nan]}, index=TWO_LEVELS),
    pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)])),
    pd.DataFrame(),
]


def over_the_wire(value: Any) -> Any:
    """The description of a value, as it comes to the examiner."""
    head, body = encode(describe(value), {})
    return decode(head["value"], body)


def handle_only(handle: Any, about: Any, origin: Any) -> Any:
    return ("a handle", about[2])


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_the_same_again(value: Any) -> None:
    again = rebuilt(over_the_wire(value), handle_only)
    assert (type(again), again) == (type(value), value)


@pytest.mark.parametrize("table", TABLES, ids=["named index", "two levels", "two rows of labels", "empty"])
def test_a_table_is_the_same_again(table: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(rebuilt(over_the_wire(table), handle_only), table, check_column_type=False)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (Dragon(), "Dragon"),
        (Dragon, "type"),
        (Flock([1]), "Flock"),
        (len, "builtin_function_or_method"),
        (pd.Categorical(["a"]), "Categorical"),
    ],
)
def test_what_is_of_the_students_making_is_a_handle(value: Any, kind: str) -> None:
    assert rebuilt(over_the_wire([value]), handle_only) == [("a handle", kind)]


def test_a_collection_is_taken_apart_as_deep_as_the_cap() -> None:
    nested: Any = [Dragon()]
    for _ in range(DEPTH_CAP):
        nested = [nested]
    again = rebuilt(over_the_wire(nested), handle_only)
    for _ in range(DEPTH_CAP):
        (again,) = again
    assert again == ("a handle", "list")


FORGED = {
    "a tag that there is not": ("pickle", b"."),
    "keys of one hash": ("set", [("value", k * (2**61 - 1)) for k in range(ALIKE_CAP + 2)]),
    "a shape of too many": ("objects", (COUNT_CAP + 1, 0), []),
    "a module that runs what it is given": ("module", "subprocess"),
    "figures": ("module", "matplotlib.pyplot"),
}


@pytest.mark.parametrize("node", FORGED.values(), ids=FORGED)
def test_a_forged_description_is_out_of_reach(node: Any) -> None:
    with pytest.raises(OutOfReach):
        rebuilt(node, handle_only)


def test_a_generators_state_that_points_beyond_its_numbers_is_refused() -> None:
    own = np.random.Generator(np.random.MT19937(1))
    state = own.bit_generator.state
    state["state"]["pos"] = 10**6
    with pytest.raises(OutOfReach):
        become(own, state)
