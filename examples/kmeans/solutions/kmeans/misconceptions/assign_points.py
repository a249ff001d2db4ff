import numpy as np


def _differences(points, centers):
    return np.asarray(points)[:, None, :] - np.asarray(centers)[None, :, :]


def _distances(points, centers):
    return np.sqrt((_differences(points, centers) ** 2).sum(axis=2))


def farthest(points, centers):
    """Would you walk to the van that your function sends you to?"""
    return _distances(points, centers).argmax(axis=1)


def nearest_point_of_each_center(points, centers):
    """How many numbers should come back: one for each visitor, or one for each van?"""
    return _distances(points, centers).argmin(axis=0)


def the_distance_itself(points, centers):
    """Is your answer how far it is, or which van it is?"""
    return _distances(points, centers).min(axis=1)


def all_distances(points, centers):
    """Each visitor walks to one van: which step is still missing?"""
    return _distances(points, centers)


def counted_from_one(points, centers):
    """Which number does Python give to the first of a row?"""
    return _distances(points, centers).argmin(axis=1) + 1


def one_hot(points, centers):
    """Should a visitor's label be a row of a table, or one number?"""
    return (_distances(points, centers).argmin(axis=1)[:, None] == np.arange(len(centers))).astype(int)


def the_center_itself(points, centers):
    """Is your answer where the van stands, or which van it is?"""
    return np.asarray(centers)[_distances(points, centers).argmin(axis=1)]


def first_coordinate_only(points, centers):
    """Which of the coordinates does your distance look at?"""
    return np.abs(_differences(points, centers)[:, :, 0]).argmin(axis=1)


def signs_cancel(points, centers):
    """One meter too far east and one meter too far north: does that make a distance of zero?"""
    return np.abs(_differences(points, centers).sum(axis=2)).argmin(axis=1)


def no_square(points, centers):
    """Can a distance be negative in your function?"""
    return _differences(points, centers).sum(axis=2).argmin(axis=1)


def largest_product(points, centers):
    """Does a van come nearer, in your function, when it drives far out in the same direction?"""
    return (np.asarray(points) @ np.asarray(centers).T).argmax(axis=1)


def rounded(points, centers):
    """How exactly does your function measure? Try two vans whose distances differ by a few centimetres."""
    return _distances(points, centers).astype(int).argmin(axis=1)


def along_the_streets(points, centers):
    """Does your visitor cross the meadow, or follow streets that meet at right angles?"""
    return np.abs(_differences(points, centers)).sum(axis=2).argmin(axis=1)


def longest_part_only(points, centers):
    """Of a way with two parts, does your distance count both?"""
    return np.abs(_differences(points, centers)).max(axis=2).argmin(axis=1)


def last_of_equals(points, centers):
    """Of two vans that are equally near, which one does the text ask for?"""
    return len(centers) - 1 - _distances(points, centers)[:, ::-1].argmin(axis=1)


def two_centers_only(points, centers):
    """How many vans does your function know of, and how many may there be?"""
    distances = _distances(points, centers)
    return (distances[:, 1] < distances[:, 0]).astype(int) if len(centers) > 1 else np.zeros(len(points), int)


def two_coordinates_only(points, centers):
    """How many coordinates does your function look at, and how many may a point have?"""
    return _distances(points[:, :2], centers[:, :2]).argmin(axis=1)


def moved_to_the_middle(points, centers):
    """Print your points before and after the call: whose array has your function written to?"""
    middle = points.mean(axis=0)
    points -= middle
    return _distances(points, centers - middle).argmin(axis=1)
