from itertools import product

import numpy as np

from autograder.checking import agree, check, ensure, items, numbers


@check("decision_boundary", points=0.5, visible=True)
def test_one_line(submission, reference):
    """The line where the score is 0, for one pair of weights and a bias."""
    w, b = np.array([3.0, -0.5]), 4.0
    agree(submission.decision_boundary(w, b), reference.decision_boundary(w, b))


@check("decision_boundary", points=0.5, after="one_line")
def test_points_on_it(submission, rng):
    """Every point on the line has a score of 0, whatever the weights and the bias."""
    for signs in product((1, -1), repeat=3):
        first, second, bias = signs * rng.uniform((0.3, 0.3, 0.5), (2, 2, 9))
        w, b = np.array([first, -second]), float(bias)  # the first line crosses the axis above 0
        slope, intercept = (numbers(part, ()) for part in items(submission.decision_boundary(w, b), 2))
        for x in (-3.0, 0.0, 20.0):
            score = w[0] * x + w[1] * (slope * x + intercept) + b
            ensure(abs(score) < 1e-3, "A point on the line has a score that is not 0.")
