import numpy as np


def by_max(spans):
    return list(spans).index(max(spans)), max(spans)


def as_array(spans):
    return np.array([np.argmax(spans), np.max(spans)])
