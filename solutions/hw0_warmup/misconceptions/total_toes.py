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
    """Print your inputs after the call: are they still the same after your loop?"""
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


def added_to_the_callers_own(left, right):
    """Print both inputs after the call: is each still the one you handed in?"""
    left += right
    return left


def right_foot_twice(left, right):
    """Whose toes does your function never look at?"""
    return 2 * np.asarray(right)


def one_foot_only(left, right):
    """On how many feet does your function count?"""
    return np.array(left)


def last_dragon_forgotten(left, right):
    """Does your loop come as far as the last dragon?"""
    return np.array([*(a + b for a, b in zip(left[:-1], right[:-1])), 0])


def one_table(left, right):
    """One number for each dragon: is your answer a row of numbers, or a table?"""
    return (np.asarray(left) + np.asarray(right)).reshape(-1, 1)


def mean_of_the_feet(left, right):
    """All the toes of a dragon, or the toes of a foot on average?"""
    return (np.asarray(left) + np.asarray(right)) / 2


def returned_too_early(left, right):
    """Where does your loop return: after the last dragon, or after the first?"""
    return [left[0] + right[0]]


def nothing_returned(left, right):
    """Your function does its work, and then: what does it give back?"""
    np.asarray(left) + np.asarray(right)


def small_whole_numbers(left, right):
    """How large a number fits into the dtype that you have chosen?"""
    return np.array(left).astype(np.int8) + np.array(right).astype(np.int8)
