import numpy as np

from autograder.checking import agree, check, ensure, items, numbers


def two_herds(rng, rows):
    """Short and young dragons with few toes breathe fire, mostly: one in three, and the two kinds overlap widely.

    So each of the three features matters, and a mean of probabilities is another figure than a share of decisions.
    """
    y = np.arange(rows) % 3 == 0
    middle = np.where(y[:, None], (6.5, 175.0, 40.0), (9.0, 205.0, 50.0))
    return middle + rng.normal(size=(rows, 3)) * (3.0, 30.0, 10.0), y.astype(int)


def exam(rng):
    """A herd to learn from, of which one half grows longer, and one to be judged on that grows longer still."""
    x_train, y_train = two_herds(rng, 600)
    x_train[300:, 1] += 40.0
    x_test, y_test = two_herds(rng, 2000)
    return x_train, y_train, x_test + (0.0, 50.0, 0.0), y_test


@check("fit_logistic", points=1, visible=True)
def test_range(submission):
    """Three rates between 0 and 1; an easy exam goes well, and one with half of its labels wrong goes badly."""
    i = np.arange(60)
    y = i % 2
    x = np.column_stack([9 - 2 * y + i % 3, 220 - 50 * y + (7 * i) % 40]).astype(float)
    rates = [float(numbers(rate, ())) for rate in items(submission.fit_logistic(x[:40], y[:40], x[40:], y[40:]), 3)]
    ensure(all(0 <= rate <= 1 for rate in rates), f"A rate lies between 0 and 1: got {rates}.")
    ensure(rates[0] > 0.8, f"The accuracy on an easy exam is only {rates[0]:.3f}.")
    half_wrong = np.where(i[40:] < 50, y[40:], 1 - y[40:])
    accuracy, _, _ = items(submission.fit_logistic(x[:40], y[:40], x[40:], half_wrong), 3)
    ensure(0.2 < numbers(accuracy, ()) < 0.8, "Half of the exam's labels are wrong, and the accuracy does not show it.")


@check("fit_logistic", points=1, after="range")
def test_other_data(submission, reference, rng):
    """Other herds, with three features: the three rates on the test rows."""
    data = exam(rng)
    agree(submission.fit_logistic(*data), reference.fit_logistic(*data), rtol=0, atol=0.03)


@check("fit_logistic", points=1, after=("range", "other_data"))
def test_inverted_exam(submission, reference, rng):
    """Test labels turned upside down: the model has learnt from the train rows and is judged on the test rows."""
    x_train, y_train, x_test, y_test = exam(rng)
    data = (x_train, y_train, x_test, 1 - y_test)
    agree(submission.fit_logistic(*data), reference.fit_logistic(*data), rtol=0, atol=0.03)
