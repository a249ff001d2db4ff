import numpy as np

from autograder.checking import agree, check

# However the numbers are mixed up, no wrong rate is the same as the right one.
Y_TRUE = np.array([1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0])
Y_PRED = np.array([1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 0, 0, 0])


@check("binary_rates", points=1.25, visible=True)
def test_thirteen_dragons(submission, reference):
    """Thirteen dragons, one fire-breather missed and two false alarms."""
    agree(submission.binary_rates(Y_TRUE, Y_PRED), reference.binary_rates(Y_TRUE, Y_PRED))


@check("binary_rates", points=1, after="thirteen_dragons")
def test_published_rates(submission, reference, rng):
    """The rates of the tutorial's own predictions, dragons in any order."""
    y_true = np.repeat([1, 0], [109, 83])
    y_pred = y_true.copy()
    y_pred[-1] = 1
    order = rng.permutation(192)
    agree(submission.binary_rates(y_true[order], y_pred[order]), (191 / 192, 1.0, 1 / 83))


@check("binary_rates", points=0.75, after="thirteen_dragons")
def test_bool_predictions(submission, reference, rng):
    """The predictions come as True and False."""
    y_true = np.repeat([1, 0], [8, 5])
    y_pred = (y_true == 1) ^ (rng.permutation(13) < 3)
    # The last two: a model that finds no fire at all, and one that sees fire everywhere.
    for predicted in (y_pred, np.zeros(13, dtype=bool), np.ones(13, dtype=bool)):
        agree(submission.binary_rates(y_true, predicted), reference.binary_rates(y_true, predicted))
