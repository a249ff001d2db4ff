import numpy as np

from autograder.checking import agree, check


@check("widest", points=1, visible=True)
def test_middle(submission):
    """The widest dragon stands in the middle."""
    agree(submission.widest(np.array([7.5, 12.5, 7.0])), (1, 12.5))


@check("widest", points=1, after="middle")
def test_two_alike(submission, reference, rng):
    """Two dragons of the same span."""
    spans = np.repeat(rng.uniform(5, 9), 2)
    agree(submission.widest(spans), reference.widest(spans))
