from otter.test_files import test_case
import numpy as np

OK_FORMAT = False

name = "q2"
points = 4


@test_case()
def test_drawn(sample):
    np.random.seed(7)
    assert np.array_equal(sample, np.random.normal(size=3)), "drawn as the seed says"


@test_case(hidden=True)
def test_model(predict, fit):
    slope = fit(np.arange(4.0), 2 * np.arange(4.0))
    assert abs(slope - 2) < 1e-9
    assert np.allclose(predict(slope, np.array([1.0, 10.0])), [2, 20])
