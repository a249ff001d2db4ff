import numpy as np
import pandas as pd
import torch
from sklearn.preprocessing import StandardScaler


def plain(x_train, x_test):
    mean = np.mean(x_train, axis=0)
    std = np.std(x_train, axis=0)
    return (x_train - mean) / std, (x_test - mean) / std


def of_a_sample(x_train, x_test):
    mean, std = x_train.mean(0), x_train.std(0, ddof=1)
    return [(x - mean) / std for x in (x_train, x_test)]


def with_scikit_learn(x_train, x_test):
    scaler = StandardScaler().fit(x_train)
    return scaler.transform(x_train), scaler.transform(x_test)


def with_fit_transform(x_train, x_test):
    scaler = StandardScaler()
    x_train = scaler.fit_transform(x_train)
    return x_train, scaler.transform(x_test)


def with_pandas(x_train, x_test):
    train, test = pd.DataFrame(x_train), pd.DataFrame(x_test)
    return ((train - train.mean()) / train.std()).to_numpy(), ((test - train.mean()) / train.std()).to_numpy()


def with_torch(x_train, x_test):
    std, mean = torch.std_mean(torch.from_numpy(x_train), dim=0)
    return ((torch.from_numpy(x_train) - mean) / std).numpy(), ((torch.from_numpy(x_test) - mean) / std).numpy()


def column_by_column(x_train, x_test):
    train, test = np.empty_like(x_train), np.empty_like(x_test)
    for j in range(x_train.shape[1]):
        n = len(x_train)
        mean = sum(x_train[:, j]) / n
        deviation = (sum((value - mean) ** 2 for value in x_train[:, j]) / (n - 1)) ** 0.5
        train[:, j] = [(value - mean) / deviation for value in x_train[:, j]]
        test[:, j] = [(value - mean) / deviation for value in x_test[:, j]]
    return train, test


def on_copies(x_train, x_test):
    x_train, x_test = x_train.copy(), x_test.copy()
    mean = x_train.mean(axis=0, keepdims=True)
    x_train -= mean
    x_test -= mean
    scale = np.sqrt((x_train**2).mean(axis=0))
    x_train /= scale
    x_test /= scale
    return x_train, x_test


def single_precision(x_train, x_test):
    x_train, x_test = x_train.astype(np.float32), x_test.astype(np.float32)
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    return (x_train - mean) / std, (x_test - mean) / std


def all_rows_in_one_go(x_train, x_test):
    both = np.vstack([x_train, x_test])
    both = (both - x_train.mean(axis=0)) / x_train.std(axis=0)
    return both[: len(x_train)], both[len(x_train) :]


def guarded_by_a_tiny_number(x_train, x_test):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0) + 1e-8
    return (x_train - mean) / std, (x_test - mean) / std


def lists_out(x_train, x_test):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    return ((x_train - mean) / std).tolist(), ((x_test - mean) / std).tolist()


def through_a_helper(x_train, x_test):
    def scale(x, mean=x_train.mean(axis=0), variance=x_train.var(axis=0)):
        return (x - mean) * variance**-0.5

    return scale(x_train), scale(x_test)
