from otter.test_files import test_case
import random
import unittest

OK_FORMAT = False

name = "q2"
points = None


def sorted_already(numbers):
    return all(a <= b for a, b in zip(numbers, numbers[1:]))


@test_case(points=1)
def test_in_place(sort_in_place):
    numbers = [3, 1, 2]
    assert sort_in_place(numbers) is None
    assert numbers == [1, 2, 3]


@test_case(points=2, hidden=True)
def test_random(sort_in_place):
    random.seed(3)
    numbers = [random.random() for _ in range(50)]
    sort_in_place(numbers)
    assert sorted_already(numbers) and len(numbers) == 50


@test_case(points=1, hidden=True)
def test_refuses(sort_in_place):
    case = unittest.TestCase()
    with case.assertRaises(TypeError):
        sort_in_place(5)
