"""What may travel arrives as it was; whatever else comes over is refused with one kind of error."""

from __future__ import annotations

import json
import math
import struct
import tracemalloc
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import wire
from autograder.checking.compare import describe, show
from autograder.checking.likeness import alike, outline
from autograder.wire import BITS_CAP, Opaque, Tensor, WireError
from autograder.wire.decode import TAGS, decode
from autograder.wire.encode import Encoder, encode


def travel(value: Any) -> Any:
    """The value after its way over the wire, JSON text and all."""
    encoder = Encoder({})
    node = encoder.node(value)
    return decode(json.loads(json.dumps(node)), bytes(encoder.body))


PLAIN = [
    *(None, True, False, 0, -1, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 10**300),
    *(0.0, 0.1, -1.5, 5e-324, 1.7976931348623157e308, math.inf, -math.inf),
    *(1j, complex(math.inf, -0.5)),
    *("", "Drache", "竜", "\0\n\u202e", "a" * 10_000),
    *(b"", b"\0\xff", b"x" * 10_000),
    *([], [1, [2.5, ["a", None]]], (), (1, "a"), [()], set(), {1, 2}, {("a", 1)}),
    *({}, {"a": [None], 2: (1.5, 2), (1, 2): {"b": b"c"}, None: True}),
    *(list(range(2000)), tuple(float(n) for n in range(2000)), set(range(2000)), [2**70] * 2000, [True, *range(2000)]),
]


@pytest.mark.parametrize("value", PLAIN, ids=lambda value: repr(value)[:40])
def test_a_plain_value_arrives_with_its_type(value: Any) -> None:
    arrived = travel(value)
    assert type(arrived) is type(value)
    assert arrived == value


@pytest.mark.parametrize("value", [[1, True], [1, 2.0], {"a": 1.0}])
def test_the_types_inside_arrive_too(value: Any) -> None:
    assert repr(travel(value)) == repr(value)


def test_nan_and_minus_zero_arrive() -> None:
    assert math.isnan(travel(math.nan))
    assert math.copysign(1, travel(-0.0)) == -1


def test_a_lone_surrogate_arrives_as_text_that_can_be_stored() -> None:
    assert travel("wing\ud800") == "wing?"


@pytest.mark.parametrize(
    "made", [type("Whole", (int,), {})(3), type("Text", (str,), {})("a"), type("Row", (list,), {})([1])]
)
def test_a_subclass_arrives_as_what_it_is_made_of(made: Any) -> None:
    arrived = travel(made)
    assert arrived == made
    assert type(arrived) in (int, str, list)


NUMPY = [
    *(
        np.arange(4, dtype=kind)
        for kind in ("i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c8", "c16")
    ),
    np.array([True, False]),
    np.array([1.5, np.nan, np.inf]),
    *(np.float64(0.5), np.float32(0.1), np.int8(-3), np.uint64(2**63), np.bool_(True), np.complex64(1j)),
    *(np.array(1.5), np.array(3), np.zeros((0, 3)), np.zeros((2, 0), "f4"), np.ones((2, 1, 3))),
    *(np.arange(12).reshape(3, 4).T, np.arange(12)[::-2], np.arange(12).reshape(3, 4)[:, 1:3]),
    *(np.asfortranarray(np.arange(6.0).reshape(2, 3)), np.broadcast_to(np.float64(1), (3, 2))),
    np.array(["2021-03-01", "NaT"], "M8[D]"),
    np.array([1, 2], "m8[ns]"),
]


@pytest.mark.parametrize("value", NUMPY, ids=lambda value: f"{value.dtype}{value.shape}")
def test_an_array_arrives_with_its_dtype_and_shape(value: Any) -> None:
    arrived = travel(value)
    assert (arrived.dtype, arrived.shape) == (value.dtype, value.shape)
    assert isinstance(arrived, np.generic) == isinstance(value, np.generic)
    np.testing.assert_array_equal(arrived, value)


def test_a_big_endian_array_arrives_in_the_usual_order() -> None:
    arrived = travel(np.array([1.5, 2.5], ">f8"))
    assert arrived.dtype == np.dtype("f8")
    assert arrived.tolist() == [1.5, 2.5]


def test_a_float_of_more_than_8_bytes_arrives_as_one_of_8() -> None:
    assert travel(np.array([0.5], np.longdouble)).dtype == np.dtype("f8")


@pytest.mark.parametrize(
    "value",
    [
        np.array(["a", "bcd"]),
        np.array([["a", "b"], ["c", "d"]]),
        np.array(["a", None, 1.5, 2], dtype=object),
        np.array([], dtype=object),
    ],
    ids=["text", "a square of text", "objects", "no objects"],
)
def test_an_array_of_text_or_simple_objects_arrives(value: Any) -> None:
    arrived = travel(value)
    assert arrived.dtype.kind == value.dtype.kind
    assert arrived.tolist() == value.tolist()


def test_text_of_any_length_arrives_as_text() -> None:
    assert travel(np.array(["a", "bcd"], dtype=np.dtypes.StringDType())).tolist() == ["a", "bcd"]


def test_an_array_of_arrays_arrives_as_its_parts() -> None:
    pair = np.empty(2, dtype=object)
    pair[0], pair[1] = np.ones((2, 3)), np.array(["a", "b"])
    weights, names = travel(pair)
    np.testing.assert_array_equal(weights, np.ones((2, 3)))
    assert names.tolist() == ["a", "b"]


def test_an_array_that_holds_itself_ends_in_a_handle() -> None:
    round_about = np.empty(1, dtype=object)
    round_about[0] = round_about
    arrived = travel(round_about)
    while isinstance(arrived, list):
        (arrived,) = arrived
    assert isinstance(arrived, Opaque)


def test_a_masked_array_where_nothing_is_masked_arrives_as_its_values() -> None:
    assert travel(np.ma.array([1.5, 2.5], mask=[False, False])).tolist() == [1.5, 2.5]


def test_an_array_that_arrived_can_be_written_to() -> None:
    arrived = travel(np.zeros(2))
    arrived[0] = 1
    assert arrived[0] == 1


FRAMES = [
    pd.DataFrame({"toes": [1, 2], "name": ["a", None], "wide": [0.5, np.nan]}),
    pd.DataFrame({"toes": [1]}, index=["first"]),
    pd.DataFrame([[1, 2.5]], columns=["same", "same"]),
    pd.DataFrame({0: [True], "when": pd.to_datetime(["2021-03-01"])}),
    pd.DataFrame(),
    pd.DataFrame(columns=["a", "b"]),
]


@pytest.mark.parametrize("frame", FRAMES, ids=range(len(FRAMES)))
def test_a_table_arrives(frame: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(travel(frame), frame, check_index_type=False, check_column_type=False)


@pytest.mark.parametrize(
    "series",
    [
        pd.Series([1, 2], index=["a", "b"], name="toes"),
        pd.Series([1.5, np.nan], name=3),
        pd.Series([1, None], dtype="Int64"),
        pd.Series([True, None], dtype="boolean"),
        pd.Series([0.5, None], dtype="Float64"),
        pd.Series(["a", None], dtype="string"),
        pd.Series([], dtype=float),
    ],
    ids=lambda series: str(series.dtype),
)
def test_a_series_arrives_with_its_dtype(series: pd.Series) -> None:
    pd.testing.assert_series_equal(travel(series), series, check_index_type=False)


@pytest.mark.parametrize(
    "index",
    [pd.Index([3, 1]), pd.Index(["a", "b"]), pd.RangeIndex(3), pd.Index([0.5])],
    ids=["int", "text", "range", "float"],
)
def test_an_index_arrives(index: pd.Index) -> None:
    pd.testing.assert_index_equal(travel(index), index, exact="equiv")


def test_an_extension_array_arrives() -> None:
    arrived = travel(pd.array([1, None, 3], dtype="Int64"))
    assert str(arrived.dtype) == "Int64"
    assert arrived[1] is pd.NA


@pytest.mark.parametrize("grad", [True, False])
@pytest.mark.parametrize("kind", ["float32", "float64", "bfloat16"])
def test_a_tensor_arrives_as_its_values_and_whether_it_held_a_graph(kind: str, grad: bool) -> None:
    torch = pytest.importorskip("torch")
    arrived = travel(torch.tensor([[1.5, 2.0]], dtype=getattr(torch, kind), requires_grad=grad))
    assert isinstance(arrived, Tensor)
    assert (arrived.shape, arrived.requires_grad) == ((1, 2), grad)
    np.testing.assert_array_equal(arrived, [[1.5, 2.0]])


class Network:
    shape = (3, 2)


MASKED = np.ma.array([1, 2], mask=[True, False])


@pytest.mark.parametrize("value", [Network(), object(), len, np.random.default_rng(1), MASKED])
def test_what_cannot_travel_arrives_as_a_handle_and_is_kept(value: Any) -> None:
    kept: dict[int, Any] = {}
    arrived = decode(Encoder(kept).node(value), b"")
    assert isinstance(arrived, Opaque)
    assert arrived.kind == type(value).__name__
    assert kept[arrived.ref] is value


class Broken(list[int]):
    def __iter__(self) -> Any:
        raise TypeError("not today")


def test_what_cannot_be_taken_apart_arrives_as_a_handle_and_is_no_error_of_the_student() -> None:
    head, body = encode(Broken([1]), {})
    arrived = decode(head["value"], body)
    assert isinstance(arrived, Opaque)
    assert arrived.kind == "Broken of 1"


def test_a_handle_knows_the_shape_of_its_thing() -> None:
    assert travel(Network()).described == "a Network with shape (3, 2)"


def test_what_is_nested_too_deeply_arrives_as_far_as_it_may() -> None:
    nested: list[Any] = []
    for _ in range(wire.DEPTH_CAP + 10):
        nested = [nested]
    arrived = travel(nested)
    for _ in range(wire.DEPTH_CAP):
        arrived = arrived[0]
    assert "list" in str(arrived)


def test_a_list_that_holds_itself_arrives_as_far_as_it_may() -> None:
    endless: list[Any] = []
    endless.append(endless)
    assert isinstance(travel(endless), list)


def test_an_array_of_many_rows_and_nothing_in_them_arrives_as_a_handle() -> None:
    head, body = encode(np.zeros((10**9, 0)), {})
    assert decode(head["value"], body) == Opaque("ndarray", 0, (10**9, 0))


@pytest.mark.parametrize("value", [2**13_900, -(2**13_900), 2**20_000], ids=["large", "small", "larger"])
def test_a_huge_number_that_arrived_can_be_shown(value: int) -> None:
    assert show(travel(value))


def test_the_largest_number_that_may_arrive_can_be_shown() -> None:
    assert show(decode({"t": "int", "v": "f" * (BITS_CAP // 4 - 1)}, b""))


def test_a_bool_is_0_or_1_whatever_byte_was_sent() -> None:
    arrived = decode({"t": "array", "dtype": "|b1", "shape": [3], "at": [0, 3]}, b"\x00\x02\xff")
    assert arrived.view("u1").tolist() == [0, 1, 1]


def array(**changed: Any) -> dict[str, Any]:
    return {"t": "array", "dtype": "<f8", "shape": [2], "at": [0, 16], **changed}


def nest(node: Any, depth: int) -> Any:
    for _ in range(depth):
        node = {"t": "list", "v": [node]}
    return node


COLLIDING = [k * (2**61 - 1) for k in range(4000)]  # ints that share one hash
TEXTS_OF_ODD_LENGTHS = ["x" * 10_000] + [""] * 1999

FORGED: dict[str, Any] = {
    "a bare list": [1],
    "a bare float": 1.5,
    "a bare NaN": math.nan,
    "an unknown tag": {"t": "pickle", "v": ""},
    "a tag that is no text": {"t": ["list"], "v": []},
    "the name of a helper as a tag": {"t": "raw", "at": [0, 4]},
    "a dunder as a tag": {"t": "_init__", "v": []},
    "no tag": {"v": []},
    "no value": {"t": "list"},
    "values that are a text": {"t": "list", "v": "ab"},
    "values that are an object": {"t": "list", "v": {"a": 1}},
    "too deep": nest(1, wire.DEPTH_CAP + 1),
    "far too deep": nest(1, 500),
    "too many": {"t": "list", "v": [0] * (wire.COUNT_CAP + 1)},
    "a set of lists": {"t": "set", "v": [{"t": "list", "v": []}]},
    "a key that is a list": {"t": "dict", "v": [[{"t": "list", "v": []}, 1]]},
    "a pair of three": {"t": "dict", "v": [[1, 2, 3]]},
    "an int of no digits": {"t": "int", "v": "wings"},
    "a float of no digits": {"t": "float", "v": "wings"},
    "a float that is a number": {"t": "float", "v": 1},
    "a complex of one part": {"t": "complex", "v": ["0x1p0"]},
    "a huge shape": array(shape=[2**62, 2**62]),
    "a huge shape of nothing": array(shape=[2**62, 2**62], at=[0, 0]),
    "a negative shape": array(shape=[-1]),
    "a shape that is a number": array(shape=2),
    "a shape of floats": array(shape=[2.0]),
    "a shape of bools": array(shape=[True, 2]),
    "too many axes": array(shape=[1] * 40),
    "a shape of another size": array(shape=[3]),
    "bytes that are not there": array(at=[0, 17]),
    "bytes from before the beginning": array(at=[-8, 16]),
    "a negative length": array(at=[16, -16]),
    "a length of another kind": array(at=[0, 16.0]),
    "a length that does not divide": array(at=[0, 15]),
    "an object dtype": array(dtype="|O"),
    "a structured dtype": array(dtype="f8,f8"),
    "a dtype of no known size": array(dtype="|V8"),
    "a dtype that is a list": array(dtype=[["a", "<f8"]]),
    "a date in odd units": array(dtype="<M8[17Y]"),
    "objects that are lists": {"t": "objects", "text": False, "shape": [1], "v": [{"t": "list", "v": [1]}]},
    "objects of another shape": {"t": "objects", "text": False, "shape": [2], "v": [1]},
    "a run of an unknown kind": {"t": "run", "of": "dict", "v": array()},
    "a column of a made-up dtype": {"t": "column", "dtype": "period[D]", "v": 1},
    "a series longer than its index": {"t": "series", "index": array(), "name": None, "v": array(shape=[1], at=[0, 8])},
    "a frame of fewer names": {"t": "frame", "index": array(), "names": [], "v": [array()]},
    "the same bytes twice": {"t": "list", "v": [array(), array()]},
    "a run of rows": {"t": "run", "of": "list", "v": array(shape=[2, 1])},
    "a run of nothing": {"t": "run", "of": "list", "v": array(shape=[1000, 0], at=[0, 0])},
    "a run of small numbers": {"t": "run", "of": "list", "v": array(dtype="|i1", shape=[16])},
    "a series of one value for all rows": {"t": "series", "index": array(), "name": None, "v": 1},
    "a frame of one value for all rows": {"t": "frame", "index": array(), "names": [1], "v": [1]},
    "an int too long to be written out": {"t": "int", "v": "f" * 4000},
    "a text as wide as a thousand": {"t": "objects", "text": True, "shape": [1000], "v": ["a" * 20_000] + [""] * 999},
    "a set of one hash": {"t": "set", "v": COLLIDING},
    "a dict of one hash": {"t": "dict", "v": [[key, 0] for key in COLLIDING]},
    "objects that are arrays": {"t": "objects", "text": False, "shape": [1], "v": [array()]},
    "objects that are bytes": {"t": "objects", "text": False, "shape": [1], "v": [{"t": "bytes", "at": [0, 1]}]},
    "texts that take more room than they have": {
        "t": "objects",
        "text": True,
        "shape": [2000],
        "v": TEXTS_OF_ODD_LENGTHS,
    },
    "bytes that are used twice": {"t": "list", "v": [array(), array(shape=[1], at=[8, 8])]},
    "rows without end, and nothing in them": array(shape=[10**9, 0], at=[0, 0]),
    "keys that were made to collide": {"t": "dict", "v": [[k * (2**61 - 1), 0] for k in range(1, 200)]},
    "members that were made to collide": {"t": "set", "v": [k * (2**61 - 1) for k in range(1, 200)]},
    "a frame with a name that is a dict": {"t": "frame", "index": array(), "names": [{"t": "dict", "v": []}], "v": [5]},
    "a handle that is no number": {"t": "opaque", "kind": "a", "ref": "1", "shape": None},
    "a handle of a negative shape": {"t": "opaque", "kind": "a", "ref": 1, "shape": [-1]},
}


@pytest.mark.parametrize("node", FORGED.values(), ids=FORGED.keys())
def test_a_forged_node_is_refused(node: Any) -> None:
    with pytest.raises(WireError):
        decode(node, struct.pack("<2d", 1, 2))


def test_a_table_with_a_column_of_handles_arrives() -> None:
    arrived = travel(pd.DataFrame({"toes": [1, 2], "wings": [[1], [2, 3]]}))
    assert arrived["toes"].tolist() == [1, 2]
    assert [type(wings) for wings in arrived["wings"]] == [Opaque, Opaque]


def test_a_column_of_rows_is_refused_before_its_rows_are_made() -> None:
    rows = {"t": "objects", "text": False, "shape": [1 << 16, 0], "v": []}
    tracemalloc.start()
    try:
        with pytest.raises(WireError):
            decode({"t": "column", "dtype": "Int64", "v": rows}, b"")
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


def test_handles_for_more_rows_than_could_travel_are_refused() -> None:
    rows = 1 << 20
    index, handle = (
        array(dtype="|i1", shape=[rows], at=[0, rows]),
        {"t": "opaque", "kind": "a", "ref": 1, "shape": None},
    )
    with pytest.raises(WireError):
        decode({"t": "frame", "index": index, "names": list(range(9)), "v": [handle] * 9}, bytes(rows))


KEYS = ("t", "v", "at", "dtype", "shape", "of", "index", "names", "name", "text", "grad", "kind", "ref")
NODE_TAGS = st.sampled_from(sorted(TAGS))
DTYPES = st.sampled_from([*sorted(wire.PLAIN_DTYPES), "<M8[ns]", "|O", "Int64", "string", "boolean", "Float32"])
PLACES = st.lists(st.integers(-2, 70), max_size=3)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | DTYPES | NODE_TAGS | PLACES


def grow(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    nodes = st.lists(inner, max_size=4)
    fields = {
        "v": nodes | inner,
        "at": PLACES,
        "dtype": DTYPES,
        "shape": PLACES,
        "ref": st.integers(),
        "kind": st.text(),
    }
    loose = st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)
    more = {
        "of": st.sampled_from(["list", "set"]),
        "text": st.booleans(),
        "index": inner,
        "names": nodes,
        "name": inner,
    }
    return nodes | loose | st.fixed_dictionaries({"t": NODE_TAGS}, optional={**fields, **more, "grad": st.booleans()})


@settings(max_examples=300, deadline=None)
@given(node=st.recursive(LEAVES, grow, max_leaves=12), body=st.binary(max_size=64))
def test_decode_gives_a_value_that_can_be_told_of_or_a_wire_error(node: Any, body: bytes) -> None:
    try:
        value = decode(node, body)
    except WireError:
        return
    assert isinstance(show(value) + describe(value), str)
    assert isinstance(alike(outline(value), outline([1.5, 2.5])), bool)


@settings(max_examples=200, deadline=None)
@given(text=st.binary(max_size=40) | st.sampled_from([b"[" * 100_000, b"1" * 5000, b'{"a": NaN}', b"\xff"]))
def test_a_head_is_an_object_or_a_wire_error(text: bytes) -> None:
    try:
        assert type(wire.parse_head(text)) is dict
    except WireError:
        return


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS | st.binary(),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(TEXTS | st.integers(), inner),
    max_leaves=15,
)


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_any_plain_value_arrives(value: Any) -> None:
    assert travel(value) == value
