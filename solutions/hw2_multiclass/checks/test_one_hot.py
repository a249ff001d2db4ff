import numpy as np

from autograder.checking import agree, check


@check("one_hot", points=1, visible=True)
def test_three_labels(submission, reference):
    """Three dragons with three different labels, of four."""
    labels = np.array([2, 0, 3])
    agree(submission.one_hot(labels, 4), reference.one_hot(labels, 4))


@check("one_hot", points=0.5, after="three_labels")
def test_repeated_labels(submission, reference, rng):
    """Herds in which labels occur more than once."""
    for n_classes, rows in ((3, 8), (2, 5), (4, 9)):
        labels = rng.permutation(np.arange(rows) % n_classes)
        agree(submission.one_hot(labels, n_classes), reference.one_hot(labels, n_classes))


@check("one_hot", points=0.5, after="three_labels")
def test_unused_class(submission, reference):
    """Classes that no dragon belongs to."""
    for labels in ([4, 0, 2], [1, 3, 0, 2], [2], [0], [3, 0, 2, 5, 3, 1]):  # the last table is square
        agree(submission.one_hot(np.array(labels), 6), reference.one_hot(np.array(labels), 6))
