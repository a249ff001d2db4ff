import numpy as np
import pandas as pd

from autograder.checking import agree, check, describe, ensure, numbers, unchanged

TOES = (5, 6, 7, 8, 9, 10, 22)
P_FIRE = np.array([0.3, 0.25, 0.2, 0.15, 0.07, 0.02, 0.01])


def small_table():
    return pd.DataFrame({"bodyLength": [200.0, 180.5, 210.25, 190.0, 221.0], "breathesFire": [1, 0, 0, 1, 1]})


def large_table(rng, rows=20_000):
    return pd.DataFrame({"bodyLength": rng.normal(200, 16, rows).round(3), "breathesFire": np.arange(rows) % 2})


def toes(table):
    ensure(hasattr(table, "columns"), f"the answer: expected a table (a DataFrame), got {describe(table)}.")
    for name in ("numberToes", "bodyLength"):
        ensure(name in table.columns, f"The answer has no column {name}.")
    column = numbers(table["numberToes"], what="numberToes")
    ensure(np.isin(column, TOES).all(), "numberToes holds a number of toes that no dragon has.")
    return column


def expect_augmented(new, old):
    """The same rows in the same order, toes that exist, and every length moved to the right side."""
    column = toes(new)
    ensure(len(column) == len(old), f"{len(old)} dragons came in, {len(column)} came out.")
    shift = np.where(old["breathesFire"] == 1, -30.0, 30.0)
    agree(new["bodyLength"], old["bodyLength"].to_numpy() + shift, what="bodyLength")


@check("augment_dragons", points=1.25, visible=True)
def test_toes_and_lengths(submission):
    """Every dragon has toes, and its length has moved by 30 feet to the right side."""
    table = small_table()
    expect_augmented(submission.augment_dragons(table, np.random.default_rng(7)), table)


@check("augment_dragons", points=0.5, after="toes_and_lengths")
def test_frequencies(submission):
    """In a large herd, each number of toes is as frequent as it should be in its group."""
    # The same draw for everybody: among many honest ones, one in some ten thousand would miss the band.
    rng = np.random.default_rng(480)
    table = large_table(rng)
    column = toes(submission.augment_dragons(table, rng))
    ensure(len(column) == len(table), "Some dragons are missing.")
    for fire, chances in ((1, P_FIRE), (0, P_FIRE[::-1])):
        group = column[(table["breathesFire"] == fire).to_numpy()]
        shares = np.array([np.mean(group == count) for count in TOES])
        agree(shares, chances, rtol=0, atol=0.02)


@check("augment_dragons", points=0.25, after="frequencies")
def test_same_rng_same_toes(submission, rng):
    """The rng alone decides: in the same state it gives the same toes."""
    table, seed = large_table(rng, 300), int(rng.integers(2**31))
    first, second = (toes(submission.augment_dragons(table, np.random.default_rng(seed))) for _ in range(2))
    agree(second, first)


@check("augment_dragons", points=0.25, after="frequencies")
def test_other_rng_other_toes(submission, rng):
    """Another rng gives other toes."""
    table, seed = large_table(rng, 300), int(rng.integers(2**31))
    first, second = (toes(submission.augment_dragons(table, np.random.default_rng(seed + i))) for i in range(2))
    ensure((first != second).any(), "The toes are the same for every rng.")


@check("augment_dragons", points=0.25, after="toes_and_lengths")
def test_caller_unchanged(submission):
    """The caller's own table stays as it was."""
    unchanged(submission.augment_dragons, small_table(), np.random.default_rng(7))


@check("augment_dragons", points=0.25, after="toes_and_lengths")
def test_other_index(submission, rng):
    """A table whose rows are numbered in another way."""
    table = large_table(rng, 40)
    table.index = rng.permutation(len(table)) + 100
    new = submission.augment_dragons(table, rng)
    expect_augmented(new, table)
    ensure(list(new.index) == list(table.index), "The rows are not numbered as before.")


@check("augment_dragons", points=0.25, after="toes_and_lengths")
def test_all_breathe_fire(submission, rng):
    """A herd in which everybody breathes fire."""
    table = large_table(rng, 60).assign(breathesFire=1)
    expect_augmented(submission.augment_dragons(table, rng), table)
