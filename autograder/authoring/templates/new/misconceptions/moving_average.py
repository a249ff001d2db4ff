"""Wrong answers to `moving_average` that students are known to give, each with the one sentence that helps.

They serve twice. `autograder verify` proves that every one of them loses points: these two are why the hidden checks
are there. And when a check fails, the misconception that gives the student's very answers lends its sentence to the
feedback. The best sentence is a question that leads to the mistake and does not give the answer away.

Add one whenever you see a new mistake. If a visible check catches it, `autograder build` puts its sentence into the
students' own checks.
"""

import numpy as np


def centred_window(values, window):
    """Count the readings in one of your windows, when the window is an even number: how many are there?"""
    half = window // 2
    return np.array([values[i - half : i + half + 1].mean() for i in range(half, len(values) - half)])


def written_over_the_readings(values, window):
    """Print the readings before and after the call: whose array does your loop write to?"""
    for i in range(len(values) - window + 1):
        values[i] = values[i : i + window].mean()
    return values[: len(values) - window + 1]
