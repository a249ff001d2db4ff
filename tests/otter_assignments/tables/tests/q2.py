from otter.test_files import test_case
import pandas as pd

OK_FORMAT = False

name = "q2"
points = None


@test_case(points=1)
def test_by_country(by_country):
    assert isinstance(by_country, pd.Series)
    assert by_country.index.name == "country"
    assert by_country["FR"] == 967


@test_case(points=2, hidden=True)
def test_two_keys(two_keys, cities):
    expected = cities.groupby(["country", "year"])[["people"]].sum()
    pd.testing.assert_frame_equal(two_keys, expected)


@test_case(points=1, hidden=True)
def test_add_share(add_share):
    table = pd.DataFrame({"people": [1, 3], "when": pd.to_datetime(["2020-01-01", "2021-05-05"])})
    assert add_share(table) is None
    assert table["share"].tolist() == [0.25, 0.75]


@test_case(points=1, hidden=True)
def test_top(top):
    table = pd.DataFrame({"city": ["a", "b", "c"], "people": [1, 3, 2]}, index=[7, 8, 9])
    pd.testing.assert_frame_equal(top(table, n=2), table.loc[[8, 9]])
