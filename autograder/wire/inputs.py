"""The inputs of a call on their way to a candidate: a pickle, in which a tensor is an array of its numbers.

PyTorch's own pickle of a tensor takes a hundred times as long, and a call may bring hundreds of them.
"""

from __future__ import annotations

import copyreg
import io
import pickle
import sys
from typing import Any

from autograder.wire import Array


def pack_inputs(inputs: tuple[Any, ...]) -> bytes:
    """The inputs, as they are now, to be had again from `unpack_inputs`."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written, protocol=pickle.HIGHEST_PROTOCOL)
    if (torch := sys.modules.get("torch")) is not None:
        pickler.dispatch_table = {**copyreg.dispatch_table, torch.Tensor: _reduced}
    pickler.dump(inputs)
    return written.getvalue()


def unpack_inputs(data: bytes) -> tuple[Any, ...]:
    """The inputs that were packed: another copy of them each time."""
    inputs: tuple[Any, ...] = pickle.loads(data)
    return inputs


def tensor(array: Array, requires_grad: bool) -> Any:
    """The tensor with these numbers, in memory of its own."""
    import torch

    # Memory from PyTorch itself: how it is aligned can decide about the last digit of a sum.
    return torch.from_numpy(array).clone().requires_grad_(requires_grad)


def _reduced(one: Any) -> Any:
    """How to make a tensor again; by PyTorch's own means, where it is more than numbers in their usual order."""
    try:
        if one.is_contiguous() and not vars(one):
            return tensor, (one.detach().numpy(), one.requires_grad)
    except (RuntimeError, TypeError):  # sparse, conjugate, or of a dtype that NumPy does not have
        pass
    return one.__reduce_ex__(pickle.HIGHEST_PROTOCOL)
