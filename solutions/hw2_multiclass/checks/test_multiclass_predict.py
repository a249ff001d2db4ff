import numpy as np

from autograder.checking import agree, check


def gap(scores):
    """How far the winner of each row is ahead of the second, at the least."""
    ordered = np.sort(scores, axis=1)
    return (ordered[:, -1] - ordered[:, -2]).min()


def judged(rng, rows, features, classes):
    """Dragons whose winners are far ahead: biases and decimals decide nothing, and the last class wins once."""
    while True:
        x, w, b = rng.normal(size=(rows, features)), rng.normal(size=(features, classes)), rng.normal(size=classes) / 30
        scores, margin = x @ w, 6 * np.abs(b).max()
        winners = scores.argmax(axis=1)
        is_strong = (np.abs(scores).argmax(axis=1) == winners).all() and gap(np.abs(scores)) > margin
        is_strong &= (scores.max(axis=1) > 1 + margin).all()
        # Of several dragons, one is won by another class than the first that is above zero.
        is_strong &= rows == 1 or (x @ w + b > 0).argmax(axis=1).tolist() != winners.tolist()
        # The third feature and those after it decide somewhere, if there are any.
        is_strong &= features < 3 or all(
            (x[:, :2] @ w[:2] + shift).argmax(axis=1).tolist() != winners.tolist() for shift in (0, b)
        )
        if is_strong and gap(scores) > 1 + margin and (rows == 1 or classes - 1 in winners):
            return x, w, b


def biased(rng):
    """Dragons of which the biases decide some, and other ones in each way of getting the biases or the scores wrong."""
    while True:
        x, w, b = rng.normal(size=(8, 2)), rng.normal(size=(2, 4)), rng.normal(size=4) * 2
        scores = x @ w + b
        ways = [scores, x @ w, x @ w - b, x @ w + 2 * b, x @ w + np.roll(b, 1), np.abs(scores), np.round(scores)]
        ways += [scores[:, :3], np.trunc(scores), np.maximum(scores, 0)]
        if gap(scores) > 0.1 and len({tuple(way.argmax(axis=1)) for way in ways}) == len(ways):
            return x, w, b


@check("multiclass_predict", points=1.25, visible=True)
def test_four_dragons(submission, reference):
    """Four dragons and three perceptrons: who wins?"""
    x = np.array([[16.0, 137.0], [4.0, 180.0], [12.0, 260.0], [19.0, 120.5]])
    w, b = np.array([[-1.5, 2.0, -0.25], [0.125, -0.0625, 0.1875]]), np.array([1.5, -0.5, -1.0])
    agree(submission.multiclass_predict(x, w, b), reference.multiclass_predict(x, w, b))


@check("multiclass_predict", points=0.5, after="four_dragons")
def test_same_numbers(submission, reference, rng):
    """As many dragons as classes, and as many features: every table is square."""
    for features in (2, 3):
        x = np.array([[1.0, 2.0, 0.5], [-2.0, 1.0, 1.0], [0.5, 1.5, -1.0]])[:, :features]
        w = np.array([[2.0, -1.0, 0.5], [0.25, 1.0, 1.5], [-1.0, 0.5, 1.0]])[:features]
        b = np.array([2.2, 0.1, -0.3])  # another winner than without them, for some of the three
        agree(submission.multiclass_predict(x, w, b), reference.multiclass_predict(x, w, b))
    # Two of each: both scores are above zero, or both below.
    inputs = np.array([[1.0, 2.0], [-2.0, -1.0]]), np.array([[1.0, 0.5], [3.0, 1.5]]), np.array([0.2, -0.1])
    agree(submission.multiclass_predict(*inputs), reference.multiclass_predict(*inputs))
    inputs = judged(rng, 4, 4, 4)
    agree(submission.multiclass_predict(*inputs), reference.multiclass_predict(*inputs))


@check("multiclass_predict", points=0.25, after="four_dragons")
def test_one_dragon(submission, reference, rng):
    """A table of one dragon."""
    last_of_three = np.array([[1.0, 1.0]]), np.array([[1.0, 2.0, 5.0], [1.0, 1.0, 1.0]]), np.zeros(3)
    for inputs in (last_of_three, *(judged(rng, 1, 2, 3) for _ in range(3))):
        agree(submission.multiclass_predict(*inputs), reference.multiclass_predict(*inputs))


@check("multiclass_predict", points=0.25, after="four_dragons")
def test_bias(submission, reference, rng):
    """Each class has a bias of its own, and it counts once."""
    one_feature = np.array([[4.0], [-1.5], [0.5], [2.0]]), np.array([[1.0, -2.0, 0.5]]), np.array([-1.0, 0.25, 1.0])
    for inputs in (biased(rng), one_feature):
        agree(submission.multiclass_predict(*inputs), reference.multiclass_predict(*inputs))


@check("multiclass_predict", points=0.25, after="four_dragons")
def test_any_size(submission, reference):
    """Scores that are all below zero, scores of hundreds and thousands, and a winner that is only a little ahead."""
    x = np.array([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 100.0, 0.0], [300.0, -800.0, 0.0, 0.0]])
    x = np.vstack([x, 400 * x[:1], 1e6 * x[:1], [0.0, 0.0, 0.0, 1000.5]])
    w = np.array([[-9.0, -6.0, -2.0], [-5.0, -3.0, -4.0], [8.0, 9.5, -12.0], [1.0, 1.00002, 0.5]])
    b = np.array([0.25, 0.25, -0.5])
    agree(submission.multiclass_predict(x, w, b), reference.multiclass_predict(x, w, b))
    # Ahead by 1/256 of a thousand, in any precision.
    x, w = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[1000.0, 1000 + 2**-8, 7.0], [3.0, 1000.0, 1000 + 2**-8]])
    b = np.array([0.25, 0.25, 0.25])
    agree(submission.multiclass_predict(x, w, b), reference.multiclass_predict(x, w, b))


@check("multiclass_predict", points=0.5, after="four_dragons")
def test_ties(submission, reference):
    """Dragons for which two classes, or all, have the same score."""
    x = np.array([[2.0, 0.0], [1.0, 1.0], [-1.5, -1.0], [0.0, 0.0], [1.0, 3.0], [4.0, 4.0], [-1.0, -2.0]])
    w, b = np.array([[1.0, 1.0, 0.0], [0.0, 0.5, 1.5]]), np.zeros(3)
    for k in (3, 2):
        agree(submission.multiclass_predict(x, w[:, :k], b[:k]), reference.multiclass_predict(x, w[:, :k], b[:k]))
