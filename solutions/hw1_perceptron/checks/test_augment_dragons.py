import numpy as np
import pandas as pd

from autograder.checking import agree, check, ensure

TOES = [5, 6, 7, 8, 9, 10, 22]
P_FIRE = np.array([0.3, 0.25, 0.2, 0.15, 0.07, 0.02, 0.01])


# The probes. What they give does not hang on how the lots fall, or in which order they are drawn.


def new_table(augment_dragons, table, rng, toes):
    """Probe: numbers of toes that no dragon has, the lengths, the index, and the other columns that came in."""
    before = table.copy(deep=True)
    new = augment_dragons(table, rng)
    if not hasattr(new, "columns"):
        return type(new).__name__
    missing = [name for name in [*before.columns, "numberToes"] if name not in new.columns]
    if missing:
        return f"a table without {' and '.join(missing)}"
    strange = {count for count in new["numberToes"].tolist() if count not in toes}
    told = {"text" if isinstance(count, str) else "NaN" if count != count else str(count) for count in strange}
    others = [new[name].tolist() for name in before.columns if name != "bodyLength"]
    return sorted(told), new["bodyLength"].tolist(), new.index.tolist(), others


def changed_columns(augment_dragons, table, rng):
    """Probe: the columns of the caller's table that are not what they were before the call, or are new, or gone."""
    before = table.copy(deep=True)
    augment_dragons(table, rng)
    changed = [] if before.index.equals(table.index) else ["the index"]
    for name in dict.fromkeys([*before.columns, *table.columns]):
        if name not in table.columns or name not in before.columns or not before[name].equals(table[name]):
            changed.append(str(name))
    return changed


def shares_of_toes(augment_dragons, table, rng, toes, chances):
    """Probe: for fire-breathers and for the others: how often neighbours are alike, and the shares of the toes.

    Neighbours: 0 as often as chance makes them, 1 too often or too seldom, 2 nearly always, 3 always. The shares:
    whether each is above 0 and within 0.02 of its chance, and which of the chances it is nearest to.
    """
    fire = table["breathesFire"].to_numpy() == 1
    column = np.array(augment_dragons(table, rng)["numberToes"].tolist(), dtype=float)
    said = []
    for group, wanted in ((column[fire], chances), (column[~fire], chances[::-1])):
        same = np.mean(group[1:] == group[:-1])
        shares = np.array([np.mean(group == count) for count in toes])
        if same == 1:  # which number it is, chance has decided
            said.append([3, [False] * len(toes), [0.0] * len(toes)])
            continue
        near = [chances[np.argmin(np.abs(chances - share))] for share in shares]
        alike = 2 if same > 0.9 else int(abs(same - np.sum(chances**2)) > 0.05)
        said.append([alike, ((shares > 0) & (np.abs(shares - wanted) <= 0.02)).tolist(), near])
    return said


def same_toes(augment_dragons, table, rngs):
    """Probe: whether the toes are the same for all the rngs."""
    columns = [augment_dragons(table.copy(deep=True), rng)["numberToes"].tolist() for rng in rngs]
    return all(column == columns[0] for column in columns)


def ways_to_draw(augment_dragons, table, rngs):
    """Probe: 1 if all rngs give the same toes, 2 if at most half of them give toes of their own, else 3."""
    ways = {tuple(augment_dragons(table.copy(deep=True), rng)["numberToes"].tolist()) for rng in rngs}
    return 1 if len(ways) == 1 else 2 if len(ways) <= len(rngs) / 2 else 3


def small_table():
    return pd.DataFrame(
        {
            "color": ["Red", "Blue", "Blue", "Yellow", "Red"],
            "bodyLength": [200.0, 180.5, 210.25, 190.0, 221.0],
            "breathesFire": [1, 0, 0, 1, 1],
        }
    )


def large_table(rng, rows=20_000):
    """Two that breathe fire, two that do not, and so on."""
    return pd.DataFrame(
        {
            "color": np.array(["Red", "Blue", "Yellow"])[np.arange(rows) % 3],
            "bodyLength": rng.normal(200, 16, rows).round(3),
            "breathesFire": np.arange(rows) // 2 % 2,
        }
    )


def expect_augmented(got, old):
    """The same rows in the same order, toes that exist, every length on the right side, and all else as it was."""
    ensure(not isinstance(got, str), f"Expected a table (a DataFrame) with all columns, got {got}.")
    strange, lengths, index, others = got
    ensure(len(index) == len(old), f"{len(old)} dragons came in, {len(index)} came out.")
    ensure(len(strange) == 0, f"numberToes holds what no dragon has: {', '.join(strange)}.")
    shift = np.where(old["breathesFire"] == 1, -30.0, 30.0)
    agree(lengths, old["bodyLength"].to_numpy() + shift, what="bodyLength")
    for name, column in zip(old.columns.drop("bodyLength"), others):
        ensure(column == old[name].tolist(), f"The column {name} should hold what it held before.")
    ensure(index == old.index.tolist(), "The rows are not numbered as before.")


@check("augment_dragons", points=1.25, visible=True)
def test_toes_and_lengths(submission):
    """Every dragon has toes, its length has moved by 30 feet to the right side, and the rest is as it was."""
    table = small_table()
    got = submission.augment_dragons.through(new_table, table, np.random.default_rng(7), TOES)
    expect_augmented(got, table)


@check("augment_dragons", points=0.5, after="toes_and_lengths")
def test_frequencies(submission):
    """In a large herd, each number of toes is as frequent as it should be in its group, and each dragon draws its own."""
    # The same draw for everybody: among many honest ones, one in some ten thousand would miss the band.
    rng = np.random.default_rng(480)
    table = large_table(rng)
    for alike, is_near, _ in submission.augment_dragons.through(shares_of_toes, table, rng, TOES, P_FIRE):
        ensure(np.all(is_near), "Some number of toes is too frequent, or too rare.")
        ensure(alike == 0, "Neighbours have the same toes too often, or too seldom.")


@check("augment_dragons", points=0.25, after="frequencies")
def test_same_rng_same_toes(submission, rng):
    """The rng alone decides: in the same state it gives the same toes."""
    table, seed = large_table(rng, 300), int(rng.integers(2**31))
    rngs = [np.random.default_rng(seed) for _ in range(2)]
    ensure(
        submission.augment_dragons.through(same_toes, table, rngs), "Two rngs in the same state give different toes."
    )


@check("augment_dragons", points=0.25, after="frequencies")
def test_other_rng_other_toes(submission, rng):
    """Another rng gives other toes."""
    table, seed = large_table(rng, 40), int(rng.integers(2**31))
    others = [np.random.default_rng(seed + i) for i in range(20)]
    later = [np.random.default_rng(seed) for _ in range(20)]
    for draws, used in enumerate(later):
        used.random(draws)
    for rngs in (others, later):
        ways = submission.augment_dragons.through(ways_to_draw, table, rngs)
        ensure(ways > 1, "The toes are the same for every rng.")
        ensure(ways > 2, "Among many rngs in different states, most give the same few rows of toes.")


@check("augment_dragons", points=0.25, after="toes_and_lengths")
def test_caller_unchanged(submission):
    """The table that comes in stays as it was."""
    table = small_table().set_axis([12, 10, 15, 11, 14])
    changed = submission.augment_dragons.through(changed_columns, table, np.random.default_rng(7))
    ensure(len(changed) == 0, "The table that came in has changed.")


@check("augment_dragons", points=0.25, after="toes_and_lengths")
def test_other_index(submission, rng):
    """A table whose rows are numbered in another way."""
    table = large_table(rng, 40)
    table.index = rng.permutation(len(table)) + 100
    expect_augmented(submission.augment_dragons.through(new_table, table, rng, TOES), table)


@check("augment_dragons", points=0.25, after="toes_and_lengths")
def test_all_breathe_fire(submission, rng):
    """A herd in which everybody breathes fire, and one in which nobody does."""
    for kind in (1, 0):
        table = large_table(rng, 60).assign(breathesFire=kind)
        expect_augmented(submission.augment_dragons.through(new_table, table, rng, TOES), table)
