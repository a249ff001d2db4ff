from typing import List, Tuple

import numpy as np
import pandas as pd
from sklearn.preprocessing import LabelEncoder


def unique_with_inverse(names):
    classes, codes = np.unique(names, return_inverse=True)
    return codes, classes


def sorted_set_and_index(names):
    classes = sorted(set(names))
    return [classes.index(n) for n in names], classes


def dictionary(colors):
    classes = sorted(np.unique(colors))
    number = {name: i for i, name in enumerate(classes)}
    return np.array([number[name] for name in colors]), classes


def loop_over_classes(names):
    classes = np.unique(names)
    codes = np.zeros(names.shape, dtype=np.int8)
    for i, name in enumerate(classes):
        codes[names == name] = i
    return codes, classes


def categorical(names):
    cat = pd.Categorical(names)
    return cat.codes, cat.categories


def sorted_factorize(names):
    return pd.factorize(names, sort=True)


def label_encoder(names):
    encoder = LabelEncoder()
    codes = encoder.fit_transform(names)
    return codes, encoder.classes_


def searched(names):
    classes = np.array(sorted(set(names.tolist())))
    return np.searchsorted(classes, names.astype(str)), classes


def series_mapped(names):
    s = pd.Series(names)
    classes = s.drop_duplicates().sort_values().tolist()
    return s.map({c: i for i, c in enumerate(classes)}), classes


def typed(names: np.ndarray) -> Tuple[np.ndarray, List[str]]:
    """Number the names in alphabetical order.

    Returns:
        The codes and the classes.
    """
    classes: List[str] = []
    for name in names:
        if name not in classes:
            classes.append(name)
    classes.sort()
    codes: np.ndarray = np.empty(len(names))
    for row, name in enumerate(names):
        codes[row] = classes.index(name)
    return codes, classes


def codes_in_a_copy_of_the_names(names):
    codes = names.copy()
    classes = sorted(set(names))
    for i, c in enumerate(classes):
        codes[names == c] = i
    return codes, tuple(classes)


def ranked(names):
    ranks = pd.Series(names).rank(method="dense").astype(int) - 1
    return ranks.to_numpy(), pd.Series(names).drop_duplicates().sort_values()


def comparisons(names):
    classes = np.unique(names.astype(str))
    return (names[:, None] == classes[None, :]).argmax(axis=1), classes


def dummies(names):
    table = pd.get_dummies(pd.Series(names))
    return table.to_numpy().argmax(axis=1), table.columns


def counted_smaller_names(names):
    classes = sorted({str(name) for name in names})
    return [sum(other < name for other in classes) for name in names], classes
