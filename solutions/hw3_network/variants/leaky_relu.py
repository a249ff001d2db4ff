import numpy as np
import torch
import torch.nn.functional as F
from torch import nn


def where(x, slope=0.01):
    return torch.where(x < 0, slope * x, x)


def larger_of_the_two(x, slope=0.01):
    return torch.maximum(x, slope * x)


def library_function(x, slope=0.01):
    return F.leaky_relu(x, negative_slope=slope)


def module(x, slope=0.01):
    return nn.LeakyReLU(slope)(x)


def two_parts(x, slope=0.01):
    return torch.relu(x) - slope * torch.relu(-x)


def clamped(x, slope=0.01):
    return x.clamp(min=0) + slope * x.clamp(max=0)


def masked(x, slope=0.01):
    out = x.clone()
    out[out < 0] = out[out < 0] * slope
    return out


def factors(tensor: torch.Tensor, alpha: float = 0.01) -> torch.Tensor:
    """Multiply by 1 where positive, by alpha elsewhere."""
    is_positive = (tensor > 0).to(tensor.dtype)
    return tensor * (is_positive + alpha * (1 - is_positive))


def with_numpy(x, slope=0.01):
    values = x.detach().numpy()
    return np.where(values > 0, values, slope * values)


def nested_lists(x, slope=0.01):
    if x.dim() == 0:
        v = x.item()
        return v if v >= 0 else slope * v
    return [nested_lists(part, slope) for part in x]


def prelu(x, slope=0.01):
    return F.prelu(x, torch.tensor(slope))


def double_precision(x, slope=0.01):
    x = x.double()
    return 0.5 * (1 + slope) * x + 0.5 * (1 - slope) * x.abs()


def loop_over_all(x, slope=0.01):
    flat = [v if v > 0 else v * slope for v in x.reshape(-1)]
    return torch.stack(flat).view(x.shape)


def step_function(x, slope=0.01):
    return x * torch.lerp(torch.tensor(slope), torch.tensor(1.0), torch.heaviside(x, torch.tensor(0.0)))


def recursive(x, slope=0.01):
    if x.ndim == 0:
        return x if x > 0 else x * slope
    return torch.stack([recursive(part, slope) for part in x])


def tuple_of_rows(x, slope=0.01):
    return tuple(torch.maximum(row, slope * row) for row in x)


def applied_to_a_copy(x, slope=0.01):
    return x.clone().apply_(lambda v: v if v > 0 else v * slope)
