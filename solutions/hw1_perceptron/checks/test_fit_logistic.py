import numpy as np

from autograder.checking import agree, check, ensure, items, numbers


def two_herds(rng, rows):
    """Short dragons with few toes breathe fire, mostly: one in five, and the two kinds overlap."""
    y = np.arange(rows) % 5 == 0
    x = np.column_stack([np.where(y, 6.5, 9.0), np.where(y, 175.0, 215.0)]) + rng.normal(size=(rows, 2)) * (1.5, 22.0)
    return x, y.astype(int)


def exam(rng):
    """A herd to learn from, and one to be judged on that lives elsewhere and grows longer."""
    x_train, y_train = two_herds(rng, 600)
    x_test, y_test = two_herds(rng, 2000)
    return x_train, y_train, x_test + (0.0, 15.0), y_test


@check("fit_logistic", points=1, visible=True)
def test_range(submission):
    """Three rates between 0 and 1; an easy exam goes well, and one with half of its labels wrong goes badly."""
    i = np.arange(60)
    y = i % 2
    x = np.column_stack([9 - 2 * y + i % 3, 220 - 50 * y + (7 * i) % 40])
    rates = [float(numbers(rate, ())) for rate in items(submission.fit_logistic(x[:40], y[:40], x[40:], y[40:]), 3)]
    ensure(all(0 <= rate <= 1 for rate in rates), f"A rate lies between 0 and 1: got {rates}.")
    ensure(rates[0] > 0.8, f"The accuracy on an easy exam is only {rates[0]:.3f}.")
    half_wrong = np.where(i[40:] < 50, y[40:], 1 - y[40:])
    accuracy, _, _ = items(submission.fit_logistic(x[:40], y[:40], x[40:], half_wrong), 3)
    ensure(0.2 < numbers(accuracy, ()) < 0.8, "Half of the exam's labels are wrong, and the accuracy does not show it.")


@check("fit_logistic", points=1, after="range")
def test_other_data(submission, reference, rng):
    """Other herds: the three rates on the test rows."""
    data = exam(rng)
    agree(submission.fit_logistic(*data), reference.fit_logistic(*data), rtol=0, atol=0.03)


@check("fit_logistic", points=1, after=("range", "other_data"))
def test_inverted_exam(submission, reference, rng):
    """Test labels turned upside down: the model has learnt from the train rows and is judged on the test rows."""
    x_train, y_train, x_test, y_test = exam(rng)
    data = (x_train, y_train, x_test, 1 - y_test)
    agree(submission.fit_logistic(*data), reference.fit_logistic(*data), rtol=0, atol=0.03)
