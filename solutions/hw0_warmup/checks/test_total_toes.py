import numpy as np

from autograder.checking import agree, check, unchanged


@check("total_toes", points=2, visible=True)
def test_three_dragons(submission, reference):
    """Three dragons: each total is made of that dragon's own two feet."""
    left, right = np.array([5, 6, 22]), np.array([5, 7, 10])
    agree(submission.total_toes(left, right), reference.total_toes(left, right))


@check("total_toes", points=0.75, after="three_dragons")
def test_other_herds(submission, reference, rng):
    """Herds of other sizes, also a herd of one."""
    for size in (1, 2, 7):
        left, right = rng.integers(4, 23, size), rng.integers(4, 23, size)
        agree(submission.total_toes(left, right), reference.total_toes(left, right))
    left, right = np.array([7, 100, 150]), np.array([9, 60, 200])  # more toes than a small dtype holds
    agree(submission.total_toes(left, right), reference.total_toes(left, right))


@check("total_toes", points=0.75, after="three_dragons")
def test_lists(submission, reference, rng):
    """The feet come as plain lists."""
    left, right = rng.integers(4, 23, (2, 5)).tolist()
    agree(submission.total_toes(left, right), reference.total_toes(left, right))


@check("total_toes", points=0.5, after="three_dragons")
def test_inputs_unchanged(submission):
    """Both inputs stay as they were."""
    unchanged(submission.total_toes, [6, 22, 5], [10, 5, 7])
    unchanged(submission.total_toes, np.array([6, 22, 5]), np.array([10, 5, 7]))
