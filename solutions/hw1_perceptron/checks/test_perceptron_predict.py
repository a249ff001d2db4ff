import numpy as np

from autograder.checking import agree, check

X = np.array([[5.0, 150.0], [9.0, 120.0], [6.0, 290.0], [22.0, 160.0], [7.0, 201.0]])


def scored(rng, rows, features, b):
    """Inputs of which no score is near 0 with or without the bias, and that need every feature."""
    while True:
        x, w = rng.normal(size=(rows, features)), rng.normal(size=features)
        fire = x @ w + b > 0
        is_clear = np.abs(x @ w).min() > abs(b) + 1.05
        is_mixed = rows == 1 or (0 < fire.sum() < rows and (fire != (x[:, :2] @ w[:2] + b > 0)).any())
        if is_clear and is_mixed:
            return x, w, b


@check("perceptron_predict", points=0.75, visible=True)
def test_five_dragons(submission, reference):
    """Five dragons, some on either side of the line."""
    w, b = np.array([2.0, -0.1]), 1.0
    agree(submission.perceptron_predict(X, w, b), reference.perceptron_predict(X, w, b))


@check("perceptron_predict", points=0.25, after="five_dragons")
def test_tie(submission, reference):
    """A dragon exactly on the line, and others close to it on either side."""
    hair = 2.0**-11
    near = [[2.0, 1.0], [2.0 + hair, 1.0], [2.0 - hair, 1.0]]
    x = np.array([*near, [1.0, 0.25], [1.0, 0.75], [4.0, 3.0], [1.5, 0.0], [2.0, 0.0]])
    w = np.array([0.5, -1.0])
    agree(submission.perceptron_predict(x, w, 0.0), reference.perceptron_predict(x, w, 0.0))


@check("perceptron_predict", points=0.5, after="five_dragons")
def test_bias(submission, reference, rng):
    """The bias counts once, and a very large one outweighs everything else."""
    some, w = rng.uniform(-1, 1, (3, 2)), rng.uniform(-1, 1, 2)
    x = np.concatenate([some, -some])  # on both sides of the line, but for the bias
    for b in (1e6, -1e6):
        agree(submission.perceptron_predict(x, w, b), reference.perceptron_predict(x, w, b))
    x, w = np.array([[1.0, 1.0], [0.5, 0.5], [2.0, 1.0]]), np.array([1.0, 1.0])
    agree(submission.perceptron_predict(x, w, -1.5), reference.perceptron_predict(x, w, -1.5))


@check("perceptron_predict", points=0.25, after="five_dragons")
def test_four_features(submission, reference, rng):
    """Dragons with four features, and dragons with a single one."""
    inputs = scored(rng, 5, 4, 0.1)
    agree(submission.perceptron_predict(*inputs), reference.perceptron_predict(*inputs))
    x, w = np.array([[2.0], [0.5], [1.0], [-1.0]]), np.array([1.0])
    agree(submission.perceptron_predict(x, w, -0.75), reference.perceptron_predict(x, w, -0.75))


@check("perceptron_predict", points=0.25, after="five_dragons")
def test_one_dragon(submission, reference, rng):
    """A table of one dragon."""
    for b in (0.2, -0.2):
        inputs = scored(rng, 1, 2, b)
        agree(submission.perceptron_predict(*inputs), reference.perceptron_predict(*inputs))
