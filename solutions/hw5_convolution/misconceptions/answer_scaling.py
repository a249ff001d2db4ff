def nonlinear_because_not_perfect():
    """Which of the four rows is the evidence that straight borders are not enough, and by how many dragons?"""
    return "b"


def scaling_adds_information():
    """Compare the two rows of the linear model: what did it gain from the same change?"""
    return "c"


def too_many_weights():
    """What would its score on the train rows look like, compared with the test rows, if that were the reason?"""
    return "d"
