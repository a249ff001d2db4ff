"""Right answers to `moving_average`, written as the solution is not.

`autograder verify` proves that every one of them keeps all points. They are what keeps a check from asking for more
than the text promises: for the same type, the same rounding, or the way its author happened to go.
"""

import numpy as np


def convolved(values, window):
    return np.convolve(values, np.ones(window) / window, mode="valid")


def list_of_sums(series, length):
    return [sum(series[i : i + length]) / length for i in range(len(series) - length + 1)]
