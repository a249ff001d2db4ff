def other_dragons_each_epoch():
    """Who is in the herd of the second epoch that was not in that of the first? What does a shuffle change?"""
    return "a"


def learnt_by_heart():
    """If you learn your dragons by heart, do you get better or worse at exactly these dragons?"""
    return "c"


def gradients_pile_up():
    """In your own loop: how long does a gradient stay in `.grad`, and who clears it?"""
    return "d"
