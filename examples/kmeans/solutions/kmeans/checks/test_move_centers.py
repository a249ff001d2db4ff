"""The checks of `move_centers`: means, clusters without points, labels that surprise, whole numbers, other sizes."""

import numpy as np

from autograder.checking import agree, check, unchanged

# Two clusters, of three points and of two. Each point belongs to the center that is nearest.
POINTS = np.array([[1.0, 4.0], [2.0, 9.0], [4.0, 5.5], [8.0, 1.0], [9.0, 3.5]])
LABELS = np.array([0, 0, 0, 1, 1])
CENTERS = np.array([[2.0, 5.0], [7.0, 2.0]])


@check("move_centers", points=1.5, visible=True)
def test_two_clusters(submission, reference):
    """Three visitors go to one van, two to the other."""
    agree(submission.move_centers(POINTS, LABELS, CENTERS), reference.move_centers(POINTS, LABELS, CENTERS))


@check("move_centers", points=0.5, visible=True, after="two_clusters")
def test_not_in_order(submission, reference):
    """The visitors of the two vans stand among each other."""
    order = np.array([3, 0, 4, 1, 2])
    points, labels = POINTS[order], LABELS[order]
    agree(submission.move_centers(points, labels, CENTERS), reference.move_centers(points, labels, CENTERS))


@check("move_centers", points=0.5, after=("two_clusters", "not_in_order"))
def test_labels_decide(submission, reference):
    """The labels say who belongs to whom, even where another center is nearer."""
    labels = np.array([1, 1, 0, 0, 0])
    agree(submission.move_centers(POINTS, labels, CENTERS), reference.move_centers(POINTS, labels, CENTERS))


@check("move_centers", points=1, after=("two_clusters", "labels_decide"))
def test_nobody_comes(submission, reference, rng):
    """A center that no point belongs to stays where it is, be it the first, the last, or one between."""
    for empty in range(4):
        labels = np.array([label for label in range(4) if label != empty] * 3)
        points, centers = rng.normal(5, 2, (9, 2)), rng.normal(5, 2, (4, 2))
        agree(submission.move_centers(points, labels, centers), reference.move_centers(points, labels, centers))


@check("move_centers", points=0.75, after=("two_clusters", "labels_decide"))
def test_other_sizes(submission, reference, rng):
    """Points with one to five coordinates, one to six centers."""
    for n, k, d in ((7, 3, 1), (4, 1, 2), (6, 6, 3), (30, 4, 5)):
        labels = rng.permutation(np.arange(n) % k)
        points, centers = rng.normal(5, 2, (n, d)), rng.normal(5, 2, (k, d))
        agree(submission.move_centers(points, labels, centers), reference.move_centers(points, labels, centers))


@check("move_centers", points=0.5, after="two_clusters")
def test_whole_numbers(submission, reference):
    """Points and centers that are whole numbers, and means that are not."""
    points, centers = np.array([[0, 3], [1, 3], [5, 5], [7, 6]]), np.array([[1, 1], [8, 8]])
    for one, other in ((points * 1.0, centers), (points, centers * 1.0), (points, centers)):
        agree(
            submission.move_centers(one, np.array([0, 0, 1, 1]), other),
            reference.move_centers(one, np.array([0, 0, 1, 1]), other),
        )


@check("move_centers", points=0.25, after="two_clusters")
def test_inputs_unchanged(submission):
    """The points, labels and centers that come in stay as they were."""
    unchanged(submission.move_centers, POINTS, LABELS, CENTERS)
