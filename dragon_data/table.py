"""The table of 480 synthetic dragons: the published one, and fresh ones drawn in the same way."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

PATH = Path(__file__).with_name("dragons.csv")
COLORS = ("Blue", "Red", "Yellow")
RANGES = ("Bavarian", "Central", "Emmental", "Julian", "Ligurian", "Maritime", "Sarntal", "Southern")
DIETS = ("Carnivore", "Vegetarian", "Omnivore")
HERD = 20  # dragons of one colour in one mountain range
FIRE_BREATHERS = (144, 94, 13)  # of each colour

_PER_COLOR = len(RANGES) * HERD
_DIET_SIZES = (156, 157, 167)

_LENGTH_BY_COLOR = np.array([0, -7.5, 7.5])
_LENGTH_BY_RANGE = np.array([-21, 8, 7, 18.5, 12, -1.5, 0, -23])
_SCORE_BY_DIET = np.array([-15.0, 0, 15])
# One effect moves both diet and score, so that the two look related beyond what the diet itself explains.
_RANGE_EFFECT = np.array([-24.0, 12, -14, 24, -8, 23, 9, -22])

_Floats = npt.NDArray[np.float64]
_Codes = npt.NDArray[np.int64]


def load() -> pd.DataFrame:
    """The published table, `draw(2021)`: 480 rows ordered by color, mountainRange and testScore.

    Columns: testScore (float, 0 to 100), bodyLength (float, feet), mountainRange, color, diet (text) and
    breathesFire (0 or 1).
    """
    return pd.read_csv(PATH)


def draw(seed: int) -> pd.DataFrame:
    """A fresh table with the columns, order and composition of the published one.

    Every table has 20 dragons for each color and mountainRange, the same number of each diet, and 251
    fire-breathers. Its bodyLength has mean 201.3165 and deviation 16.2122 (ddof 1); its testScore has mean
    50.4 and deviation 23.2 before it is clipped to [0, 100]. The recipe is written out in this package's
    README.

    Raises:
        ValueError: `seed` is not between 0 and 2**32 - 1.
    """
    # RandomState, because its streams are frozen: a seed gives the same table on every version of NumPy. The
    # order of the draws belongs to the recipe.
    rng = np.random.RandomState(seed)
    color = np.repeat(np.arange(len(COLORS)), _PER_COLOR)
    mountain = np.tile(np.repeat(np.arange(len(RANGES)), HERD), len(COLORS))
    length = _draw_lengths(rng, color, mountain)
    diet = _draw_diets(rng, mountain)
    score = _draw_scores(rng, mountain, diet)
    fire = _draw_fire(rng)
    table = pd.DataFrame(
        {
            "testScore": score.round(6),
            "bodyLength": length.round(6),
            "mountainRange": np.array(RANGES)[mountain],
            "color": np.array(COLORS)[color],
            "diet": np.array(DIETS)[diet],
            "breathesFire": fire,
        }
    )
    return table.sort_values(["color", "mountainRange", "testScore"], ignore_index=True)


def _draw_lengths(rng: np.random.RandomState, color: _Codes, mountain: _Codes) -> _Floats:
    herds = rng.normal(0, 4, (len(COLORS), len(RANGES)))
    means = _LENGTH_BY_COLOR[color] + _LENGTH_BY_RANGE[mountain] + herds[color, mountain]
    return _scaled(means + rng.normal(0, 5, len(means)), mean=201.3165, deviation=16.2122)


def _draw_diets(rng: np.random.RandomState, mountain: _Codes) -> _Codes:
    latent = _RANGE_EFFECT[mountain] + rng.normal(0, 14, len(mountain))
    diet = np.empty(len(latent), dtype=np.int64)
    diet[np.argsort(latent, kind="stable")] = np.repeat(np.arange(len(DIETS)), _DIET_SIZES)
    return diet


def _draw_scores(rng: np.random.RandomState, mountain: _Codes, diet: _Codes) -> _Floats:
    means = 0.55 * _RANGE_EFFECT[mountain] + _SCORE_BY_DIET[diet]
    scores = _scaled(means + rng.normal(0, 10.6, len(means)), mean=50.4, deviation=23.2)
    return scores.clip(0, 100)


def _draw_fire(rng: np.random.RandomState) -> _Codes:
    fire = np.zeros((len(COLORS), _PER_COLOR), dtype=np.int64)
    for row, count in zip(fire, FIRE_BREATHERS, strict=True):
        row[rng.permutation(_PER_COLOR)[:count]] = 1
    return fire.ravel()


def _scaled(values: _Floats, mean: float, deviation: float) -> _Floats:
    scaled: _Floats = (values - values.mean()) / values.std(ddof=1) * deviation + mean
    return scaled
