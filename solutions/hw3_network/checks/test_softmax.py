import torch

from autograder.checking import agree, check, ensure


def tensor(values):
    return torch.tensor(values, dtype=torch.float32)


def gradient(f, z, v):
    z = z.clone().requires_grad_()
    out = f(z)
    if isinstance(out, (list, tuple)) and all(hasattr(row, "requires_grad") for row in out):
        out = torch.stack(list(out))
    if not getattr(out, "requires_grad", False):
        return None
    (out * v).sum().backward()
    return z.grad


@check("softmax", points=1.75, visible=True)
def test_two_rows(submission, reference):
    """Two rows of logits."""
    z = torch.tensor([[0.5, 2.0, -1.0], [3.0, 2.5, 1.0]])
    agree(submission.softmax(z), reference.softmax(z), rtol=1e-3, atol=1e-5)


@check("softmax", points=0.75, after="two_rows")
def test_large_logits(submission, reference):
    """Very large and very negative logits, in one row and in the same table."""
    tables = [[1000.0, 999.0, -1000.0], [-1000.0, -1001.0, -999.0]], [[1000.0, -1000.0, 0.0], [0.5, 0.0, 1.5]]
    for z in map(tensor, tables):
        agree(submission.softmax(z), reference.softmax(z), rtol=1e-3, atol=1e-3)


@check("softmax", points=0.5, after="two_rows")
def test_as_many_rows_as_classes(submission, reference, rng):
    """Three rows of three logits."""
    # Far apart from row to row and from column to column, so that every mixture of the two shows.
    values = [[0.0, 1.0, 2.5], [3.5, 2.0, 2.5], [1.0, 4.0, 1.5]] + rng.uniform(-0.2, 0.2, (3, 3))
    z = tensor(values[rng.permutation(3)])
    agree(submission.softmax(z), reference.softmax(z), rtol=1e-3, atol=1e-5)


@check("softmax", points=1, after="two_rows")
def test_gradient(submission, reference, rng):
    """A gradient finds its way back to the logits, and it is the right one."""
    z, v = tensor(rng.uniform(-1, 1, (2, 4))), tensor([[1.0, -2.0, 0.5, 3.0], [-1.0, 2.0, 4.0, 0.25]])
    got = submission.softmax.through(gradient, z, v)
    ensure(got is not None, "The answer no longer knows how it was computed: it has no graph.")
    agree(got, reference.softmax.through(gradient, z, v), rtol=1e-3, atol=1e-4)
