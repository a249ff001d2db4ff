import copy
import random

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, RandomSampler, TensorDataset


def _scores(layers, x):
    for layer in layers[:-1]:
        x = F.relu(layer(x))
    return layers[-1](x)


def _run(layers, X, y, orders, lr):
    optimizer = torch.optim.Adam([p for layer in layers for p in layer.parameters()], lr=lr)
    accuracies = []
    for order in orders:
        for i in order:
            optimizer.zero_grad()
            F.cross_entropy(_scores(layers, X[i].unsqueeze(0)), y[i].unsqueeze(0)).backward()
            optimizer.step()
        with torch.no_grad():
            accuracies.append((_scores(layers, X).argmax(dim=1) == y).float().mean().item())
    return accuracies


def plain(layers, X, y, n_epochs, lr, rng):
    parameters = []
    for layer in layers:
        parameters += list(layer.parameters())
    opt = torch.optim.Adam(parameters, lr)
    history = []
    for epoch in range(n_epochs):
        order = rng.permutation(len(y))
        for i in order:
            x_i, y_i = X[i].reshape(1, -1), y[i].reshape(1)
            h = torch.relu(layers[0](x_i))
            h = torch.relu(layers[1](h))
            h = torch.relu(layers[2](h))
            loss = F.cross_entropy(layers[3](h), y_i)
            opt.zero_grad()
            loss.backward()
            opt.step()
        h = X
        for layer in layers[:3]:
            h = torch.relu(layer(h))
        guess = layers[3](h).argmax(1)
        history.append(sum(int(a == b) for a, b in zip(guess, y)) / len(y))
    return history


def list_of_numbers_shuffled(layers, X, y, n_epochs, lr, rng):
    order = np.arange(len(X))

    def orders():
        for _ in range(n_epochs):
            rng.shuffle(order)
            yield order.tolist()

    return _run(layers, X, y, orders(), lr)


def permuted(layers, X, y, n_epochs, lr, rng):
    orders = rng.permuted(np.tile(np.arange(len(X)), (n_epochs, 1)), axis=1)
    return np.array(_run(layers, X, y, orders, lr))


def all_orders_up_front(layers, X, y, n_epochs, lr, rng):
    return tuple(_run(layers, X, y, [rng.permutation(X.shape[0]) for _ in range(n_epochs)], lr))


def randperm_with_generator(layers, X, y, n_epochs, lr, rng):
    chance = torch.Generator()
    chance.manual_seed(int(rng.integers(2**63 - 1)))
    return _run(layers, X, y, (torch.randperm(len(X), generator=chance) for _ in range(n_epochs)), lr)


def torch_seeded_globally(layers, X, y, n_epochs, lr, rng):
    torch.manual_seed(int(rng.integers(1_000_000)))
    return _run(layers, X, y, (torch.randperm(len(X)) for _ in range(n_epochs)), lr)


def python_random_seeded(layers, X, y, n_epochs, lr, rng):
    chance = random.Random(int(rng.integers(2**32)))
    orders = []
    for _ in range(n_epochs):
        order = list(range(len(X)))
        chance.shuffle(order)
        orders.append(order)
    return _run(layers, X, y, orders, lr)


def chosen_without_replacement(layers, X, y, n_epochs, lr, rng):
    n = len(X)
    return _run(layers, X, y, (rng.choice(n, size=n, replace=False) for _ in range(n_epochs)), lr)


def sorted_by_lots(layers, X, y, n_epochs, lr, rng):
    return _run(layers, X, y, (np.argsort(rng.random(len(X))) for _ in range(n_epochs)), lr)


def drawn_from_a_hat(layers, X, y, n_epochs, lr, rng):
    def order():
        hat = list(range(len(X)))
        while hat:
            yield hat.pop(int(rng.integers(len(hat))))

    return _run(layers, X, y, (order() for _ in range(n_epochs)), lr)


def loader_with_generator(layers, X, y, n_epochs, lr, rng):
    chance = torch.Generator().manual_seed(int(rng.integers(0, 2**31)))
    loader = DataLoader(TensorDataset(X, y), batch_size=1, shuffle=True, generator=chance)
    network = nn.Sequential(layers[0], nn.ReLU(), layers[1], nn.ReLU(), layers[2], nn.ReLU(), layers[3])
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(network.parameters(), lr=lr)
    accuracies = []
    for _ in range(n_epochs):
        network.train()
        for x_batch, y_batch in loader:
            optimizer.zero_grad()
            criterion(network(x_batch), y_batch).backward()
            optimizer.step()
        network.eval()
        with torch.inference_mode():
            accuracies.append(torch.mean((network(X).argmax(dim=1) == y).double()))
    return accuracies


def loader_made_each_epoch(layers, X, y, n_epochs, lr, rng):
    optimizer = torch.optim.Adam([{"params": layer.parameters()} for layer in layers], lr=lr)
    accuracies = []
    for _ in range(n_epochs):
        chance = torch.Generator().manual_seed(int(rng.integers(2**40)))
        data = TensorDataset(X, y)
        for x, label in DataLoader(data, sampler=RandomSampler(data, generator=chance)):
            loss = F.nll_loss(torch.log_softmax(_scores(layers, x), dim=1), label)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        accuracies.append(np.mean(_scores(layers, X).detach().numpy().argmax(axis=1) == y.numpy()))
    return accuracies


def copies_of_the_data_shuffled(layers, X, y, n_epochs, lr, rng):
    X, y = X.clone(), y.clone()
    optimizer = torch.optim.Adam([p for layer in layers for p in layer.parameters()], lr=lr)
    accuracies = torch.zeros(n_epochs)
    for epoch in range(n_epochs):
        order = torch.from_numpy(rng.permutation(len(X)))
        X, y = X[order], y[order]
        for x, label in zip(X.split(1), y.split(1)):
            optimizer.zero_grad()
            F.cross_entropy(_scores(layers, x), label).backward()
            optimizer.step()
        accuracies[epoch] = (_scores(layers, X).argmax(1) == y).sum() / len(y)
    return accuracies


def pairs_shuffled(layers, X, y, n_epochs, lr, rng):
    pairs = list(zip(X, y))
    optimizers = [torch.optim.Adam(layer.parameters(), lr=lr) for layer in layers]
    accuracies = []
    for _ in range(n_epochs):
        for k in rng.permutation(len(pairs)):
            x, label = pairs[k]
            for optimizer in optimizers:
                optimizer.zero_grad()
            p = torch.softmax(_scores(layers, x), dim=0)
            (-torch.log(p[label])).backward()
            for optimizer in optimizers:
                optimizer.step()
        right = [int(_scores(layers, x).argmax()) == int(label) for x, label in pairs]
        accuracies.append(sum(right) / len(right))
    return accuracies


def cleared_after_the_step(layers, X, y, n_epochs, lr, rng):
    optimizer = torch.optim.Adam([p for layer in layers for p in layer.parameters()], lr=lr, betas=(0.9, 0.999))
    accuracies, steps = [], 0
    while len(accuracies) < n_epochs:
        for i in rng.permutation(len(X)):
            x = X[i][None]
            for place, layer in enumerate(layers):
                x = F.linear(x, layer.weight, layer.bias)
                x = torch.where(x > 0, x, torch.zeros_like(x)) if place < 3 else x
            loss = -F.log_softmax(x, dim=1)[0, y[i]]
            loss.backward()
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            steps += 1
        if steps == (len(accuracies) + 1) * len(X):
            with torch.no_grad():
                accuracies.append(float(torch.eq(_scores(layers, X).argmax(-1), y).float().mean()))
    return accuracies


def adam_by_hand(layers, X, y, n_epochs, lr, rng):
    parameters = [p for layer in layers for p in layer.parameters()]
    moments = [(torch.zeros_like(p), torch.zeros_like(p)) for p in parameters]
    accuracies, t = [], 0
    for _ in range(n_epochs):
        for i in rng.permutation(len(X)):
            t += 1
            loss = F.cross_entropy(_scores(layers, X[i : i + 1]), y[i : i + 1])
            gradients = torch.autograd.grad(loss, parameters)
            with torch.no_grad():
                for p, g, (m, v) in zip(parameters, gradients, moments):
                    m.mul_(0.9).add_(0.1 * g)
                    v.mul_(0.999).add_(0.001 * g * g)
                    p -= lr * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)).sqrt() + 1e-8)
        with torch.no_grad():
            accuracies.append((_scores(layers, X).argmax(dim=1) == y).float().mean().item())
    return accuracies


def double_precision(layers, X, y, n_epochs, lr, rng):
    doubles = [copy.deepcopy(layer).double() for layer in layers]
    accuracies = _run(doubles, X.double(), y, [rng.permutation(len(X)) for _ in range(n_epochs)], lr)
    for layer, double in zip(layers, doubles):
        layer.load_state_dict(double.state_dict())
    return accuracies


def recursive(layers, X, y, n_epochs, lr, rng, optimizer=None):
    if n_epochs == 0:
        return []
    if optimizer is None:
        optimizer = torch.optim.Adam([p for layer in layers for p in layer.parameters()], lr=lr)
    for i in rng.permutation(len(X)):
        optimizer.zero_grad()
        F.cross_entropy(_scores(layers, X[[i]]), y[[i]]).backward()
        optimizer.step()
    accuracy = (_scores(layers, X).argmax(dim=1) == y).float().mean().item()
    return [accuracy, *recursive(layers, X, y, n_epochs - 1, lr, rng, optimizer)]


class _Trainer:
    def __init__(self, layers, lr):
        self.network = nn.Sequential(*[part for layer in layers for part in (layer, nn.ReLU())][:-1])
        self.optimizer = torch.optim.Adam(self.network.parameters(), lr=lr, foreach=False)

    def learn(self, x, y):
        loss = F.cross_entropy(self.network(x), y, reduction="sum")
        self.optimizer.zero_grad(set_to_none=False)
        loss.backward()
        self.optimizer.step()

    def accuracy(self, X, y):
        return (self.network(X).argmax(dim=1) == y).numpy().mean()


def in_a_class(layers, X, y, n_epochs, lr, rng):
    trainer, accuracies = _Trainer(layers, lr), []
    for _ in range(n_epochs):
        for i in rng.permutation(range(len(X))):
            trainer.learn(X[i, None], y[i, None])
        accuracies.append(trainer.accuracy(X, y))
    return accuracies
