import numpy as np


def plain(X, Y, max_epochs=1500, lim=0.1):
    w, b = np.zeros(X.shape[1]), 0.0
    for epoch in range(max_epochs):
        total, rate = 0.0, 1 / (epoch + 1)
        for x, y in zip(X, Y):
            error = int(y) - int(w @ x + b > 0)
            w = w + rate * error * x
            b = b + rate * error
            total += np.sum(np.abs(rate * error * x))
        if total < lim:
            return w, b, epoch + 1
    return w, b, max_epochs


def while_loop(data, labels, max_epochs=1500, lim=0.1):
    weights = [0.0] * data.shape[1]
    bias, epoch, total = 0.0, 0, lim + 1
    while epoch < max_epochs and not total < lim:
        total = 0
        for i in range(len(data)):
            score = sum(weights[j] * data[i, j] for j in range(len(weights))) + bias
            if score > 0 and labels[i] == 0:
                sign = -1
            elif score <= 0 and labels[i] == 1:
                sign = 1
            else:
                continue
            for j in range(len(weights)):
                weights[j] += sign * data[i, j] / (epoch + 1)
                total += abs(data[i, j]) / (epoch + 1)
            bias += sign / (epoch + 1)
        epoch += 1
    return weights, bias, epoch


def single_precision(X, Y, max_epochs=1500, lim=0.1):
    w, b = np.zeros(X.shape[1], dtype=np.float32), np.float32(0)
    X = X.astype(np.float32)
    for e in range(max_epochs):
        changes = []
        for x, y in zip(X, Y):
            step = np.float32(1 / (e + 1)) * (np.float32(y) - np.float32(x @ w + b > 0))
            w, b = w + step * x, b + step
            changes.append(np.abs(step * x).sum())
        if sum(changes) < lim:
            break
    return w, b, e + 1


def bias_column(X, Y, max_epochs=1500, lim=0.1):
    A = np.column_stack([X, np.ones(len(X))])
    v = np.zeros(A.shape[1])
    n = 0
    for n in range(1, max_epochs + 1):
        change = 0
        for a, y in zip(A, Y):
            dv = (int(y) - (a @ v > 0)) / n * a
            v += dv
            change += np.abs(dv[:-1]).sum()
        if change < lim:
            break
    return v[:-1], v[-1], n


class _Perceptron:
    def __init__(self, d):
        self.w, self.b = np.zeros(d), 0.0

    def epoch(self, X, Y, rate):
        change = 0.0
        for x, y in zip(X, Y):
            if (self.w @ x + self.b > 0) != (y == 1):
                sign = 1 if y == 1 else -1
                self.w += sign * rate * x
                self.b += sign * rate
                change += rate * np.abs(x).sum()
        return change


def in_a_class(X, Y, max_epochs=1500, lim=0.1):
    p, run = _Perceptron(X.shape[1]), 0
    while run < max_epochs:
        run += 1
        if p.epoch(X, Y, 1 / run) < lim:
            break
    return np.array(p.w), float(p.b), run


def recursive(X, Y, max_epochs=1500, lim=0.1, w=None, b=0.0, done=0):
    w = np.zeros(X.shape[1]) if w is None else w
    if done == max_epochs:
        return w, b, done
    total = 0.0
    for x, y in zip(X, Y):
        e = (int(y) - int(x @ w + b > 0)) / (done + 1)
        w, b, total = w + e * x, b + e, total + np.abs(e * x).sum()
    if total < lim:
        return w, b, done + 1
    return recursive(X, Y, max_epochs, lim, w, b, done + 1)


def _epochs(X, Y):
    w, b, n = np.zeros(X.shape[1]), 0.0, 0
    while True:
        n, change = n + 1, 0.0
        for x, y in zip(X, Y):
            d = (int(y) - int(w @ x + b > 0)) / n
            w, b, change = w + d * x, b + d, change + np.abs(d * x).sum()
        yield w, b, n, change


def generator(X, Y, max_epochs=1500, lim=0.1):
    for w, b, n, change in _epochs(X, Y):
        if change < lim or n == max_epochs:
            return w, b, n


def weights_before_and_after(X, Y, max_epochs=1500, lim=0.1, verbose=False):
    w, b = np.zeros(len(X[0])), np.float64(0)
    for epoch in range(max_epochs):
        rate, changes = 1 / (1 + epoch), []
        for i, x in enumerate(X):
            before = w.copy()
            if (w @ x + b > 0) != Y[i]:
                sign = 1 if Y[i] == 1 else -1
                w += sign * rate * x
                b += sign * rate
            changes.append(np.linalg.norm(w - before, 1))
        if sum(changes) < lim:
            break
    return w, b, float(epoch + 1)


def jumps_to_the_next_mistake(X, Y, max_epochs=1500, lim=0.1):
    Y, w, b = Y.astype(bool), np.zeros(X.shape[1]), 0.0
    for n in range(1, max_epochs + 1):
        size, i = 0.0, 0
        while i < len(X):
            bad = np.flatnonzero((X[i:] @ w + b > 0) != Y[i:])
            if bad.size == 0:
                break
            i += bad[0]
            step = (1 if Y[i] else -1) / n
            w, b, size = w + step * X[i], b + step, size + np.abs(step * X[i]).sum()
            i += 1
        if size < lim:
            break
    else:
        n = max_epochs
    return [w, b, np.int64(n)]


def plain_lists(X, Y, max_epochs=1500, lim=0.1):
    w, b = [0.0] * X.shape[1], 0.0
    for e in range(max_epochs):
        change = 0.0
        for x, y in zip(X.tolist(), Y.tolist()):
            d = (y - (sum(p * q for p, q in zip(x, w)) + b > 0)) / (e + 1)
            w, b, change = [p + d * q for p, q in zip(w, x)], b + d, change + sum(abs(d * q) for q in x)
        if change < lim:
            break
    return w, b, e + 1
