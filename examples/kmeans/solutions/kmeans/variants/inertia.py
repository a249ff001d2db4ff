import numpy as np
from scipy.spatial.distance import cdist


def point_by_point(points, labels, centers):
    total = 0
    for point, label in zip(points, labels):
        total += np.linalg.norm(point - centers[label]) ** 2
    return total


def center_by_center(points, labels, centers):
    return np.array([np.sum((points[labels == k] - center) ** 2) for k, center in enumerate(centers)]).sum()


def with_cdist(points, labels, centers):
    return cdist(points, centers, "sqeuclidean")[np.arange(len(points)), labels].sum()


def plain_lists(points, labels, centers):
    return sum((a - b) ** 2 for p, k in zip(points.tolist(), labels) for a, b in zip(p, centers[k].tolist()))


def as_a_dot_product(points, labels, centers):
    ways = (points - np.take(centers, labels, axis=0)).ravel()
    return ways @ ways


def single_precision(points, labels, centers):
    return np.float32(points - centers[labels]).__pow__(2).sum()
