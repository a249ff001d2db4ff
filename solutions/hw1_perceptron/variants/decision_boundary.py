import numpy as np


def formula(w, b):
    return -w[0] / w[1], -b / w[1]


def two_points(w, b):
    def height(x):
        return (-b - w[0] * x) / w[1]

    return height(1.0) - height(0.0), height(0.0)


def as_array(w, b):
    return np.array([-w[0], -b]) / w[1]


def as_list(weights, bias):
    w0, w1 = weights
    return [-(w0 / w1), -(bias / w1)]


def solved(w, b):
    heights = [np.linalg.solve([[w[1]]], [-b - w[0] * x])[0] for x in (0.0, 2.0)]
    return (heights[1] - heights[0]) / 2, heights[0]


def polynomial(w, b):
    slope, intercept = np.polyfit([0.0, 1.0], [-b / w[1], (-b - w[0]) / w[1]], 1)
    return slope, intercept


def single_precision(w, b):
    w = np.float32(w)
    return -w[0] / w[1], np.float32(-b) / w[1]


def overwrites_its_inputs(w, b):
    b /= -w[1]
    w /= -w[1]
    return w[0], b


def zero_dimensional(w, b):
    return np.array(w[0] / -w[1]), np.array(b / -w[1])
