from autograder.checking import check, ensure


@check("answer_motif", points=0, visible=True)
def test_one_letter(submission):
    """The answer is one of the letters a to d."""
    ensure(submission.answer_motif.letter() in ("a", "b", "c", "d"), "Assign one of the letters a to d, in quotes.")


@check("answer_motif", points=2, after="one_letter")
def test_right_letter(submission, reference):
    """The letter is the right one."""
    ensure(submission.answer_motif.letter() == reference.answer_motif.letter(), "Another option fits better.")
