"""What the tutorial does to the table before it trains anything: toes, a shift of the lengths, a split.

It holds answers to the assignments, so nothing that is given to a student imports it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dragon_data.table import COLORS

TABLE_SEED = 2021
PIPELINE_SEED = 218864  # chosen so that the tutorial's figures come out; the README tells how

TOES = (5, 6, 7, 8, 9, 10, 22)
P_FIRE = (0.3, 0.25, 0.2, 0.15, 0.07, 0.02, 0.01)
P_NO_FIRE = P_FIRE[::-1]
LENGTH_SHIFT = 30.0  # feet: off for the fire-breathers, on for the others
TRAIN_FRACTION = 0.6
COLOR_SHIFTS = ((-3.0, 0.0), (7.0, -50.0), (0.0, 30.0))  # toes and feet, by colour code


@dataclass(frozen=True, eq=False)
class PreparedDragons:
    """The tutorial's data, in the order of the table's n rows.

    Attributes:
        x: Features, shape (n, 2): numberToes, and bodyLength in feet after the shift by breath.
        y_fire: 1 for the fire-breathers, 0 for the others, shape (n,).
        colors: Positions in `dragon_data.COLORS`, shape (n,).
        train: Indexes of the training rows in the order of training, shape (int(0.6 n),).
        test: Indexes of the other rows.
    """

    x: npt.NDArray[np.float64]
    y_fire: npt.NDArray[np.int64]
    colors: npt.NDArray[np.int64]
    train: npt.NDArray[np.int64]
    test: npt.NDArray[np.int64]


def prepare(table: pd.DataFrame, seed: int) -> PreparedDragons:
    """The tutorial's pipeline on a table of dragons, which is left as it is.

    `prepare(load(), PIPELINE_SEED)` is the data behind the published figures.

    Raises:
        ValueError: A colour is none of `dragon_data.COLORS`, or `seed` is not between 0 and 2**32 - 1.
    """
    # The order of the three draws decides what a seed gives: fire-breathers, the others, the split.
    rng = np.random.RandomState(seed)
    y_fire = table["breathesFire"].to_numpy(dtype=np.int64)
    fire = y_fire == 1
    toes = np.empty(len(table))
    toes[fire] = rng.choice(TOES, size=np.count_nonzero(fire), p=P_FIRE)
    toes[~fire] = rng.choice(TOES, size=np.count_nonzero(~fire), p=P_NO_FIRE)
    order = rng.permutation(len(table))
    n_train = int(len(table) * TRAIN_FRACTION)
    length = table["bodyLength"].to_numpy() + np.where(fire, -LENGTH_SHIFT, LENGTH_SHIFT)
    return PreparedDragons(
        x=np.column_stack([toes, length]),
        y_fire=y_fire,
        colors=np.array([COLORS.index(name) for name in table["color"]], dtype=np.int64),
        train=order[:n_train],
        test=order[n_train:],
    )


def shift_by_color(x: npt.NDArray[np.float64], colors: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """The features of the tutorial's multi-class part, as a new array of shape (n, 2).

    Blue loses 3 toes, Red gains 7 toes and loses 50 feet, Yellow gains 30 feet. Moving the test rows as well
    tells the model their label; the published accuracy includes that leak.

    Args:
        x: numberToes and bodyLength, shape (n, 2).
        colors: Positions in `dragon_data.COLORS`, shape (n,).
    """
    shifts: npt.NDArray[np.float64] = np.array(COLOR_SHIFTS)[colors]
    return x + shifts


def herd(dragons: PreparedDragons) -> pd.DataFrame:
    """The tutorial's data as the table that students get: the training rows in the order of training, then the others.

    Columns: numberToes and bodyLength after the shift by breath, color (text), breathesFire, and part, which says
    "train" or "test". `herd.csv` is this table of the published dragons.
    """
    return _in_order_of_training(dragons, dragons.x, breathesFire=dragons.y_fire)


def colored_herd(dragons: PreparedDragons) -> pd.DataFrame:
    """The same rows for the multi-class models: features after the shift by colour, color, and part.

    `colored_herd.csv` is this table of the published dragons.
    """
    return _in_order_of_training(dragons, shift_by_color(dragons.x, dragons.colors))


def _in_order_of_training(
    dragons: PreparedDragons, x: npt.NDArray[np.float64], **more: npt.NDArray[np.int64]
) -> pd.DataFrame:
    parts = np.repeat(["train", "test"], [len(dragons.train), len(dragons.test)])
    order = np.concatenate([dragons.train, dragons.test])
    table = pd.DataFrame(
        {
            "numberToes": x[:, 0].astype(int),
            "bodyLength": x[:, 1].round(6),
            "color": np.array(COLORS)[dragons.colors],
            **more,
        }
    )
    return table.iloc[order].assign(part=parts).reset_index(drop=True)
