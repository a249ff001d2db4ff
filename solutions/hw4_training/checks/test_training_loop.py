"""The loop is judged by the weights it leaves: they can be right only if every single step was.

Which order the rng decides on is free, so a check trains an honest network for every order there is, all of them at
once, and looks for the one that the submission's weights belong to.
"""

import itertools

import numpy as np
import torch
from torch import nn

from autograder.checking import agree, check, ensure, items, numbers

SIZES = (2, 3, 4, 5, 4)
RATE = 0.04
NEAR = 3e-5  # two sets of weights that are nearer than this are the same; other orders differ by more than FAR
FAR = 1e-2


def layers_of(weights):
    """Four layers with these weights and biases."""
    layers = []
    for weight, bias in zip(weights[::2], weights[1::2]):
        layer = nn.Linear(weight.shape[1], weight.shape[0])
        with torch.inference_mode():
            layer.weight.copy_(torch.tensor(weight))
            layer.bias.copy_(torch.tensor(bias))
        layers.append(layer)
    return layers


def random_weights(rng, sizes):
    """Weights and biases for layers of these sizes."""
    weights = []
    for i, o in zip(sizes, sizes[1:]):
        weights += [rng.normal(size=(o, i)) * 1.2 / np.sqrt(i), rng.normal(size=o) * 0.3 + 0.2]
    return weights


def steady_weights(rng):
    """Weights under which each hidden unit stays on or off during a short training, one of each layer off."""
    weights = []
    for place, (i, o) in enumerate(zip(SIZES, SIZES[1:])):
        size = rng.uniform(0.1, 0.3, (o, i)) * (1.0 if place < 3 else 1.5)
        sign = np.where(np.arange(o) == rng.integers(o), -1, 1)
        bias = 1.5 * sign * rng.uniform(0.8, 1.2, o) if place < 3 else rng.normal(size=o) * 0.3 - 0.7
        weights += [size * rng.choice([-1, 1], (o, i)), bias]
    return weights


class Honest:
    """Networks trained with Adam, one sample a step, one network for each row of `orders`, in double precision.

    weights: (networks, all weights) after the last step; accuracies: (networks, epochs).
    margin: by how much the best score leads at the end of an epoch, at least; edge: how far a hidden unit is from the
    edge between on and off, at least; scale: the smallest root of a second moment that is not 0; lowest: the lowest
    score of a sample, at most; peaks: the largest entry of each step's gradients.
    """

    def __init__(self, weights, x, y, orders, lr):
        self.many, self.each = len(orders), np.arange(len(orders))
        self.parameters = [np.repeat(np.float32(one).astype(float)[None], self.many, axis=0) for one in weights]
        self.first = [np.zeros_like(one) for one in self.parameters]
        self.second = [np.zeros_like(one) for one in self.parameters]
        self.edge = self.scale = self.margin = np.inf
        self.lowest = -np.inf
        self.peaks, accuracies = [], []
        for step, rows in enumerate(orders.T, start=1):
            self._step(step, x[rows], y[rows], lr)
            if step % len(x) == 0:
                scores = np.sort(table := self._scores(x), axis=-1)
                self.margin = min(self.margin, (scores[..., -1] - scores[..., -2]).min())
                accuracies.append(np.mean(table.argmax(axis=-1) == y, axis=-1))
        self.weights = np.concatenate([one.reshape(self.many, -1) for one in self.parameters], axis=1)
        self.accuracies = np.stack(accuracies, axis=1)

    def _scores(self, x):
        a = np.repeat(x[None], self.many, axis=0)
        for place in range(0, 8, 2):
            a = np.einsum("koi,kni->kno", self.parameters[place], a) + self.parameters[place + 1][:, None]
            a = np.maximum(a, 0) if place < 6 else a
        return a

    def _step(self, step, x, y, lr):
        inputs = [x]
        for place in range(0, 8, 2):
            z = np.einsum("koi,ki->ko", self.parameters[place], inputs[-1]) + self.parameters[place + 1]
            if place < 6:
                self.edge = min(self.edge, np.abs(z).min())
                inputs.append(np.maximum(z, 0))
        self.lowest = max(self.lowest, z.min(axis=1).max())
        p = np.exp(z - z.max(axis=1, keepdims=True))
        delta = p / p.sum(axis=1, keepdims=True)
        delta[self.each, y] -= 1
        peak = 0.0
        for place in range(6, -1, -2):
            gradients = (delta[:, :, None] * inputs[place // 2][:, None], delta)
            peak = max(peak, np.abs(gradients[0]).max())
            delta = np.einsum("koi,ko->ki", self.parameters[place], delta) * (inputs[place // 2] > 0)
            for k, gradient in zip((place, place + 1), gradients):
                self.first[k] = 0.9 * self.first[k] + 0.1 * gradient
                self.second[k] = 0.999 * self.second[k] + 0.001 * gradient**2
                root = np.sqrt(self.second[k] / (1 - 0.999**step))
                self.scale = min(self.scale, root.min(initial=np.inf, where=root > 0))
                self.parameters[k] = self.parameters[k] - lr * self.first[k] / (1 - 0.9**step) / (root + 1e-8)
        self.peaks.append(peak)

    @property
    def is_steady(self):
        """Whether another precision could not change anything that counts, and a ReLU on the scores would."""
        return self.edge > 3e-4 and self.scale > 1e-4 and self.lowest < -0.05

    @property
    def closest(self):
        """The smallest distance between two of the networks."""
        if self.many == 1:
            return np.inf
        centred = self.weights - self.weights.mean(axis=0)
        products = centred @ centred.T
        squares = np.diag(products)[:, None] + np.diag(products) - 2 * products
        np.fill_diagonal(squares, np.inf)
        return np.sqrt(max(squares.min(), 0))

    def order(self, weights):
        """The number of the network that has these weights."""
        distances = np.linalg.norm(self.weights - weights, axis=1)
        ensure(distances.min() < NEAR, "No order of the dragons leads to these weights.")
        return int(distances.argmin())


def orders(n, epochs):
    """Every way to go through n samples, in every epoch anew."""
    once = list(itertools.permutations(range(n)))
    return np.array([sum(several, ()) for several in itertools.product(once, repeat=epochs)])


def exercise(rng, n, epochs, twins=False, scale=1, rate=RATE):
    """Layers, n samples with labels of their own (or n twins), and the honest networks of all orders.

    scale: how large the features are; the first layer makes up for it, but not its gradients.
    """
    ways = np.zeros((1, n * epochs), dtype=int) if twins else orders(n, epochs)
    while True:
        weights, count = steady_weights(rng), 1 if twins else n
        x = rng.uniform(0.3, 1.3, (count, 2)) * rng.choice([-1, 1], (count, 2)) * scale
        x, weights[0] = x.astype(np.float32).astype(float), weights[0] / scale
        y = rng.permutation(4)[:count]
        if twins:
            x, y = np.repeat(x, n, axis=0), np.repeat(y, n)
        honest = Honest(weights, x, y, ways, rate)
        if honest.is_steady and honest.closest > FAR:
            return layers_of(weights), torch.tensor(x, dtype=torch.float32), torch.tensor(y), honest


def three_in_one_place(rng):
    """Weights and three dragons in one place, two of one colour, whose accuracy has often fallen in the last epoch."""
    once = [(0, 1, 2), (0, 2, 1), (2, 0, 1)]
    ways = np.array([sum(several, ()) for several in itertools.product(once, repeat=3)])
    while True:
        weights = steady_weights(rng)
        x = np.repeat(rng.uniform(0.3, 1.3, (1, 2)) * rng.choice([-1, 1], (1, 2)), 3, axis=0).astype(np.float32)
        y = rng.permutation(4)[[0, 0, 1]]
        honest = Honest(weights, x.astype(float), y, ways, 0.15)
        has_fallen = honest.accuracies[:, -1] < honest.accuracies.max(axis=1)
        if honest.is_steady and honest.margin > 5e-3 and has_fallen.mean() > 0.5:
            return weights, x, y


def herd_in_six_places(rng):
    """Weights and 120 dragons, 20 in each place, of which the last 20 have a colour of their own."""
    x = np.tile(rng.normal(size=(6, 2)).round(3), (20, 1))
    return random_weights(rng, SIZES), x, rng.permutation(4)[np.r_[rng.integers(3, size=100), [3] * 20]]


def fresh(rng):
    """A generator in another state each time."""
    return np.random.default_rng(int(rng.integers(2**31)))


def scores_after(f, layers, x, y, n_epochs, lr, rng):
    f(layers, x.clone(), y.clone(), n_epochs, lr, rng)
    for layer in layers[:-1]:
        x = torch.relu(x @ layer.weight.T + layer.bias)
    return (x @ layers[-1].weight.T + layers[-1].bias).detach()


def weights_after(f, layers, x, y, n_epochs, lr, rng):
    f(layers, x, y, n_epochs, lr, rng)
    return [p.detach().clone() for layer in layers for p in layer.parameters()]


def accuracies_and_weights(f, *trainings):
    return [[f(*one), [p.detach().clone() for layer in one[0] for p in layer.parameters()]] for one in trainings]


def data_after(f, layers, x, y, n_epochs, lr, rng):
    f(layers, x, y, n_epochs, lr, rng)
    return [x, y]


def flat(parameters, sizes=SIZES):
    """All weights in one row."""
    shapes = [shape for i, o in zip(sizes, sizes[1:]) for shape in ((o, i), (o,))]
    parts = zip(items(parameters, 8, what="the layers"), shapes)
    return np.concatenate([numbers(one, shape, what="the layers after training").ravel() for one, shape in parts])


def scores(parameters, x):
    """The outputs of the last layer, one row a dragon."""
    arrays = [numbers(one, what="the layers after training") for one in parameters]
    for weight, bias in zip(arrays[:-2:2], arrays[1:-2:2]):
        x = np.maximum(x @ weight.T + bias, 0)
    return x @ arrays[-2].T + arrays[-1]


@check("training_loop", points=1, visible=True)
def test_accuracies(submission):
    """The answer is one accuracy for each epoch: a share of all dragons."""
    layers = layers_of(random_weights(np.random.RandomState(9), (2, 4, 5, 6, 3)))
    x = torch.tensor([[0.5, -1.0], [1.5, 2.0], [-1.0, 0.5], [2.0, -0.5]])
    y = torch.tensor([2, 0, 1, 0])
    answer = submission.training_loop(layers, x, y, 3, 0.02, np.random.default_rng(7))
    for epoch, accuracy in enumerate(items(answer, 3, what="the list of accuracies"), start=1):
        share = float(numbers(accuracy, (), what=f"the accuracy after epoch {epoch}"))
        ensure(0 <= share <= 1, f"The accuracy after epoch {epoch} is {share:.4f}, and should be between 0 and 1.")
        whole = abs(4 * share - round(4 * share)) < 1e-3
        ensure(whole, f"The accuracy after epoch {epoch} is {share:.4f}, but of 4 dragons no such share can be right.")


@check("training_loop", points=3, visible=True)
def test_learns(submission):
    """Three small herds that are easy to tell apart are told apart after 15 epochs."""
    layers = layers_of(random_weights(np.random.RandomState(6), (2, 8, 8, 12, 3)))
    i = np.arange(12)
    y = i % 3
    centres = np.array([[-2.0, -1.0], [2.0, -1.0], [0.0, 2.0]])
    x = centres[y] + 0.6 * np.column_stack([np.sin(5.0 * i), np.cos(3.0 * i)])
    inputs = (layers, torch.tensor(x, dtype=torch.float32), torch.tensor(y))
    submission.training_loop.through(scores_after, *inputs, 1, 0.005, np.random.default_rng(7))
    table = submission.training_loop.through(scores_after, *inputs, 15, 0.005, np.random.default_rng(7))
    accuracy = np.mean(numbers(table, (12, 3), what="the scores after training").argmax(axis=1) == y)
    if accuracy < 0.9:  # a short call at the end shows sooner than a long one what went wrong
        submission.training_loop.through(scores_after, *inputs, 1, 0.005, np.random.default_rng(7))
    ensure(accuracy >= 0.9, f"After 15 epochs, the layers are right about {accuracy:.3f} of the herd.")


@check("training_loop", points=1)
def test_one_dragon(submission, rng):
    """Epochs with a single dragon leave exactly the right weights: as many steps, of one Adam with this rate."""
    for epochs, scale, rate in ((14, 1, RATE), (1, 1, RATE), (3, 2000, 1e-3), (3, 2000, 1e-3)):
        while True:
            layers, x, y, honest = exercise(rng, 1, epochs, True, scale, rate)
            if scale == 1:
                fits = honest.accuracies[0, 0] == 1  # what is known already is learnt all the same
            else:
                first, second = honest.peaks[:2]  # Adam notices if one is cut more than the other
                fits = min(first, second) > 20 and abs(first - second) > 0.3 * first
            if fits:
                break
        honest.order(flat(submission.training_loop.through(weights_after, layers, x, y, epochs, rate, fresh(rng))))


@check("training_loop", points=0.75, after="one_dragon")
def test_one_at_a_time(submission, rng):
    """With dragons that are alike, the order plays no part: an epoch makes a step for each of them."""
    for n, epochs in ((3, 2), (12, 1)):
        layers, x, y, honest = exercise(rng, n, epochs, twins=True)
        honest.order(flat(submission.training_loop.through(weights_after, layers, x, y, epochs, RATE, fresh(rng))))


@check("training_loop", points=1, after="one_at_a_time")
def test_every_dragon_once(submission, rng):
    """In an epoch every dragon is seen once, and with its own label."""
    layers, x, y, honest = exercise(rng, 4, 1)
    for _ in range(8):
        honest.order(flat(submission.training_loop.through(weights_after, layers, x, y, 1, RATE, fresh(rng))))


@check("training_loop", points=0.5, after="every_dragon_once")
def test_second_epoch(submission, rng):
    """The second epoch goes through the same dragons once more, each with its own label."""
    layers, x, y, honest = exercise(rng, 4, 2)
    for _ in range(9):
        honest.order(flat(submission.training_loop.through(weights_after, layers, x, y, 2, RATE, fresh(rng))))


@check("training_loop", points=0.75, after="second_epoch")
def test_new_order(submission, rng):
    """Each epoch has an order of its own."""
    layers, x, y, honest = exercise(rng, 4, 2)
    ways = orders(4, 2)
    # An honest shuffle gives the same order twice once in 24 times: ten times in turn does not happen.
    seen, firsts, seconds = set(), set(), set()
    for _ in range(10):
        weights = submission.training_loop.through(weights_after, layers, x, y, 2, RATE, fresh(rng))
        way = tuple(ways[honest.order(flat(weights))].tolist())
        seen.add(way[:4] == way[4:])
        firsts.add(way[:4])
        seconds.add(way[4:])
        if False in seen and len(firsts) > 1 and len(seconds) > 1:
            return
    ensure(False in seen, "Both epochs have the same order.")
    # Two orders that never change, whatever the rng, are the matter of another check.
    ensure(len(seconds) == 1 or len(firsts) > 1, "The first epoch has the same order, whatever the rng.")
    ensure(len(firsts) == 1 or len(seconds) > 1, "The second epoch has the same order, whatever the rng.")


@check("training_loop", points=0.5)
def test_rng_decides(submission, rng):
    """The rng alone decides on the order: the same state gives the same network, other states give others."""
    x, y = torch.tensor(rng.normal(size=(8, 2)), dtype=torch.float32), torch.tensor(rng.permutation(8) % 4)
    start, seed = random_weights(rng, SIZES), int(rng.integers(2**31))
    layers = layers_of([*start[:-1], start[-1] + 2])
    one, same, *others = [
        flat(submission.training_loop.through(weights_after, layers, x, y, 2, 0.05, np.random.default_rng(state)))
        for state in (seed, seed, seed + 1, seed + 2, seed + 3)
    ]
    ensure(np.abs(one - same).max() < 1e-5, "Two rngs in the same state give different networks.")
    apart = max(np.abs(one - other).max() for other in others)
    ensure(apart > 1e-4, "Every rng gives the same network.")


@check("training_loop", points=0.75, after="accuracies")
def test_last_accuracy(submission, rng):
    """The last accuracy is that of the network as it is in the end, on all dragons."""
    trials, moves = [], []
    for epochs in (1,) * 24 + (2,) * 6:
        start, x, y = random_weights(rng, SIZES), rng.normal(size=(6, 2)).round(3), rng.permutation(np.arange(6) % 4)
        trials.append((start, x, y, epochs, 0.1))
    trials += [(*herd_in_six_places(rng), 1, 0.02)] * 2
    trials += [(*three_in_one_place(rng), 3, 0.15)] * 20  # all but one time in a million, the last is not the best
    for first in range(0, len(trials), 5):  # several trainings show better than one what went wrong
        some = trials[first : first + 5]
        trainings = [
            (layers_of(start), torch.tensor(x, dtype=torch.float32), torch.tensor(y), epochs, lr, fresh(rng))
            for start, x, y, epochs, lr in some
        ]
        answers = submission.training_loop.through(accuracies_and_weights, *trainings)
        for (start, x, y, epochs, _), (accuracies, weights) in zip(some, answers, strict=True):
            moves.append(np.abs(flat(weights) - np.concatenate([one.ravel() for one in start])).max())
            table = scores(weights, x)
            best = np.sort(table, axis=1)
            if (best[:, -1] - best[:, -2]).min() > 1e-3:  # else another precision may see another winner
                last = items(accuracies, epochs, what="the list of accuracies")[-1]
                agree(last, np.mean(table.argmax(axis=1) == y), what="the last accuracy")
    ensure(max(moves) > 1e-3, "The layers have not been trained.")


@check("training_loop", points=0.5, after=("last_accuracy", "one_dragon"))
def test_every_accuracy(submission, rng):
    """Each accuracy in the list is the one after its own epoch."""
    while True:
        layers, x, y, honest = exercise(rng, 1, 9, twins=True)
        right = honest.accuracies[0]
        if honest.margin > 1e-2 and 0.3 < right.mean() < 0.7 and right[0] == 0 and right[-1] == 1:
            break
    training = (layers, x, y, 9, RATE, fresh(rng))
    [[accuracies, _]] = submission.training_loop.through(accuracies_and_weights, training)
    agree(accuracies, tuple(right.tolist()), what="the accuracies")


@check("training_loop", points=0.25, after="learns")
def test_data_unchanged(submission, rng):
    """The features and labels that come in stay as they were, in their old order."""
    x, y = torch.tensor(rng.normal(size=(12, 2)), dtype=torch.float32), torch.tensor(np.arange(12) % 4)
    layers = layers_of(random_weights(rng, SIZES))
    features, labels = submission.training_loop.through(data_after, layers, x, y, 1, 0.01, fresh(rng))
    agree(features, numbers(x), what="the features")
    agree(labels, numbers(y), what="the labels")
