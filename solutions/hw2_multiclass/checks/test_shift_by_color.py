import numpy as np

from autograder.checking import agree, check, unchanged

X = np.array([[6.0, 160.5], [22.0, 231.25], [9.0, 201.0], [2.0, 180.0], [5.0, 195.5], [10.0, 140.0]])
CODES = np.array([2, 0, 1, 0, 2, 1])


def herd(rng, codes):
    """Dragons of these colours, with one or two toes, the first one of them very short."""
    lengths = [rng.uniform(10, 40), *rng.uniform(40, 260, len(codes) - 1)]
    return np.column_stack([rng.integers(1, 3, len(codes)), np.round(lengths, 3)]), codes


@check("shift_by_color", points=1, visible=True)
def test_five_dragons(submission, reference):
    """Five dragons of three colours: toes and lengths, exactly."""
    x = np.array([[9.0, 201.5], [5.0, 170.25], [22.0, 240.0], [7.0, 180.75], [10.0, 233.0]])
    codes = np.array([1, 0, 2, 1, 2])
    agree(submission.shift_by_color(x, codes), reference.shift_by_color(x, codes))


@check("shift_by_color", points=0.5, after="five_dragons")
def test_color_missing(submission, reference, rng):
    """Herds of other sizes, in which not every colour occurs."""
    for codes in ([1, 1, 0], [2], [0, 2, 0, 0, 2, 2], [1, 1], [2, 1, 2, 1]):
        inputs = herd(rng, np.array(codes))
        agree(submission.shift_by_color(*inputs), reference.shift_by_color(*inputs))


@check("shift_by_color", points=0.25, after="five_dragons")
def test_whole_numbers(submission, reference, rng):
    """Toes and lengths that are whole numbers."""
    codes = np.array([2, 0, 1, 1, 0, 2])
    x = np.column_stack([rng.integers(5, 23, 6), rng.integers(130, 260, 6)])
    agree(submission.shift_by_color(x, codes), reference.shift_by_color(x, codes))
    unchanged(submission.shift_by_color, x, codes)


@check("shift_by_color", points=0.25, after="five_dragons")
def test_inputs_unchanged(submission):
    """The dragons and codes that come in stay as they were."""
    unchanged(submission.shift_by_color, X, CODES)
