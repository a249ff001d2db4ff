import numpy as np


def _squares(points, labels, centers):
    return ((points - centers[labels]) ** 2).sum(axis=1)


def not_squared(points, labels, centers):
    """You add up the ways. What does the text want done to each of them before?"""
    return np.sqrt(_squares(points, labels, centers)).sum()


def mean_square(points, labels, centers):
    """If twice as many visitors lay on the meadow, should your number stay as it is?"""
    return _squares(points, labels, centers).mean()


def root_of_the_sum(points, labels, centers):
    """Your sum is right. Does the text ask for anything more to be done to it?"""
    return np.sqrt(_squares(points, labels, centers).sum())


def squared_after_adding(points, labels, centers):
    """What is squared in your function: each coordinate's difference, or their sum?"""
    return ((points - centers[labels]).sum(axis=1) ** 2).sum()


def one_for_each_point(points, labels, centers):
    """How many numbers should come back?"""
    return _squares(points, labels, centers)


def one_for_each_center(points, labels, centers):
    """Your vans each have a sum of their own. How many numbers should come back?"""
    return np.bincount(labels, weights=_squares(points, labels, centers), minlength=len(centers))


def along_the_streets(points, labels, centers):
    """Do your visitors cross the meadow, or follow streets that meet at right angles?"""
    return np.abs(points - centers[labels]).sum()


def to_all_centers(points, labels, centers):
    """To how many vans does one visitor walk?"""
    return ((points[:, None] - centers) ** 2).sum()


def to_the_middle_of_all(points, labels, centers):
    """From where do you measure: from the center that a point belongs to?"""
    return ((points - points.mean(axis=0)) ** 2).sum()


def to_the_mean_of_the_points(points, labels, centers):
    """Must a center stand at the mean of its points already, or where the input says?"""
    means = np.array([points[labels == label].mean(axis=0) for label in labels])
    return ((points - means) ** 2).sum()


def nothing_returned(points, labels, centers):
    """Your function does its work, and then: what does it give back?"""
    _squares(points, labels, centers).sum()


def to_the_nearest(points, labels, centers):
    """Who decides to which van a visitor walks: the labels, or your function?"""
    return ((points[:, None] - centers) ** 2).sum(axis=2).min(axis=1).sum()


def two_coordinates_only(points, labels, centers):
    """How many coordinates does your function look at, and how many may a point have?"""
    return _squares(points[:, :2], labels, centers[:, :2]).sum()


def two_centers_only(points, labels, centers):
    """How many centers does your function know of, and how many may there be?"""
    return _squares(points[labels < 2], labels[labels < 2], centers).sum()


def subtracted_in_place(points, labels, centers):
    """Print your points before and after the call: whose array has your function written to?"""
    points -= centers[labels]
    return (points**2).sum()
