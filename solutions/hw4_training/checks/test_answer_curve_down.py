from autograder.checking import check, ensure


@check("answer_curve_down", points=0, visible=True)
def test_one_letter(submission):
    """The answer is one of the letters a to d."""
    ensure(submission.answer_curve_down.letter() in ("a", "b", "c", "d"), 'Assign one letter in quotes, such as "z".')


@check("answer_curve_down", points=1, after="one_letter")
def test_right_letter(submission, reference):
    """The letter is the right one."""
    right = reference.answer_curve_down.letter()
    ensure(submission.answer_curve_down.letter() == right, "Another option fits better.")
