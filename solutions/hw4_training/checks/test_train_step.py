import numpy as np
import torch
from torch import nn

from autograder.checking import agree, check, ensure, numbers

RNG_SIZES = (2, 4, 5, 6, 3)


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


def weights_for(rng, sizes):
    """Weights and biases for layers of these sizes, in which no layer is silent."""
    weights = []
    for i, o in zip(sizes, sizes[1:]):
        weights += [rng.normal(size=(o, i)) * 1.2 / np.sqrt(i), rng.normal(size=o) * 0.3 + 0.2]
    return weights


def is_clear_cut(weights, x, edge=1e-3):
    """Whether no hidden unit is on the edge between on and off, and some of each layer are on for every row."""
    a = np.asarray(x, dtype=float)
    for weight, bias in list(zip(weights[::2], weights[1::2]))[:3]:
        z = a @ np.asarray(weight, dtype=float).T + np.asarray(bias, dtype=float)
        if np.abs(z).min() < edge or (z > 0).sum(axis=1).min() == 0:
            return False
        a = np.maximum(z, 0)
    return True


def scores(weights, x):
    """The outputs of the last layer, one row a dragon."""
    a = np.asarray(x, dtype=float)
    for weight, bias in zip(weights[:-2:2], weights[1:-2:2]):
        a = np.maximum(a @ np.asarray(weight, dtype=float).T + np.asarray(bias, dtype=float), 0)
    return a @ np.asarray(weights[-2], dtype=float).T + np.asarray(weights[-1], dtype=float)


def knows_all(weights, x, labels):
    """Whether every row's label is the most probable one already."""
    return bool((scores(weights, x).argmax(axis=1) == labels).all())


def draw(rng, sizes, labels, known=False):
    """Layers, and a batch with these labels, all known or not, that give the same step in any precision."""
    while True:
        weights, x = weights_for(rng, sizes), rng.normal(size=(len(labels), 2))
        if is_clear_cut(weights, x) and knows_all(weights, x, labels) == known:
            return layers_of(weights), torch.tensor(x, dtype=torch.float32), torch.tensor(labels)


def draw_large(rng, labels):
    """Layers, and a batch of dragons in toes and feet, with scores above 90 and a loss between 25 and 70 for each.

    No score of a row is more than 70 below another, so that no float32 probability is 0.
    """
    while True:
        weights, size = weights_for(rng, RNG_SIZES), (len(labels), 1)
        x = np.hstack([rng.integers(5, 23, size), rng.uniform(60, 180, size)])
        weights[-1] = weights[-1] + 150
        table = scores(weights, x)
        losses = table.max(axis=1) - table[np.arange(len(labels)), labels]
        is_safe = np.ptp(table, axis=1).max() < 70 and table.max(axis=1).min() > 90
        if is_safe and losses.min() > 25 and is_clear_cut(weights, x, 0.05):
            return layers_of(weights), torch.tensor(x, dtype=torch.float32), torch.tensor(labels)


def loss_of_step(f, layers, x, y, lr):
    optimizer = torch.optim.SGD([p for layer in layers for p in layer.parameters()], lr=lr)
    return f(layers, optimizer, x, y)


def losses_and_graphs(f, batches):
    answers = []
    for layers, x, y in batches:
        optimizer = torch.optim.SGD([p for layer in layers for p in layer.parameters()], lr=0.1)
        loss = f(layers, optimizer, x, y)
        answers.append([loss, bool(getattr(loss, "requires_grad", False))])
    return answers


def what_two_steps_do(f, layers, x, y, lr):
    parameters = [p for layer in layers for p in layer.parameters()]
    before = [p.detach().clone() for p in parameters]
    optimizer, arrived = torch.optim.SGD(parameters, lr=lr), []
    for p in parameters:
        p.register_hook(arrived.append)
    losses = [f(layers, optimizer, x, y), f(layers, optimizer, x, y)]
    changes = [float((p.detach() - old).abs().max()) for p, old in zip(parameters, before)]
    left = [float(p.grad.abs().max()) if p.grad is not None else 0.0 for p in parameters]
    return [losses, changes, left, len(arrived) > 0]


def after_steps(f, layers, x, y, lr, momentum, left_over, count):
    """The weights after each step; without a momentum the optimizer is Adam."""
    parameters = [p for layer in layers for p in layer.parameters()]
    optimizer = torch.optim.SGD(parameters, lr=lr, momentum=momentum or 0.0)
    if momentum is None:
        optimizer = torch.optim.Adam(parameters, lr=lr)
    if left_over:
        optimizer = torch.optim.SGD([{"params": list(layer.parameters())} for layer in layers], lr=lr)
        for p in parameters:
            p.grad = torch.full_like(p, left_over)
    weights = []
    for _ in range(count):
        f(layers, optimizer, x, y)
        weights.append([p.detach().clone() for p in parameters])
    return weights


def smallest_gradient(reference, layers, x, y):
    """The smallest gradient that is not 0."""
    before = [p.detach() for layer in layers for p in layer.parameters()]
    [after] = reference.train_step.through(after_steps, layers, x, y, 1.0, 0.0, 0.0, 1)
    sizes = np.concatenate([np.abs((new - old).numpy()).ravel() for new, old in zip(after, before)])
    return sizes[sizes > 0].min()


def expect_same_steps(submission, reference, *inputs):
    got = submission.train_step.through(after_steps, *inputs)
    right = reference.train_step.through(after_steps, *inputs)
    for step, (new, wanted) in enumerate(zip(got, right), start=1):
        for place, (one, other) in enumerate(zip(new, wanted)):
            name = f"the {'bias' if place % 2 else 'weight'} of layer {place // 2 + 1} after step {step}"
            agree(one, numbers(other), rtol=2e-5, atol=2e-6, what=name)


@check("train_step", points=1.5, visible=True)
def test_loss(submission, reference):
    """The answer is the mean loss of the batch, as it was before the step."""
    layers = layers_of(weights_for(np.random.RandomState(4), (2, 4, 5, 6, 3)))
    x, y = torch.tensor([[0.5, -1.0], [1.5, 2.0]]), torch.tensor([2, 0])
    right = reference.train_step.through(loss_of_step, layers, x, y, 0.5)
    agree(submission.train_step.through(loss_of_step, layers, x, y, 0.5), right, rtol=1e-3, what="the loss")


@check("train_step", points=1.5, visible=True)
def test_learns(submission):
    """A step moves all four layers, and makes the loss of its batch smaller."""
    layers = layers_of(weights_for(np.random.RandomState(4), (2, 4, 5, 6, 3)))
    x, y = torch.tensor([[0.5, -1.0], [1.5, 2.0]]), torch.tensor([2, 0])
    losses, changes, *_ = submission.train_step.through(what_two_steps_do, layers, x, y, 0.05)
    for place, change in enumerate(changes):
        ensure(change > 0, f"The {'bias' if place % 2 else 'weight'} of layer {place // 2 + 1} has not moved.")
    first, second = (float(numbers(loss, (), what="the loss")) for loss in losses)
    ensure(second < first, f"The loss was {first:.4f} before the first step, and {second:.4f} after it.")


@check("train_step", points=1.75, after=("loss", "learns"))
def test_one_step(submission, reference, rng):
    """The weights after one step are exactly right, and with a rate of 0 they stay."""
    layers, x, y = draw(rng, RNG_SIZES, [2, 0, 1, 0])
    for lr in (float(rng.uniform(0.05, 0.3)), 0.0):
        expect_same_steps(submission, reference, layers, x, y, lr, 0.0, 0.0, 1)


@check("train_step", points=1, after="one_step")
def test_three_steps(submission, reference, rng):
    """Three steps in turn, by one optimizer that remembers: each has the gradients of its own call."""
    for momentum in (0.9, None):
        while True:
            layers, x, y = draw(rng, RNG_SIZES, [1, 2, 0])
            lr = float(rng.uniform(0.02, 0.06)) if momentum else 0.01
            inputs = (layers, x, y, lr, momentum, 0.0, 3)
            stages = [[w.numpy() for w in ws] for ws in reference.train_step.through(after_steps, *inputs)]
            is_clear = all(is_clear_cut(ws, x) and not knows_all(ws, x, y.numpy()) for ws in stages)
            # Adam makes a whole step of the smallest gradient, and of its rounding errors
            if is_clear and (momentum or smallest_gradient(reference, layers, x, y) > 2e-3):
                break
        expect_same_steps(submission, reference, *inputs)


@check("train_step", points=1, after="one_step")
def test_left_over_gradients(submission, reference, rng):
    """Gradients that somebody left behind before the call do not matter."""
    layers, x, y = draw(rng, RNG_SIZES, [0, 2])
    expect_same_steps(submission, reference, layers, x, y, 0.1, 0.0, 0.7, 1)


@check("train_step", points=0.5, after="one_step")
def test_one_dragon(submission, reference, rng):
    """A batch of a single dragon, also of one whose colour the layers know already."""
    for known in (False, True):
        while True:
            layers, x, y = draw(rng, RNG_SIZES, [int(rng.integers(3))], known)
            if reference.train_step.through(loss_of_step, layers, x, y, 0.1) > 0.3:  # there is something to learn
                break
        expect_same_steps(submission, reference, layers, x, y, 0.1, 0.0, 0.0, 1)
    # Toes and feet give large gradients, and large scores.
    layers, x, y = draw_large(rng, [int(rng.integers(3))])
    expect_same_steps(submission, reference, layers, x, y, 1e-3, 0.0, 0.0, 1)


@check("train_step", points=0.25, after="one_step")
def test_other_sizes(submission, reference, rng):
    """Other layers, five colours, and a larger batch."""
    layers, x, y = draw(rng, (2, 6, 3, 4, 5), [4, 0, 3, 1, 2, 4, 3])
    expect_same_steps(submission, reference, layers, x, y, 0.1, 0.0, 0.0, 1)


@check("train_step", points=0.5, after="loss")
def test_plain_number(submission, reference, rng):
    """The answer is a plain number, which no longer knows how it was computed, and right for batches of any size."""
    batches = [draw(rng, RNG_SIZES, [1, 0]), draw(rng, RNG_SIZES, [2]), draw(rng, RNG_SIZES, [0, 2, 1])]
    batches += [draw(rng, RNG_SIZES, [2, 0, 1, 1, 2, 0, 2]), draw_large(rng, [2, 0, 2])]
    right = reference.train_step.through(losses_and_graphs, batches)
    answers = submission.train_step.through(losses_and_graphs, batches)
    for (loss, holds_graph), (wanted, _), (_, x, _) in zip(answers, right, batches):
        what = f"the loss of a batch of {len(x)}"
        numbers(loss, (), what=what)
        ensure(holds_graph is False, "The loss still holds its graph.")
        agree(loss, wanted, rtol=1e-3, what=what)
