from otter.test_files import test_case

OK_FORMAT = False

name = "q1"
points = [1, 2, 0.5]


@test_case(points=None, hidden=False, success_message="Two plus two it is.", failure_message="Try it with 2 and 2.")
def test_small(add):
    assert add(2, 2) == 4, "add(2, 2) should be 4"


@test_case(points=None, hidden=True)
def test_floats(env):
    import numpy as np

    add = env["add"]
    for a, b in [(0.1, 0.2), (-1.5, 4)]:
        assert np.isclose(add(a, b), a + b)


@test_case(hidden=True, failure_message="Text can be added as well.")
def test_keywords(add):
    assert add(a="x", b="y") == "xy"
