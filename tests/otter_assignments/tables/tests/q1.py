from otter.test_files import test_case
import pandas as pd
from helpers import same_table

OK_FORMAT = False

name = "q1"
points = 3


@test_case()
def test_shape(cities):
    assert cities.shape == (6, 4)
    assert list(cities.columns) == ["city", "country", "year", "people"]


@test_case(hidden=True)
def test_as_read(env):
    same_table(env["cities"], pd.read_csv("cities.csv"))


@test_case(hidden=True)
def test_note(note):
    assert note == open("extra/readme.txt").read().split()[-1]
