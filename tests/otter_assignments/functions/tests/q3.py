from otter.test_files import test_case
import io
from contextlib import redirect_stdout

OK_FORMAT = False

name = "q3"
points = 3


@test_case()
def test_printed(greet):
    said = io.StringIO()
    with redirect_stdout(said):
        greet("Ada")
    assert said.getvalue().strip() == "Hello, Ada!"


@test_case()
def test_callback(apply_twice):
    assert apply_twice(lambda x: x * 3, 2) == 18


@test_case(hidden=True)
def test_generator(countdown):
    assert list(countdown(3)) == [3, 2, 1]
    steps = countdown(2)
    assert next(steps) == 2
