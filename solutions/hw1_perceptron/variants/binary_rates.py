import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score, confusion_matrix, recall_score


def means(y_true, y_pred):
    return np.mean(y_true == y_pred), np.mean(y_pred[y_true == 1]), np.mean(y_pred[y_true == 0])


def counted(y_true, y_pred):
    tp = fp = tn = fn = 0
    for t, p in zip(y_true, y_pred):
        if t and p:
            tp += 1
        elif t and not p:
            fn += 1
        elif p:
            fp += 1
        else:
            tn += 1
    return (tp + tn) / (tp + tn + fp + fn), tp / (tp + fn), fp / (fp + tn)


def from_matrix(y_true, y_pred):
    (tn, fp), (fn, tp) = confusion_matrix(y_true, y_pred.astype(int))
    return [(tp + tn) / len(y_true), tp / (tp + fn), fp / (fp + tn)]


def with_sklearn(y_true, y_pred):
    y_pred = np.array(y_pred, dtype=int)
    return accuracy_score(y_true, y_pred), recall_score(y_true, y_pred), 1 - recall_score(1 - y_true, 1 - y_pred)


def python_sums(y_true, y_pred):
    acc = sum(y_true == y_pred) / len(y_true)
    d = sum(y_pred[y_true == 1] == 1) / sum(y_true == 1)
    fp = sum(y_pred[y_true == 0] == 1) / sum(y_true == 0)
    return acc, d, fp


def grouped(y_true, y_pred):
    table = pd.DataFrame({"t": y_true, "p": y_pred}).astype(float)
    shares = table.groupby("t")["p"].mean()
    return (table["t"] == table["p"]).mean(), shares[1.0], shares[0.0]


def dot_products(y_true, y_pred):
    t, p = y_true.astype(float), np.asarray(y_pred, dtype=float)
    return np.array([(t @ p + (1 - t) @ (1 - p)) / t.size, t @ p / t.sum(), (1 - t) @ p / (1 - t).sum()])
