from typing import Tuple

import numpy as np


def copies_and_columns(x, y, W, b, lr):
    W_new, b_new = W.copy(), b.copy()
    guess = np.argmax(x @ W + b)
    if guess != y:
        W_new[:, guess] -= lr * x
        W_new[:, y] += lr * x
        b_new[guess] -= lr
        b_new[y] += lr
    return W_new, b_new


def outer_product_of_one_hots(x, y, W, b, lr):
    k = len(b)
    decision, label = np.zeros(k), np.zeros(k)
    decision[np.argmax(np.dot(x, W) + b)] = 1
    label[y] = 1
    return W + lr * np.outer(x, label - decision), b + lr * (label - decision)


def class_by_class(x, y, W, b, lr):
    winner = (x @ W + b).argmax()
    W, b = np.array(W), np.array(b)
    for c in range(W.shape[1]):
        truth, decision = int(c == y), int(c == winner)
        if truth != decision:
            W[:, c] += lr * (truth - decision) * x
            b[c] += lr * (truth - decision)
    return W, b


def plain_python(x, y, W, b, lr):
    scores = [b[c] + sum(x[i] * W[i, c] for i in range(len(x))) for c in range(len(b))]
    winner = scores.index(max(scores))
    new = [[float(v) for v in row] for row in W]
    biases = [float(v) for v in b]
    if winner != y:
        for i in range(len(x)):
            new[i][winner] -= lr * x[i]
            new[i][y] += lr * x[i]
        biases[winner] -= lr
        biases[y] += lr
    return new, biases


def returns_the_inputs_when_right(x, y, W, b, lr):
    if int(np.argmax(x @ W + b)) == int(y):
        return W, b
    e = np.eye(W.shape[1])
    d = lr * (e[y] - e[np.argmax(x @ W + b)])
    return W + x[:, None] * d, b + d


def typed(x: np.ndarray, y: int, W: np.ndarray, b: np.ndarray, lr: float) -> Tuple[np.ndarray, np.ndarray]:
    """One step of the rule for several classes.

    Returns:
        The new weights and the new biases.
    """
    winner: int = int((x.reshape(1, -1) @ W + b).argmax(axis=1)[0])
    delta: np.ndarray = np.zeros_like(b)
    delta[y] += lr
    delta[winner] -= lr
    return W + x.reshape(-1, 1) @ delta.reshape(1, -1), b + delta


def single_precision(x, y, W, b, lr):
    x, W, b = (np.asarray(a, dtype=np.float32) for a in (x, W, b))
    k = int(np.argmax(x @ W + b))
    step = np.zeros(len(b), np.float32)
    step[y], step[k] = step[y] + np.float32(lr), step[k] - np.float32(lr)
    step[k] = 0 if k == y else step[k]
    return W + np.outer(x, step).astype(np.float32), b + step


def bias_as_last_row(x, y, W, b, lr):
    V, a = np.vstack([W, b]), np.append(x, 1.0)
    winner = np.argmax(a @ V)
    V[:, y] += lr * a
    V[:, winner] -= lr * a
    return V[:-1], V[-1]


def transposed_weights(x, y, W, b, lr):
    Wt, bb = W.T.copy(), b.copy()
    winner = np.argmax(np.einsum("kd,d->k", Wt, x) + bb)
    if winner != y:
        Wt[winner] = Wt[winner] - lr * x
        Wt[y] = Wt[y] + lr * x
        bb[[winner, y]] += [-lr, lr]
    return Wt.T, bb


class _Stack:
    def __init__(self, W, b):
        self.W, self.b = np.array(W, dtype=float), np.array(b, dtype=float)

    def decide(self, x):
        return int(np.argmax(self.W.T @ x + self.b))

    def move(self, c, step, x):
        self.W[:, c] += step * x
        self.b[c] += step


def in_a_class(x, y, W, b, lr):
    stack = _Stack(W, b)
    winner = stack.decide(x)
    if winner != y:
        stack.move(winner, -lr, x)
        stack.move(int(y), lr, x)
    return [stack.W, stack.b]


def where(x, y, W, b, lr):
    c = np.arange(b.size)
    winner = np.argmax(np.sum(x[:, None] * W, axis=0) + b)
    sign = np.where(c == y, 1, 0) - np.where(c == winner, 1, 0)
    return np.add(W, lr * sign * x[:, np.newaxis]), np.add(b, lr * sign)


def bools_made_numbers(x, y, W, b, lr):
    scores = x @ W + b
    is_winner = np.arange(len(b)) == np.flatnonzero(scores == scores.max())[0]
    is_true = np.arange(len(b)) == y
    change = is_true.astype(np.int8) - is_winner.astype(np.int8)
    return W + lr * x[:, None] * change[None, :], b + lr * change


def list_of_columns(x, y, W, b, lr):
    winner = max(range(len(b)), key=lambda c: W[:, c] @ x + b[c])
    sign = [(c == int(y)) - (c == winner) for c in range(len(b))]
    columns = [W[:, c] + lr * sign[c] * x for c in range(len(b))]
    return np.column_stack(columns), [b[c] + lr * sign[c] for c in range(len(b))]


def put_at_indices(x, y, W, b, lr):
    winner = np.argmax(x @ W + b)
    new, biases = W.copy(), b.copy()
    np.add.at(new.T, [y, winner], lr * np.array([x, -x]))
    np.add.at(biases, [y, winner], [lr, -lr])
    return new, biases


def moved_even_if_right(x, y, W, b, lr):
    W, b = W.copy(), b.copy()
    winner = np.argmax(x @ W + b)
    for c, sign in ((winner, -1), (y, +1)):
        W[:, c] += sign * lr * x
        b[c] += sign * lr
    return W, b
