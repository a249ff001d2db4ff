def best_on_the_test():
    """You look at the test 26 times and pick its best moment. Is it still a test of dragons that nobody has met?"""
    return "b"


def best_on_the_training():
    """A network could know its train dragons by heart. What would that figure say about a new one?"""
    return "c"


def the_longer_the_better():
    """Can a network become better on the dragons it trains with, and at the same time worse on all others?"""
    return "d"
