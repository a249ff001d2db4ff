import numpy as np

from autograder.checking import check, ensure

DRAWS = 100  # of 6 rows among 10: a row that is in the same half in all of them is not left to chance

# The probes. What they give does not hang on how the lots fall, or in which order they are drawn.


def dealt(split_indices, n, seeds, *frac):
    """Probe: the sizes of both halves for rngs of these seeds, and whether rows are there twice, are missing, ...

    A size that is not always the same is given as -1. What is no pair of rows is told in words.
    """
    sizes, faults = [], []
    for seed in seeds:
        answer = split_indices(n, np.random.default_rng(seed), *frac)
        if isinstance(answer, (str, dict, set)) or not hasattr(answer, "__len__"):
            return f"a {type(answer).__name__}"
        if len(answer) != 2:
            return f"a {type(answer).__name__} of {len(answer)}"
        train, test = (np.asarray(half) for half in answer)
        for half in (train, test):
            if half.ndim != 1:
                return f"rows in {half.ndim} dimensions"
            if half.dtype.kind not in "biufO" or any(isinstance(row, str) for row in half.tolist()):
                return "rows that are not numbers"
        sizes.append([len(train), len(test)])
        rows = [set(half.tolist()) for half in (train, test)]
        faults.append(
            [
                len(rows[0]) < len(train) or len(rows[1]) < len(test),  # twice in a half
                bool(rows[0] & rows[1]),  # in both halves
                not set(range(n)) <= rows[0] | rows[1],  # missing
                not rows[0] | rows[1] <= set(range(n)),  # no row at all
            ]
        )
    sizes = [half[0] if len(set(half)) == 1 else -1 for half in zip(*sizes)]
    return sizes, [any(fault) for fault in zip(*faults)]


def ways_to_train(split_indices, n, seeds):
    """Probe: 1 if all rngs give the same train rows, 2 if they give only few different ones, 3 if they give many.

    If they are the same: whether they are the first rows of the table, and stand in order. Else the rows that always
    train, and those that never do.
    """
    trains = [[int(row) for row in split_indices(n, np.random.default_rng(seed))[0]] for seed in seeds]
    ways = {tuple(sorted(train)) for train in trains}
    if len(ways) == 1:
        return 1, sorted(trains[0]) == list(range(len(trains[0]))), all(train == sorted(train) for train in trains)
    always = [row for row in range(n) if all(row in train for train in trains)]
    never = [row for row in range(n) if not any(row in train for train in trains)]
    return 3 if len(ways) > n + len(seeds) // 5 else 2, always, never


def is_strewn(split_indices, n, seed):
    """Probe: whether the train rows are strewn over the table as chance would do it."""
    train = {int(row) for row in split_indices(n, np.random.default_rng(seed))[0]}
    trains = [row in train for row in range(n)]
    changes = sum(one != other for one, other in zip(trains, trains[1:]))
    return n * 0.3125 < changes < n * 0.6458


def same_train_rows(split_indices, n, rngs):
    """Probe: whether the rows to train with are the same for all the rngs."""
    trains = [sorted(int(row) for row in split_indices(n, rng)[0]) for rng in rngs]
    return all(train == trains[0] for train in trains)


def expect_dealt(got, n, n_train):
    """Both halves are of the right sizes, do not overlap and leave nobody out."""
    ensure(not isinstance(got, str), f"Expected a pair (train, test) of two arrays of row numbers, got {got}.")
    sizes, (twice, both, missing, strange) = got
    shown = " and ".join("now this, now that many" if size < 0 else str(int(size)) for size in sizes)
    ensure(list(sizes) == [n_train, n - n_train], f"Expected {n_train} train and {n - n_train} test rows, got {shown}.")
    ensure(not strange, f"There are row numbers that are not from 0 to {n - 1}.")
    ensure(not (twice or both or missing), "Every row should stand in exactly one of the two halves.")


@check("split_indices", points=1.5, visible=True)
def test_sizes(submission):
    """480 dragons: 288 to train with and 192 for the test, nobody twice, nobody left out."""
    expect_dealt(submission.split_indices.through(dealt, 480, [7, 8, 9]), 480, 288)


@check("split_indices", points=0.5, after="sizes")
def test_odd_number(submission, rng):
    """A number of rows that does not divide evenly, and another fraction."""
    for n, frac, n_train in ((10, 0.9, 9), (20, 0.25, 5), (11, 0.3, 3), (11, 0.5, 5)):
        seeds = rng.integers(2**31, size=3).tolist()
        expect_dealt(submission.split_indices.through(dealt, n, seeds, frac), n, n_train)


@check("split_indices", points=0.5, after="sizes")
def test_shuffled(submission, rng):
    """Chance decides who is in which half, not the place in the table."""
    ways, always, never = submission.split_indices.through(ways_to_train, 10, rng.integers(2**31, size=DRAWS).tolist())
    ensure(ways > 1, "The same rows train, whatever the rng.")
    ensure(ways > 2 and not (always or never), "Whether a row trains seems to depend on its place in the table.")
    is_by_chance = submission.split_indices.through(is_strewn, 480, int(rng.integers(2**31)))
    ensure(is_by_chance, "Whether a row trains seems to depend on its place in the table.")


@check("split_indices", points=0.5, after="sizes")
def test_rng_decides(submission, rng):
    """The rng alone decides: the same state gives the same halves, another one others."""
    seed = int(rng.integers(2**31))
    rngs = [np.random.default_rng(seed) for _ in range(2)]
    equal = submission.split_indices.through(same_train_rows, 480, rngs)
    ensure(equal, "Two rngs in the same state give different halves.")
    others = [np.random.default_rng(seed + i) for i in range(5)]
    later = [np.random.default_rng(seed) for _ in range(5)]
    for draws, used in enumerate(later):
        used.random(draws)
    for rngs in (others, later):
        equal = submission.split_indices.through(same_train_rows, 480, rngs)
        ensure(not equal, "Every rng gives the same halves.")
