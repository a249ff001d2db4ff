def larger_numbers_are_surer():
    """Blue dragons lose toes, red ones lose length, and nobody asks how sure the winner is: what counts for a score?"""
    return "a"


def tested_on_what_it_learnt():
    """Which rows does fit get to see? Moving a dragon is one thing, learning from it is another."""
    return "b"


def same_preparation_is_always_fair():
    """A new dragon lands before you, and nobody tells you its colour: could you prepare it in this way?"""
    return "d"
