from otter.test_files import test_case
import matplotlib.pyplot as plt
import numpy as np

OK_FORMAT = False

name = "q1"
points = 4


@test_case(points=2)
def test_data(weights):
    assert np.allclose(weights, [1.5, 2.5, 4.0])


@test_case(points=2, hidden=True)
def test_title(axes):
    assert axes.get_title() == "Weights"
    assert axes.get_xlabel() != ""
