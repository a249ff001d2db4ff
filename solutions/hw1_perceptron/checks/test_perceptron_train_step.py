import numpy as np

from autograder.checking import agree, check, unchanged

X = np.array([6.0, 2.5])
W = np.array([0.5, -0.25])


def step(submission, reference, *inputs):
    agree(submission.perceptron_train_step(*inputs), reference.perceptron_train_step(*inputs))


def dragon(rng, features, y, is_right):
    """A dragon, weights and a bias under which it is judged rightly or not, and never by a hair."""
    while True:
        x, w, b = rng.normal(size=features) * 2, rng.normal(size=features), float(rng.normal())
        score = x @ w + b
        if abs(score) > 0.2 and ((score > 0) == bool(y)) == is_right:
            return x, y, w, b, float(rng.uniform(0.1, 0.9))


@check("perceptron_train_step", points=1, visible=True)
def test_false_negative(submission, reference):
    """A fire-breather that was missed moves the weights and the bias."""
    w = np.array([0.5, -0.25])
    # The first is missed whatever the bias, and would be missed again; the second only because of the bias.
    for x, b in ((np.array([1.0, 4.0]), -9.0), (np.array([6.0, 2.5]), -3.0)):
        agree(
            submission.perceptron_train_step(x, 1, w, b, 0.25),
            reference.perceptron_train_step(x, 1, w, b, 0.25),
        )


@check("perceptron_train_step", points=1, visible=True, after="false_negative")
def test_right_already(submission, reference):
    """A dragon that is judged rightly changes nothing."""
    x, w = np.array([6.0, 2.5]), np.array([0.5, -0.25])
    for y, b in ((1, 1.5), (0, -4.5)):
        agree(
            submission.perceptron_train_step(x, y, w, b, 0.5),
            reference.perceptron_train_step(x, y, w, b, 0.5),
        )


@check("perceptron_train_step", points=0.75, after="false_negative")
def test_false_positive(submission, reference, rng):
    """A false alarm."""
    step(submission, reference, X, 0, W, 1.75, 0.5)
    step(submission, reference, *dragon(rng, 2, 0, is_right=False))


@check("perceptron_train_step", points=0.5, after="false_negative")
def test_from_zeros(submission, reference):
    """The very first dragon, when all weights are still zero."""
    for y, lr in ((1, 0.5), (0, 0.5), (1, 1.0), (1, 1.5)):  # training begins with a rate of 1
        step(submission, reference, X, y, np.zeros(2), 0.0, lr)


@check("perceptron_train_step", points=0.75, after=("false_negative", "false_positive"))
def test_other_sizes(submission, reference, rng):
    """Dragons with one to five features, right and wrong, at any rate."""
    for features in range(1, 6):
        for y in (0, 1):
            step(submission, reference, *dragon(rng, features, y, is_right=features == 3))


@check("perceptron_train_step", points=0.5, after="false_negative")
def test_inputs_unchanged(submission):
    """The dragon and the weights that come in stay as they were: after a miss, a false alarm, or a right decision."""
    for y, b in ((1, -3.0), (0, 1.75), (1, 1.5)):
        unchanged(submission.perceptron_train_step, X, y, W, b, 0.5)


@check("perceptron_train_step", points=0.25, after=("false_negative", "false_positive"))
def test_small_labels(submission, reference):
    """Labels that are True and False, or very small integers."""
    for label in (np.bool_, np.uint8):
        step(submission, reference, X, label(1), W, -3.0, 0.5)
        step(submission, reference, X, label(0), W, 1.75, 0.5)


@check("perceptron_train_step", points=0.25, after="false_negative")
def test_integer_features(submission, reference):
    """Features or weights that are whole numbers, or both."""
    step(submission, reference, np.array([6, 3]), 1, np.array([0.5, -2.0]), -3.0, 0.25)
    for x in (np.array([6, 3]), X):
        step(submission, reference, x, 1, np.array([1, -2]), -3.0, 0.25)
