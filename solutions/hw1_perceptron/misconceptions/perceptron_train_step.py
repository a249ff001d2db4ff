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


def adds_in_both_cases(x, y, w, b, lr):
    """After a false alarm, score that dragon again: which way has its score gone?"""
    if _decision(x, w, b) != int(y):
        return w + lr * x, b + lr
    return w, b


def learns_from_right_ones(x, y, w, b, lr):
    """From which dragons does your function learn: those judged rightly, or wrongly?"""
    if _decision(x, w, b) == int(y):
        sign = 1 if y else -1
        return w + lr * sign * x, b + lr * sign
    return w, b


def decides_again_for_bias(x, y, w, b, lr):
    """How often does your function decide about one dragon, and with which weights?"""
    w = w + lr * (int(y) - _decision(x, w, b)) * x
    return w, b + lr * (int(y) - _decision(x, w, b))


def wraps_around(x, y, w, b, lr):
    """What is 0 minus 1 for a label that cannot be negative?"""
    decision = _decision(x, w, b)
    return w + lr * (y - decision) * x, b + lr * (y - decision)


def decision_that_cannot_be_negative(x, y, w, b, lr):
    """What kind of number is your decision: one that knows negative numbers?"""
    error = np.subtract(y, np.array(_decision(x, w, b), dtype=np.uint8))
    return w + lr * error * x, b + lr * error


def bias_as_vector(x, y, w, b, lr):
    """The bias is one number: how many do you return?"""
    error = int(y) - _decision(x, w, b)
    return w + lr * error * x, b + lr * error * x


def bias_moved_by_the_mean(x, y, w, b, lr):
    """Which feature does the bias belong to, and how large is it for this dragon?"""
    error = int(y) - _decision(x, w, b)
    return w + lr * error * x, b + lr * error * np.mean(x)


def nothing_returned_if_right(x, y, w, b, lr):
    """A dragon is judged rightly: what does your function give back then?"""
    error = int(y) - _decision(x, w, b)
    if error != 0:
        return w + lr * error * x, b + lr * error


def probability_as_decision(x, y, w, b, lr):
    """Is your decision 0 or 1, or something between?"""
    error = int(y) - 1 / (1 + np.exp(-(np.dot(x, w) + b)))
    return w + lr * error * x, b + lr * error


def rate_used_twice(x, y, w, b, lr):
    """How often does the rate enter the step of the weights, and how often that of the bias?"""
    step = lr * (int(y) - _decision(x, w, b))
    return w + lr * step * x, b + step


def rate_divided_by_features(x, y, w, b, lr):
    """Should the step be smaller because a dragon has more features?"""
    step = lr / len(x) * (int(y) - _decision(x, w, b))
    return w + step * x, b + step


def weights_stay_whole(x, y, w, b, lr):
    """Your weights come in as whole numbers: do they have to stay whole?"""
    error = int(y) - _decision(x, w, b)
    return (w + lr * error * x).astype(w.dtype), b + lr * error


def added_into_a_whole_copy(x, y, w, b, lr):
    """What does += do to an array of whole numbers, when the step is not whole?"""
    error, new = int(y) - _decision(x, w, b), w.copy()
    new += lr * error * x
    return new, b + lr * error


def dragon_overwritten(x, y, w, b, lr):
    """Print the dragon after the call: does it still have its own features?"""
    error = int(y) - _decision(x, w, b)
    if error < 0:
        x *= error
    return w + lr * abs(error) * x, b + lr * error


def in_place_after_a_false_alarm(x, y, w, b, lr):
    """After a false alarm, do you make a new array, or write into one that came in?"""
    error = int(y) - _decision(x, w, b)
    if error < 0 and w.dtype.kind == "f":
        w -= lr * x
        return w, b - lr
    return w + lr * error * x, b + lr * error
