"""The published figures come out of the references, on the published herd."""

from __future__ import annotations

import types
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch
from torch import Tensor, nn

import dragon_data
from autograder import notebook
from autograder.checking import loading
from dragon_data.pipeline import PIPELINE_SEED, PreparedDragons, prepare

COURSE = Path(__file__).parents[2]
SIZES = (2, 10, 20, 1000, 3)
ORDERS = range(3)  # seeds of the orders in which the network sees the dragons


def reference(name: str) -> types.SimpleNamespace:
    """The names of an assignment's reference."""
    master = notebook.read(COURSE / "solutions" / name / f"{name}.ipynb")
    return loading.run_reference(notebook.reference_source(master))


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(scope="module")
def hw1() -> types.SimpleNamespace:
    return reference("hw1_perceptron")


@pytest.fixture(scope="module")
def hw3() -> types.SimpleNamespace:
    return reference("hw3_network")


@pytest.fixture(scope="module")
def hw4() -> types.SimpleNamespace:
    return reference("hw4_training")


@pytest.fixture(scope="module")
def dragons() -> PreparedDragons:
    return prepare(dragon_data.load(), PIPELINE_SEED)


def test_the_parts_of_the_herd(dragons: PreparedDragons) -> None:
    fire = dragons.y_fire[dragons.test]
    assert (len(dragons.x), len(dragons.train), len(dragons.test)) == (480, 288, 192)
    assert (int(fire.sum()), int((1 - fire).sum())) == (109, 83)


def test_logistic_regression(hw1: types.SimpleNamespace, dragons: PreparedDragons) -> None:
    x, y, train, test = dragons.x, dragons.y_fire, dragons.train, dragons.test
    assert printed(hw1.fit_logistic(x[train], y[train], x[test], y[test])) == "0.994792 1.000000 0.012048"


def test_the_perceptron(hw1: types.SimpleNamespace, dragons: PreparedDragons) -> None:
    x, y, train, test = dragons.x, dragons.y_fire, dragons.train, dragons.test
    w, b, _ = hw1.train_perceptron(x[train], y[train], 1500, 0.1)
    rates = hw1.binary_rates(y[test], hw1.perceptron_predict(x[test], w, b))
    assert printed(rates) == "0.994792 0.990826 0.000000"


def test_the_multi_class_perceptron(dragons: PreparedDragons) -> None:
    hw2 = reference("hw2_multiclass")
    x, (codes, classes) = dragons.x, hw2.encode_labels(np.array(dragon_data.COLORS)[dragons.colors])
    x, train, test = hw2.shift_by_color(x, codes), dragons.train, dragons.test
    W, b, _ = hw2.train_multiclass(x[train], codes[train], len(classes), 1500, 0.1)
    assert printed([np.mean(hw2.multiclass_predict(x[test], W, b) == codes[test])]) == "0.838542"


@pytest.fixture
def network() -> list[nn.Linear]:
    """The published network, before training."""
    torch.manual_seed(2021)
    return [nn.Linear(size, following) for size, following in pairwise(SIZES)]


# As the tutorial prints them; its tenth row is lost.
FIRST_ROWS = [
    *([-0.5226, 0.0189], [0.3430, 0.3053], [0.0997, -0.4734], [-0.6444, 0.6545], [-0.2909, -0.5669]),
    *([0.4378, -0.6832], [0.4557, -0.5315], [0.3520, -0.1969], [0.0185, -0.2886]),
]
ONE_DRAGON, ITS_LABEL = torch.tensor([[19.0, 240.940255]]), torch.tensor([0])


def test_the_activations(hw3: types.SimpleNamespace) -> None:
    z = torch.tensor([-59.997787, 74.56297, 22.336237, 95.736145])
    assert shown(hw3.leaky_relu(z)) == "[-0.59997785 74.56297    22.336237   95.736145  ]"
    assert shown(hw3.leaky_relu(z, 0.0)).replace("-0.", " 0.") == "[ 0.       74.56297  22.336237 95.736145]"
    assert shown(hw3.softmax(z[None])[0]) == "[0.000000e+00 6.376880e-10 1.326857e-32 1.000000e+00]"
    assert shown(torch.sigmoid(z)) == "[8.7759065e-27 1.0000000e+00 1.0000000e+00 1.0000000e+00]"


def test_the_network_before_training(hw3: types.SimpleNamespace, network: list[nn.Linear]) -> None:
    assert sum(p.numel() for layer in network for p in layer.parameters()) == 24_253
    np.testing.assert_array_equal(network[0].weight.detach().numpy()[:9].round(4), np.array(FIRST_ROWS, np.float32))
    probabilities = hw3.forward_pass(ONE_DRAGON, network)
    assert probabilities.argmax().item() == 2
    # In exact arithmetic it is 4.4433223; what follows the fifth decimal is the processor's own rounding.
    assert hw3.ce_loss(probabilities, ITS_LABEL).item() == pytest.approx(4.443321704864502, abs=3e-6)


def test_one_step_of_adam(hw3: types.SimpleNamespace, network: list[nn.Linear]) -> None:
    before = network[0].weight.detach().clone()
    optimizer = torch.optim.Adam([p for layer in network for p in layer.parameters()], lr=5e-4)
    hw3.ce_loss(hw3.forward_pass(ONE_DRAGON, network), ITS_LABEL).backward()
    optimizer.step()
    after = network[0].weight.detach()
    moved = (after != before).any(dim=1)
    assert moved.nonzero().flatten().tolist() == [1, 3, 9]
    rows = [[0.3425, 0.3048], [-0.6449, 0.6540], [0.4003, 0.3396]]
    np.testing.assert_array_equal(after[moved].numpy().round(4), np.array(rows, dtype=np.float32))


@pytest.fixture(scope="module")
def colored() -> tuple[Tensor, Tensor]:
    """The herd after the shift by colour, the training rows first: features (480, 2) and labels (480,)."""
    table = pd.read_csv(dragon_data.PATH.with_name("colored_herd.csv"))
    labels = table["color"].map({color: code for code, color in enumerate(dragon_data.COLORS)})
    x = table[["numberToes", "bodyLength"]].to_numpy(dtype=np.float32)
    return torch.tensor(x), torch.tensor(labels.to_numpy())


@pytest.mark.parametrize("order", ORDERS)
def test_training_the_network_stays_in_its_bands(
    hw4: types.SimpleNamespace, network: list[nn.Linear], colored: tuple[Tensor, Tensor], order: int
) -> None:
    (x, y), rng = colored, np.random.default_rng(order)

    def accuracy() -> float:
        return float((torch.as_tensor(hw4.predict(network, x[288:])) == y[288:]).float().mean())

    hw4.training_loop(network, x[:288], y[:288], 1, 2e-4, rng)
    assert 0.453 <= round(accuracy(), 3) <= 0.781
    curve = np.array(hw4.training_loop(network, x[:288], y[:288], 25, 2e-4, rng))
    assert 0.844 <= round(accuracy(), 3) <= 0.948
    assert (np.diff(curve) > 0).any() and (np.diff(curve) < 0).any()
    assert curve.min() > 0.4 and curve.max() < 0.96


def printed(rates: object) -> str:
    """Rates as the tutorial prints them."""
    return " ".join(f"{rate:f}" for rate in rates)  # type: ignore[attr-defined]


def shown(values: Tensor) -> str:
    """Values as NumPy prints them."""
    return str(values.detach().numpy())
