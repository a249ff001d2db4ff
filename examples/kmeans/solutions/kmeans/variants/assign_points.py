import math

import numpy as np
from scipy.spatial.distance import cdist


def two_loops(points, centers):
    labels = []
    for point in points:
        best = 0
        for place, center in enumerate(centers):
            if np.linalg.norm(point - center) < np.linalg.norm(point - centers[best]):
                best = place
        labels.append(best)
    return labels


def broadcast(x, c):
    return np.argmin(np.linalg.norm(x[:, np.newaxis] - c, axis=-1), axis=-1)


def with_cdist(points, centers):
    return cdist(points, centers).argmin(axis=1)


def with_cdist_of_squares(points, centers):
    return cdist(points, centers, "sqeuclidean").argmin(axis=1).astype(np.uint8)


def multiplied_out(points, centers):
    return ((centers**2).sum(axis=1) - 2 * points @ centers.T).argmin(axis=1)


def plain_lists(points, centers):
    ways = [[math.dist(point, center) for center in centers.tolist()] for point in points.tolist()]
    return [way.index(min(way)) for way in ways]


def column_by_column(points, centers):
    best = np.full(len(points), np.inf)
    labels = np.zeros(len(points))
    for k in range(len(centers)):
        way = np.sqrt(np.sum((points - centers[k]) ** 2, axis=1))
        labels = np.where(way < best, k, labels)
        best = np.minimum(way, best)
    return labels


def by_sorting(points, centers):
    return np.argsort(cdist(points, centers), axis=1, kind="stable")[:, 0]


def single_precision(points, centers):
    return np.abs(np.float32(points)[:, None] - np.float32(centers)).__pow__(2).sum(-1).argmin(-1)
