import numpy as np
import pandas as pd


def masks_on_a_copy(X, codes):
    new = X.copy()
    new[codes == 1, 0] += 7
    new[codes == 1, 1] -= 50
    new[codes == 2, 1] += 30
    new[codes == 0, 0] -= 3
    return new


def table_of_moves(X, codes):
    return X + np.array([[-3, 0], [7, -50], [0, 30]])[codes]


def where(X, codes):
    toes = np.where(codes == 1, X[:, 0] + 7, np.where(codes == 0, X[:, 0] - 3, X[:, 0]))
    feet = np.where(codes == 1, X[:, 1] - 50, np.where(codes == 2, X[:, 1] + 30, X[:, 1]))
    return np.stack([toes, feet], axis=1)


def select(X, codes):
    toes = np.select([codes == 0, codes == 1], [-3.0, 7.0])
    feet = np.select([codes == 1, codes == 2], [-50.0, 30.0])
    return X + np.c_[toes, feet]


def rows_in_a_loop(dragons, colors):
    out = []
    for (toes, length), color in zip(dragons, colors):
        if color == 0:
            toes = toes - 3
        elif color == 1:
            toes, length = toes + 7, length - 50
        else:
            length = length + 30
        out.append([toes, length])
    return out


def dictionary(X, codes):
    move = {0: (-3, 0), 1: (7, -50), 2: (0, 30)}
    return np.array([row + np.array(move[int(code)]) for row, code in zip(X, codes)], dtype=float)


def single_precision(X, codes):
    new = X.astype(np.float32)
    new += np.float32([[-3, 0], [7, -50], [0, 30]])[codes]
    return new


def truth_values_times_moves(X, codes):
    X = X.astype("float64")
    blue, red, yellow = (codes[:, np.newaxis] == c for c in range(3))
    return X + blue * [-3, 0] + red * [7, -50] + yellow * [0, 30]


def indicators_and_matmul(X, codes):
    return X + np.eye(3)[codes] @ np.array([[-3.0, 0.0], [7.0, -50.0], [0.0, 30.0]])


def data_frame(X, codes):
    table = pd.DataFrame(X, columns=["toes", "length"]).astype(float)
    table.loc[codes == 0, "toes"] -= 3
    table.loc[codes == 1, "toes"] += 7
    table.loc[codes == 1, "length"] -= 50
    table.loc[codes == 2, "length"] += 30
    return table


def taken_and_transposed(X: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Toes and lengths, each with its own list of moves."""
    return np.array([X.T[0] + np.take([-3, 7, 0], codes), X.T[1] + np.take([0, -50, 30], codes)]).T


def polynomials(X, codes):
    c = codes.astype(float)
    toes = -3 + 18.5 * c - 8.5 * c**2
    feet = -115 * c + 65 * c**2
    return X + np.vstack((toes, feet)).transpose()


def in_a_copy_of_lists(X, codes):
    rows = X.tolist()
    for i, code in enumerate(codes.tolist()):
        rows[i][0] += (-3, 7, 0)[code]
        rows[i][1] += (0, -50, 30)[code]
    return tuple(tuple(row) for row in rows)
