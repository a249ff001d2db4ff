import numpy as np


def over_all_centers(points, labels, centers):
    moved = centers.astype(float).copy()
    for k in range(len(centers)):
        if np.any(labels == k):
            moved[k] = np.mean(points[labels == k], axis=0)
    return moved


def plain_lists(points, labels, centers):
    moved = []
    for k, center in enumerate(centers.tolist()):
        mine = [point for point, label in zip(points.tolist(), labels) if label == k]
        moved.append([sum(column) / len(mine) for column in zip(*mine)] if mine else center)
    return moved


def matrix_product(points, labels, centers):
    members = labels[None, :] == np.arange(len(centers))[:, None]
    counts = members.sum(axis=1, keepdims=True)
    return np.where(counts > 0, members @ points / np.maximum(counts, 1), centers)


def added_up(points, labels, centers):
    sums = np.zeros(centers.shape)
    np.add.at(sums, labels, points)
    counts = np.bincount(labels, minlength=len(centers))
    with np.errstate(invalid="ignore", divide="ignore"):
        means = sums / counts[:, None]
    return np.where(np.isnan(means), centers, means)


def bincount_a_column(points, labels, centers):
    k = len(centers)
    counts = np.bincount(labels, minlength=k)
    columns = [np.bincount(labels, weights=column, minlength=k) / np.maximum(counts, 1) for column in points.T]
    return np.where((counts == 0)[:, None], centers, np.stack(columns, axis=1))


def moved_by_the_mean_way(points, labels, centers):
    return [
        at + (points[labels == k] - at).mean(axis=0) if k in labels else at.astype(float)
        for k, at in enumerate(centers)
    ]


def masked(points, labels, centers):
    out = np.empty(centers.shape, dtype=float)
    for k in range(centers.shape[0]):
        mask = labels == k
        out[k] = np.average(points, axis=0, weights=mask) if mask.sum() else centers[k]
    return out


def single_precision(points, labels, centers):
    moved = np.array(centers, dtype=np.float32)
    for k in np.unique(labels):
        moved[k] = points[labels == k].astype(np.float32).mean(axis=0)
    return moved
