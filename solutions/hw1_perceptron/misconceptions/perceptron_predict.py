import numpy as np


def tie_counts_as_fire(X, w, b):
    """What should a dragon get whose score is exactly 0?"""
    return (X @ w + b >= 0).astype(int)


def bias_forgotten(X, w, b):
    """Does your decision depend on b at all?"""
    return (X @ w > 0).astype(int)


def bias_subtracted(X, w, b):
    """A very large bias: does it make fire more likely in your function, or less?"""
    return (X @ w - b > 0).astype(int)


def bias_for_every_feature(X, w, b):
    """How often does the bias enter your score, if a dragon has two features?"""
    return ((X * w + b).sum(axis=1) > 0).astype(int)


def raw_scores(X, w, b):
    """A score says how far a dragon is from the line; what does the question ask for?"""
    return X @ w + b


def plus_minus_one(X, w, b):
    """Which two numbers stand for fire and no fire in this course?"""
    return np.where(X @ w + b > 0, 1, -1)


def classes_swapped(X, w, b):
    """On which side of the line does your function see fire?"""
    return (X @ w + b < 0).astype(int)


def score_above_one_half(X, w, b):
    """A score is no probability: where does the line between the two answers lie?"""
    return (X @ w + b > 0.5).astype(int)


def two_features_only(X, w, b):
    """How many features does your formula use, and how many columns may X have?"""
    return (X[:, 0] * w[0] + X[:, 1] * w[1] + b > 0).astype(int)


def squeezed(X, w, b):
    """One dragon in: what shape has the answer?"""
    return np.squeeze((X @ w + b > 0).astype(int))


def column(X, w, b):
    """One label for each dragon: is your answer a row of labels, or a table with one column?"""
    return (X @ w.reshape(-1, 1) + b > 0).astype(int)


def first_dragon_only(X, w, b):
    """How many dragons came in, and how many labels go out?"""
    return int(X[0] @ w + b > 0)


def probabilities(X, w, b):
    """Your answers are probabilities: what does the question ask for?"""
    return 1 / (1 + np.exp(-(X @ w + b)))


def margin_around_the_line(X, w, b):
    """How far above 0 must a score be in your function, and how far in the text?"""
    return (X @ w + b > 0.01).astype(int)


def score_cut_to_integer(X, w, b):
    """What becomes of a score of 0.4 before you compare it?"""
    return ((X @ w + b).astype(int) > 0).astype(int)


def score_above_one(X, w, b):
    """The answer is 0 or 1, but does the score have to come as far as 1?"""
    return (X @ w + b > 1).astype(int)


def elementwise(X, w, b):
    """One dragon in: how many numbers come out?"""
    return (X * w + b > 0).astype(int)


def summed_over_the_herd(X, w, b):
    """What do you add up: the features of one dragon, or one feature of all dragons?"""
    return (np.sum(X * w, axis=0) + b > 0).astype(int)


def places_of_fire(X, w, b):
    """Do you say for each dragon whether it breathes fire, or list the places of those that do?"""
    return np.where(X @ w + b > 0)[0]


def nothing_returned(X, w, b):
    """Your function does its work, and then: what does it give back?"""
    (X @ w + b > 0).astype(int)
