import copy
import random

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

# Their chance comes from outside, so no two of their calls are alike.
NOT_REPEATABLE = ("shuffled_by_numpy_itself", "shuffled_by_torch_itself", "loader_without_generator", "random_module")


def _scores(layers, x):
    for layer in layers[:-1]:
        x = F.relu(layer(x))
    return layers[-1](x)


def _adam(layers, lr):
    return torch.optim.Adam([p for layer in layers for p in layer.parameters()], lr=lr)


def _accuracy(layers, X, y, scores=_scores):
    with torch.no_grad():
        return (scores(layers, X).argmax(dim=1) == y).float().mean().item()


def _loss(layers, x, y):
    return F.cross_entropy(_scores(layers, x), y)


def _step(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def _train(layers, X, y, n_epochs, lr, batches, loss=_loss, make=_adam, judge=_accuracy):
    """Train as one should, but for what is given: what batches(epoch) yields, the loss, the optimizer, the accuracy."""
    optimizer, accuracies = make(layers, lr), []
    for epoch in range(n_epochs):
        for rows, labels in batches(epoch):
            _step(optimizer, loss(layers, X[rows], y[labels]))
        accuracies.append(judge(layers, X, y))
    return accuracies


def _train_clipped(layers, X, y, n_epochs, lr, rng, clip, most):
    optimizer, accuracies = _adam(layers, lr), []
    for _ in range(n_epochs):
        for i in rng.permutation(len(X)):
            optimizer.zero_grad()
            _loss(layers, X[[i]], y[[i]]).backward()
            clip([p for layer in layers for p in layer.parameters()], most)
            optimizer.step()
        accuracies.append(_accuracy(layers, X, y))
    return accuracies


def _paired(orders):
    """Batches of one, for rows and labels in the order that orders(epoch) gives."""
    return lambda epoch: ([[int(i)], [int(i)]] for i in orders(epoch))


def _shuffled(rng, X):
    return _paired(lambda epoch: rng.permutation(len(X)))


def _shuffle(tensor, rng):
    """What rng.shuffle does with a tensor: swaps of entries that overwrite each other."""
    for i in range(len(tensor) - 1, 0, -1):
        j = int(rng.integers(i + 1))
        tensor[i], tensor[j] = tensor[j], tensor[i]


# Orders


def always_in_the_same_order(layers, X, y, n_epochs, lr, rng):
    """In which order are your dragons seen, and what do you use the rng for?"""
    return _train(layers, X, y, n_epochs, lr, _paired(lambda epoch: range(len(X))))


def shuffled_once(layers, X, y, n_epochs, lr, rng):
    """Your first epoch has an order of its own. And the second?"""
    order = rng.permutation(len(X))
    return _train(layers, X, y, n_epochs, lr, _paired(lambda epoch: order))


def shuffled_in_the_first_epoch_only(layers, X, y, n_epochs, lr, rng):
    """Your first epoch is shuffled. In which order do you go through the dragons from the second on?"""
    return _train(
        layers, X, y, n_epochs, lr, _paired(lambda epoch: range(len(X)) if epoch else rng.permutation(len(X)))
    )


def shuffled_after_the_epoch(layers, X, y, n_epochs, lr, rng):
    """In which order does your very first epoch go through the dragons?"""
    return _train(
        layers, X, y, n_epochs, lr, _paired(lambda epoch: rng.permutation(len(X)) if epoch else range(len(X)))
    )


def seeded_again_each_epoch(layers, X, y, n_epochs, lr, rng):
    """A generator that is made anew from one seed: which order does it give in the next epoch?"""
    seed = int(rng.integers(2**31))
    return _train(layers, X, y, n_epochs, lr, _paired(lambda epoch: np.random.default_rng(seed).permutation(len(X))))


def there_and_back(layers, X, y, n_epochs, lr, rng):
    """You turn the order around every time. Does the rng have a say in it?"""
    order = range(len(X))
    return _train(layers, X, y, n_epochs, lr, _paired(lambda epoch: order if epoch % 2 else order[::-1]))


def a_seed_of_ones_own(layers, X, y, n_epochs, lr, rng):
    """Call your function with two different generators: should the orders be the same?"""
    own = np.random.default_rng(2021)
    return _train(layers, X, y, n_epochs, lr, _paired(lambda epoch: own.permutation(len(X))))


def torch_seeded_by_hand(layers, X, y, n_epochs, lr, rng):
    """Who decides about the order: the seed in your function, or the generator that comes in?"""
    chance = torch.Generator().manual_seed(0)
    return _train(layers, X, y, n_epochs, lr, _paired(lambda epoch: torch.randperm(len(X), generator=chance)))


def shuffled_by_numpy_itself(layers, X, y, n_epochs, lr, rng):
    """Which generator shuffles here: the one you are handed, or NumPy's own?"""
    return _train(layers, X, y, n_epochs, lr, _paired(lambda epoch: np.random.permutation(len(X))))


def shuffled_by_torch_itself(layers, X, y, n_epochs, lr, rng):
    """Which generator does `torch.randperm` ask if you give it none?"""
    return _train(layers, X, y, n_epochs, lr, _paired(lambda epoch: torch.randperm(len(X))))


def loader_without_generator(layers, X, y, n_epochs, lr, rng):
    """Where does your DataLoader take its chance from?"""
    optimizer, accuracies = _adam(layers, lr), []
    for _ in range(n_epochs):
        for x, label in DataLoader(TensorDataset(X, y), batch_size=1, shuffle=True):
            _step(optimizer, _loss(layers, x, label))
        accuracies.append(_accuracy(layers, X, y))
    return accuracies


def random_module(layers, X, y, n_epochs, lr, rng):
    """Two calls with equal generators should give equal networks. Does Python's own `random` know your generator?"""
    return _train(layers, X, y, n_epochs, lr, _paired(lambda epoch: random.sample(range(len(X)), len(X))))


def drawn_with_replacement(layers, X, y, n_epochs, lr, rng):
    """Count how often each dragon is seen in an epoch."""
    return _train(layers, X, y, n_epochs, lr, _paired(lambda epoch: rng.integers(len(X), size=len(X))))


def all_epochs_in_one_shuffle(layers, X, y, n_epochs, lr, rng):
    """You shuffle all epochs in one: is everybody seen once before somebody is seen twice?"""
    order = rng.permutation(np.tile(np.arange(len(X)), n_epochs)).reshape(n_epochs, len(X))
    return _train(layers, X, y, n_epochs, lr, _paired(lambda epoch: order[epoch]))


def tensor_shuffled_by_numpy(layers, X, y, n_epochs, lr, rng):
    """Print your list of numbers after the shuffle: is every number still in it?"""

    def order(epoch):
        numbers = torch.arange(len(X))
        _shuffle(numbers, rng)
        return numbers

    return _train(layers, X, y, n_epochs, lr, _paired(order))


def last_one_never_seen(layers, X, y, n_epochs, lr, rng):
    """How many of the dragons are seen in an epoch?"""
    return _train(layers, X, y, n_epochs, lr, _paired(lambda epoch: rng.permutation(len(X))[:-1]))


def first_row_never_seen(layers, X, y, n_epochs, lr, rng):
    """With which number do the rows begin?"""
    return _train(layers, X, y, n_epochs, lr, _paired(lambda epoch: 1 + rng.permutation(len(X) - 1)))


def everyone_twice(layers, X, y, n_epochs, lr, rng):
    """How many steps does a dragon cause in one epoch?"""
    return _train(layers, X, y, n_epochs, lr, _paired(lambda epoch: np.repeat(rng.permutation(len(X)), 2)))


def a_dragon_an_epoch(layers, X, y, n_epochs, lr, rng):
    """How many dragons belong to an epoch?"""
    return _train(layers, X, y, n_epochs, lr, _paired(lambda epoch: rng.permutation(len(X))[:1]))


# Pairs of features and labels


def only_features_shuffled(layers, X, y, n_epochs, lr, rng):
    """A dragon has moved to another place in the line. Has its label moved with it?"""
    return _train(
        layers, X, y, n_epochs, lr, lambda epoch: ([[int(i)], [k]] for k, i in enumerate(rng.permutation(len(X))))
    )


def only_labels_shuffled(layers, X, y, n_epochs, lr, rng):
    """A label has moved to another place in the line. Has its dragon moved with it?"""
    return _train(
        layers, X, y, n_epochs, lr, lambda epoch: ([[k], [int(i)]] for k, i in enumerate(rng.permutation(len(X))))
    )


def two_shuffles(layers, X, y, n_epochs, lr, rng):
    """You shuffle twice, once for the features and once for the labels. Do they come out in the same order?"""

    def batches(epoch):
        for i, k in zip(rng.permutation(len(X)), rng.permutation(len(X))):
            yield [int(i)], [int(k)]

    return _train(layers, X, y, n_epochs, lr, batches)


def labels_of_the_old_order(layers, X, y, n_epochs, lr, rng):
    """After the first epoch your dragons stand in a new order. In which order are their labels?"""
    order = np.arange(len(X))

    def batches(epoch):
        nonlocal order
        new = rng.permutation(len(X))
        order = order[new]
        for i, k in zip(order, new):
            yield [int(i)], [int(k)]

    return _train(layers, X, y, n_epochs, lr, batches)


def chosen_again_from_all(layers, X, y, n_epochs, lr, rng):
    """The first epoch is right. Count in the second how often `choice` chooses each dragon."""
    order = rng.permutation(len(X))

    def batches(epoch):
        for i in rng.choice(len(X), len(X)) if epoch else order:
            yield [int(i)], [int(i)]

    return _train(layers, X, y, n_epochs, lr, batches)


def order_shuffled_as_a_tensor(layers, X, y, n_epochs, lr, rng):
    """The first epoch is right. Print the order of the second: is every number still in it?"""
    order = torch.tensor(rng.permutation(len(X)))

    def batches(epoch):
        if epoch:
            _shuffle(order, rng)
        for i in order.tolist():
            yield [i], [i]

    return _train(layers, X, y, n_epochs, lr, batches)


# Batches


def whole_herd_a_step(layers, X, y, n_epochs, lr, rng):
    """How many dragons are behind one step of your optimizer, and how many steps has an epoch?"""
    rows = list(range(len(X)))
    return _train(layers, X, y, n_epochs, lr, lambda epoch: [[rows, rows]])


def two_a_step(layers, X, y, n_epochs, lr, rng):
    """How many dragons does your network see between two steps?"""

    def batches(epoch):
        order = rng.permutation(len(X)).tolist()
        for start in range(0, len(X), 2):
            yield order[start : start + 2], order[start : start + 2]

    return _train(layers, X, y, n_epochs, lr, batches)


def whole_herd_in_every_step(layers, X, y, n_epochs, lr, rng):
    """You take as many steps as there are dragons. Which dragons is each of these steps about?"""
    rows = list(range(len(X)))
    return _train(layers, X, y, n_epochs, lr, lambda epoch: [[rows, rows]] * len(X))


# Gradients


def gradients_never_cleared(layers, X, y, n_epochs, lr, rng):
    """What is still in the gradients from the dragon before?"""
    optimizer, accuracies = _adam(layers, lr), []
    for _ in range(n_epochs):
        for i in rng.permutation(len(X)):
            _loss(layers, X[[i]], y[[i]]).backward()
            optimizer.step()
        accuracies.append(_accuracy(layers, X, y))
    return accuracies


def cleared_once_an_epoch(layers, X, y, n_epochs, lr, rng):
    """How often are your gradients cleared, and how often should they be?"""
    optimizer, accuracies = _adam(layers, lr), []
    for _ in range(n_epochs):
        optimizer.zero_grad()
        for i in rng.permutation(len(X)):
            _loss(layers, X[[i]], y[[i]]).backward()
            optimizer.step()
        accuracies.append(_accuracy(layers, X, y))
    return accuracies


def cleared_before_the_step(layers, X, y, n_epochs, lr, rng):
    """Do your layers change at all? What is in the gradients when the optimizer takes its step?"""
    optimizer, accuracies = _adam(layers, lr), []
    for _ in range(n_epochs):
        for i in rng.permutation(len(X)):
            _loss(layers, X[[i]], y[[i]]).backward()
            optimizer.zero_grad()
            optimizer.step()
        accuracies.append(_accuracy(layers, X, y))
    return accuracies


def one_step_at_the_end_of_an_epoch(layers, X, y, n_epochs, lr, rng):
    """When does the optimizer take its step: after each dragon, or after the last?"""
    optimizer, accuracies = _adam(layers, lr), []
    for _ in range(n_epochs):
        optimizer.zero_grad()
        for i in rng.permutation(len(X)):
            _loss(layers, X[[i]], y[[i]]).backward()
        optimizer.step()
        accuracies.append(_accuracy(layers, X, y))
    return accuracies


def gradients_clipped(layers, X, y, n_epochs, lr, rng):
    """Do large gradients reach the optimizer as large as they are?"""
    return _train_clipped(layers, X, y, n_epochs, lr, rng, nn.utils.clip_grad_value_, 0.1)


def large_gradients_clipped(layers, X, y, n_epochs, lr, rng):
    """Long dragons have large gradients. Does Adam get to see all of them?"""
    return _train_clipped(layers, X, y, n_epochs, lr, rng, nn.utils.clip_grad_norm_, 10.0)


def learns_from_mistakes_only(layers, X, y, n_epochs, lr, rng):
    """A perceptron rests when it is right. Does a network with a cross-entropy loss?"""
    optimizer, accuracies = _adam(layers, lr), []
    for _ in range(n_epochs):
        for i in rng.permutation(len(X)):
            if _accuracy(layers, X[[i]], y[[i]]) < 1:
                _step(optimizer, _loss(layers, X[[i]], y[[i]]))
        accuracies.append(_accuracy(layers, X, y))
    return accuracies


def stops_when_all_are_right(layers, X, y, n_epochs, lr, rng):
    """How many epochs are asked for, even if the accuracy is 1 before that?"""
    optimizer, accuracies = _adam(layers, lr), []
    while len(accuracies) < n_epochs:
        for i in rng.permutation(len(X)):
            _step(optimizer, _loss(layers, X[[i]], y[[i]]))
        accuracies.append(_accuracy(layers, X, y))
        if accuracies[-1] == 1:
            accuracies += [1.0] * (n_epochs - len(accuracies))
    return accuracies


def stops_without_gain(layers, X, y, n_epochs, lr, rng):
    """If the accuracy stays the same for some epochs, is that a reason to stop?"""
    optimizer, accuracies = _adam(layers, lr), []
    while len(accuracies) < n_epochs:
        for i in rng.permutation(len(X)):
            _step(optimizer, _loss(layers, X[[i]], y[[i]]))
        accuracies.append(_accuracy(layers, X, y))
        if len(accuracies) > 5 and max(accuracies[-5:]) <= accuracies[-6]:
            accuracies += accuracies[-1:] * (n_epochs - len(accuracies))
    return accuracies


# Optimizers


def rate_lowered_after_some_epochs(layers, X, y, n_epochs, lr, rng):
    """Which rate has your optimizer in the first epoch, and which in the tenth?"""
    optimizer, accuracies = _adam(layers, lr), []
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=5, gamma=0.1)
    for _ in range(n_epochs):
        for i in rng.permutation(len(X)):
            _step(optimizer, _loss(layers, X[[i]], y[[i]]))
        scheduler.step()
        accuracies.append(_accuracy(layers, X, y))
    return accuracies


def optimizer_made_every_five_epochs(layers, X, y, n_epochs, lr, rng):
    """Adam remembers earlier steps. How much of the first five epochs does it know in the sixth?"""
    optimizer, accuracies = None, []
    for epoch in range(n_epochs):
        if epoch % 5 == 0:
            optimizer = _adam(layers, lr)
        for i in rng.permutation(len(X)):
            _step(optimizer, _loss(layers, X[[i]], y[[i]]))
        accuracies.append(_accuracy(layers, X, y))
    return accuracies


def optimizer_made_each_epoch(layers, X, y, n_epochs, lr, rng):
    """Adam remembers earlier steps. What does it remember at the start of your second epoch?"""
    optimizer, accuracies = None, []
    for _ in range(n_epochs):
        optimizer = _adam(layers, lr)
        for i in rng.permutation(len(X)):
            _step(optimizer, _loss(layers, X[[i]], y[[i]]))
        accuracies.append(_accuracy(layers, X, y))
    return accuracies


def optimizer_made_each_step(layers, X, y, n_epochs, lr, rng):
    """Adam remembers earlier steps. How many steps old does one of yours become?"""
    accuracies = []
    for _ in range(n_epochs):
        for i in rng.permutation(len(X)):
            _step(_adam(layers, lr), _loss(layers, X[[i]], y[[i]]))
        accuracies.append(_accuracy(layers, X, y))
    return accuracies


def plain_gradient_descent(layers, X, y, n_epochs, lr, rng):
    """Which optimizer is asked for?"""

    def make(layers, lr):
        return torch.optim.SGD([p for layer in layers for p in layer.parameters()], lr=lr)

    return _train(layers, X, y, n_epochs, lr, _shuffled(rng, X), make=make)


def adam_with_weight_decay(layers, X, y, n_epochs, lr, rng):
    """Something pulls your weights towards zero: is your optimizer the plain Adam?"""

    def make(layers, lr):
        return torch.optim.AdamW([p for layer in layers for p in layer.parameters()], lr=lr)

    return _train(layers, X, y, n_epochs, lr, _shuffled(rng, X), make=make)


def rate_left_at_its_default(layers, X, y, n_epochs, lr, rng):
    """Train with two different rates: should the networks be the same?"""
    return _train(layers, X, y, n_epochs, lr, _shuffled(rng, X), make=lambda layers, lr: _adam(layers, 1e-3))


def rate_of_the_story(layers, X, y, n_epochs, lr, rng):
    """There is a number in your function that one of its inputs should decide. Which one?"""
    return _train(layers, X, y, n_epochs, lr, _shuffled(rng, X), make=lambda layers, lr: _adam(layers, 2e-4))


def rate_falls(layers, X, y, n_epochs, lr, rng):
    """The perceptron's rate became smaller from epoch to epoch. Is that asked for here as well?"""
    optimizer, accuracies = _adam(layers, lr), []
    for epoch in range(n_epochs):
        optimizer.param_groups[0]["lr"] = lr / (epoch + 1)
        for i in rng.permutation(len(X)):
            _step(optimizer, _loss(layers, X[[i]], y[[i]]))
        accuracies.append(_accuracy(layers, X, y))
    return accuracies


def weights_but_no_biases(layers, X, y, n_epochs, lr, rng):
    """A layer holds two kinds of parameters: does your optimizer know both?"""

    def make(layers, lr):
        return torch.optim.Adam([layer.weight for layer in layers], lr=lr)

    return _train(layers, X, y, n_epochs, lr, _shuffled(rng, X), make=make)


def last_layer_only(layers, X, y, n_epochs, lr, rng):
    """Which of the four layers does your optimizer know?"""
    return _train(layers, X, y, n_epochs, lr, _shuffled(rng, X), make=lambda layers, lr: _adam(layers[-1:], lr))


def first_layer_only(layers, X, y, n_epochs, lr, rng):
    """Compare all four layers before and after the training: which of them have moved?"""
    return _train(layers, X, y, n_epochs, lr, _shuffled(rng, X), make=lambda layers, lr: _adam(layers[:1], lr))


def starts_again_each_epoch(layers, X, y, n_epochs, lr, rng):
    """What do your layers still know at the start of the second epoch?"""
    start, accuracies = [copy.deepcopy(layer.state_dict()) for layer in layers], []
    optimizer = _adam(layers, lr)
    for _ in range(n_epochs):
        for layer, state in zip(layers, start):
            layer.load_state_dict(state)
        for i in rng.permutation(len(X)):
            _step(optimizer, _loss(layers, X[[i]], y[[i]]))
        accuracies.append(_accuracy(layers, X, y))
    return accuracies


def trains_a_copy(layers, X, y, n_epochs, lr, rng):
    """Your accuracies rise. Look at the layers that came in: have they changed?"""
    return _train(copy.deepcopy(layers), X, y, n_epochs, lr, _shuffled(rng, X))


# Networks and losses


def no_relu(layers, X, y, n_epochs, lr, rng):
    """What happens in your network between one layer and the next?"""

    def scores(layers, x):
        return nn.Sequential(*layers)(x)

    return _train(
        layers,
        X,
        y,
        n_epochs,
        lr,
        _shuffled(rng, X),
        loss=lambda layers, x, y: F.cross_entropy(scores(layers, x), y),
        judge=lambda layers, X, y: _accuracy(layers, X, y, scores),
    )


def relu_on_the_scores(layers, X, y, n_epochs, lr, rng):
    """Follow the output of the last layer: is anything cut off there?"""
    return _train(
        layers,
        X,
        y,
        n_epochs,
        lr,
        _shuffled(rng, X),
        loss=lambda layers, x, y: F.cross_entropy(F.relu(_scores(layers, x)), y),
        judge=lambda layers, X, y: _accuracy(layers, X, y, lambda layers, x: F.relu(_scores(layers, x))),
    )


def softmax_twice(layers, X, y, n_epochs, lr, rng):
    """How often are the scores turned into probabilities before the loss sees them?"""
    return _train(
        layers,
        X,
        y,
        n_epochs,
        lr,
        _shuffled(rng, X),
        loss=lambda layers, x, y: F.cross_entropy(F.softmax(_scores(layers, x), dim=1), y),
    )


def scores_for_log_probabilities(layers, X, y, n_epochs, lr, rng):
    """Your loss function wants logarithms of probabilities. What do you give it?"""
    return _train(
        layers, X, y, n_epochs, lr, _shuffled(rng, X), loss=lambda layers, x, y: F.nll_loss(_scores(layers, x), y)
    )


def uphill(layers, X, y, n_epochs, lr, rng):
    """Does the loss of a dragon become smaller by its step, or larger?"""
    return _train(layers, X, y, n_epochs, lr, _shuffled(rng, X), loss=lambda layers, x, y: -_loss(layers, x, y))


def labels_smoothed(layers, X, y, n_epochs, lr, rng):
    """Is a dragon wholly of its colour, in your loss?"""

    def loss(layers, x, y):
        return F.cross_entropy(_scores(layers, x), y, label_smoothing=0.1)

    return _train(layers, X, y, n_epochs, lr, _shuffled(rng, X), loss=loss)


def squared_error(layers, X, y, n_epochs, lr, rng):
    """Which loss do your steps make smaller: the cross-entropy, or another one?"""

    def loss(layers, x, y):
        p = F.softmax(_scores(layers, x), dim=1)
        return ((p - F.one_hot(y, p.shape[1])) ** 2).sum()

    return _train(layers, X, y, n_epochs, lr, _shuffled(rng, X), loss=loss)


# Accuracies


def accuracy_before_the_epoch(layers, X, y, n_epochs, lr, rng):
    """When do you measure: before an epoch has taught anything, or after it?"""
    optimizer, accuracies = _adam(layers, lr), []
    for _ in range(n_epochs):
        accuracies.append(_accuracy(layers, X, y))
        for i in rng.permutation(len(X)):
            _step(optimizer, _loss(layers, X[[i]], y[[i]]))
    return accuracies


def counted_on_the_way(layers, X, y, n_epochs, lr, rng):
    """Which network has judged the first dragon of an epoch, and which one the last?"""
    optimizer, accuracies = _adam(layers, lr), []
    for _ in range(n_epochs):
        right = 0.0
        for i in rng.permutation(len(X)):
            right += _accuracy(layers, X[[i]], y[[i]])
            _step(optimizer, _loss(layers, X[[i]], y[[i]]))
        accuracies.append(right / len(X))
    return accuracies


def counted_right_after_each_step(layers, X, y, n_epochs, lr, rng):
    """You ask about each dragon right after it was learnt. Is it still known at the end of the epoch?"""
    optimizer, accuracies = _adam(layers, lr), []
    for _ in range(n_epochs):
        right = 0.0
        for i in rng.permutation(len(X)):
            _step(optimizer, _loss(layers, X[[i]], y[[i]]))
            right += _accuracy(layers, X[[i]], y[[i]])
        accuracies.append(right / len(X))
    return accuracies


def before_the_last_step(layers, X, y, n_epochs, lr, rng):
    """Your accuracy is that of a network to which one dragon of the epoch is still unknown: which one?"""
    optimizer, accuracies = _adam(layers, lr), []
    for _ in range(n_epochs):
        accuracy = 0.0
        for i in rng.permutation(len(X)):
            loss = _loss(layers, X[[i]], y[[i]])
            accuracy = _accuracy(layers, X, y)
            _step(optimizer, loss)
        accuracies.append(accuracy)
    return accuracies


def accuracy_of_the_last_dragon(layers, X, y, n_epochs, lr, rng):
    """Of how many dragons does your accuracy tell?"""
    optimizer, accuracies = _adam(layers, lr), []
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for i in order:
            _step(optimizer, _loss(layers, X[[i]], y[[i]]))
        accuracies.append(_accuracy(layers, X[order[-1:]], y[order[-1:]]))
    return accuracies


def accuracy_of_the_first_hundred(layers, X, y, n_epochs, lr, rng):
    """Whose accuracy do you measure if there are more than a hundred dragons?"""

    def judge(layers, X, y):
        return _accuracy(layers, X[:100], y[:100])

    return _train(layers, X, y, n_epochs, lr, _shuffled(rng, X), judge=judge)


def compared_in_two_orders(layers, X, y, n_epochs, lr, rng):
    """Your predictions stand in one order. In which order are the labels that you compare them with?"""
    optimizer, accuracies = _adam(layers, lr), []
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for i in order:
            _step(optimizer, _loss(layers, X[[i]], y[[i]]))
        accuracies.append(_accuracy(layers, X[order], y))
    return accuracies


def share_of_mistakes(layers, X, y, n_epochs, lr, rng):
    """If all dragons are judged rightly, what does your list say?"""
    return [1 - accuracy for accuracy in _train(layers, X, y, n_epochs, lr, _shuffled(rng, X))]


def last_accuracy_for_all(layers, X, y, n_epochs, lr, rng):
    """All the accuracies in your list are the same. Was it so in every epoch?"""
    return _train(layers, X, y, n_epochs, lr, _shuffled(rng, X))[-1:] * n_epochs


def best_up_to_now(layers, X, y, n_epochs, lr, rng):
    """An accuracy may fall. Does yours ever?"""
    return np.maximum.accumulate(_train(layers, X, y, n_epochs, lr, _shuffled(rng, X))).tolist()


def average_up_to_now(layers, X, y, n_epochs, lr, rng):
    """What has the first epoch to do with the accuracy of the third?"""
    accuracies = np.array(_train(layers, X, y, n_epochs, lr, _shuffled(rng, X)))
    return (np.cumsum(accuracies) / np.arange(1, n_epochs + 1)).tolist()


def accuracies_backwards(layers, X, y, n_epochs, lr, rng):
    """Which epoch does the first number of your list belong to?"""
    return _train(layers, X, y, n_epochs, lr, _shuffled(rng, X))[::-1]


def accuracy_in_percent(layers, X, y, n_epochs, lr, rng):
    """Between which two numbers does an accuracy lie?"""
    return [100 * accuracy for accuracy in _train(layers, X, y, n_epochs, lr, _shuffled(rng, X))]


def number_of_right_answers(layers, X, y, n_epochs, lr, rng):
    """How many are right, or which share of all: what should your list say?"""
    return [round(len(X) * accuracy) for accuracy in _train(layers, X, y, n_epochs, lr, _shuffled(rng, X))]


def losses_instead_of_accuracies(layers, X, y, n_epochs, lr, rng):
    """Is a large number in your list a good sign or a bad one?"""

    def judge(layers, X, y):
        with torch.no_grad():
            return _loss(layers, X, y).item()

    return _train(layers, X, y, n_epochs, lr, _shuffled(rng, X), judge=judge)


def only_the_last_accuracy(layers, X, y, n_epochs, lr, rng):
    """How many numbers should come back?"""
    return _train(layers, X, y, n_epochs, lr, _shuffled(rng, X))[-1]


def one_for_the_start_as_well(layers, X, y, n_epochs, lr, rng):
    """Count your numbers: how many epochs were there?"""
    start = _accuracy(layers, X, y)
    return [start, *_train(layers, X, y, n_epochs, lr, _shuffled(rng, X))]


def one_for_each_step(layers, X, y, n_epochs, lr, rng):
    """How often do you measure: after each step, or after each epoch?"""
    optimizer, accuracies = _adam(layers, lr), []
    for _ in range(n_epochs):
        for i in rng.permutation(len(X)):
            _step(optimizer, _loss(layers, X[[i]], y[[i]]))
            accuracies.append(_accuracy(layers, X, y))
    return accuracies


def one_epoch_too_few(layers, X, y, n_epochs, lr, rng):
    """Through how many epochs does your loop go?"""
    return _train(layers, X, y, n_epochs - 1, lr, _shuffled(rng, X))


def one_epoch_too_many(layers, X, y, n_epochs, lr, rng):
    """Count your epochs: how many are asked for, and how many does your loop go through?"""
    return _train(layers, X, y, n_epochs + 1, lr, _shuffled(rng, X))


def list_made_in_each_epoch(layers, X, y, n_epochs, lr, rng):
    """Where is your list made: before the epochs, or in each of them?"""
    return _train(layers, X, y, n_epochs, lr, _shuffled(rng, X))[-1:]


def returns_in_the_first_epoch(layers, X, y, n_epochs, lr, rng):
    """How far is your `return` indented: to which loop does it belong?"""
    return _train(layers, X, y, min(n_epochs, 1), lr, _shuffled(rng, X))


def printed_instead_of_returned(layers, X, y, n_epochs, lr, rng):
    """Your function shows its accuracies. What does it give back?"""
    for epoch, accuracy in enumerate(_train(layers, X, y, n_epochs, lr, _shuffled(rng, X))):
        print(epoch, accuracy)


def layers_returned(layers, X, y, n_epochs, lr, rng):
    """The layers are trained in place. What else should come back?"""
    _train(layers, X, y, n_epochs, lr, _shuffled(rng, X))
    return layers


# The caller's data


def shuffled_in_place(layers, X, y, n_epochs, lr, rng):
    """Whose rows does your function move about?"""

    def batches(epoch):
        order = rng.permutation(len(X))
        X[:], y[:] = X[order], y[order]
        for i in range(len(X)):
            yield [i], [i]

    return _train(layers, X, y, n_epochs, lr, batches)
