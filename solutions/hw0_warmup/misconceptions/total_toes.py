import numpy as np


def joined_lists(left, right):
    """What does + do to two plain lists? Try it on [1, 2] and [3, 4]."""
    return left + right


def one_grand_total(left, right):
    """How many dragons came in, and how many numbers went out?"""
    return np.sum(left) + np.sum(right)


def added_in_place(left, right):
    """Print your inputs after the call as well: whose array did the adding change?"""
    left = np.asarray(left)
    left += np.asarray(right)
    return left


def written_into_the_list(left, right):
    """When the feet come as arrays all is well: is the caller's own data still the same after your loop?"""
    for i in range(len(left)):
        left[i] = left[i] + right[i]
    return left


def left_foot_twice(left, right):
    """Which of your two inputs never shows up in the result?"""
    return 2 * np.asarray(left)


def side_by_side(left, right):
    """Put together is not the same as added up: how long should the answer be?"""
    return np.concatenate([np.asarray(left), np.asarray(right)])


def only_three_dragons(left, right):
    """Does your answer work for a herd of any size?"""
    return np.array([left[0] + right[0], left[1] + right[1], left[2] + right[2]])


def single_dragon_without_a_list(left, right):
    """A herd of one is still a herd: what shape should its answer have?"""
    return np.squeeze(np.asarray(left) + np.asarray(right))


def product(left, right):
    """A dragon with five toes on each foot: how many does your function count?"""
    return np.asarray(left) * np.asarray(right)
