import torch
import torch.nn.functional as F
from torch import nn


def library_function(z):
    return torch.softmax(z, dim=-1)


def functional(z):
    return F.softmax(z, dim=1)


def method(z):
    return z.softmax(1)


def module(z):
    return nn.Softmax(dim=-1)(z)


def largest_subtracted(z):
    m, _ = torch.max(z, dim=1, keepdim=True)
    e = torch.exp(z - m)
    return e / torch.sum(e, dim=1, keepdim=True)


def largest_treated_as_constant(z):
    e = (z - z.detach().amax(-1)[..., None]).exp()
    return (e.T / e.sum(-1)).T


def logsumexp(z):
    return torch.exp(z - torch.logsumexp(z, dim=-1, keepdim=True))


def exp_of_log_softmax(z):
    return F.log_softmax(z, dim=-1).exp()


def row_by_row(z):
    rows = []
    for row in z:
        e = torch.exp(row - row.max())
        rows.append(e / e.sum())
    return torch.stack(rows)


def list_of_rows(z):
    return [torch.softmax(row, dim=0) for row in z]


def double_precision(logits: torch.Tensor) -> torch.Tensor:
    """Probabilities in double precision."""
    e = torch.exp(logits.double() - logits.double().max(dim=-1, keepdim=True).values)
    return e / e.sum(dim=-1, keepdim=True)


def differences_of_pairs(z):
    """1 / (sum over j of exp(z_j - z_i)): no logit is ever far above the others without its answer going to 0."""
    return 1 / torch.exp(torch.clamp(z[:, None, :] - z[:, :, None], max=80.0)).sum(dim=-1)


def normalised(z):
    return F.normalize(torch.exp(z - z.max(-1, keepdim=True)[0]), p=1, dim=-1)


def einsum(z):
    e = torch.exp(z - z.max(dim=1)[0].view(-1, 1))
    return torch.einsum("nk,n->nk", e, 1 / torch.einsum("nk->n", e))


def sigmoid_of_the_rest(z):
    """Each logit against all the others together."""
    k = z.shape[1]
    columns = []
    for i in range(k):
        rest = torch.cat([z[:, :i], z[:, i + 1 :]], dim=1)
        columns.append(torch.sigmoid(z[:, i] - torch.logsumexp(rest, dim=1)))
    return torch.stack(columns, dim=1)


def no_dimension_named(z):
    return F.softmax(z)


class _Softmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        p = torch.exp(z - torch.logsumexp(z, dim=1, keepdim=True))
        ctx.save_for_backward(p)
        return p

    @staticmethod
    def backward(ctx, gradient):
        (p,) = ctx.saved_tensors
        return p * (gradient - (gradient * p).sum(dim=1, keepdim=True))


def gradient_of_its_own(z):
    return _Softmax.apply(z)


def one_row_mapped(z):
    def one(row):
        e = torch.exp(row - row.max())
        return e / e.sum()

    return torch.vmap(one)(z)


def in_place_on_its_own(z):
    e = z - z.amax(1, keepdim=True)
    e.exp_()
    return e / e.sum(1, keepdim=True)


def largest_by_sorting(z):
    largest = torch.sort(z, dim=1, descending=True)[0][:, :1]
    e = torch.exp(z - largest)
    return e / e.sum(1).reshape(-1, 1)


def number_by_number(z):
    out = []
    for row in z:
        e = [torch.exp(v - max(row)) for v in row]
        out.append([v / sum(e) for v in e])
    return out
