import numpy as np

from autograder.checking import agree, check, ensure, items, numbers, unchanged

TRAIN = np.array([[6.0, 171.5], [12.0, 236.0], [7.0, 160.25], [22.0, 229.0], [9.0, 201.0]])
TEST = np.array([[5.0, 180.0], [10.0, 240.5], [8.0, 150.0]])


def herds(rng, features, n_test):
    """Two herds, the second of which lies elsewhere and is spread in another way."""
    centre, spread = rng.uniform(-50, 200, features), rng.uniform(3, 30, features)
    train = centre + spread * rng.normal(size=(9, features))
    return train, centre + spread * (1.5 + 2 * rng.normal(size=(n_test, features)))


def expect_standardized(answer, train, test):
    """Both tables as they should be, with the deviation of a herd or of a sample, the same for both."""
    new_train, new_test = items(answer, 2, what="the two tables")
    new_train = numbers(new_train, train.shape, what="the train rows")
    new_test = numbers(new_test, test.shape, what="the test rows")
    mean, deviations = train.mean(axis=0), [train.std(axis=0, ddof=ddof) for ddof in (0, 1)]
    distances = [np.abs(new_train - (train - mean) / deviation).max() for deviation in deviations]
    deviation = deviations[int(np.argmin(distances))]
    agree(new_train, (train - mean) / deviation, rtol=1e-3, atol=1e-4, what="the train rows")
    agree(new_test, (test - mean) / deviation, rtol=1e-3, atol=1e-4, what="the test rows")


@check("standardize", points=2, visible=True)
def test_mean_and_deviation(submission):
    """In the new train rows every column has mean 0 and deviation 1, and no row is lost."""
    train = np.array([[6.0, 171.5], [12.0, 236.0], [7.0, 160.25], [22.0, 229.0], [9.0, 201.0]])
    test = np.array([[5.0, 180.0], [10.0, 240.5], [8.0, 150.0]])
    new_train, new_test = items(submission.standardize(train, test), 2, what="the two tables")
    new_train = numbers(new_train, (5, 2), what="the train rows")
    numbers(new_test, (3, 2), what="the test rows")
    agree(new_train.mean(axis=0), np.zeros(2), atol=1e-4, what="the means of the train columns")
    for column in new_train.T:
        close = [abs(column.std(ddof=ddof) - 1) < 1e-3 for ddof in (0, 1)]
        ensure(any(close), f"A train column has the deviation {column.std():.4f}, which should be 1.")


@check("standardize", points=1, after="mean_and_deviation")
def test_both_tables(submission, rng):
    """Train and test rows, value by value: what each of them is measured with."""
    expect_standardized(submission.standardize(TRAIN, TEST), TRAIN, TEST)
    for n_test in (4, 9):
        train, test = herds(rng, 2, n_test)
        expect_standardized(submission.standardize(train, test), train, test)


@check("standardize", points=0.5, after=("mean_and_deviation", "both_tables"))
def test_one_row(submission, rng):
    """A single test dragon."""
    train, test = herds(rng, 2, 1)
    expect_standardized(submission.standardize(train, test), train, test)


@check("standardize", points=0.25, after="both_tables")
def test_other_features(submission, rng):
    """Dragons with one feature, and with four."""
    for features in (1, 4):
        train, test = herds(rng, features, 3)
        expect_standardized(submission.standardize(train, test), train, test)


@check("standardize", points=0.25, after="mean_and_deviation")
def test_inputs_unchanged(submission):
    """The tables that come in stay as they were."""
    unchanged(submission.standardize, TRAIN, TEST)
