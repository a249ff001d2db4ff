import torch
import torch.nn.functional as F
from torch import Tensor


def transposed(x, weight, bias):
    return torch.matmul(x, weight.t()) + bias


def library_function(x, weight, bias):
    return F.linear(x, weight, bias)


def einsum(x, weight, bias):
    return torch.einsum("...i,oi->...o", x, weight) + bias


def multiplied_and_summed(x, weight, bias):
    return (x.unsqueeze(-2) * weight).sum(-1) + bias


def neuron_by_neuron(x, weight, bias):
    outputs = []
    for w, b in zip(weight, bias):
        outputs.append((x * w).sum(dim=-1) + b)
    return torch.stack(outputs, dim=-1)


def row_by_row(x, weight, bias):
    if x.dim() == 1:
        return weight @ x + bias
    return torch.stack([weight @ row + bias for row in x])


def recursive(x, weight, bias):
    if x.ndim == 1:
        return torch.mv(weight, x) + bias
    return torch.cat([recursive(row, weight, bias)[None] for row in x])


def typed(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """One fully connected layer.

    Returns:
        Weighted sums plus biases, one for each neuron.
    """
    weighted_sums: Tensor = x @ weight.transpose(0, 1)
    return weighted_sums.add(bias)


def double_precision(inputs, w, b):
    return inputs.double() @ w.double().T + b.double()


def as_batch_and_back(x, weight, bias):
    is_single = x.dim() == 1
    batch = x.unsqueeze(0) if is_single else x
    out = torch.addmm(bias, batch, weight.T)
    return out.squeeze(0) if is_single else out


def from_the_left(x, weight, bias):
    return (weight @ x.mT if x.ndim > 1 else weight @ x).movedim(0, -1) + bias


class _Layer:
    def __init__(self, weight, bias):
        self.weight = weight
        self.bias = bias

    def __call__(self, x):
        return torch.tensordot(x, self.weight, dims=([-1], [1])) + self.bias


def in_a_class(x, weight, bias):
    return _Layer(weight, bias)(x)


def bias_as_extra_weight(x, weight, bias):
    ones = torch.ones(*x.shape[:-1], 1)
    return torch.cat([x, ones], dim=-1) @ torch.cat([weight, bias[:, None]], dim=1).T


def list_of_rows(x, weight, bias):
    if x.dim() == 1:
        return weight.matmul(x) + bias
    return [weight.matmul(row) + bias for row in x]


def inner_product(x, weight, bias):
    return torch.inner(x, weight).add_(bias)


def row_by_row_into_zeros(x, weight, bias):
    out = torch.zeros(x.shape[:-1] + bias.shape)
    for neuron in range(len(bias)):
        out[..., neuron] = (x * weight[neuron]).sum(-1) + bias[neuron]
    return out


def feature_by_feature(x, weight, bias):
    total = bias
    for feature in range(weight.shape[1]):
        total = total + x[..., feature, None] * weight[:, feature]
    return total


def module_called_with_the_weights(x, weight, bias):
    layer = torch.nn.Linear(weight.shape[1], weight.shape[0])
    return torch.func.functional_call(layer, {"weight": weight, "bias": bias}, (x,))


def neuron_by_neuron(x, weight, bias):
    if x.ndim == 1:
        return [x @ w + b for w, b in zip(weight, bias)]
    return [neuron_by_neuron(row, weight, bias) for row in x]
