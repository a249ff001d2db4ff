import numpy as np
import pandas as pd
from sklearn.preprocessing import label_binarize


def rows_of_the_identity(labels, n_classes):
    return np.eye(n_classes)[labels]


def fancy_index(labels, n_classes):
    out = np.zeros((len(labels), n_classes), dtype=np.int8)
    out[np.arange(len(labels)), labels] = 1
    return out


def compared(labels, n_classes):
    return labels.reshape(-1, 1) == np.arange(n_classes)


def loop(labels, n_classes):
    table = []
    for label in labels:
        row = [0] * n_classes
        row[label] = 1
        table.append(row)
    return table


def comprehension(labels, k):
    return [[int(label == c) for c in range(k)] for label in labels]


def column_by_column(labels, n_classes):
    return np.stack([labels == c for c in range(n_classes)], axis=-1).astype(float)


def put_along_axis(labels, n_classes):
    out = np.zeros((labels.size, n_classes), dtype="float32")
    np.put_along_axis(out, labels[:, None], 1, axis=1)
    return out


def categories(labels, n_classes):
    return pd.get_dummies(pd.Categorical(labels, categories=range(n_classes)))


def flat_positions(labels: np.ndarray, n_classes: int) -> np.ndarray:
    """A 1 for each row, found by its place in the flattened table."""
    out = np.zeros(len(labels) * n_classes, dtype=int)
    out[labels + n_classes * np.arange(len(labels))] = 1
    return out.reshape(len(labels), n_classes)


def scatter_add(labels, n_classes):
    out = np.zeros((len(labels), n_classes), np.uint8)
    np.add.at(out, (range(len(labels)), labels), 1)
    return out


def set_of_pairs(labels, n_classes):
    ones = set(enumerate(labels.tolist()))
    return np.array([[1 if (i, j) in ones else 0 for j in range(n_classes)] for i in range(len(labels))])


def one_column_more_cut_off(labels, n_classes):
    return label_binarize(labels, classes=range(n_classes + 3))[:, :n_classes]


def shifted_powers(labels, n_classes):
    return (2 ** labels[:, None] >> np.arange(n_classes)) & 1


def identity_taken(labels, n_classes):
    return np.identity(n_classes, dtype=bool).take(labels, axis=0)
