def learnt_by_heart():
    """Then it would fail on new recordings of the left kind as well: what does the second group of bars say?"""
    return "a"


def max_remembers_the_place():
    """Take two recordings that differ only in where the sound sits: what can the maximum still tell of the place?"""
    return "b"


def convolution_sees_any_form():
    """Look at all four groups of bars: is there one that this sentence does not fit?"""
    return "d"
