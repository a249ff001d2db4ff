"""The checks of `inertia`: squares, sums, labels that surprise, other sizes."""

import numpy as np

from autograder.checking import agree, check, unchanged

POINTS = np.array([[1.0, 2.0], [3.0, 5.0], [8.0, 8.0]])
LABELS = np.array([0, 0, 1])
CENTERS = np.array([[1.0, 4.0], [7.0, 5.0]])


@check("inertia", points=1.25, visible=True)
def test_three_visitors(submission, reference):
    """Three visitors, two vans: 4 and 5 to the first van, 10 to the second."""
    agree(submission.inertia(POINTS, LABELS, CENTERS), reference.inertia(POINTS, LABELS, CENTERS))


@check("inertia", points=0.75, after="three_visitors")
def test_labels_decide(submission, reference):
    """The labels say who belongs to whom, even where another center is nearer."""
    labels = np.array([1, 0, 0])
    agree(submission.inertia(POINTS, labels, CENTERS), reference.inertia(POINTS, labels, CENTERS))


@check("inertia", points=0.75, after=("three_visitors", "labels_decide"))
def test_other_sizes(submission, reference, rng):
    """Points with one to five coordinates, one to six centers, some without points; also a single point."""
    for n, k, d in ((7, 3, 1), (5, 1, 2), (4, 6, 3), (1, 2, 4), (30, 4, 5)):
        labels = rng.integers(0, k, n)
        points, centers = rng.normal(5, 2, (n, d)), rng.normal(5, 2, (k, d))
        agree(submission.inertia(points, labels, centers), reference.inertia(points, labels, centers))


@check("inertia", points=0.25, after="three_visitors")
def test_inputs_unchanged(submission):
    """The points, labels and centers that come in stay as they were."""
    unchanged(submission.inertia, POINTS, LABELS, CENTERS)
