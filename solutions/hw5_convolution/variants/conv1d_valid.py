from typing import List

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn


def loop_and_stack(signal, kernel):
    k = len(kernel)
    return torch.stack([(signal[i : i + k] * kernel).sum() for i in range(len(signal) - k + 1)])


def unfolded(signal, kernel):
    return signal.unfold(0, len(kernel), 1) @ kernel


def ready_made(signal, kernel):
    return F.conv1d(signal.view(1, 1, -1), kernel.view(1, 1, -1)).view(-1)


def shifted_copies(signal: torch.Tensor, kernel: torch.Tensor) -> torch.Tensor:
    """Add up the signal, shifted and weighted, once for each entry of the kernel."""
    size = signal.shape[0] - kernel.shape[0] + 1
    out = torch.zeros(size)
    for j, weight in enumerate(kernel):
        out = out + weight * signal[j : j + size]
    return out


def written_into_a_tensor(signal, kernel):
    n, k = signal.numel(), kernel.numel()
    result = torch.zeros(n - k + 1, dtype=signal.dtype)
    for i in range(n - k + 1):
        for j in range(k):
            result[i] += signal[i + j] * kernel[j]
    return result


def fourier(signal, kernel):
    n, k = len(signal), len(kernel)
    product = torch.fft.rfft(signal, n) * torch.fft.rfft(kernel, n).conj()
    return torch.fft.irfft(product, n)[: n - k + 1]


def einstein(signal, kernel):
    windows = signal.as_strided((len(signal) - len(kernel) + 1, len(kernel)), (1, 1))
    return torch.einsum("ij,j->i", windows, kernel)


def double_precision(signal, kernel):
    s, w = signal.double(), kernel.double()
    return torch.stack([torch.dot(s[i : i + w.numel()], w) for i in range(s.numel() - w.numel() + 1)])


def matrix(signal, kernel):
    n, k = len(signal), len(kernel)
    toeplitz = torch.stack([torch.cat([torch.zeros(i), kernel, torch.zeros(n - k - i)]) for i in range(n - k + 1)])
    return toeplitz @ signal


def by_index(signal, kernel):
    index = torch.arange(len(signal) - len(kernel) + 1)[:, None] + torch.arange(len(kernel))[None, :]
    return (signal[index] * kernel).sum(dim=1)


def list_of_numbers_with_a_past(signal, kernel) -> List[torch.Tensor]:
    return [torch.dot(signal[i : i + len(kernel)], kernel) for i in range(len(signal) - len(kernel) + 1)]


def recursive(signal, kernel):
    here = (signal[: len(kernel)] * kernel).sum().reshape(1)
    if len(signal) == len(kernel):
        return here
    return torch.cat([here, recursive(signal[1:], kernel)])


class _Sliding(nn.Module):
    def __init__(self, weight):
        super().__init__()
        self.weight = weight

    def forward(self, x):
        return F.conv1d(x[None, None], self.weight[None, None])[0, 0]


def in_a_module(signal, kernel):
    return _Sliding(kernel)(signal)


def python_sums(signal, kernel):
    out = []
    for start in range(signal.size(0) - kernel.size(0) + 1):
        out.append(sum(a * b for a, b in zip(signal[start : start + kernel.size(0)], kernel)))
    return torch.stack(out)


def transposed_and_flipped(signal, kernel):
    full = F.conv_transpose1d(signal[None, None], kernel.flip(0)[None, None])[0, 0]
    return full[len(kernel) - 1 : len(full) - len(kernel) + 1]


class _Correlate(torch.autograd.Function):
    @staticmethod
    def forward(ctx, signal, kernel):
        ctx.save_for_backward(signal, kernel)
        return torch.from_numpy(np.correlate(signal.numpy(), kernel.numpy(), "valid"))

    @staticmethod
    def backward(ctx, grad):
        signal, kernel = ctx.saved_tensors
        to_signal = np.convolve(grad.numpy(), kernel.numpy(), "full")
        to_kernel = np.correlate(signal.numpy(), grad.numpy(), "valid")
        return torch.from_numpy(to_signal), torch.from_numpy(to_kernel)


def own_backward(signal, kernel):
    return _Correlate.apply(signal, kernel)


def diagonals_of_all_products(signal, kernel):
    table = torch.outer(kernel, signal)
    places = len(signal) - len(kernel) + 1
    return torch.stack([table.diagonal(i)[: len(kernel)].sum() for i in range(places)])
