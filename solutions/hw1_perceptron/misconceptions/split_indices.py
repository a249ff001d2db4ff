import numpy as np


def not_shuffled(n, rng, frac=0.6):
    """The table is sorted by colour: which colours do your test dragons have?"""
    k = int(n * frac)
    return np.arange(k), np.arange(k, n)


def own_fixed_seed(n, rng, frac=0.6):
    """Does your function ever use the rng it is given?"""
    order = np.random.RandomState(0).permutation(n)
    return order[: int(n * frac)], order[int(n * frac) :]


def unseeded(n, rng, frac=0.6):
    """Call it twice with rngs in the same state: do you get the same halves? Where does your chance come from?"""
    order = np.random.permutation(n)
    return order[: int(n * frac)], order[int(n * frac) :]


def random_block(n, rng, frac=0.6):
    """Look at your train rows in order: are they strewn over the table, or one block of it?"""
    rows = np.roll(np.arange(n), -int(rng.integers(1, n)))
    k = int(n * frac)
    return rows[:k], rows[k:]


def drawn_with_replacement(n, rng, frac=0.6):
    """Count how often each dragon stands in your halves: can one stand there twice?"""
    order = rng.integers(0, n, n)
    return order[: int(n * frac)], order[int(n * frac) :]


def overlapping_halves(n, rng, frac=0.6):
    """You shuffle once for each half: may a dragon you trained with sit in the exam?"""
    k = int(n * frac)
    return rng.permutation(n)[:k], rng.permutation(n)[: n - k]


def rounded_up(n, rng, frac=0.6):
    """If the fraction of n is no whole number, which way does the text say to round?"""
    order = rng.permutation(n)
    k = int(np.ceil(n * frac))
    return order[:k], order[k:]


def fraction_ignored(n, rng, frac=0.6):
    """Which of your inputs is never used?"""
    order = rng.permutation(n)
    k = int(n * 0.6)
    return order[:k], order[k:]


def parts_swapped(n, rng, frac=0.6):
    """Which of your two parts is the larger, and which should it be?"""
    order = rng.permutation(n)
    k = n - int(n * frac)
    return order[:k], order[k:]


def one_left_out(n, rng, frac=0.6):
    """Add up the sizes of your halves: is anybody missing?"""
    order = rng.permutation(n)
    k = int(n * frac)
    return order[:k], order[k + 1 :]


def counted_from_one(n, rng, frac=0.6):
    """What is the index of the first row, and what that of the last?"""
    order = rng.permutation(np.arange(1, n + 1))
    k = int(n * frac)
    return order[:k], order[k:]


def shuffled_inside_the_halves(n, rng, frac=0.6):
    """You cut first and shuffle then: can the first dragon of the table ever be in the test half?"""
    k = int(n * frac)
    return rng.permutation(k), k + rng.permutation(n - k)


def masks(n, rng, frac=0.6):
    """Row numbers are asked for: what do you return?"""
    chosen = np.zeros(n, dtype=bool)
    chosen[rng.permutation(n)[: int(n * frac)]] = True
    return chosen, ~chosen


def coin_for_each(n, rng, frac=0.6):
    """A coin for each dragon: how many train rows do you get, and is it always the same number?"""
    chosen = rng.random(n) < frac
    return np.flatnonzero(chosen), np.flatnonzero(~chosen)


def rounded_to_nearest(n, rng, frac=0.6):
    """Six and a half dragons: does your rounding always do what int does?"""
    order = rng.permutation(n)
    k = int(n * frac + 0.5)
    return order[:k], order[k:]


def test_part_rounded_down(n, rng, frac=0.6):
    """Which part does the text round down?"""
    order = rng.permutation(n)
    k = int(n * (1 - frac))
    return order[k:], order[:k]


def result_of_shuffle(n, rng, frac=0.6):
    """What does shuffle give back?"""
    order = rng.shuffle(np.arange(n))
    k = int(n * frac)
    return order[:k], order[k:]


def train_drawn_with_replacement(n, rng, frac=0.6):
    """Count your train rows, but each of them once: how many are there?"""
    train = rng.choice(n, int(n * frac))
    return train, np.setdiff1d(np.arange(n), train)


def cut_at_both_ends(n, rng, frac=0.6):
    """Which row does the slice of your second part begin with: one that trains already?"""
    order = rng.permutation(n)
    k = int(n * frac)
    return order[:k], order[k - 1 :]


def last_row_not_shuffled(n, rng, frac=0.6):
    """Call it many times: is there a dragon that always ends up in the same half?"""
    order = rng.permutation(n - 1)
    k = int(n * frac)
    return order[:k], np.append(order[k:], n - 1)


def train_rows_only(n, rng, frac=0.6):
    """How many things should come back?"""
    return rng.permutation(n)[: int(n * frac)]


def rows_as_text(n, rng, frac=0.6):
    """Look at your row numbers: are they numbers, or text?"""
    order = rng.permutation(n).astype(str)
    k = int(n * frac)
    return order[:k], order[k:]


def rows_in_a_column(n, rng, frac=0.6):
    """Is each of your parts a plain row of numbers, or a table with one column?"""
    order = rng.permutation(n).reshape(-1, 1)
    k = int(n * frac)
    return order[:k], order[k:]


def nothing_returned(n, rng, frac=0.6):
    """Your function does its work, and then: what does it give back?"""
    order = rng.permutation(n)
    order[: int(n * frac)], order[int(n * frac) :]
