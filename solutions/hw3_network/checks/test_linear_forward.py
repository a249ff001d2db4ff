import numpy as np
import torch

from autograder.checking import agree, check, ensure


def tensor(values):
    return torch.tensor(values, dtype=torch.float32)


def gradients(f, x, weight, bias, v):
    def in_one_tensor(part):
        if isinstance(part, (list, tuple)):
            return torch.stack([in_one_tensor(smaller) for smaller in part])
        return torch.as_tensor(part)

    x, weight, bias = (t.clone().requires_grad_() for t in (x, weight, bias))
    out = in_one_tensor(f(x, weight, bias))
    if not out.requires_grad:
        return None
    (out * v).sum().backward()
    return [x.grad, weight.grad, bias.grad]


@check("linear_forward", points=1.25, visible=True)
def test_like_a_layer_of_torch(submission):
    """The same numbers as a layer nn.Linear(2, 4) with the same weights and bias."""
    layer = torch.nn.Linear(2, 4)
    layer.weight.data = torch.tensor([[0.5, -1.0], [1.5, 0.25], [-0.75, 2.0], [0.1, 0.2]])
    layer.bias.data = torch.tensor([1.0, -2.0, 0.5, 3.0])
    x = torch.tensor([[3.0, -1.0], [0.5, 2.0], [-4.0, 1.0]])
    agree(submission.linear_forward(x, layer.weight.data, layer.bias.data), layer(x).detach(), rtol=1e-3, atol=1e-4)


@check("linear_forward", points=0.5, after="like_a_layer_of_torch")
def test_as_many_inputs_as_neurons(submission, reference, rng):
    """A layer with as many neurons as inputs, and as many dragons."""
    while True:
        x, weight, bias = rng.normal(size=(3, 3)), rng.normal(size=(3, 3)), rng.normal(size=3)
        if abs(x @ (weight - weight.T)).max(axis=1).min() > 0.2 and np.diff(np.sort(bias)).min() > 0.2:
            break
    inputs = tensor(x), tensor(weight), tensor(bias)
    agree(submission.linear_forward(*inputs), reference.linear_forward(*inputs), rtol=1e-3, atol=1e-4)


@check("linear_forward", points=0.75, after="like_a_layer_of_torch")
def test_gradients(submission, reference, rng):
    """Gradients find their way back to the inputs, the weights and the bias."""
    shapes = (4, 2), (3, 2), (3,), (4, 3)
    inputs = [tensor(rng.uniform(0.5, 2, shape) * rng.choice([-1, 1], shape)) for shape in shapes]
    got = submission.linear_forward.through(gradients, *inputs)
    ensure(got is not None, "The answer no longer knows how it was computed: it has no graph.")
    ensure(all(part is not None for part in got), "Inputs, weights or bias get no gradient at all.")
    for part, right in zip(got, reference.linear_forward.through(gradients, *inputs)):
        agree(part, right, rtol=1e-3, atol=1e-4)


@check("linear_forward", points=0.25, after="like_a_layer_of_torch")
def test_table_of_one(submission, reference, rng):
    """A table with a single dragon, and a layer with a single neuron."""
    for n, i, o in ((1, 3, 4), (3, 2, 1)):
        inputs = tensor(rng.normal(size=(n, i))), tensor(rng.normal(size=(o, i))), tensor(rng.normal(size=o))
        agree(submission.linear_forward(*inputs), reference.linear_forward(*inputs), rtol=1e-3, atol=1e-4)


@check("linear_forward", points=0.25, after="like_a_layer_of_torch")
def test_single_dragon(submission, reference, rng):
    """One dragon alone, as a 1-d tensor."""
    inputs = tensor(rng.normal(size=3)), tensor(rng.normal(size=(5, 3))), tensor(rng.normal(size=5))
    agree(submission.linear_forward(*inputs), reference.linear_forward(*inputs), rtol=1e-3, atol=1e-4)
    inputs = tensor([1.0, 2.0]), tensor([[1.0, 2.0], [3.0, 4.0]]), tensor([0.5, -0.5])
    agree(submission.linear_forward(*inputs), reference.linear_forward(*inputs), rtol=1e-3, atol=1e-4)
    got = submission.linear_forward.through(gradients, *inputs, tensor([1.0, -2.0]))
    ensure(got is not None, "The answer no longer knows how it was computed: it has no graph.")
