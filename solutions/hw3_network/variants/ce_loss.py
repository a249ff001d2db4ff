import torch
import torch.nn.functional as F
from torch import nn


def advanced_indexing(probs, labels):
    return torch.mean(-torch.log(probs[range(len(labels)), labels]))


def gathered(probs, labels):
    own = probs.gather(1, labels.unsqueeze(1)).squeeze(1)
    return -own.log().mean()


def one_hot(probs, labels):
    hot = F.one_hot(labels, num_classes=probs.shape[1])
    return -(hot * torch.log(probs)).sum() / len(labels)


def one_hot_picks_first(probs, labels):
    truth = torch.eye(probs.size(1))[labels]
    return torch.mean(-torch.log((probs * truth).sum(dim=1)))


def negative_log_likelihood(probs, labels):
    return F.nll_loss(torch.log(probs), labels)


def nll_module(probs, labels):
    return nn.NLLLoss()(probs.log(), labels)


def cross_entropy_of_logarithms(probs, labels):
    return F.cross_entropy(torch.log(probs), labels)


def loop(probs, labels):
    total = 0
    for i in range(len(labels)):
        total = total - torch.log(probs[i][labels[i]])
    return total / len(labels)


def stacked(probs: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Mean cross-entropy of a batch."""
    losses = [-row[label].log() for row, label in zip(probs, labels)]
    return torch.stack(losses).mean()


def diagonal_of_the_table(probs, labels):
    return -torch.log(torch.diagonal(probs[:, labels])).mean()


def einsum(probs, labels):
    truth = torch.zeros_like(probs)
    truth[torch.arange(labels.numel()), labels] = 1.0
    return -torch.einsum("nk,nk->", torch.log(probs), truth) / labels.shape[0]


def double_precision(probs, labels):
    n = probs.shape[0]
    return -torch.log(probs[torch.arange(n), labels].double()).sum().div(n)


def masked(probs, labels):
    mask = torch.arange(probs.shape[1]) == labels[:, None]
    return torch.log(1 / probs[mask]).mean()


def recursive(probs, labels):
    n = len(labels)
    first = -torch.log(probs[0, labels[0]])
    return first if n == 1 else (first + (n - 1) * recursive(probs[1:], labels[1:])) / n


def divided_by_its_sum(probs, labels):
    log_p = torch.log(probs) - torch.log(probs.sum(dim=1, keepdim=True))
    return -torch.take_along_dim(log_p, labels.view(-1, 1), dim=1).mean()


def base_changed(probs, labels):
    own = probs[torch.arange(len(probs)), labels]
    return torch.mean(torch.log10(own) / -torch.log10(torch.exp(torch.tensor(1.0))))


def binary_cross_entropy_of_the_own(probs, labels):
    p = probs[torch.arange(len(labels)), labels]
    return F.binary_cross_entropy(p, torch.ones_like(p))


def divergence(probs, labels):
    return F.kl_div(torch.log(probs), F.one_hot(labels, probs.shape[1]).float(), reduction="batchmean")


def flattened(probs, labels):
    n, k = probs.shape
    return (1 / probs.flatten()[torch.arange(n) * k + labels]).log().mean()


def one_row_mapped(probs, labels):
    losses = torch.vmap(lambda row, label: -row.gather(0, label.reshape(1)).log().squeeze())(probs, labels)
    return losses.mean()


def logarithm_of_one_elsewhere(probs, labels):
    columns = torch.arange(probs.shape[1]).expand(probs.shape)
    return -torch.where(columns == labels.unsqueeze(-1), probs, 1.0).log().sum() / len(probs)
