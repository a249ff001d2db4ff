import torch

from autograder.checking import agree, check, ensure, unchanged


def tensor(values):
    return torch.tensor(values, dtype=torch.float32)


def gradient(f, z, v):
    def in_one_tensor(part):
        if isinstance(part, (list, tuple)):
            return torch.stack([in_one_tensor(smaller) for smaller in part])
        return torch.as_tensor(part)

    z = z.clone().requires_grad_()
    out = in_one_tensor(f(z + 0.0))  # logits come out of a layer
    if not out.requires_grad:
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
    tables = [
        tensor([[1000.0, 999.0, -1000.0], [-1000.0, -1001.0, -999.0]]),
        tensor([[1000.0, -1000.0, 0.0], [0.5, 0.0, 1.5]]),
        tensor([[-1000.0, 1000.0, 0.0], [-1000.0, 0.0, 1000.0]]),
        tensor([[120.0, 30.0, 0.0], [0.0, 60.0, 120.0]]),  # one end is too far from the other, but not from the middle
    ]
    answers = [submission.softmax(z) for z in tables]
    for answer, z in zip(answers, tables):
        agree(answer, reference.softmax(z), rtol=1e-3, atol=1e-3)


@check("softmax", points=0.25, after="two_rows")
def test_as_many_rows_as_classes(submission, reference, rng):
    """Three rows of three logits."""
    # Far apart from row to row and from column to column, so that every mixture of the two shows.
    values = [[0.0, 1.0, 2.5], [3.5, 2.0, 2.5], [1.0, 4.0, 1.5]] + rng.uniform(-0.2, 0.2, (3, 3))
    equal = [[5.0, 5.0, 1.0], [-2.0, 0.5, 0.5], [1.5, 1.5, 1.5]]  # two or three logits are the largest
    for z in (tensor(values[rng.permutation(3)]), tensor(equal)):
        agree(submission.softmax(z), reference.softmax(z), rtol=1e-3, atol=1e-5)


@check("softmax", points=0.25, after="two_rows")
def test_other_sizes(submission, reference, rng):
    """A table with a single row, and tables with more and with fewer colours."""
    for shape in ((1, 3), (3, 5), (4, 2)):
        z = tensor(rng.uniform(-1, 1, shape))
        agree(submission.softmax(z), reference.softmax(z), rtol=1e-3, atol=1e-5)


@check("softmax", points=0.25, after="two_rows")
def test_logits_unchanged(submission):
    """The logits that come in stay as they were."""
    unchanged(submission.softmax, tensor([[0.5, 2.0, -1.0], [3.0, 2.5, 1.0]]))
    unchanged(submission.softmax, tensor([[1000.0, 999.0, -1000.0], [-1000.0, -1001.0, -999.0]]))


@check("softmax", points=0.75, after="two_rows")
def test_gradient(submission, reference, rng):
    """A gradient finds its way back to the logits, and it is the right one."""
    z, v = tensor(rng.uniform(-1, 1, (2, 3))), tensor([[1.0, -2.0, 3.0], [-1.0, 2.0, 4.0]])
    got = submission.softmax.through(gradient, z, v)
    ensure(got is not None, "The answer no longer knows how it was computed: it has no graph.")
    agree(got, reference.softmax.through(gradient, z, v), rtol=1e-3, atol=1e-4)
    # Large, but close to each other: whoever subtracts another logit than the largest has a gradient here as well.
    for z in (tensor([[1000.0, 999.0, 998.0], [0.5, 0.0, 1.5]]), tensor([[1.5, 0.5, 0.0], [-999.0, -1000.0, -998.0]])):
        got = submission.softmax.through(gradient, z, v)
        ensure(got is not None, "For large logits, the answer no longer knows how it was computed: it has no graph.")
        agree(got, reference.softmax.through(gradient, z, v), rtol=1e-3, atol=3e-3)
