import numpy as np
import torch
from torch import nn

from autograder.checking import agree, check, ensure, numbers


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
    """Weights and biases for layers of these sizes."""
    weights = []
    for i, o in zip(sizes, sizes[1:]):
        weights += [rng.normal(size=(o, i)) * 1.2 / np.sqrt(i), rng.normal(size=o) * 0.3 + 0.2]
    return weights


def scores(weights, x, slope=0.0, most=np.inf):
    """The outputs of the last layer, one row a dragon."""
    for weight, bias in zip(weights[:-2:2], weights[1:-2:2]):
        z = x @ weight.T + bias
        x = np.minimum(np.where(z > 0, z, slope * z), most)
    return x @ weights[-2].T + weights[-1]


def draw_large(rng, sizes, rows):
    """Layers and features with large scores, also of labels before the winner's, and large numbers between the layers.

    If those were cut at 6, another label would win somewhere.
    """
    while True:
        weights, x = weights_for(rng, sizes), rng.normal(size=(rows, 2)) * 300
        table, cut = scores(weights, x), scores(weights, x, most=6.0)
        winners, cut_lead = table.argmax(axis=1), np.diff(np.sort(cut, axis=1)[:, -2:])[:, 0]
        is_late = (table[:, :-1] > 100) & (np.arange(sizes[-1] - 1) < winners[:, None])
        has_moved = (cut.argmax(axis=1) != winners) & (cut_lead > 1e-3)
        is_clear = np.diff(np.sort(table, axis=1)[:, -2:]).min() > 5 and cut_lead.min() > 1e-3
        if is_clear and is_late.any() and has_moved.any():
            return layers_of(weights), torch.tensor(x, dtype=torch.float32)


def draw(rng, sizes, rows, leaks_matter=False):
    """Layers and features for which no label wins by a hair, several win (also the last), and rows are no columns.

    If a ReLU let 1 % of the negative through, another label would win somewhere, or nowhere: as asked.
    """
    while True:
        weights, x = weights_for(rng, sizes), rng.normal(size=(rows, 2)) * 2
        table, leaky = scores(weights, x), scores(weights, x, slope=0.01)
        winners = table.argmax(axis=1)
        lead, leaky_lead = (np.diff(np.sort(one, axis=1)[:, -2:])[:, 0] for one in (table, leaky))
        is_mixed = rows == 1 or (len(set(winners)) > 1 and sizes[-1] - 1 in winners)
        is_square = rows == sizes[-1] and (table.argmax(axis=0) == winners).all()
        has_moved = leaky.argmax(axis=1) != winners
        fits = (
            (has_moved & (leaky_lead > 1e-3)).any() if leaks_matter else not has_moved.any() and leaky_lead.min() > 1e-3
        )
        if lead.min() > 0.02 and is_mixed and not is_square and fits:
            return layers_of(weights), torch.tensor(x, dtype=torch.float32)


def inputs_after(f, layers, x):
    f(layers, x)
    return [x, [p.detach().clone() for layer in layers for p in layer.parameters()]]


def gradients_after(f, layers, x):
    f(layers, x)
    out = x
    for layer in layers:
        out = layer(out)
    if not out.requires_grad:
        return None
    out.square().sum().backward()
    return [float(p.grad.abs().sum()) if p.grad is not None else 0.0 for layer in layers for p in layer.parameters()]


@check("predict", points=1.75, visible=True)
def test_six_dragons(submission, reference):
    """Six dragons and three colours."""
    weights = weights_for(np.random.RandomState(9), (2, 5, 4, 6, 3))
    layers = layers_of([*weights[:-1], weights[-1] - 0.2])
    x = torch.tensor([[2.0, 1.0], [-2.0, 0.5], [0.5, -3.0], [-1.0, -1.5], [3.0, -1.0], [0.0, 2.0]])
    agree(submission.predict(layers, x), reference.predict(layers, x))


@check("predict", points=0.5, after="six_dragons")
def test_as_many_dragons_as_colours(submission, reference, rng):
    """Three dragons and three colours, where rows and columns are easily mixed up."""
    for _ in range(4):
        layers, x = draw(rng, (2, 5, 4, 6, 3), 3)
        agree(submission.predict(layers, x), reference.predict(layers, x))


@check("predict", points=0.25, after="six_dragons")
def test_one_dragon(submission, reference, rng):
    """A single dragon."""
    layers, x = draw(rng, (2, 5, 4, 6, 3), 1)
    agree(submission.predict(layers, x), reference.predict(layers, x))


@check("predict", points=0.25, after="six_dragons")
def test_other_sizes(submission, reference, rng):
    """Other layers, and five colours."""
    for leaks_matter in (False, False, True):
        layers, x = draw(rng, (2, 3, 7, 4, 5), 10, leaks_matter)
        agree(submission.predict(layers, x), reference.predict(layers, x))
    layers, x = draw_large(rng, (2, 3, 7, 4, 5), 10)
    agree(submission.predict(layers, x), reference.predict(layers, x))


@check("predict", points=0.25, after="six_dragons")
def test_leaves_no_trace(submission, rng):
    """After the call features and layers are as before, the answer holds no graph, and the layers can still learn."""
    layers, x = draw(rng, (2, 5, 4, 6, 3), 6)
    features, weights = submission.predict.through(inputs_after, layers, x)
    agree(features, x, what="the features")
    for one, other in zip(weights, (p for layer in layers for p in layer.parameters())):
        agree(one, other.detach(), rtol=1e-6, what="the weights of the layers")
    answer = submission.predict(layers, x)
    ensure(not getattr(answer, "requires_grad", False), "The answer still holds its graph.")
    gradients = submission.predict.through(gradients_after, layers, x)
    ensure(gradients is not None, "After the call, nothing that the layers compute has gradients any more.")
    ensure((numbers(gradients, (8,)) > 0).all(), "After the call, a layer has no gradients any more.")
