"""The checks of `moving_average`: pytest tests, each with its points. Its docstring is the title that students read.

A check asks the student's function (`submission.moving_average`) and the solution in the notebook
(`reference.moving_average`) for values, and says that they agree. The student's code runs elsewhere, and only plain
values come back, so no answer can touch what is decided here.

A visible check goes to the students, as it stands here and with the comments above it, and `grader.check` runs it in
their notebook: they see what was asked, what was expected and what came. Choose numbers that one can work out in the
head. A hidden check runs when a notebook is graded, and asks for what the visible ones leave open. Of it, students read
the title alone.
"""

import numpy as np

from autograder.checking import agree, check, unchanged


@check("moving_average", points=1, visible=True)
def test_windows_of_three(submission, reference):
    """Five readings, three at a time."""
    readings = np.array([3.0, 6.0, 0.0, 9.0, 3.0])
    agree(submission.moving_average(readings, 3), reference.moving_average(readings, 3))


# `rng` is seeded by the submission: the same file always gets the same verdict, and what was learnt by heart gets none.
@check("moving_average", points=2)
def test_any_window(submission, reference, rng):
    """Windows of odd and of even length, from one reading to the whole series."""
    readings = rng.normal(20, 5, size=9)
    for window in (1, 2, 4, 5, 9):
        agree(submission.moving_average(readings, window), reference.moving_average(readings, window))


# Without `after`, a function that does nothing at all would earn this point: it leaves its input alone, too.
@check("moving_average", points=1, after="windows_of_three")
def test_input_unchanged(submission, rng):
    """The readings that come in stay as they were."""
    unchanged(submission.moving_average, rng.normal(20, 5, size=9), 3)
