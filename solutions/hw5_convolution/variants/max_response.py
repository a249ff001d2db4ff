from functools import reduce

import torch
import torch.nn.functional as F


def own_convolution_for_each(signals, kernel):
    return torch.stack([conv1d_valid(signal, kernel).max() for signal in signals])


def unfolded(signals, kernel):
    return (signals.unfold(1, len(kernel), 1) @ kernel).amax(dim=1)


def ready_made(signals, kernel):
    responses = F.conv1d(signals.unsqueeze(1), kernel[None, None, :])
    return responses.max(dim=-1).values.squeeze(1)


def double_loop(signals, kernel):
    best = []
    for signal in signals:
        top = None
        for i in range(len(signal) - len(kernel) + 1):
            response = (signal[i : i + len(kernel)] * kernel).sum()
            if top is None or response > top:
                top = response
        best.append(top)
    return torch.stack(best)


def running_maximum(signals: torch.Tensor, kernel: torch.Tensor) -> torch.Tensor:
    """Keep the best of each signal while the kernel moves on."""
    k = kernel.shape[0]
    best = torch.full((signals.shape[0],), float("-inf"))
    for start in range(signals.shape[1] - k + 1):
        best = torch.maximum(best, signals[:, start : start + k] @ kernel)
    return best


def pooled(signals, kernel):
    responses = F.conv1d(signals[:, None], kernel[None, None])
    return F.max_pool1d(responses, responses.shape[-1]).flatten()


def adaptive_pool(signals, kernel):
    return F.adaptive_max_pool1d(F.conv1d(signals[:, None], kernel[None, None]), 1)[:, 0, 0]


def sorted_responses(signals, kernel):
    windows = signals.unfold(-1, kernel.numel(), 1)
    return torch.einsum("mpk,k->mp", windows, kernel).sort(dim=1, descending=True).values[:, 0]


def gathered(signals, kernel):
    k = len(kernel)
    table = torch.stack([signals[:, i : i + k] @ kernel for i in range(signals.shape[1] - k + 1)], dim=1)
    return table.gather(1, table.argmax(dim=1, keepdim=True)).squeeze(1)


def minus_the_smallest_of_minus(signals, kernel):
    return -(-(signals.unfold(1, len(kernel), 1) * kernel).sum(-1)).amin(-1)


def reduced(signals, kernel):
    k = len(kernel)
    columns = ((signals[:, i : i + k] * kernel).sum(1) for i in range(signals.shape[1] - k + 1))
    return reduce(torch.maximum, columns)


def list_of_maxima(signals, kernel):
    return [max(s[i : i + len(kernel)] @ kernel for i in range(len(s) - len(kernel) + 1)) for s in signals]


def double_precision(signals, kernel):
    return (signals.double().unfold(1, len(kernel), 1) @ kernel.double()).max(1)[0]


def one_hot_choice(signals, kernel):
    table = signals.unfold(1, len(kernel), 1) @ kernel
    chosen = F.one_hot(table.argmax(1), table.shape[1])
    return (table * chosen).sum(1)


def vmapped(signals, kernel):
    return torch.vmap(lambda signal: (signal.unfold(0, kernel.shape[0], 1) @ kernel).amax())(signals)


def largest_so_far(signals, kernel):
    return (signals.unfold(1, len(kernel), 1) @ kernel).cummax(dim=1).values[:, -1]


def python_max_by_size(signals, kernel):
    k = len(kernel)
    best = []
    for s in signals:
        best.append(max((s[i : i + k] @ kernel for i in range(len(s) - k + 1)), key=float))
    return torch.stack(best)
