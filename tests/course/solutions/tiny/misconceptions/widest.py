import numpy as np


def narrowest(spans):
    """Which end of the order did you take?"""
    place = int(np.argmin(spans))
    return place, spans[place]


def counted_from_one(spans):
    """Which number does Python give the first in a row?"""
    place = int(np.argmax(spans))
    return place + 1, spans[place]


def last_of_equals(spans):
    """Of two that are alike, which one does the text ask for?"""
    place = len(spans) - 1 - int(np.argmax(spans[::-1]))
    return place, spans[place]
