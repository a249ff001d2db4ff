def moved_too_little_to_see():
    """Take the difference of before and after, and print it with all its digits: is it small, or is it 0?"""
    return "a"


def adam_picks_the_best():
    """The gradients are there before Adam sees them: what do they say about the seven rows?"""
    return "c"


def weights_are_good_already():
    """Give the network another dragon, a small one: do the same seven rows stay? What makes a weight a good one?"""
    return "d"
