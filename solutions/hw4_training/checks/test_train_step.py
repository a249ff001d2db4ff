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


def is_clear_cut(weights, x):
    """Whether no hidden unit is on the edge between on and off, and some of each layer are on for every row."""
    a = np.asarray(x, dtype=float)
    for weight, bias in list(zip(weights[::2], weights[1::2]))[:3]:
        z = a @ np.asarray(weight, dtype=float).T + np.asarray(bias, dtype=float)
        if np.abs(z).min() < 1e-3 or (z > 0).sum(axis=1).min() == 0:
            return False
        a = np.maximum(z, 0)
    return True


def knows_all(weights, x, labels):
    """Whether every row's label is the most probable one already."""
    a = np.asarray(x, dtype=float)
    for weight, bias in zip(weights[:-2:2], weights[1:-2:2]):
        a = np.maximum(a @ np.asarray(weight, dtype=float).T + np.asarray(bias, dtype=float), 0)
    table = a @ np.asarray(weights[-2], dtype=float).T + np.asarray(weights[-1], dtype=float)
    return bool((table.argmax(axis=1) == labels).all())


def draw(rng, sizes, labels, known=False):
    """Layers, and a batch with these labels, all known or not, that give the same step in any precision."""
    while True:
        weights, x = weights_for(rng, sizes), rng.normal(size=(len(labels), 2))
        if is_clear_cut(weights, x) and knows_all(weights, x, labels) == known:
            return layers_of(weights), torch.tensor(x, dtype=torch.float32), torch.tensor(labels)


def loss_of_step(f, layers, x, y, lr):
    optimizer = torch.optim.SGD([p for layer in layers for p in layer.parameters()], lr=lr)
    return f(layers, optimizer, x, y)


def loss_and_graph(f, layers, x, y, lr):
    optimizer = torch.optim.SGD([p for layer in layers for p in layer.parameters()], lr=lr)
    loss = f(layers, optimizer, x, y)
    return [loss, bool(getattr(loss, "requires_grad", False))]


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
    parameters = [p for layer in layers for p in layer.parameters()]
    optimizer = torch.optim.SGD(parameters, lr=lr, momentum=momentum)
    if left_over:
        optimizer = torch.optim.SGD([{"params": list(layer.parameters())} for layer in layers], lr=lr)
        for p in parameters:
            p.grad = torch.full_like(p, left_over)
    weights = []
    for _ in range(count):
        f(layers, optimizer, x, y)
        weights.append([p.detach().clone() for p in parameters])
    return weights


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
    while True:
        layers, x, y = draw(rng, RNG_SIZES, [1, 2, 0])
        inputs = (layers, x, y, float(rng.uniform(0.02, 0.06)), 0.9, 0.0, 3)
        stages = [[w.numpy() for w in ws] for ws in reference.train_step.through(after_steps, *inputs)]
        if all(is_clear_cut(ws, x) and not knows_all(ws, x, y.numpy()) for ws in stages):
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


@check("train_step", points=0.25, after="one_step")
def test_other_sizes(submission, reference, rng):
    """Other layers, five colours, and a larger batch."""
    layers, x, y = draw(rng, (2, 6, 3, 4, 5), [4, 0, 3, 1, 2, 4, 3])
    expect_same_steps(submission, reference, layers, x, y, 0.1, 0.0, 0.0, 1)


@check("train_step", points=0.5, after="loss")
def test_plain_number(submission, rng):
    """The answer is a plain number, which no longer knows how it was computed."""
    layers, x, y = draw(rng, RNG_SIZES, [1, 0])
    loss, holds_graph = submission.train_step.through(loss_and_graph, layers, x, y, 0.1)
    numbers(loss, (), what="the loss")
    ensure(holds_graph is False, "The loss still holds its graph.")
