import numpy as np


def _decision(x, w, b):
    return int(np.dot(x, w) + b > 0)


def sign_flipped(x, y, w, b, lr):
    """Score the missed dragon again after your update: has its score gone up or down?"""
    error = _decision(x, w, b) - int(y)
    return w + lr * error * x, b + lr * error


def bias_sign_flipped(x, y, w, b, lr):
    """The weights move the right way; does the bias move the same way?"""
    error = int(y) - _decision(x, w, b)
    return w + lr * error * x, b - lr * error


def bias_never_learns(x, y, w, b, lr):
    """Which of your two answers can never change, whatever the dragon?"""
    error = int(y) - _decision(x, w, b)
    return w + lr * error * x, b


def rate_forgotten(x, y, w, b, lr):
    """Call your function with two different rates: should the answers be the same?"""
    error = int(y) - _decision(x, w, b)
    return w + error * x, b + error


def rate_forgotten_for_bias(x, y, w, b, lr):
    """The weights take small steps. How large are the steps of the bias?"""
    error = int(y) - _decision(x, w, b)
    return w + lr * error * x, b + error


def features_forgotten(x, y, w, b, lr):
    """Should the weight of a large feature and of a small one move by the same amount?"""
    error = int(y) - _decision(x, w, b)
    return w + lr * error, b + lr * error


def bias_moved_by_features(x, y, w, b, lr):
    """The bias belongs to a feature that is the same for all dragons: which number is it?"""
    error = int(y) - _decision(x, w, b)
    return w + lr * error * x, b + lr * error * np.sum(x)


def bias_left_out_of_decision(x, y, w, b, lr):
    """Before learning, your function decides: is everything in the score that belongs there?"""
    error = int(y) - int(np.dot(x, w) > 0)
    return w + lr * error * x, b + lr * error


def tie_counts_as_fire(x, y, w, b, lr):
    """What does your function decide when the score is exactly on the line?"""
    error = int(y) - int(np.dot(x, w) + b >= 0)
    return w + lr * error * x, b + lr * error


def always_learns(x, y, w, b, lr):
    """What should a dragon teach that was judged rightly already?"""
    sign = 1 if y else -1
    return w + lr * sign * x, b + lr * sign


def learns_from_misses_only(x, y, w, b, lr):
    """There are two ways to be wrong: does your function learn from both?"""
    if y == 1 and _decision(x, w, b) == 0:
        return w + lr * x, b + lr
    return w, b


def raw_score_as_decision(x, y, w, b, lr):
    """The label is 0 or 1. What is the thing you compare it with?"""
    error = int(y) - (np.dot(x, w) + b)
    return w + lr * error * x, b + lr * error


def double_step(x, y, w, b, lr):
    """By how much do -1 and 1 differ, and by how much 0 and 1?"""
    error = (1 if y else -1) - (1 if _decision(x, w, b) else -1)
    return w + lr * error * x, b + lr * error


def updated_in_place(x, y, w, b, lr):
    """Print your weights before and after the call: whose array has your function written to?"""
    error = int(y) - _decision(x, w, b)
    if w.dtype.kind == "f":
        w += lr * error * x
    else:
        w = w + lr * error * x
    return w, b + lr * error


def subtracts_small_labels(x, y, w, b, lr):
    """What is 0 minus 1 for a label that is True or False, or that cannot be negative?"""
    error = y - (np.dot(x, w) + b > 0).astype(np.asarray(y).dtype)
    return w + lr * error * x, b + lr * error


def truncated_to_integers(x, y, w, b, lr):
    """If the features come in as whole numbers, must the steps be whole numbers too?"""
    step = np.zeros_like(x)
    step[:] = lr * (int(y) - _decision(x, w, b)) * x
    return w + step, b + lr * (int(y) - _decision(x, w, b))


def two_features_only(x, y, w, b, lr):
    """How many features does your function look at, and how many may there be?"""
    error = int(y) - int(x[0] * w[0] + x[1] * w[1] + b > 0)
    return np.array([w[0] + lr * error * x[0], w[1] + lr * error * x[1]]), b + lr * error


def bias_first(x, y, w, b, lr):
    """In which order does the text ask for the two results?"""
    error = int(y) - _decision(x, w, b)
    return b + lr * error, w + lr * error * x


def only_the_change(x, y, w, b, lr):
    """Are these the new weights, or only what is added to the old ones?"""
    error = int(y) - _decision(x, w, b)
    return lr * error * x, lr * error


def weights_only(x, y, w, b, lr):
    """How many things should come back?"""
    return w + lr * (int(y) - _decision(x, w, b)) * x


def bias_as_array(x, y, w, b, lr):
    """The bias is one number: what shape has the one you return?"""
    error = int(y) - _decision(x, w, b)
    return w + lr * error * x, np.array([b + lr * error])


def nothing_returned(x, y, w, b, lr):
    """Your function does its work, and then: what does it give back?"""
    error = int(y) - _decision(x, w, b)
    w, b = w + lr * error * x, b + lr * error
