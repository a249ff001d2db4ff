import numpy as np

from autograder.checking import agree, check, unchanged

SIZES = ((1, 2), (2, 2), (3, 3), (2, 4), (4, 5), (5, 3))


def update(submission, reference, *inputs):
    agree(submission.multiclass_update(*inputs), reference.multiclass_update(*inputs))


def dragon(rng, features, classes, is_right):
    """A dragon, its label, and perceptrons that judge it rightly or not, with or without biases, never by a hair."""
    while True:
        x, w, b = rng.normal(size=features) * 2, rng.normal(size=(features, classes)), rng.normal(size=classes)
        y, scores = rng.integers(classes), x @ w + b
        second, first = np.sort(scores)[-2:]
        winner = scores.argmax()
        if first - second > 0.2 and (winner == y) == is_right and (x @ w).argmax() == winner:
            return x, y, w, b, float(rng.uniform(0.1, 0.9))


@check("multiclass_update", points=1.25, visible=True)
def test_wrong_winner(submission, reference):
    """The wrong class wins, and the scores of the two others are below zero."""
    x, w, b = np.array([2.0, -1.5]), np.array([[1.5, -0.5, -1.0], [-0.5, 0.5, 1.5]]), np.array([0.5, -0.5, 0.25])
    agree(
        submission.multiclass_update(x, 1, w, b, 0.125),
        reference.multiclass_update(x, 1, w, b, 0.125),
    )


@check("multiclass_update", points=1, visible=True, after="wrong_winner")
def test_right_already(submission, reference):
    """A dragon that its own class wins changes nothing."""
    x, w, b = np.array([2.0, -1.5]), np.array([[1.5, -0.5, -1.0], [-0.5, 0.5, 1.5]]), np.array([0.5, -0.5, 0.25])
    agree(
        submission.multiclass_update(x, 0, w, b, 0.125),
        reference.multiclass_update(x, 0, w, b, 0.125),
    )


@check("multiclass_update", points=1, after="wrong_winner")
def test_third_class(submission, reference):
    """Whatever its score, a class that neither won nor should have won stays as it was."""
    x, w = np.array([1.0, 2.0]), np.array([[2.0, -1.0, 1.0], [1.0, 0.5, 0.25]])
    # The third class is second, with a score above zero; the true one is below zero, or above it as well.
    update(submission, reference, x, 1, w, np.array([0.5, -1.0, 0.5]), 0.5)
    update(submission, reference, x, 1, w, np.array([0.5, 1.5, 0.5]), 0.5)
    # Far below zero; and all three below zero.
    update(submission, reference, x, 1, w, np.array([0.5, -1.0, -30.0]), 0.5)
    update(submission, reference, x, 2, w, np.array([-9.0, -6.5, -8.0]), 0.5)
    update(submission, reference, -x, 2, w, np.array([-1.0, -2.0, -1.5]), 0.5)
    # Above zero by hundreds, like the winner; and behind it by a hair.
    large = np.array([[6.0, -20.0, -20.0], [3.0, 10.0, -5.0]])
    update(submission, reference, np.array([16.0, 140.0]), 2, large, np.array([420.0, -80.0, 10.0]), 0.5)
    close = np.array([[40.0, 40.012, 1.0], [100.0, 100.006, 0.25]])
    update(submission, reference, x, 2, close, np.array([0.75, 0.75, 0.5]), 0.5)


@check("multiclass_update", points=1, after=("wrong_winner", "third_class"))
def test_other_sizes(submission, reference, rng):
    """Dragons with one to five features, and two to five classes, at any rate."""
    for features, classes in SIZES:
        for is_right in (False, True, False):
            update(submission, reference, *dragon(rng, features, classes, is_right))


@check("multiclass_update", points=0.5, after="wrong_winner")
def test_bias_decides(submission, reference):
    """The weights alone would let another class win than weights and biases together."""
    x, w, b = np.array([1.0, -0.5]), np.array([[1.0, 2.0, -1.5], [1.0, 1.0, -2.0]]), np.array([0.25, -0.5, 2.5])
    for y in (1, 0, 2):
        update(submission, reference, x, y, w, b, 0.5)
    # All three far below zero; and two with the same weights, of which one is ahead by 1/256, in any precision.
    update(submission, reference, x, 1, w, np.array([-3e6, -2e6, -1e6]), 0.5)
    close = np.array([[900.0, 900.0, 1.0], [-200.0, -200.0, 0.5]])
    update(submission, reference, x, 2, close, np.array([0.5 - 2**-9, 0.5 + 2**-9, 0.5]), 0.5)


@check("multiclass_update", points=0.75, after="wrong_winner")
def test_ties(submission, reference):
    """Two classes share the highest score, or all do, as for the very first dragon."""
    x, w, b = np.array([1.0, 2.0]), np.array([[0.0, 1.0, -1.0], [-1.0, 0.5, 1.5]]), np.array([0.0, 0.5, 0.5])
    for y in (0, 2, 1):
        update(submission, reference, x, y, w, b, 0.25)
    for y in (1, 0, 2):
        update(submission, reference, np.array([6.0, 2.5]), y, np.zeros((2, 3)), np.zeros(3), 0.5)


@check("multiclass_update", points=0.5, after="wrong_winner")
def test_inputs_unchanged(submission):
    """The dragon, the weights and the biases that come in stay as they were."""
    x, w, b = np.array([2.0, -1.5]), np.array([[1.5, -0.5, -1.0], [-0.5, 0.5, 1.5]]), np.array([0.5, -0.5, 0.25])
    for y in (1, 0):  # judged wrongly, and rightly
        unchanged(submission.multiclass_update, x, y, w, b, 0.25)
