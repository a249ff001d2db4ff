import numpy as np
import torch
import torch.nn.functional as F
from torch import nn


def _scores(layers, x):
    for layer in layers[:-1]:
        x = F.relu(layer(x))
    return layers[-1](x)


def scores_are_enough(layers, X):
    with torch.no_grad():
        return _scores(layers, X).argmax(dim=1)


@torch.no_grad()
def decorated(layers, X):
    return torch.argmax(F.softmax(_scores(layers, X), dim=1), axis=1)


def numpy_answer(layers, X):
    p = F.softmax(_scores(layers, X), dim=-1).detach().numpy()
    return np.argmax(p, axis=1)


def list_of_ints(layers, X):
    answer = []
    for x in X:
        for layer in layers[:-1]:
            x = layer(x).clamp(min=0)
        answer.append(int(layers[-1](x).argmax()))
    return answer


def without_no_grad(layers, X):
    network = nn.Sequential(layers[0], nn.ReLU(), layers[1], nn.ReLU(), layers[2], nn.ReLU(), layers[3], nn.Softmax(1))
    return network(X).argmax(1)


def max_with_indices(layers, X):
    _, labels = torch.max(_scores(layers, X), dim=1)
    return labels


def sorted_by_probability(layers, X):
    return F.log_softmax(_scores(layers, X), dim=1).argsort(dim=1, descending=True)[:, 0]


def topk(layers, X):
    return _scores(layers, X).topk(1, dim=1).indices.squeeze(1)


def all_in_numpy(layers, X):
    a = X.numpy()
    for i, layer in enumerate(layers):
        a = a @ layer.weight.detach().numpy().T + layer.bias.detach().numpy()
        a = np.maximum(a, 0) if i < 3 else a
    return a.argmax(axis=-1).astype(np.int8)


def floats_of_whole_numbers(layers, X):
    with torch.inference_mode():
        return _scores(layers, X.clone()).argmax(dim=1).float().tolist()


def champion_by_champion(layers, X):
    with torch.no_grad():
        scores = _scores(layers, X)
    best, labels = scores[:, 0].clone(), torch.zeros(len(X), dtype=torch.long)
    for k in range(1, scores.shape[1]):
        better = scores[:, k] > best
        best = torch.where(better, scores[:, k], best)
        labels[better] = k
    return labels


def double_precision(layers, X):
    a = X.double()
    for layer in layers[:-1]:
        a = torch.relu(a @ layer.weight.double().T + layer.bias.double())
    return (a @ layers[-1].weight.double().T + layers[-1].bias.double()).softmax(1).argmax(1).detach()
