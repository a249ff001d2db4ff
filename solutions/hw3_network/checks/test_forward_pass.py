import numpy as np
import torch

from autograder.checking import agree, check, ensure, numbers


def network(weights, biases):
    layers = [torch.nn.Linear(*reversed(weight.shape)) for weight in weights]
    for layer, weight, bias in zip(layers, weights, biases):
        layer.weight.data = torch.tensor(weight, dtype=torch.float32)
        layer.bias.data = torch.tensor(bias, dtype=torch.float32)
    return layers


def relu(h):
    return np.maximum(h, 0)


def same(h):
    return h


def run(x, weights, biases, bends):
    """The probabilities of a network with these bends after its layers, and how close a hidden neuron comes to 0."""
    nearest = np.inf
    for weight, bias, bend in zip(weights, biases, bends):
        h = x @ weight.T + bias
        nearest = min(nearest, abs(h).min())
        x = bend(h)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True), nearest


def is_telling(x, weights, biases):
    """Whether no neuron is close to its bend, and every row shows a bend too few, one too many, and another's row."""
    right, nearest = run(x, weights, biases, (relu, relu, relu, same))
    wrong_bends = [
        (same, relu, relu, same),
        (relu, same, relu, same),
        (relu, relu, same, same),
        (relu, relu, relu, relu),
        (same, same, same, same),
    ]
    others = [run(x, weights, biases, bends)[0] for bends in wrong_bends]
    others.append(run(relu(x), weights, biases, (relu, relu, relu, same))[0])
    others += [np.roll(right, 1, axis=0)] if len(x) > 1 else []
    differences = [abs(right - other).max(axis=1).min() for other in others]
    return nearest > 0.003 and right.min() > 0.03 and min(differences) > 0.02


def draw(rng, rows, sizes):
    """Dragons and a network for which no mistake about a bend stays without effect."""
    while True:
        x = rng.normal(size=(rows, 2)) * 2 - 0.5
        weights = [rng.normal(size=(o, i)) * (1.6 / i) ** 0.5 for i, o in zip(sizes, sizes[1:])]
        biases = [rng.uniform(0.2, 0.8, o) * rng.choice([-1, 1], o) for o in sizes[1:]]
        if is_telling(x, weights, biases):
            return torch.tensor(x, dtype=torch.float32), network(weights, biases)


def gradients(f, x, layers, v):
    def in_one_tensor(part):
        if isinstance(part, (list, tuple)):
            return torch.stack([in_one_tensor(smaller) for smaller in part])
        return torch.as_tensor(part)

    out = in_one_tensor(f(x, list(layers)))
    if not out.requires_grad:
        return None
    (out * v).sum().backward()
    return [p.grad for layer in layers for p in (layer.weight, layer.bias)]


def left_behind(f, x, layers):
    f(x, layers)
    weights = [p.detach().clone() for layer in layers for p in layer.parameters()]
    linear = [layer for layer in layers if isinstance(layer, torch.nn.Linear)]
    return [x.clone(), len(layers), weights, [layer(0 * layer.weight[0]).detach() for layer in linear]]


@check("forward_pass", points=1, visible=True)
def test_small_network(submission, reference):
    """One dragon and a small network: three probabilities, none of them close to 0 or 1."""
    layers = [torch.nn.Linear(i, o) for i, o in ((2, 4), (4, 5), (5, 4), (4, 3))]
    for place, layer in enumerate(layers):
        for part in layer.parameters():
            part.data = torch.sin(3.98 * torch.arange(part.numel()) + place).reshape(part.shape)
    x = torch.tensor([[3.0, 1.0]])
    agree(submission.forward_pass(x, layers), reference.forward_pass(x, layers), rtol=1e-3, atol=1e-4)


@check("forward_pass", points=1, visible=True)
def test_published_loss(submission):
    """The tutorial's network and its dragon: the loss is the published one, 4.4433."""
    torch.manual_seed(2021)
    layers = [torch.nn.Linear(i, o) for i, o in ((2, 10), (10, 20), (20, 1000), (1000, 3))]
    probs = numbers(submission.forward_pass(torch.tensor([[19.0, 240.940255]]), layers), (1, 3))
    ensure(0 < probs[0, 0] < 1, f"The probability of label 0 should be above 0 and below 1, but is {probs[0, 0]:.6f}.")
    loss = -np.log(probs[0, 0])
    ensure(abs(loss - 4.4433) < 1e-3, f"The loss should be 4.4433, but is {loss:.4f}.")


@check("forward_pass", points=1, visible=True, after=("small_network", "published_loss"))
def test_rows_sum_to_one(submission):
    """Four dragons at once: every row of the answer holds three probabilities, and they sum to 1."""
    torch.manual_seed(7)
    layers = [torch.nn.Linear(i, o) for i, o in ((2, 4), (4, 5), (5, 6), (6, 3))]
    x = torch.tensor([[5.0, 1.5], [7.0, 2.0], [22.0, 2.5], [-1.0, 0.5]])
    probs = numbers(submission.forward_pass(x, layers), (4, 3))
    ensure((probs >= 0).all() and (probs <= 1).all(), "Some of the numbers do not lie between 0 and 1.")
    agree(probs.sum(axis=1), np.ones(4), rtol=0, atol=1e-4, what="the sum of each row")


@check("forward_pass", points=1, after=("small_network", "published_loss"))
def test_other_sizes(submission, reference, rng):
    """Networks with other layers, and with four colours."""
    for sizes in ((2, 5, 4, 6, 4), (2, 6, 6, 6, 4)):
        x, layers = draw(rng, 1, sizes)
        agree(submission.forward_pass(x, layers), reference.forward_pass(x, layers), rtol=1e-3, atol=1e-4)
        layers[-1].bias.data += 200  # the same probabilities, of large logits
        agree(submission.forward_pass(x, layers), reference.forward_pass(x, layers), rtol=1e-3, atol=1e-4)


@check("forward_pass", points=1, after=("small_network", "published_loss"))
def test_three_dragons(submission, reference, rng):
    """Three dragons at once, each with its own row."""
    inputs = draw(rng, 3, (2, 6, 5, 6, 3))
    agree(submission.forward_pass(*inputs), reference.forward_pass(*inputs), rtol=1e-3, atol=1e-4)


@check("forward_pass", points=1.25, after=("small_network", "published_loss"))
def test_gradients(submission, reference, rng):
    """A gradient finds its way back to the weights and the bias of every layer."""
    v = torch.tensor([[1.0, -2.0, 4.0]])
    while True:
        x, layers = draw(rng, 1, (2, 6, 5, 6, 3))
        right = reference.forward_pass.through(gradients, x, layers, v)
        if min(float(abs(part).max()) for part in right) > 0.02:
            break
    got = submission.forward_pass.through(gradients, x, layers, v)
    ensure(got is not None, "The answer no longer knows how it was computed: it has no graph.")
    ensure(all(part is not None for part in got), "Some layers get no gradient at all.")
    for part, expected in zip(got, right):
        agree(part, expected, rtol=1e-3, atol=1e-4)


@check("forward_pass", points=0.75, after=("small_network", "published_loss"))
def test_inputs_unchanged(submission, rng):
    """The dragons, the list of layers and the weights that come in stay as they were."""
    x, layers = draw(rng, 2, (2, 6, 5, 6, 3))
    new_x, count, weights, given = submission.forward_pass.through(left_behind, x, layers)
    agree(new_x, x, what="the dragons")
    ensure(count == len(layers), "The list of layers has become longer or shorter.")
    parameters = [p.detach() for layer in layers for p in layer.parameters()]
    ensure(len(weights) == len(parameters), "The list holds other layers than before.")
    for new, old in zip(weights, parameters):
        agree(new, old, what="the weights of a layer")
    ensure(len(given) == len(layers), "The list holds other layers than before.")
    for new, layer in zip(given, layers):
        agree(new, layer.bias.detach(), what="what a layer makes of zeros after the call")
