"""The checks of `assign_points`: the common case, how far is far, other sizes, ties, and inputs left alone."""

import numpy as np

from autograder.checking import agree, check, unchanged

# Two vans and five visitors; nobody is as near to one as to the other.
POINTS = np.array([[1.0, 8.0], [6.0, 2.0], [9.0, 1.0], [5.0, 9.0], [1.0, 0.0]])
CENTERS = np.array([[8.0, 2.0], [1.0, 5.0]])


@check("assign_points", points=1.5, visible=True)
def test_two_vans(submission, reference):
    """Five visitors, two vans."""
    agree(submission.assign_points(POINTS, CENTERS), reference.assign_points(POINTS, CENTERS))


@check("assign_points", points=0.5, visible=True, after="two_vans")
def test_close_call(submission):
    """The second van is nearer than the first by a little, one way or another."""
    agree(submission.assign_points(np.array([[0.0, 0.0]]), np.array([[4.4, 0.0], [0.0, -4.1]])), [1])


@check("assign_points", points=0.5, after="two_vans")
def test_straight_line(submission):
    """The way is a straight line, not along streets, and not its longest part alone."""
    at_home = np.array([[0.0, 0.0]])
    agree(submission.assign_points(at_home, np.array([[0.0, 5.0], [3.0, 3.0]])), [1])
    agree(submission.assign_points(at_home, np.array([[3.0, 3.0], [4.0, 0.0]])), [1])


@check("assign_points", points=0.75, after=("two_vans", "straight_line"))
def test_other_sizes(submission, reference, rng):
    """Points with one to five coordinates, one to six centers, also as many centers as points, also a single point."""
    for n, k, d in ((7, 3, 1), (5, 5, 2), (1, 4, 3), (6, 1, 2), (20, 6, 5)):
        points, centers = rng.normal(0, 10, (n, d)), rng.normal(0, 10, (k, d))
        agree(submission.assign_points(points, centers), reference.assign_points(points, centers))
    # The third coordinate decides, and the third center is the nearest.
    agree(submission.assign_points(np.array([[0.0, 0, 9]]), np.array([[0.0, 0, 0], [0, 0, 4], [1, 1, 8]])), [2])


@check("assign_points", points=0.5, after="two_vans")
def test_ties(submission):
    """Of centers that are equally near, the first."""
    agree(submission.assign_points(np.array([[1.0, 0.0], [1.0, 3.0]]), np.array([[0.0, 0.0], [2.0, 0.0]])), [0, 0])
    agree(
        submission.assign_points(np.array([[2.0, 2.0]]), np.array([[9.0, 9.0], [2.0, 1.0], [3.0, 2.0], [2.0, 1.0]])),
        [1],
    )


@check("assign_points", points=0.25, after="two_vans")
def test_inputs_unchanged(submission):
    """The points and centers that come in stay as they were."""
    unchanged(submission.assign_points, POINTS, CENTERS)
