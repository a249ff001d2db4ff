import numpy as np

from autograder.checking import agree, check, ensure, unchanged

# Herds for the visible checks.
SIZES = (2, 4)
LAST_HERD = np.array([[31.0, 77.0], [77.0, 31.0]])


def herd(rng, size):
    """Two rows of wings."""
    return np.round(rng.uniform(2, 9, (2, size)), 1)


def without_wings(size):
    return np.zeros((2, size))


@check("wingspan", points=1, visible=True)
def test_three_dragons(submission, reference):
    """Three dragons: both wings and the body between them."""
    left, right = np.array([4.5, 6.0, 3.5]), np.array([4.0, 6.5, 3.5])
    agree(submission.wingspan(left, right), reference.wingspan(left, right))


@check("wingspan", points=0.5, visible=True)
def test_herds(submission, reference, rng):
    """Herds of two sizes."""
    for size in SIZES:
        left, right = herd(rng, size)
        agree(submission.wingspan(left, right), reference.wingspan(left, right))


@check("wingspan", points=1, after="three_dragons")
def test_no_wings(submission, reference):
    """Dragons that have no wings yet."""
    agree(submission.wingspan(*without_wings(3)), reference.wingspan(*without_wings(3)))
    agree(submission.wingspan(*LAST_HERD), reference.wingspan(*LAST_HERD))
    ensure(True, "This never shows.")


@check("wingspan", points=0.5, after="three_dragons")
def test_inputs_unchanged(submission):
    """The wings that come in stay as they were."""
    unchanged(submission.wingspan, LAST_HERD[0], LAST_HERD[1])
