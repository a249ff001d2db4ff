import math

import numpy as np
import pandas as pd


def matmul(X, w, b):
    return (np.matmul(X, w) + b > 0).astype(int)


def bools(X, w, b):
    return X @ w + b > 0


def floats(X, w, b):
    return np.where(X.dot(w) + b > 0, 1.0, 0.0)


def list_of_ints(data, weights, bias):
    out = []
    for row in data:
        total = bias
        for value, weight in zip(row, weights):
            total += value * weight
        out.append(1 if total > 0 else 0)
    return out


def heaviside(X, w, b):
    return np.heaviside(X @ w + b, 0)


def summed(X, w, b):
    return ((X * w).sum(axis=1) + b > 0) * 1


def einsum_uint8(X, w, b):
    return np.greater(np.einsum("nd,d->n", X, w) + b, 0).astype(np.uint8)


def series(X, w, b):
    return pd.DataFrame(X).mul(w, axis=1).sum(axis=1).add(b).gt(0).astype("int64")


def single_precision(X, w, b):
    scores = X.astype(np.float32) @ np.asarray(w, np.float32) + np.float32(b)
    return (scores > 0).astype(np.int8)


def sign(X, w, b):
    return np.maximum(np.sign(X @ w + b), 0)


def exact_sums(X, w, b):
    return tuple(math.fsum([*(x * w), b]) > 0 for x in X)


def bias_column(X, w, b):
    return np.greater(np.c_[X, np.ones(len(X))] @ np.append(w, b), 0).astype(float)


def column_made_flat(X, w, b):
    return (X @ w.reshape(-1, 1) + b > 0).ravel().astype(np.int8)


def row_by_row(X, w, b):
    return np.apply_along_axis(lambda x: int(x @ w + b > 0), 1, X)


def compared_with_minus_b(X, w, b):
    return (np.sum(X * w, axis=1) > -b).astype(np.uint8)
