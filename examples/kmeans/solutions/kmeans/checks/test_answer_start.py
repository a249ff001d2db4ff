"""The checks of `answer_start`: a letter, and the right one."""

from autograder.checking import check, ensure


@check("answer_start", points=0, visible=True)
def test_one_letter(submission):
    """The answer is one of the letters a to d."""
    ensure(submission.answer_start.letter() in tuple("abcd"), 'Assign one letter in quotes, such as "z".')


@check("answer_start", points=1, after="one_letter")
def test_right_letter(submission, reference):
    """The letter is the right one."""
    ensure(submission.answer_start.letter() == reference.answer_start.letter(), "Another one fits better.")
