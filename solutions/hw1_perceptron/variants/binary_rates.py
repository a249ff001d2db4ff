from collections import namedtuple
from fractions import Fraction

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


_Rates = namedtuple("_Rates", "accuracy detection false_positives")


def named_tuple(y_true, y_pred):
    fire, alarm = np.array(y_true, bool), np.array(y_pred, bool)
    return _Rates(float(np.mean(fire == alarm)), float(np.mean(alarm[fire])), float(np.mean(alarm[~fire])))


def fractions(y_true, y_pred):
    pairs = list(zip(map(bool, y_true), map(bool, y_pred)))

    def share(some, of):
        return float(Fraction(sum(some), of))

    n_fire = sum(t for t, _ in pairs)
    hits = share((t == p for t, p in pairs), len(pairs))
    alarms = share((p and not t for t, p in pairs), len(pairs) - n_fire)
    return hits, share((t and p for t, p in pairs), n_fire), alarms


def bincount(y_true, y_pred):
    c = np.bincount(2 * np.asarray(y_true, int) + np.asarray(y_pred, int), minlength=4)
    return (c[0] + c[3]) / c.sum(), c[3] / (c[2] + c[3]), c[1] / (c[0] + c[1])


def one_minus(y_true, y_pred):
    negatives = np.sum(1 - y_true)
    rightly_left = np.sum((1 - y_true) * (1 - y_pred))
    detection = np.sum(y_true * y_pred) / np.sum(y_true)
    return np.mean(y_true == y_pred), detection, (negatives - rightly_left) / negatives


def zero_dimensional(y_true, y_pred):
    fire = y_true == 1
    return tuple(np.array(np.mean(one)) for one in (y_true == y_pred, y_pred[fire], y_pred[~fire]))
