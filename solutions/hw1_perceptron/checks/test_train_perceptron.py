import numpy as np

from autograder.checking import agree, check, ensure, items, numbers, unchanged

# The fifth epoch is the first without a mistake. No score comes close to 0, and no sum of changes to a limit below: the
# number of epochs is the same in any precision. Each limit tells other wrong sums from the right one.
X = np.array([[-0.9, -1.1], [1.6, 0.2], [1.6, -0.6], [-1.9, -0.5], [0.5, -0.7], [1.9, -1.3]])
Y = np.array([1, 0, 0, 0, 1, 1])


def is_clear_cut(x, y, epochs):
    """Whether every epoch makes mistakes of which the bias keeps some, and no score after the first is near 0.

    The very last dragon has to be a mistake too: whoever forgets it has other weights in the end.
    """
    w, b = np.zeros(x.shape[1]), 0.0
    for epoch in range(epochs):
        before = b
        for i, (row, label) in enumerate(zip(x, y)):
            score = row @ w + b
            if abs(score) < 0.01 and epoch + i > 0:
                return False
            step = (int(label) - int(score > 0)) / (epoch + 1)
            w, b = w + step * row, b + step
        if b == before:
            return False
    return step != 0


def noisy(rng, rows, features, epochs):
    """Features and noisy labels for training that is exact in any precision, and makes mistakes in every epoch."""
    while True:
        x = rng.normal(size=(rows, features)).round(2)
        y = (x.sum(axis=1) > 0.3) ^ (rng.random(rows) < 0.3)
        if is_clear_cut(x, y, epochs):
            return x, y.astype(int)


@check("train_perceptron", points=0.75, visible=True)
def test_one_epoch(submission, reference):
    """One epoch over four dragons, exactly."""
    x, y = np.array([[1.0, 2.0], [2.0, -1.0], [-1.5, 1.0], [-1.0, -2.0]]), np.array([1, 0, 1, 0])
    agree(submission.train_perceptron(x, y, 1, 0.1), reference.train_perceptron(x, y, 1, 0.1))


@check("train_perceptron", points=1, visible=True, after="one_epoch")
def test_learns(submission):
    """Two herds that a line can tell apart are told apart."""
    i = np.arange(80)
    y = i % 2
    x = np.column_stack([2 * y - 1 + 0.1 * (i % 7), 1 - 2 * y + 0.1 * (i % 5)])
    w, b, _ = items(submission.train_perceptron(x, y, 200, 0.1), 3)
    right = np.mean((x @ numbers(w, (2,)) + numbers(b, ()) > 0) == y)
    ensure(right >= 0.975, f"Only {right:.3f} of the herd is judged rightly after training.")


@check("train_perceptron", points=0.75, after="one_epoch")
def test_three_epochs(submission, reference, rng):
    """Three epochs, exactly: the rate of each, and what carries over to the next."""
    for epochs, features in ((2, 2), (3, 2), (2, 1)):
        x, y = noisy(rng, 9, features, epochs)
        agree(submission.train_perceptron(x, y, epochs, 0.0), reference.train_perceptron(x, y, epochs, 0.0))


@check("train_perceptron", points=0.75, after=("one_epoch", "three_epochs"))
def test_when_to_stop(submission, reference):
    """How many epochs are run: with a limit that is met at once, later, or never."""
    trainings = [(X, Y, 9, 1e9), *((X, Y, 60, lim) for lim in (0.3, 1.0, 2.0, 3.0)), (X, Y, 5, 0.0), (X, Y, 200, 0.0)]
    # The last dragon comes first: only now is the last one of the first epoch misjudged.
    trainings += [(np.roll(X, 1, axis=0), np.roll(Y, 1), 60, lim) for lim in (0.3, 0.6)]
    # Two dragons that are learnt at once: from then on nothing changes at all, and 0 is not below 0.
    trainings.append((np.array([[1.0, 1.0], [-1.0, -1.0]]), np.array([1, 0]), 4, 0.0))
    # All are asked before any is judged: it takes them all to tell one mistake from another.
    answers = [submission.train_perceptron(*training) for training in trainings]
    for answer, training in zip(answers, trainings):
        _, _, count = items(answer, 3)
        _, _, right = reference.train_perceptron(*training)
        agree(count, right, what="the number of epochs")


@check("train_perceptron", points=0.25, after="one_epoch")
def test_data_unchanged(submission):
    """The data that come in stay as they were."""
    unchanged(submission.train_perceptron, X, Y, 2, 0.1)


@check("train_perceptron", points=0.5, after="one_epoch")
def test_three_features(submission, reference, rng):
    """Dragons with three features."""
    x, y = noisy(rng, 8, 3, 2)
    agree(submission.train_perceptron(x, y, 2, 0.0), reference.train_perceptron(x, y, 2, 0.0))
    # The first two features change so little that they alone would meet the limit.
    x = np.column_stack([X / 100, [-1.5, 0.5, 1.0, -0.75, -0.5, 2.0]])
    agree(submission.train_perceptron(x, Y, 2, 0.5), reference.train_perceptron(x, Y, 2, 0.5))
