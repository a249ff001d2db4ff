import operator
from collections import deque

import numpy as np
import pandas as pd


def comprehension(left, right):
    return [a + b for a, b in zip(left, right)]


def stacked(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Sum over the feet."""
    return np.stack([left, right]).sum(axis=0)


def loop_into_zeros(left, right):
    totals = np.zeros(len(left))
    for i in range(len(left)):
        totals[i] += left[i]
        totals[i] += right[i]
    return totals


def mapped(left, right):
    return tuple(map(operator.add, left, right))


def table(left, right):
    return pd.DataFrame({"left": left, "right": right}).sum(axis=1)


def ufunc_small_ints(left, right):
    return np.add(np.array(left, dtype=np.int16), np.array(right, dtype=np.int16))


def recursive(left, right):
    if len(left) == 0:
        return []
    return [left[0] + right[0], *recursive(left[1:], right[1:])]


class _Feet:
    def __init__(self, left, right):
        self.pairs = list(zip(left, right))

    def totals(self):
        return np.array([sum(pair) for pair in self.pairs], dtype=np.float32)


def with_a_class(left, right):
    return _Feet(left, right).totals()


def einsum(left, right):
    return np.einsum("fn->n", np.vstack([left, right]))


def vectorised(left, right):
    return np.vectorize(lambda a, b: a + b)(left, right)


def two_queues(left, right):
    first, second, totals = deque(left), deque(right), []
    while first:
        totals.append(first.popleft() + second.popleft())
    return totals


def own_copy_in_place(left, right):
    totals = np.array(left)
    totals += np.asarray(right)
    return totals


def python_objects(left, right):
    return np.array(left, dtype=object) + np.array(right, dtype=object)
