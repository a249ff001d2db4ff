from functools import reduce

import torch
import torch.nn.functional as F
from torch import nn


def unrolled(x, layers):
    layer1, layer2, layer3, layer4 = layers
    h = F.relu(layer1(x))
    h = F.relu(layer2(h))
    h = F.relu(layer3(h))
    return F.softmax(layer4(h), dim=1)


def modules(x, layers):
    relu, softmax = nn.ReLU(), nn.Softmax(dim=1)
    x = relu(layers[0](x))
    x = relu(layers[1](x))
    x = relu(layers[2](x))
    return softmax(layers[3](x))


def sequential(x, layers):
    parts = []
    for layer in layers[:-1]:
        parts += [layer, nn.ReLU()]
    return nn.Sequential(*parts, layers[-1], nn.Softmax(dim=-1))(x)


def enumerated(x, layers):
    for i, layer in enumerate(layers):
        x = layer(x)
        if i < len(layers) - 1:
            x = x.clamp(min=0)
    return x.softmax(dim=-1)


def folded(x, layers):
    hidden = reduce(lambda h, layer: torch.relu(layer(h)), layers[:3], x)
    return torch.softmax(layers[3](hidden), -1)


def recursive(x, layers):
    if len(layers) == 1:
        z = layers[0](x)
        return torch.exp(z - z.logsumexp(dim=-1, keepdim=True))
    return recursive(torch.relu(layers[0](x)), layers[1:])


def matrices(x, layers):
    *hidden, last = [(layer.weight, layer.bias) for layer in layers]
    for weight, bias in hidden:
        x = torch.maximum(x @ weight.T + bias, torch.zeros(()))
    z = F.linear(x, *last)
    e = torch.exp(z - z.max(dim=1, keepdim=True).values)
    return e / e.sum(dim=1, keepdim=True)


def dragon_by_dragon(x, layers):
    rows = []
    for dragon in x:
        h = dragon
        for layer in layers[:-1]:
            h = layer(h)
            h = torch.where(h > 0, h, torch.zeros_like(h))
        rows.append(torch.softmax(layers[-1](h), dim=0))
    return torch.stack(rows)


def typed(x: torch.Tensor, layers: list[nn.Linear]) -> torch.Tensor:
    """Probabilities for a batch of dragons."""
    out: torch.Tensor = x.float()
    for number in range(3):
        out = layers[number].forward(out)
        out = out * (out > 0)
    return layers[-1].forward(out).log_softmax(dim=1).exp()


def in_place_on_its_own(x, layers):
    h = x.clone()
    for layer in layers[:3]:
        h = F.relu(layer(h), inplace=True)
    return nn.functional.softmax(layers[3](h), dim=1)


class _Network(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = nn.ModuleList(layers)
        self.activation = nn.ReLU()

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.activation(layer(x))
        return torch.softmax(self.layers[-1](x), dim=-1)


def in_a_module(x, layers):
    return _Network(layers)(x)


def popped_from_a_copy(x, layers):
    queue = list(layers)
    last = queue.pop()
    while queue:
        x = torch.relu(queue.pop(0)(x))
    return torch.softmax(last(x), dim=-1)


def leaky_with_no_leak(x, layers):
    for layer in layers[:-1]:
        x = F.leaky_relu(layer(x), 0.0)
    return torch.softmax(layers[-1](x), dim=1)


def double_precision(x, layers):
    h = x.double()
    for layer in layers:
        is_last = layer is layers[-1]
        h = h @ layer.weight.double().T + layer.bias.double()
        h = h if is_last else torch.relu(h)
    return torch.softmax(h, dim=-1)


def list_of_rows(x, layers):
    net = nn.Sequential(layers[0], nn.ReLU(), layers[1], nn.ReLU(), layers[2], nn.ReLU(), layers[3])
    return [torch.softmax(net(row), dim=-1) for row in x]


def half_of_sum_and_size(x, layers):
    for layer in layers[:-1]:
        h = layer(x)
        x = (h + abs(h)) / 2
    return F.softmax(layers[-1](x), -1)


def thresholds(x, layers):
    steps = [step for layer in layers for step in (layer, nn.Threshold(0, 0))][:-1]
    for step in steps:
        x = step(x)
    return x.softmax(-1)


def tuple_of_probabilities(x, layers):
    for layer in layers[:-1]:
        x = torch.relu(layer(x))
    return tuple(torch.softmax(layers[-1](x), 1))


def rows_of_numbers(x, layers):
    for layer in layers[:-1]:
        x = torch.relu(layer(x))
    return [list(row) for row in torch.softmax(layers[-1](x), 1)]
