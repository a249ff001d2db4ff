import torch

from autograder.checking import agree, check, unchanged


def mixed(rng, shape):
    """Numbers on both sides of 0, none of them close to it, and one between 0 and 1 in any case."""
    values = rng.uniform(0.5, 5, shape) * rng.choice([-1, 1], shape)
    values.flat[:2] = rng.uniform(-5, -1), rng.uniform(0.5, 0.9)
    return torch.tensor(values, dtype=torch.float32)


@check("leaky_relu", points=0.75, visible=True)
def test_printed_row(submission, reference):
    """The four numbers that the tutorial has printed, with the slope left as it is."""
    row = torch.tensor([-59.997787, 74.56297, 22.336237, 95.736145])
    agree(submission.leaky_relu(row), reference.leaky_relu(row))


@check("leaky_relu", points=0.5, after="printed_row")
def test_slopes(submission, reference, rng):
    """Other slopes."""
    for slope in (0.2, 0.75, 0.0):
        x = mixed(rng, 6)
        agree(submission.leaky_relu(x, slope), reference.leaky_relu(x, slope), atol=1e-5)


@check("leaky_relu", points=0.25, after="printed_row")
def test_input_unchanged(submission):
    """The tensor that comes in stays as it was."""
    unchanged(submission.leaky_relu, torch.tensor([-2.0, 3.0, -0.5]), 0.1)
    unchanged(submission.leaky_relu, torch.tensor([[-2.0, 3.0, -0.5], [1.0, -4.0, 2.5]]), 0.1)


@check("leaky_relu", points=0.25, after="printed_row")
def test_zero(submission, reference):
    """An input of exactly 0, among others close to it."""
    x = torch.tensor([0.5, 0.0, -0.5, 0.25, -0.25])
    agree(submission.leaky_relu(x), reference.leaky_relu(x))


@check("leaky_relu", points=0.25, after="printed_row")
def test_whole_batch(submission, reference, rng):
    """The values of several neurons for several dragons, in one 2-d tensor."""
    for shape in ((3, 4), (1, 3), (4, 1)):
        x = mixed(rng, shape)
        agree(submission.leaky_relu(x), reference.leaky_relu(x), atol=1e-5)
    x = mixed(rng, (3, 3))
    agree(submission.leaky_relu(x, 0.2), reference.leaky_relu(x, 0.2), atol=1e-5)
