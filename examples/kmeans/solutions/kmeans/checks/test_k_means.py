"""The checks of `k_means`: each clause of its contract, exactly. Given where the centers start, nothing is left to chance."""

import numpy as np

from autograder.checking import agree, check, unchanged

# From the first two points, this line takes three steps, ...
LINE = np.array([[0.0], [1.0], [4.0], [6.0], [7.0], [9.0]])
START = np.array([[0.0], [1.0]])
# ... and this one six.
LONG_LINE = np.array([[0.0], [1.0], [3.0], [4.0], [5.0], [13.0]])


@check("k_means", points=1.5, visible=True)
def test_one_step(submission, reference):
    """A single step on the meadow, with max_steps=1."""
    points = np.array([[1.0, 1.0], [2.0, 1.0], [1.5, 2.5], [8.0, 6.0], [9.0, 8.0]])
    centers = np.array([[3.0, 2.0], [6.0, 7.0]])
    agree(submission.k_means(points, centers, 1), reference.k_means(points, centers, 1))


@check("k_means", points=1.5, visible=True, after="one_step")
def test_until_nothing_moves(submission, reference):
    """The three points on a line, until no center moves."""
    points, centers = np.array([[0.0], [2.0], [7.0]]), np.array([[1.0], [2.0]])
    agree(submission.k_means(points, centers), reference.k_means(points, centers))


@check("k_means", points=0.5, after=("one_step", "until_nothing_moves"))
def test_long_way(submission, reference):
    """As many steps as it takes, if max_steps lets it."""
    for steps in (5, 100):
        agree(submission.k_means(LONG_LINE, START, steps), reference.k_means(LONG_LINE, START, steps))


@check("k_means", points=0.5, after=("one_step", "until_nothing_moves"))
def test_labels_at_the_end(submission, reference):
    """The labels are those of the centers that come back, also where max_steps has ended it."""
    for steps in (1, 2):
        agree(submission.k_means(LINE, START, steps), reference.k_means(LINE, START, steps))


@check("k_means", points=0.5, after=("one_step", "until_nothing_moves"))
def test_there_already(submission, reference):
    """Centers that start where they belong: one step, in which nothing moves."""
    centers = np.array([[0.5], [6.5]])
    agree(submission.k_means(LINE[[0, 1, 3, 4]], centers), reference.k_means(LINE[[0, 1, 3, 4]], centers))


@check("k_means", points=0.5, after=("one_step", "until_nothing_moves"))
def test_small_steps(submission, reference):
    """A meadow of some millimetres: small steps are steps."""
    for start in (START, START[::-1]):
        agree(submission.k_means(LINE / 1000, start / 1000), reference.k_means(LINE / 1000, start / 1000))


@check("k_means", points=1, after=("one_step", "until_nothing_moves"))
def test_crowds(submission, reference, rng):
    """Crowds of many sizes, with two or three coordinates, from any start."""
    for k, d in ((3, 2), (4, 3), (1, 2)):
        middles = 30 * np.arange(1, k + 1)[:, None] * np.ones(d)
        points = np.concatenate([rng.normal(middle, 2, (12, d)) for middle in middles])
        centers = middles + rng.uniform(3, 9, (k, d))
        agree(submission.k_means(points, centers), reference.k_means(points, centers))


@check("k_means", points=0.75, after=("one_step", "until_nothing_moves", "crowds"))
def test_nobody_comes(submission, reference):
    """A center that is far from all points stays where it is."""
    for centers in ([[0.0], [99.0], [1.0]], [[99.0], [0.0], [1.0]], [[0.0], [1.0], [99.0]]):
        agree(submission.k_means(LINE, np.array(centers)), reference.k_means(LINE, np.array(centers)))


@check("k_means", points=0.25, after=("one_step", "until_nothing_moves"))
def test_inputs_unchanged(submission):
    """The points and centers that come in stay as they were."""
    unchanged(submission.k_means, LINE, START)
