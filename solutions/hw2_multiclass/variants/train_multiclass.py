from typing import Tuple

import numpy as np


def plain(X, Y, n_classes, max_epochs=1500, lim=0.1):
    W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)
    for epoch in range(max_epochs):
        total, lr = 0.0, 1 / (epoch + 1)
        for x, y in zip(X, Y):
            guess = np.argmax(x @ W + b)
            if guess != y:
                W[:, y] += lr * x
                W[:, guess] -= lr * x
                b[y] += lr
                b[guess] -= lr
                total += 2 * np.sum(np.abs(lr * x))
        if total < lim:
            return W, b, epoch + 1
    return W, b, max_epochs


def while_loop(data, labels, k, max_epochs=1500, lim=0.1):
    weights = [[0.0] * k for _ in range(data.shape[1])]
    biases, epoch, done = [0.0] * k, 0, False
    while not done:
        total = 0
        for row, label in zip(data.tolist(), labels.tolist()):
            scores = [biases[c] + sum(v * weights[i][c] for i, v in enumerate(row)) for c in range(k)]
            winner = scores.index(max(scores))
            if winner == label:
                continue
            for i, v in enumerate(row):
                weights[i][label] += v / (epoch + 1)
                weights[i][winner] -= v / (epoch + 1)
                total += 2 * abs(v / (epoch + 1))
            biases[label] += 1 / (epoch + 1)
            biases[winner] -= 1 / (epoch + 1)
        epoch += 1
        done = total < lim or epoch >= max_epochs
    return weights, biases, epoch


def single_precision(X, Y, n_classes, max_epochs=1500, lim=0.1):
    X = X.astype(np.float32)
    W, b = np.zeros((X.shape[1], n_classes), np.float32), np.zeros(n_classes, np.float32)
    eye = np.eye(n_classes, dtype=np.float32)
    for e in range(max_epochs):
        changes = []
        for x, y in zip(X, Y):
            step = np.float32(1 / (e + 1)) * (eye[y] - eye[np.argmax(x @ W + b)])
            W, b = W + np.outer(x, step), b + step
            changes.append(np.abs(np.outer(x, step)).sum())
        if sum(changes) < lim:
            break
    return W, b, e + 1


def one_hot_differences(X, Y, n_classes, max_epochs=1500, lim=0.1):
    targets = (Y[:, None] == np.arange(n_classes)).astype(float)
    W, b, n = np.zeros((X.shape[1], n_classes)), np.zeros((n_classes,)), 0
    while n < max_epochs:
        n += 1
        change = 0.0
        for x, t in zip(X, targets):
            d = np.zeros(n_classes)
            d[(x @ W + b).argmax()] = 1
            dW = np.outer(x, t - d) / n
            W += dW
            b += (t - d) / n
            change += np.abs(dW).sum()
        if change < lim:
            break
    return W, b, n


def bias_row(X, Y, n_classes, max_epochs=1500, lim=0.1):
    A = np.column_stack([X, np.ones(len(X))])
    V = np.zeros((A.shape[1], n_classes))
    for n in range(1, max_epochs + 1):
        change = 0
        for i in range(len(A)):
            winner = int(np.argmax(A[i] @ V))
            V[:, Y[i]] += A[i] / n
            V[:, winner] -= A[i] / n
            change += 2 * np.abs(A[i, :-1] / n).sum() * (winner != Y[i])
        if change < lim:
            break
    return V[:-1], V[-1], n


class _Stack:
    def __init__(self, d, k):
        self.W, self.b = np.zeros((k, d)), np.zeros(k)

    def epoch(self, X, Y, rate):
        moved = 0.0
        for x, y in zip(X, Y):
            old = self.W.copy()
            winner = int(np.argmax(self.W @ x + self.b))
            if winner != y:
                for c, sign in ((int(y), 1), (winner, -1)):
                    self.W[c] += sign * rate * x
                    self.b[c] += sign * rate
            moved += np.abs(self.W - old).sum()
        return moved


def in_a_class(X, Y, n_classes, max_epochs=1500, lim=0.1):
    stack, run = _Stack(X.shape[1], n_classes), 0
    while run < max_epochs:
        run += 1
        if stack.epoch(X, Y, 1 / run) < lim:
            break
    return stack.W.T, stack.b, run


def recursive(X, Y, n_classes, max_epochs=1500, lim=0.1, W=None, b=None, done=0):
    if W is None:
        W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)
    if done == max_epochs:
        return W, b, done
    total = 0.0
    for x, y in zip(X, Y):
        winner = np.argmax(x @ W + b)
        step = (np.arange(n_classes) == y) * 1.0 - (np.arange(n_classes) == winner)
        W, b = W + np.outer(x, step) / (done + 1), b + step / (done + 1)
        total += np.abs(np.outer(x, step) / (done + 1)).sum()
    if total < lim:
        return W, b, done + 1
    return recursive(X, Y, n_classes, max_epochs, lim, W, b, done + 1)


def typed(
    X: np.ndarray, Y: np.ndarray, n_classes: int, max_epochs: int = 1500, lim: float = 0.1
) -> Tuple[np.ndarray, np.ndarray, int]:
    """Train a stack of perceptrons; the changes are kept epoch by epoch."""

    def step(x: np.ndarray, y: int, lr: float) -> float:
        winner = int((W.T.dot(x) + b).argmax())
        if winner == y:
            return 0.0
        W[:, [y, winner]] += lr * np.stack([x, -x], axis=1)
        b[[y, winner]] += lr * np.array([1.0, -1.0])
        return float(2 * lr * np.linalg.norm(x, 1))

    W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)
    history: list = []
    for epoch in range(max_epochs):
        history.append(sum(step(x, int(y), 1 / (epoch + 1)) for x, y in zip(X, Y)))
        if history[-1] < lim:
            break
    return W, b, len(history)


def list_of_perceptrons(X, Y, n_classes, max_epochs=1500, lim=0.1):
    stack = [[np.zeros(X.shape[1]), 0.0] for _ in range(n_classes)]
    count = 0
    for epoch in range(1, max_epochs + 1):
        count, change = epoch, 0.0
        for x, y in zip(X, Y):
            scores = [w @ x + b for w, b in stack]
            winner = int(np.argmax(scores))
            for c, perceptron in enumerate(stack):
                error = int(c == y) - int(c == winner)
                perceptron[0] = perceptron[0] + error * x / epoch
                perceptron[1] += error / epoch
                change += float(np.abs(error * x / epoch).sum())
        if change < lim:
            break
    return np.transpose([w for w, _ in stack]), np.array([b for _, b in stack]), count


def compared_after_every_step(X, Y, n_classes, max_epochs=1500, lim=0.1):
    W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)
    for epoch in range(max_epochs):
        rate, total = 1 / (1 + epoch), 0
        for x, y in zip(X, Y):
            before = W.copy()
            winner = np.argmax(W.T @ x + b)
            W[:, winner] -= rate * x
            b[winner] -= rate
            W[:, y] += rate * x
            b[y] += rate
            if winner != y:
                total += np.abs(W - before).sum()
        if not total >= lim:
            break
    return W, b, 1 + epoch
