"""Inputs arrive as they were: a tensor as an array of its numbers, or by PyTorch's own means where it is more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.wire.inputs import pack_inputs, unpack_inputs

torch = pytest.importorskip("torch")

BY_PYTORCH = b"_rebuild"

AS_NUMBERS: dict[str, Callable[[], Any]] = {
    "floats": lambda: torch.rand(3, 4),
    "doubles": lambda: torch.rand(2, dtype=torch.float64),
    "integers": lambda: torch.arange(6).reshape(2, 3),
    "bools": lambda: torch.tensor([True, False]),
    "complex numbers": lambda: torch.tensor([1 + 2j]),
    "a single number": lambda: torch.tensor(0.5),
    "nothing": lambda: torch.zeros(0, 3),
    "not a number": lambda: torch.tensor([float("nan"), float("-inf"), -0.0]),
    "learnable": lambda: torch.rand(3, requires_grad=True),
    "a part of a larger one": lambda: torch.rand(10_000)[5:8],
}
BY_ITS_OWN_MEANS: dict[str, Callable[[], Any]] = {
    "transposed": lambda: torch.rand(3, 4).T,
    "expanded": lambda: torch.rand(3, 1).expand(3, 4),
    "half as long": lambda: torch.rand(3).bfloat16(),
    "sparse": lambda: torch.eye(3).to_sparse(),
    "sparse by rows": lambda: torch.eye(3).to_sparse_csr(),
    "with an attribute": lambda: named(torch.rand(3)),
    "conjugate": lambda: torch.tensor([1 + 2j]).conj(),
}


@pytest.mark.parametrize(
    "make", [*AS_NUMBERS.values(), *BY_ITS_OWN_MEANS.values()], ids=[*AS_NUMBERS, *BY_ITS_OWN_MEANS]
)
def test_a_tensor_arrives_as_it_was(make: Callable[[], Any]) -> None:
    sent = make()
    (come,) = unpack_inputs(pack_inputs((sent,)))
    assert (come.shape, come.dtype, come.layout, come.requires_grad, come.is_conj()) == (
        *(sent.shape, sent.dtype, sent.layout, sent.requires_grad, sent.is_conj()),
    )
    if sent.layout is torch.strided:
        assert come.stride() == sent.stride()
        assert np.array_equal(bits(come), bits(sent))
    else:
        assert come.to_dense().equal(sent.to_dense())


@pytest.mark.parametrize("make", AS_NUMBERS.values(), ids=AS_NUMBERS)
def test_a_tensor_in_its_usual_order_travels_as_its_own_numbers_alone(make: Callable[[], Any]) -> None:
    packed = pack_inputs((make(),))
    assert BY_PYTORCH not in packed
    assert len(packed) < 500


@pytest.mark.parametrize("make", BY_ITS_OWN_MEANS.values(), ids=BY_ITS_OWN_MEANS)
def test_a_tensor_that_is_more_than_that_travels_by_pytorchs_means(make: Callable[[], Any]) -> None:
    assert BY_PYTORCH in pack_inputs((make(),))


def test_a_tensor_arrives_with_its_attributes() -> None:
    (come,) = unpack_inputs(pack_inputs((named(torch.rand(3)),)))
    assert come.of == "wings"


def test_a_tensor_that_is_given_twice_is_one_tensor_there() -> None:
    sent = torch.rand(3)
    one, other = unpack_inputs(pack_inputs((sent, sent)))
    assert one is other


def test_a_tensor_lies_in_memory_of_pytorchs_own() -> None:
    come = unpack_inputs(pack_inputs(tuple(torch.rand(n) for n in range(1, 60))))
    assert {one.data_ptr() % 64 for one in come} == {0}


def test_what_is_done_to_inputs_reaches_no_other_copy_of_them() -> None:
    sent = torch.zeros(3), np.zeros(3), [0]
    packed = pack_inputs(sent)
    for one in unpack_inputs(packed):
        one[0] = 1
    assert [float(one[0]) for one in (*sent, *unpack_inputs(packed))] == [0] * 6


def test_a_module_arrives_with_its_parameters() -> None:
    sent = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.BatchNorm1d(3))
    (come,) = unpack_inputs(pack_inputs((sent,)))
    for name, value in sent.state_dict().items():
        assert come.state_dict()[name].equal(value), name
    assert [type(one) for one in come.parameters()] == [torch.nn.Parameter] * 4
    assert all(one.requires_grad and one.is_leaf for one in come.parameters())


def named(tensor: Any) -> Any:
    tensor.of = "wings"
    return tensor


def bits(tensor: Any) -> Any:
    """A tensor's bytes: -0.0 is not 0.0 there, and NaN is NaN."""
    return tensor.detach().resolve_conj().contiguous().view(torch.uint8).numpy() if tensor.ndim else bits(tensor[None])
