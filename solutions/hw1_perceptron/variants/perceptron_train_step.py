from typing import Tuple

import numpy as np


def error_times_features(x, y, w, b, lr):
    error = int(y) - int(np.dot(w, x) + b > 0)
    return w + lr * error * x, b + lr * error


def if_and_elif(x, y, w, b, lr):
    prediction = 1 if np.sum(w * x) + b > 0 else 0
    w_new, b_new = w.copy(), b
    if prediction == 0 and y == 1:
        w_new = w_new + lr * x
        b_new = b_new + lr
    elif prediction == 1 and y == 0:
        w_new = w_new - lr * x
        b_new = b_new - lr
    return w_new, b_new


def explicit_loop(dragon, label, weights, bias, rate):
    score = bias
    for i in range(len(dragon)):
        score += dragon[i] * weights[i]
    guess = int(score > 0)
    new = []
    for i in range(len(dragon)):
        new.append(weights[i] + rate * (int(label) - guess) * dragon[i])
    return new, bias + rate * (int(label) - guess)


def typed(x: np.ndarray, y: int, w: np.ndarray, b: float, lr: float) -> Tuple[np.ndarray, float]:
    """One step of the perceptron rule.

    Returns:
        The new weights and the new bias.
    """
    decision: bool = bool(w @ x + b > 0)
    if decision == bool(y):
        return w.copy(), b
    direction = 1.0 if y else -1.0
    return w + direction * lr * x, b + direction * lr


def single_precision(x, y, w, b, lr):
    x, w = np.float32(x), np.float32(w)
    e = np.float32(y) - np.float32(x @ w + np.float32(b) > 0)
    return (w + np.float32(lr) * e * x).astype(np.float32), np.float32(b + lr * e)


def bias_as_extra_weight(x, y, w, b, lr):
    xx = np.append(x, 1.0)
    ww = np.append(w, b).astype(float)
    ww += lr * (int(y) - (ww @ xx > 0)) * xx
    return ww[:-1], ww[-1]


def where(x, y, w, b, lr):
    z = np.einsum("i,i->", x, w) + b
    delta = lr * (int(y) - np.where(z > 0, 1, 0))
    return [w + delta * x, b + delta]


class _Neuron:
    def __init__(self, w, b):
        self.w, self.b = np.array(w, dtype=float), float(b)

    def fires(self, x):
        return bool(self.w.dot(x) + self.b > 0)


def in_a_class(x, y, w, b, lr):
    neuron = _Neuron(w, b)
    if neuron.fires(x) != bool(y):
        sign = 1 if y else -1
        neuron.w += sign * lr * x
        neuron.b += sign * lr
    return neuron.w, neuron.b


def zero_dimensional_bias(x, y, w, b, lr):
    e = float(y) - float(w @ x + b > 0)
    return tuple([np.add(w, lr * e * x), np.asarray(b + lr * e)])


def returns_inputs_when_right(x, y, w, b, lr):
    if (x @ w + b > 0) == (y == 1):
        return w, b
    s = {1: 1, 0: -1}[int(y)]
    return w + s * lr * x, b + s * lr


def comprehension(x, y, w, b, lr):
    e = (1 if y else 0) - (1 if sum(i * j for i, j in zip(x, w)) + b > 0 else 0)
    return np.array([j + lr * e * i for i, j in zip(x, w)]), b + lr * e


def matched(x, y, w, b, lr):
    match bool(y), bool(x.dot(w) + b > 0):
        case True, False:
            return w + lr * x, b + lr
        case False, True:
            return w - lr * x, b - lr
        case _:
            return w.copy(), b


def label_times_one(x, y, w, b, lr):
    y = y * 1.0
    return w + lr * (y - (x @ w + b > 0)) * x, b + lr * (y - (x @ w + b > 0))


def loop_over_a_float_copy(x, y, w, b, lr):
    fires = x @ w + b > 0
    sign = 1 if (y and not fires) else -1 if (fires and not y) else 0
    new = w.astype(float).copy()
    for j in range(len(x)):
        new[j] += sign * lr * x[j]
    return new, float(b) + sign * lr


def with_a_default_and_a_print(x: np.ndarray, y: int, w: np.ndarray, b: float, lr: float = 1.0):
    delta = lr * (np.float64(y) - np.heaviside(np.dot(x, w) + b, 0.0))
    print(delta)
    return np.add(w, np.multiply(delta, x)), b + delta
