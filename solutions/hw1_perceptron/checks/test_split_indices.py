import numpy as np

from autograder.checking import check, ensure, items, numbers


def halves(answer, n, n_train):
    """Both halves as sets, if they are of the right sizes, do not overlap and leave nobody out."""
    train, test = items(answer, 2, what="the split")
    train = numbers(train, (n_train,), what="the train rows")
    test = numbers(test, (n - n_train,), what="the test rows")
    both = sorted([*train, *test])
    ensure(both == list(range(n)), "Every row should stand in exactly one of the two halves.")
    return set(train), set(test)


@check("split_indices", points=1.5, visible=True)
def test_sizes(submission):
    """480 dragons: 288 to train with and 192 for the test, nobody twice, nobody left out."""
    halves(submission.split_indices(480, np.random.default_rng(7)), 480, 288)


@check("split_indices", points=0.5, after="sizes")
def test_odd_number(submission, rng):
    """A number of rows that does not divide evenly, and another fraction."""
    halves(submission.split_indices(20, rng, 0.25), 20, 5)
    halves(submission.split_indices(11, rng, 0.5), 11, 5)


@check("split_indices", points=0.5, after="sizes")
def test_shuffled(submission, rng):
    """Chance decides who is in which half, not the place in the table."""
    train, _ = halves(submission.split_indices(480, rng), 480, 288)
    trains = [row in train for row in range(480)]
    changes = sum(one != other for one, other in zip(trains, trains[1:]))
    ensure(150 < changes < 310, "Whether a row trains seems to depend on its place in the table.")


@check("split_indices", points=0.5, after="sizes")
def test_rng_decides(submission, rng):
    """The rng alone decides: the same state gives the same halves, another one others."""
    seed = int(rng.integers(2**31))
    one, same, other = (
        halves(submission.split_indices(480, np.random.default_rng(start)), 480, 288)[0]
        for start in (seed, seed, seed + 1)
    )
    ensure(one == same, "Two rngs in the same state give different halves.")
    ensure(one != other, "Every rng gives the same halves.")
