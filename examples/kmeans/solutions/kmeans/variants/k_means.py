import numpy as np
from scipy.spatial.distance import cdist


def _assign(points, centers):
    return cdist(points, centers).argmin(axis=1)


def _move(points, labels, centers):
    return np.array([points[labels == k].mean(axis=0) if k in labels else at for k, at in enumerate(centers)])


def functions_of_its_own(points, centers, max_steps=100):
    steps = 0
    while steps < max_steps:
        labels = _assign(points, centers)
        moved = _move(points, labels, centers)
        steps += 1
        if np.all(moved == centers):
            break
        centers = moved
    return moved, _assign(points, moved), steps


def recursive(points, centers, max_steps=100):
    moved = _move(points, _assign(points, centers), centers)
    if max_steps == 1 or (moved == centers).all():
        return moved, _assign(points, moved), 1
    end, labels, steps = recursive(points, moved, max_steps - 1)
    return end, labels, steps + 1


def labels_decide_when_to_stop(points, centers, max_steps=100):
    labels = _assign(points, centers)
    for step in range(1, max_steps + 1):
        before = centers
        centers = _move(points, labels, centers)
        labels = _assign(points, centers)
        if np.allclose(before, centers, rtol=0, atol=1e-12):
            return [centers, labels, step]
    return [centers, labels, max_steps]


def plain_lists(points, centers, max_steps=100):
    points, centers, moved, steps = points.tolist(), centers.tolist(), None, 0

    def nearest(point):
        squares = [sum((a - b) ** 2 for a, b in zip(point, center)) for center in centers]
        return squares.index(min(squares))

    while moved != centers and steps < max_steps:
        centers = centers if moved is None else moved
        labels = [nearest(point) for point in points]
        moved = []
        for k in range(len(centers)):
            mine = [point for point, label in zip(points, labels) if label == k]
            moved.append([sum(column) / len(mine) for column in zip(*mine)] if mine else centers[k])
        steps += 1
    centers = moved
    return centers, [nearest(point) for point in points], steps


def until_allclose(X, C, max_steps=100):
    C = np.array(C, dtype=float)
    for i in range(max_steps):
        d = np.sum((X[:, None, :] - C[None, :, :]) ** 2, axis=-1)
        label = np.argmin(d, axis=1)
        new = C.copy()
        for j in range(C.shape[0]):
            if (label == j).sum() > 0:
                new[j] = X[label == j].mean(axis=0)
        if np.allclose(new, C):
            break
        C = new
    return new, np.argmin(cdist(X, new), axis=1), i + 1
