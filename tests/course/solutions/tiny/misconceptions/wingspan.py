import numpy as np

BODY_WIDTH = 1.5


def body_forgotten(left, right):
    """What lies between the two wings?"""
    return np.asarray(left) + np.asarray(right)


def body_for_each_wing(left, right):
    """How many bodies does one dragon have?"""
    return _wing(left) + _wing(right)


def first_dragon_only(left, right):
    """The span of one dragon says little about the herd: is there one number for each?"""
    return left[0] + right[0] + BODY_WIDTH


def added_in_place(left, right):
    """Whose array is it that you are adding to?"""
    left += right + BODY_WIDTH
    return left


def wingless_left_out(left, right):
    """A dragon without wings still has a body: where did yours go?"""
    span = np.asarray(left) + np.asarray(right)
    return np.where(span > 0, span + BODY_WIDTH, 0)


def _wing(length):
    return np.asarray(length) + BODY_WIDTH
