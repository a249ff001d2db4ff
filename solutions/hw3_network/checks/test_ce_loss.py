import numpy as np
import torch

from autograder.checking import agree, check, ensure


def tensor(values):
    return torch.tensor(values, dtype=torch.float32)


def rows(rng, labels, classes):
    """Probabilities, far from each other in every row, and labels as a tensor."""
    steps = np.array([rng.permutation(classes) for _ in labels]) + rng.uniform(0.8, 1.2, (len(labels), classes))
    return tensor(steps / steps.sum(axis=1, keepdims=True)), torch.tensor(labels)


def telling_rows(rng, labels, classes):
    """Four rows: neither two or three of them nor the labels, each counted once, have the mean of all four."""
    while True:
        probs, truth = rows(rng, labels, classes)
        own = -np.log(probs.numpy()[np.arange(4), labels])
        others = [own[:2], own[1:3], own[2:], own[::3], own[:3], own[1:]]
        if len(set(labels)) < 4:
            others.append([own[truth.numpy() == label].mean() for label in set(labels)])
        if min(abs(np.mean(other) - own.mean()) for other in others) > 0.03:
            return probs, truth


def gradient(f, z, labels):
    z = z.clone().requires_grad_()
    out = f(torch.softmax(z, dim=-1), labels)
    if not getattr(out, "requires_grad", False):
        return False, None
    out.backward()
    return True, z.grad


def kind(f, probs, labels):
    out = f(probs, labels)
    return [isinstance(out, torch.Tensor), getattr(out, "ndim", 0)]


@check("ce_loss", points=2, visible=True)
def test_two_rows(submission, reference):
    """Two dragons with different labels."""
    probs, labels = torch.tensor([[0.1, 0.2, 0.7], [0.35, 0.5, 0.15]]), torch.tensor([2, 0])
    agree(submission.ce_loss(probs, labels), reference.ce_loss(probs, labels), rtol=1e-3, atol=1e-5)


@check("ce_loss", points=1, visible=True)
def test_published_row(submission, reference):
    """The tutorial's dragon: the loss is the published one, 4.4433."""
    probs, labels = torch.tensor([[0.0117569, 0.0009343, 0.9873088]]), torch.tensor([0])
    agree(submission.ce_loss(probs, labels), reference.ce_loss(probs, labels), rtol=1e-3, atol=1e-5)


@check("ce_loss", points=0.75, after=("two_rows", "published_row"))
def test_four_rows(submission, reference, rng):
    """Four dragons, of whom two or all have the same label."""
    probs, labels = telling_rows(rng, [int(label) for label in rng.permutation([0, 1, 2, 2])], 3)
    agree(submission.ce_loss(probs, labels), reference.ce_loss(probs, labels), rtol=1e-3, atol=1e-5)
    probs, labels = tensor([[0.2, 0.5, 0.3], [0.1, 0.8, 0.1], [0.6, 0.1, 0.3], [0.3, 0.3, 0.4]]), torch.full((4,), 1)
    agree(submission.ce_loss(probs, labels), reference.ce_loss(probs, labels), rtol=1e-3, atol=1e-5)


@check("ce_loss", points=0.75, after=("two_rows", "published_row"))
def test_as_many_rows_as_classes(submission, reference, rng):
    """As many dragons as colours."""
    probs, labels = tensor([[0.05, 0.6, 0.35], [0.3, 0.1, 0.6], [0.45, 0.35, 0.2]]), torch.tensor([1, 2, 0])
    agree(submission.ce_loss(probs, labels), reference.ce_loss(probs, labels), rtol=1e-3, atol=1e-5)


@check("ce_loss", points=0.5, after=("two_rows", "published_row"))
def test_tiny_probability(submission, reference):
    """True labels to which the network gives almost no probability at all, down to 1e-30."""
    # Close to whatever may be added, or be a limit: each of these gives other losses, and a product underflows.
    pairs = (1e-30, 0.6), (1e-30, 2e-20), (2e-15, 2e-12), (2e-10, 2e-9), (2e-8, 2e-7)
    labels = torch.tensor([0, 2])
    batches = [(tensor([[p, 0.3, 0.7], [(1 - q) / 2, (1 - q) / 2, q]]), labels) for p, q in pairs]
    answers = [submission.ce_loss(*batch) for batch in batches]
    for answer, batch in zip(answers, batches):
        agree(answer, reference.ce_loss(*batch), rtol=1e-3, atol=1e-5)


@check("ce_loss", points=0.5, after=("two_rows", "published_row"))
def test_nine_classes(submission, reference, rng):
    """Nine colours, of which only some occur, and only two colours."""
    batches = [telling_rows(rng, [int(label) for label in rng.permutation(8)[:4]], 9)]
    own, labels = tensor([0.9, 0.3, 0.5, 0.4, 0.15, 0.05]), torch.tensor([3, 0, 7, 5, 2, 8])
    probs = ((1 - own) / 8).unsqueeze(1).repeat(1, 9)
    probs[torch.arange(6), labels] = own
    batches.append((probs, labels))
    batches.append((tensor([[0.3, 0.7], [0.9, 0.1]]), torch.tensor([0, 1])))
    for batch in batches:
        agree(submission.ce_loss(*batch), reference.ce_loss(*batch), rtol=1e-3, atol=1e-5)


@check("ce_loss", points=0.5, after=("two_rows", "published_row"))
def test_zero_dimensions(submission):
    """The loss is a tensor with no dimensions, for one dragon and for two."""
    probs, labels = tensor([[0.1, 0.2, 0.7], [0.35, 0.5, 0.15]]), torch.tensor([2, 0])
    for n in (1, 2):
        is_tensor, dimensions = submission.ce_loss.through(kind, probs[:n], labels[:n])
        ensure(is_tensor, "The loss is a number, but no tensor.")
        ensure(dimensions == 0, "The loss is a tensor with dimensions.")


@check("ce_loss", points=1, after=("two_rows", "published_row", "zero_dimensions", "four_rows"))
def test_gradient(submission, reference, rng):
    """A gradient finds its way back, through the probabilities to the logits."""
    z, labels = tensor(rng.uniform(-1, 1, (5, 3))), torch.tensor([2, 1, 0, 2, 1])
    has_graph, got = submission.ce_loss.through(gradient, z, labels)
    _, right = reference.ce_loss.through(gradient, z, labels)
    ensure(has_graph, "The loss no longer knows how it was computed: it has no graph.")
    ensure(got is not None, "The loss has a graph, but it does not lead back to the logits.")
    agree(got, right, rtol=1e-3, atol=1e-4)
