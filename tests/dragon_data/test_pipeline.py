"""The pipeline with its chosen seed gives the tutorial's published figures, digit by digit."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

import dragon_data
from dragon_data import pipeline
from dragon_data.pipeline import (
    P_FIRE,
    P_NO_FIRE,
    PIPELINE_SEED,
    TABLE_SEED,
    TOES,
    PreparedDragons,
    prepare,
    shift_by_color,
)

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MAX_EPOCHS = 1500
LIMIT = 0.1  # training stops once an epoch moves the weights by less than this in all


@pytest.fixture(scope="module")
def dragons() -> PreparedDragons:
    """The data behind the published figures."""
    return prepare(dragon_data.load(), PIPELINE_SEED)


def train_perceptron(x: Floats, y: Ints) -> tuple[Floats, float]:
    """Weights and bias of the two-class perceptron; plain floats, because 432,000 tiny arrays are slow."""
    w0 = w1 = b = 0.0
    rows = list(zip(*x.T.tolist(), y.tolist(), strict=True))
    for epoch in range(MAX_EPOCHS):
        rate, change = 1 / (epoch + 1), 0.0
        for x0, x1, label in rows:
            error = label - (x0 * w0 + x1 * w1 + b > 0)
            if error:
                w0 += rate * error * x0
                w1 += rate * error * x1
                b += rate * error
                change += rate * (abs(x0) + abs(x1))
        if change < LIMIT:
            break
    return np.array([w0, w1]), b


def train_multiclass(x: Floats, y: Ints, n_classes: int) -> tuple[Floats, Floats]:
    """Weights (2, classes) and biases (classes,) of the multi-class perceptron, in plain floats again."""
    models = [[0.0, 0.0, 0.0] for _ in range(n_classes)]  # two weights and the bias of each class
    rows = list(zip(*x.T.tolist(), y.tolist(), strict=True))
    for epoch in range(MAX_EPOCHS):
        rate, change = 1 / (epoch + 1), 0.0
        for x0, x1, label in rows:
            scores = [x0 * w0 + x1 * w1 + b for w0, w1, b in models]
            winner = scores.index(max(scores))
            if winner != label:
                for model, sign in ((models[winner], -1), (models[label], 1)):
                    model[0] += sign * rate * x0
                    model[1] += sign * rate * x1
                    model[2] += sign * rate
                change += 2 * rate * (abs(x0) + abs(x1))
        if change < LIMIT:
            break
    parameters = np.array(models)
    return parameters[:, :2].T, parameters[:, 2]


def printed_rates(label: Ints, predicted: Ints) -> tuple[str, str, str]:
    """Accuracy, detection rate and false-positive rate as the tutorial prints them."""
    accuracy, detection = (predicted == label).mean(), predicted[label == 1].mean()
    return f"{accuracy:f}", f"{detection:f}", f"{predicted[label == 0].mean():f}"


def test_the_published_table_has_the_table_seed() -> None:
    """The two seeds belong together: the second was chosen for the table of the first."""
    pd.testing.assert_frame_equal(dragon_data.draw(TABLE_SEED), dragon_data.load())


def test_480_dragons_are_split_288_to_192(dragons: PreparedDragons) -> None:
    """Each row is on one side of the split."""
    assert dragons.x.shape == (480, 2)
    assert (len(dragons.train), len(dragons.test)) == (288, 192)
    assert sorted([*dragons.train, *dragons.test]) == list(range(480))


def test_109_of_the_test_dragons_breathe_fire_and_83_do_not(dragons: PreparedDragons) -> None:
    """The published rates are fractions of these two counts."""
    assert np.bincount(dragons.y_fire[dragons.test]).tolist() == [83, 109]


def test_logistic_regression_gives_the_published_rates(dragons: PreparedDragons) -> None:
    """One false alarm among 192."""
    train, test = dragons.train, dragons.test
    model = LogisticRegression().fit(dragons.x[train], dragons.y_fire[train])
    rates = printed_rates(dragons.y_fire[test], model.predict(dragons.x[test]))
    assert rates == ("0.994792", "1.000000", "0.012048")


def test_perceptron_gives_the_published_rates(dragons: PreparedDragons) -> None:
    """One missed fire-breather among 192."""
    w, b = train_perceptron(dragons.x[dragons.train], dragons.y_fire[dragons.train])
    predicted = (dragons.x[dragons.test] @ w + b > 0).astype(np.int64)
    rates = printed_rates(dragons.y_fire[dragons.test], predicted)
    assert rates == ("0.994792", "0.990826", "0.000000")


def test_multiclass_perceptron_gives_the_published_accuracy(dragons: PreparedDragons) -> None:
    """161 of 192 colours are right."""
    x = shift_by_color(dragons.x, dragons.colors)
    weights, biases = train_multiclass(x[dragons.train], dragons.colors[dragons.train], 3)
    predicted = (x[dragons.test] @ weights + biases).argmax(axis=1)
    accuracy = (predicted == dragons.colors[dragons.test]).mean()
    assert f"{accuracy:f}" == "0.838542"


def test_fire_breathers_are_30_feet_shorter_and_the_others_30_feet_longer(dragons: PreparedDragons) -> None:
    """The shift is what makes the two groups almost separable."""
    table = dragon_data.load()
    shift = np.where(table["breathesFire"] == 1, -30, 30)
    np.testing.assert_array_equal(dragons.x[:, 1], table["bodyLength"] + shift)


@pytest.mark.parametrize(("fire", "probabilities"), [(1, P_FIRE), (0, P_NO_FIRE)])
def test_toes_have_their_probabilities_in_each_group(fire: int, probabilities: tuple[float, ...]) -> None:
    """Drawn for 10,000 copies of one dragon, which is enough for two decimals."""
    crowd = pd.DataFrame({"bodyLength": 200.0, "color": "Red", "breathesFire": fire}, index=range(10_000))
    toes = prepare(crowd, 0).x[:, 0]
    frequencies = [(toes == value).mean() for value in TOES]
    assert frequencies == pytest.approx(probabilities, abs=0.02)


def test_colors_are_coded_by_their_position(dragons: PreparedDragons) -> None:
    """0 Blue, 1 Red, 2 Yellow."""
    assert [dragon_data.COLORS[code] for code in dragons.colors] == dragon_data.load()["color"].tolist()


def test_a_color_nobody_knows_is_an_error() -> None:
    """A code for it would silently be another colour's."""
    table = dragon_data.load().replace({"color": {"Red": "Green"}})
    with pytest.raises(ValueError, match="not in"):
        prepare(table, 0)


def test_preparing_leaves_the_table_as_it_was() -> None:
    """The tutorial changes its table in place; this pipeline does not."""
    table = dragon_data.load()
    prepare(table, 0)
    pd.testing.assert_frame_equal(table, dragon_data.load())


def test_a_seed_always_prepares_the_same_data_and_another_one_other_data(dragons: PreparedDragons) -> None:
    """Toes and split both follow the seed."""
    again, other = prepare(dragon_data.load(), PIPELINE_SEED), prepare(dragon_data.load(), 1)
    np.testing.assert_array_equal(again.x, dragons.x)
    np.testing.assert_array_equal(again.train, dragons.train)
    assert not np.array_equal(other.x, dragons.x)
    assert not np.array_equal(other.train, dragons.train)


def test_shift_by_color_moves_each_color_by_its_own_step() -> None:
    """Toes in the first column, feet in the second."""
    x = np.array([[10.0, 200.0]] * 3)
    shifted = shift_by_color(x, np.array([1, 2, 0]))
    np.testing.assert_array_equal(shifted, [[17, 150], [10, 230], [7, 200]])
    np.testing.assert_array_equal(x, [[10, 200]] * 3)


@pytest.mark.parametrize("name", ["herd", "colored_herd"])
def test_the_table_that_students_get_is_the_pipelines(dragons: PreparedDragons, name: str) -> None:
    table = getattr(pipeline, name)(dragons)
    assert dragon_data.PATH.with_name(f"{name}.csv").read_text() == table.to_csv(index=False)


@pytest.mark.parametrize("name", ["herd", "colored_herd"])
def test_the_table_that_students_get_begins_with_the_training_rows(dragons: PreparedDragons, name: str) -> None:
    table = pd.read_csv(dragon_data.PATH.with_name(f"{name}.csv"))
    assert list(table["part"]) == ["train"] * 288 + ["test"] * 192
    x = dragons.x if name == "herd" else shift_by_color(dragons.x, dragons.colors)
    np.testing.assert_array_equal(table[["numberToes", "bodyLength"]], x[[*dragons.train, *dragons.test]].round(6))
