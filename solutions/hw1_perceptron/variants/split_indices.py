import random

import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split


def permutation(n, rng, frac=0.6):
    order = rng.permutation(n)
    k = int(n * frac)
    return order[:k], order[k:]


def shuffled_list(n, rng, frac=0.6):
    rows = list(range(n))
    rng.shuffle(rows)
    return rows[: int(frac * n)], rows[int(frac * n) :]


def random_keys(n, rng, frac=0.6):
    order = np.argsort(rng.random(n))
    return np.split(order, [int(n * frac)])


def chosen_without_replacement(n, rng, frac=0.6):
    train = rng.choice(n, size=int(n * frac), replace=False)
    return train, np.setdiff1d(np.arange(n), train)


def sklearn_seeded(n, rng, frac=0.6):
    k = int(n * frac)
    return tuple(train_test_split(np.arange(n), train_size=k, random_state=int(rng.integers(2**31))))


def python_random_seeded(n, rng, frac=0.6):
    rows = list(range(n))
    random.Random(int(rng.integers(2**32))).shuffle(rows)
    return np.array(rows[: int(n * frac)]), np.array(rows[int(n * frac) :])


def legacy_state_seeded(n, rng, frac=0.6):
    order = np.random.RandomState(rng.integers(2**32)).permutation(n)
    return order[: int(n * frac)].astype(np.int32), order[int(n * frac) :].astype(np.int32)


def sorted_halves(n, rng, frac=0.6):
    is_train = np.zeros(n, bool)
    is_train[rng.permutation(n)[: int(n * frac)]] = True
    return np.flatnonzero(is_train), np.flatnonzero(~is_train)


def fisher_yates(n, rng, frac=0.6):
    rows = np.arange(n)
    for i in range(n - 1, 0, -1):
        j = rng.integers(i + 1)
        rows[i], rows[j] = rows[j], rows[i]
    cut = int(n * frac)
    return (rows[:cut], rows[cut:])


def train_from_the_end(n, rng, frac=0.6):
    order = rng.permuted(np.arange(n))
    n_test = n - int(n * frac)
    return order[n_test:], order[:n_test]


def pandas_index(n, rng, frac=0.6):
    order = pd.DataFrame({"row": range(n)}).sample(frac=1, random_state=rng).index
    return order[: int(n * frac)], order[int(n * frac) :]


def pandas_series(n, rng, frac=0.6):
    order = pd.Series(rng.permutation(n))
    return order[: int(n * frac)], order[int(n * frac) :]


def popped_from_a_deck(n, rng, frac=0.6):
    deck, train = list(range(n)), []
    while len(train) < int(n * frac):
        train.append(deck.pop(rng.integers(len(deck))))
    return tuple(train), tuple(deck)


def mask_shuffled(n, rng, frac=0.6):
    mask = rng.permuted(np.arange(n) < int(n * frac))
    return np.where(mask)[0], np.where(~mask)[0]


def floats(n, rng, frac=0.6):
    order = rng.permutation(np.arange(float(n)))
    return order[: int(n * frac)], order[int(n * frac) :]
