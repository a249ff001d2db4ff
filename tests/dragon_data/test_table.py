"""The table is the published one, and fresh tables are like it."""

from __future__ import annotations

import hashlib

import pandas as pd
import pytest

import dragon_data
from dragon_data.table import DIETS, FIRE_BREATHERS, RANGES

SHA256 = "5c3437a89a777ec74c878e56c37597951c7b94df27189a497cece20c9dac253b"
SEEDS = (0, 1, 2021, 2**32 - 1)


@pytest.fixture(params=SEEDS)
def table(request: pytest.FixtureRequest) -> pd.DataFrame:
    """A table drawn from one of several seeds."""
    return dragon_data.draw(request.param)


def test_the_file_is_the_published_one() -> None:
    """Not a byte differs, line endings included."""
    assert hashlib.sha256(dragon_data.PATH.read_bytes()).hexdigest() == SHA256


def test_seed_2021_writes_the_published_file() -> None:
    """The recipe gives the file on every supported version of NumPy and pandas."""
    text = dragon_data.draw(2021).to_csv(index=False)
    assert hashlib.sha256(text.encode()).hexdigest() == SHA256


def test_the_loaded_table_is_the_one_drawn_from_seed_2021() -> None:
    """Rounding to six decimals loses nothing on the way through the file."""
    pd.testing.assert_frame_equal(dragon_data.load(), dragon_data.draw(2021), check_exact=True)


def test_a_seed_always_gives_the_same_table() -> None:
    """No state outlives a call."""
    pd.testing.assert_frame_equal(dragon_data.draw(7), dragon_data.draw(7), check_exact=True)


@pytest.mark.parametrize("column", ["testScore", "bodyLength", "diet", "breathesFire"])
def test_another_seed_draws_every_random_column_anew(column: str) -> None:
    """Only colour and mountain range are fixed by design."""
    assert not dragon_data.draw(7)[column].equals(dragon_data.load()[column])


def test_columns_have_the_published_names_order_and_types(table: pd.DataFrame) -> None:
    """Text is object on pandas 2 and str on pandas 3, in a drawn table as in a loaded one."""
    pd.testing.assert_series_equal(table.dtypes, dragon_data.load().dtypes)


def test_twenty_dragons_live_in_each_range_for_each_color(table: pd.DataFrame) -> None:
    """The design is balanced: 3 x 8 x 20."""
    herds = table.groupby(["color", "mountainRange"]).size().to_dict()
    assert herds == {(color, mountain): 20 for color in dragon_data.COLORS for mountain in RANGES}


def test_rows_are_ordered_by_color_range_and_score(table: pd.DataFrame) -> None:
    """The index counts the rows of that order."""
    rows = list(table[["color", "mountainRange", "testScore"]].itertuples(index=False, name=None))
    assert rows == sorted(rows)
    assert table.index.equals(pd.RangeIndex(480))


def test_each_color_has_its_number_of_fire_breathers(table: pd.DataFrame) -> None:
    """Blue 144, Red 94, Yellow 13: 251 in all."""
    counts = table.groupby("color")["breathesFire"].sum().to_dict()
    assert counts == dict(zip(dragon_data.COLORS, FIRE_BREATHERS, strict=True))
    assert table["breathesFire"].sum() == 251
    assert table["breathesFire"].isin([0, 1]).all()


def test_each_diet_has_its_number_of_dragons(table: pd.DataFrame) -> None:
    """Carnivore 156, Vegetarian 157, Omnivore 167."""
    assert table["diet"].value_counts().to_dict() == dict(zip(DIETS, (156, 157, 167), strict=True))


def test_lengths_have_the_published_mean_and_deviation(table: pd.DataFrame) -> None:
    """They are scaled to them, then rounded."""
    assert table["bodyLength"].mean() == pytest.approx(201.3165, abs=1e-6)
    assert table["bodyLength"].std() == pytest.approx(16.2122, abs=1e-6)


def test_scores_lie_between_0_and_100_around_the_published_mean(table: pd.DataFrame) -> None:
    """Clipping a few of them moves mean and deviation a little."""
    assert table["testScore"].between(0, 100).all()
    assert table["testScore"].mean() == pytest.approx(50.4, abs=0.3)
    assert table["testScore"].std() == pytest.approx(23.2, abs=0.3)


@pytest.mark.parametrize("seed", [-1, 2**32])
def test_a_seed_out_of_range_is_an_error(seed: int) -> None:
    """A seed has 32 bits."""
    with pytest.raises(ValueError, match="Seed must be between"):
        dragon_data.draw(seed)
