"""Whatever a stub promises to pass in: every variant answers as the reference does.

`PROPERTIES` has an entry for each question that asks for a function: a strategy that draws inputs, and what is
required of an answer. Where chance decides, that is what the stub promises; everywhere else it is the reference's
answer. What is free is never drawn, and neither is what two right answers may disagree about: a tie that rounding
breaks, a bend of a ReLU, a training that hangs on the last digit.
"""

from __future__ import annotations

import copy
import functools
import itertools
import types
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from torch import nn

from autograder import notebook
from autograder.assignment import assignment_names, read_assignment
from autograder.checking import agree, ensure, items, loading, numbers, unchanged
from autograder.checking.compare import LocalName, Name

Inputs = st.SearchStrategy[tuple[Any, ...]]
Requirement = Callable[..., None]
Layers = list[nn.Linear]

COURSE = Path(__file__).parents[2]
TOES = (5, 6, 7, 8, 9, 10, 22)
FLOAT32 = {"rtol": 1e-3, "atol": 1e-3}


@dataclass(frozen=True)
class Property:
    """What holds for `require(answer, right, *inputs)`: the function asked, the reference's, and drawn inputs.

    Both are asked on copies of the inputs, each time.
    """

    inputs: Inputs
    require: Requirement


def same(probe: Callable[..., Any] | None = None, *, rtol: float = 1e-4, atol: float = 1e-4) -> Requirement:
    """The reference's answer, to a call or to a probe."""

    def require(answer: Name, right: Name, *inputs: Any) -> None:
        agree(answer.ask(probe, inputs), right.ask(probe, inputs), rtol=rtol, atol=atol)

    return require


def same_and_inputs_unchanged(answer: Name, right: Name, *inputs: Any) -> None:
    """The reference's answer, and the caller's inputs as they were."""
    same()(answer, right, *inputs)
    unchanged(answer, *inputs)


# What several questions draw from


def sizes(largest: int) -> st.SearchStrategy[int]:
    return st.integers(1, largest)


def rows_for(classes: int) -> st.SearchStrategy[int]:
    """Often as many rows as classes: a wrong axis gives a legal shape there."""
    return st.one_of(sizes(6), st.just(classes))


def eighths(shape: int | tuple[int, ...], limit: int = 2) -> st.SearchStrategy[np.ndarray]:
    """Floats that are whole eighths: sums of their products are exact in any order, in single precision as well."""
    return wholes(shape, 8 * limit).map(lambda table: table / 8)


def wholes(shape: int | tuple[int, ...], limit: int = 8) -> st.SearchStrategy[np.ndarray]:
    return arrays(np.int64, shape, elements=st.integers(-limit, limit), fill=st.nothing())


def ones(shape: int | tuple[int, ...]) -> st.SearchStrategy[np.ndarray]:
    """Floats that are 1, 0 or -1: sums of their products are often the same."""
    return wholes(shape, 1).map(lambda table: table.astype(float))


EIGHTHS_OR_ONES = st.sampled_from((eighths, ones))


def labels(n: int, classes: int) -> st.SearchStrategy[np.ndarray]:
    return arrays(np.int64, n, elements=st.integers(0, classes - 1), fill=st.nothing())


def rngs() -> st.SearchStrategy[np.random.Generator]:
    return st.integers(0, 2**32 - 1).map(np.random.default_rng)


def tensor(table: Any) -> torch.Tensor:
    return torch.tensor(table, dtype=torch.float32)


# hw0_warmup


@st.composite
def both_feet(draw: st.DrawFn) -> tuple[Any, Any]:
    """Two arrays, or two lists."""
    foot = arrays(np.int64, draw(sizes(12)), elements=st.integers(0, 30))
    left, right = draw(foot), draw(foot)
    return (left, right) if draw(st.booleans()) else (left.tolist(), right.tolist())


# hw1_perceptron


@st.composite
def herds(draw: st.DrawFn) -> pd.DataFrame:
    """Dragons with any index, and sometimes all of one kind."""
    n = draw(sizes(12))
    names = draw(st.sampled_from((st.integers(-99, 99), st.text(max_size=4))))
    fire = draw(st.one_of(labels(n, 2), st.just(np.zeros(n, dtype=int)), st.just(np.ones(n, dtype=int))))
    return pd.DataFrame(
        {
            "color": draw(st.lists(st.sampled_from(("Red", "Blue")), min_size=n, max_size=n)),
            "bodyLength": draw(eighths(n)) + 200,
            "breathesFire": fire,
        },
        index=draw(st.lists(names, min_size=n, max_size=n, unique=True)),
    )


def toes_are_drawn_and_lengths_moved(answer: Name, _: Name, herd: pd.DataFrame, rng: np.random.Generator) -> None:
    new, again = answer(herd, rng), answer(herd, rng)
    toes = numbers(new["numberToes"], (len(herd),))
    ensure(np.isin(toes, TOES).all(), "There are dragons with a number of toes that no dragon has.")
    agree(again["numberToes"], toes, what="the toes from an equal state")
    if len(herd) > 5:
        others = [numbers(answer(herd, np.random.default_rng(seed))["numberToes"]) for seed in range(3)]
        ensure(any((other != toes).any() for other in others), "Other states give the same toes.")
    agree(new["bodyLength"], herd["bodyLength"].to_numpy() + np.where(herd["breathesFire"] == 1, -30, 30))
    for name in ("color", "breathesFire"):
        ensure(list(new[name]) == list(herd[name]), f"{name} has changed.")
    ensure(list(new.index) == list(herd.index), "The rows are not in their order.")
    unchanged(answer, herd, rng)


def splits() -> Inputs:
    """No half is without a row: scikit-learn refuses to make such a split."""
    shares = st.floats(0.01, 0.99)
    return st.tuples(st.integers(2, 60), rngs(), shares).filter(lambda split: int(split[0] * split[2]) > 0)


def every_row_is_in_one_half(answer: Name, _: Name, n: int, rng: np.random.Generator, frac: float) -> None:
    train, test = items(answer(n, rng, frac), 2)
    count = int(n * frac)
    rows = [*numbers(train, (count,)), *numbers(test, (n - count,))]
    ensure(sorted(rows) == list(range(n)), "Some row is in no half, or in both.")
    again, _ = items(answer(n, rng, frac), 2)
    ensure(set(numbers(again)) == set(numbers(train)), "An equal state gives another half.")
    if n > 20:
        others = [items(answer(n, np.random.default_rng(seed), frac), 2)[0] for seed in range(4)]
        ensure(any(set(numbers(other)) != set(numbers(train)) for other in others), "Other states give the same half.")


@st.composite
def truths_and_predictions(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    n = draw(st.integers(2, 30))
    truth = draw(labels(n, 2).filter(lambda truth: 0 < truth.sum() < n))
    return truth, draw(labels(n, 2)).astype(draw(st.sampled_from((int, bool))))


@st.composite
def herds_that_overlap(draw: st.DrawFn) -> tuple[np.ndarray, ...]:
    """Toes, lengths and ages of so many dragons that another solver's line changes no rate by much."""
    rng, gap, often = draw(rngs()), draw(st.floats(0.75, 2)), draw(st.floats(0.25, 0.75))
    centre, spread = np.array([[9.0, 200.0, 50.0], [1.5, 20.0, 10.0]])[:, : draw(sizes(3))]

    def herd(rows: int) -> tuple[np.ndarray, np.ndarray]:
        fire = rng.random(rows) < often
        return centre + spread * (rng.normal(size=(rows, len(centre))) - gap * fire[:, None]), fire.astype(int)

    return (*herd(400), *herd(2000))


@st.composite
def rows_and_a_line(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, float]:
    """Rows on the line as well, and biases that outweigh everything."""
    n, d = draw(sizes(6)), draw(sizes(4))
    some = draw(EIGHTHS_OR_ONES)
    bias = st.one_of(some(()).map(float), st.sampled_from((-1000.0, 1000.0)))
    return draw(some((n, d))), draw(some(d)), draw(bias)


@st.composite
def a_dragon_and_a_line(draw: st.DrawFn) -> tuple[Any, ...]:
    """Features and weights that are floats or whole numbers, and a label of any kind."""
    d = draw(sizes(5))
    some = st.one_of(eighths(d), ones(d), wholes(d))
    kind = draw(st.sampled_from((int, bool, np.int64, np.int8, np.uint8, np.bool_)))
    bias = st.one_of(eighths(()).map(float), st.integers(-8, 8))
    return draw(some), kind(draw(st.integers(0, 1))), draw(some), draw(bias), draw(st.floats(0.01, 2))


@st.composite
def herds_to_train_with(draw: st.DrawFn, classes: int) -> tuple[np.ndarray, np.ndarray, int, float]:
    """Up to five epochs that come out the same in any precision."""
    n, d = draw(sizes(8)), draw(sizes(3))
    x, y, epochs = draw(eighths((n, d), 4)), draw(labels(n, classes)), draw(sizes(5))
    lim = draw(st.one_of(st.sampled_from((0.0, 0.1, 1e9)), eighths((), 40).map(abs).map(float)))
    assume(is_clear_cut(x, y, classes, epochs, lim if classes > 2 else 2 * lim))
    return x, y, epochs, lim


def is_clear_cut(x: np.ndarray, y: np.ndarray, classes: int, epochs: int, lim: float) -> bool:
    """Whether no win and no stop is a narrow one, but in the first two epochs, whose rates 1 and 1/2 are exact.

    A single perceptron is two classes: its weights are half the difference of theirs, its changes half of theirs.
    """
    w, b = np.zeros((x.shape[1], classes)), np.zeros(classes)
    for epoch in range(epochs):
        change = 0.0
        for row, label in zip(x, y):
            scores = row @ w + b
            second, first = np.sort(scores)[-2:]
            if epoch > 1 and first - second < 0.02:
                return False
            step = (np.eye(classes)[label] - np.eye(classes)[scores.argmax()]) / (epoch + 1)
            w, b, change = w + np.outer(row, step), b + step, change + np.abs(np.outer(row, step)).sum()
        if epoch > 1 and change > 0 and abs(change - lim) < 0.02:
            return False
        if change < lim:
            break
    return True


@st.composite
def lines(draw: st.DrawFn) -> tuple[np.ndarray, float]:
    """Lines that are not upright; some are level, or go through the origin."""
    some = draw(EIGHTHS_OR_ONES)
    return draw(some(2).filter(lambda w: w[1] != 0)), float(draw(some(())))


# hw2_multiclass


@st.composite
def names_of_dragons(draw: st.DrawFn) -> tuple[np.ndarray]:
    """Names as pandas gives them, some of which begin with another one."""
    name = st.text("abcde", max_size=5).map(lambda rest: "A" + rest) | st.text("xyz", min_size=1).map(str.capitalize)
    known = draw(st.lists(name, min_size=1, max_size=5, unique=True))
    return (np.array(draw(st.lists(st.sampled_from(known), min_size=1, max_size=12)), dtype=object),)


def codes_and_names(f: loading.Function, names: np.ndarray) -> tuple[Any, ...]:
    """Probe: the codes, and the names of all classes."""
    codes, classes = f(names)
    return (codes, *(str(name) for name in classes))


@st.composite
def herds_of_three_colors(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    n = draw(sizes(8))
    return draw(st.one_of(eighths((n, 2), 300), wholes((n, 2), 300))), draw(labels(n, 3))


@st.composite
def labels_and_classes(draw: st.DrawFn) -> tuple[np.ndarray, int]:
    classes = draw(sizes(6))
    return draw(labels(draw(sizes(8)), classes)), classes


@st.composite
def rows_and_perceptrons(draw: st.DrawFn) -> tuple[np.ndarray, ...]:
    d, k = draw(sizes(4)), draw(st.integers(2, 5))
    some = draw(EIGHTHS_OR_ONES)
    return draw(some((draw(rows_for(k)), d))), draw(some((d, k))), draw(some(k))


@st.composite
def a_dragon_and_perceptrons(draw: st.DrawFn) -> tuple[Any, ...]:
    d, k = draw(sizes(5)), draw(st.integers(2, 5))
    y = draw(st.sampled_from((int, np.int64)))(draw(st.integers(0, k - 1)))
    some = draw(EIGHTHS_OR_ONES)
    return draw(some(d)), y, draw(some((d, k))), draw(some(k)), draw(st.floats(0.01, 2))


@st.composite
def herds_to_train_several_with(draw: st.DrawFn) -> tuple[Any, ...]:
    """Three to five classes, not all of which need occur, and labels of two kinds."""
    classes = draw(st.integers(3, 5))
    x, y, epochs, lim = draw(herds_to_train_with(classes))
    return x, y.astype(draw(st.sampled_from((np.int64, np.int8)))), classes, epochs, lim


# hw3_network


def differentiated(f: loading.Function, *inputs: torch.Tensor) -> tuple[Any, ...]:
    """Probe: the answer, and the gradients that it sends back to the inputs."""
    inputs = tuple(one.requires_grad_() for one in inputs)
    answer = pulled(f(*inputs))
    return (answer, *(one.grad for one in inputs))


def pulled(answer: Any) -> torch.Tensor:
    """The answer as one tensor, each number of which has been pulled at with another force."""
    answer = in_one_tensor(answer)
    forces = torch.linspace(-1, 2, answer.numel()).reshape(answer.shape)
    (answer * forces).sum().backward()
    return answer.detach()


def in_one_tensor(answer: Any) -> torch.Tensor:
    """Tensors in lists, at any depth, as one that keeps their graphs."""
    return torch.stack([in_one_tensor(one) for one in answer]) if isinstance(answer, (list, tuple)) else answer


@st.composite
def dragons_and_a_layer(draw: st.DrawFn) -> tuple[torch.Tensor, ...]:
    """A row for each dragon, or a single dragon without rows."""
    n, i, o = draw(sizes(4)), draw(sizes(4)), draw(sizes(4))
    shape = draw(st.sampled_from(((n, i), (i,))))
    return tensor(draw(eighths(shape))), tensor(draw(eighths((o, i)))), tensor(draw(eighths(o)))


@st.composite
def outputs_and_a_slope(draw: st.DrawFn) -> tuple[Any, ...]:
    """Zeros as well, and the slope left as it is."""
    n, k = draw(sizes(5)), draw(sizes(5))
    x = tensor(draw(eighths(draw(st.sampled_from(((n, k), (n,)))), 100)))
    slope = draw(st.one_of(st.none(), st.just(0.0), st.floats(0, 0.99)))
    return (x,) if slope is None else (x, slope)


@st.composite
def logits(draw: st.DrawFn, limit: int) -> torch.Tensor:
    classes = draw(st.integers(2, 5))
    return tensor(draw(eighths((draw(rows_for(classes)), classes), limit)))


@st.composite
def logits_and_labels(draw: st.DrawFn) -> tuple[torch.Tensor, torch.Tensor]:
    """Logits, some of which leave almost no probability to a class."""
    z = draw(logits(8))
    if draw(st.booleans()):
        z[0, 0] -= 50
    return z, torch.tensor(draw(labels(len(z), z.shape[1])))


def loss_and_its_gradient(f: loading.Function, z: torch.Tensor, own: torch.Tensor) -> tuple[Any, ...]:
    """Probe: the loss, and its gradient at the logits unless a probability is too small for 1/p² to be a float."""
    probabilities = torch.softmax(z.requires_grad_(), dim=-1)
    loss = f(probabilities, own)
    if probabilities.min() < 1e-15:
        return (loss,)
    loss.backward()
    return loss, z.grad


def layers_of(rng: np.random.Generator, widths: list[int]) -> Layers:
    """Layers of these widths, with random weights and biases."""
    layers = []
    for i, o in itertools.pairwise(widths):
        layer = nn.Linear(i, o)
        layer.weight.data = tensor(rng.normal(size=(o, i)) * 1.2 / np.sqrt(i))
        layer.bias.data = tensor(rng.normal(size=o) * 0.3 + 0.2)
        layers.append(layer)
    return layers


@st.composite
def networks(draw: st.DrawFn) -> tuple[Layers, torch.Tensor, torch.Tensor]:
    """Four layers, dragons, and their labels; no neuron is near the bend of its ReLU."""
    widths = [2, *(draw(st.integers(2, 7)) for _ in range(3)), draw(st.integers(2, 5))]
    n, rng = draw(rows_for(widths[-1])), draw(rngs())
    layers, x = layers_of(rng, widths), tensor(rng.normal(size=(n, 2)) * 2)
    assume(all(z.abs().min() > 1e-3 for z in sums(layers, x)[:-1]))
    return layers, x, torch.tensor(draw(labels(n, widths[-1])))


def sums(layers: Layers, x: torch.Tensor) -> list[torch.Tensor]:
    """What the neurons of each layer add up to, before any bend."""
    results = []
    with torch.no_grad():
        for layer in layers:
            results.append(layer(x))
            x = torch.relu(results[-1])
    return results


def parameters(layers: Layers) -> list[nn.Parameter]:
    return [parameter for layer in layers for parameter in layer.parameters()]


def in_a_row(tensors: Iterable[torch.Tensor]) -> torch.Tensor:
    return torch.cat([one.detach().ravel() for one in tensors])


def probabilities_and_gradients(f: loading.Function, layers: Layers, x: torch.Tensor, _: Any) -> tuple[Any, ...]:
    """Probe: the probabilities, the gradients of all weights and biases, and the inputs after the call."""
    answer = pulled(f(x, layers))
    gradients = [parameter.grad for parameter in parameters(layers) if parameter.grad is not None]
    return answer, in_a_row(gradients), x, len(layers), in_a_row(parameters(layers))


# hw4_training


@st.composite
def steps(draw: st.DrawFn) -> tuple[Any, ...]:
    """A network, a batch, the rate and the decay of the optimizer, and a gradient that was left behind."""
    rate, decay, left_over = (draw(st.sampled_from((0.0, number))) for number in (0.3, 0.2, 0.7))
    return (*draw(networks()), rate, decay, left_over)


def loss_and_new_weights(
    f: loading.Function, layers: Layers, x: torch.Tensor, y: torch.Tensor, lr: float, decay: float, left_over: float
) -> tuple[Any, ...]:
    """Probe: the loss, and the weights after one step of gradient descent."""
    for parameter in parameters(layers):
        parameter.grad = torch.full_like(parameter, left_over)
    loss = f(layers, torch.optim.SGD(parameters(layers), lr=lr, weight_decay=decay), x, y)
    ensure(not getattr(loss, "requires_grad", False), "The loss still holds its graph.")
    return float(loss), in_a_row(parameters(layers))


def networks_in_no_doubt() -> Inputs:
    """Networks and dragons, none of which two colours win by almost the same score."""
    return networks().map(lambda network: network[:2]).filter(lambda network: lead(sums(*network)[-1]) > 1e-2)


def lead(scores: torch.Tensor) -> float:
    """By how much the winner of a row leads at least."""
    first, second = scores.topk(2, dim=-1).values.unbind(dim=-1)
    return float((first - second).min())


@st.composite
def train_and_test_rows(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Train rows of which no column is almost constant."""
    d = draw(sizes(4))
    train = draw(eighths((draw(st.integers(2, 9)), d), 300).filter(lambda train: train.std(axis=0).min() > 5))
    return train, draw(eighths((draw(sizes(5)), d), 300))


def standardized_alike(answer: Name, right: Name, train: np.ndarray, test: np.ndarray) -> None:
    """The reference's tables, or those with the other deviation: that of a herd, or of a sample."""
    ours, theirs = ([numbers(part) for part in items(name(train, test), 2)] for name in (answer, right))
    n = len(train)
    factors = (1.0, np.sqrt(n / (n - 1)), np.sqrt((n - 1) / n))
    factor = min(factors, key=lambda factor: np.abs(ours[0] - factor * theirs[0]).max())
    agree(tuple(ours), tuple(factor * part for part in theirs), **FLOAT32)
    agree(min(abs(ours[0].std(axis=0, ddof=ddof) - 1).max() for ddof in (0, 1)), 0.0, atol=1e-3, what="the deviation")
    unchanged(answer, train, test)


@st.composite
def courses_of_training(draw: st.DrawFn) -> tuple[Any, ...]:
    """A few steps: with one sample in several epochs, or with several in a single one.

    No network is so sure of itself that a gradient is lost to rounding: Adam takes a small one for as much as a large.
    """
    layers, x, y = draw(networks())
    n, n_epochs = draw(st.sampled_from(((1, 1), (1, 2), (1, 4), (2, 1), (3, 1))))
    assume(n <= len(x) and np.ptp(sums(layers, x)[-1].numpy(), axis=1).max() < 6)
    return layers, x[:n], y[:n], n_epochs, draw(st.sampled_from((0.01, 0.03))), draw(rngs())


def trained(f: loading.Function, layers: Layers, x: torch.Tensor, *rest: Any) -> tuple[Any, ...]:
    """Probe: the accuracies, the features after training, the outputs, and all weights in a row."""
    accuracies = [float(accuracy) for accuracy in f(layers, x, *rest)]
    return accuracies, x, sums(layers, x)[-1], in_a_row(parameters(layers))


def every_sample_is_learnt_from_once_an_epoch(
    answer: Name, right: Name, layers: Layers, x: torch.Tensor, y: torch.Tensor, n_epochs: int, lr: float, rng: Any
) -> None:
    """The weights are the reference's; its herd may have to stand in another order for that."""
    accuracies, x_after, scores, weights = answer.through(trained, layers, x, y, n_epochs, lr, rng)
    hits = numbers(accuracies, (n_epochs,)) * len(x)
    agree(hits, hits.round().clip(0, len(x)), what="the accuracies, times the number of samples")
    if lead(scores) > 1e-3:
        agree(accuracies[-1], float((scores.argmax(dim=1) == y).float().mean()), what="the last accuracy")
    agree(x_after, x, what="the features")
    *_, again = answer.through(trained, layers, x, y, n_epochs, lr, rng)
    agree(again, weights, what="the weights from an equal state")

    def is_right(order: list[int]) -> bool:
        *_, wanted = right.through(trained, layers, x[order], y[order], n_epochs, lr, rng)
        return bool((weights - wanted).abs().max() < 3e-4)

    if not any(is_right(list(order)) for order in itertools.permutations(range(len(x)))):
        assume(is_steady(right, layers, x, y, n_epochs, lr, rng))
        ensure(False, "No order of the samples leads to these weights.")


def is_steady(name: Name, layers: Layers, *rest: Any) -> bool:
    """Whether training hardly notices that the weights were nudged, so that rounding cannot matter either."""
    nudged = copy.deepcopy(layers)
    for parameter in parameters(nudged):
        parameter.data += 1e-5 * torch.linspace(-1, 1, parameter.numel()).reshape(parameter.shape)
    (*_, one), (*_, other) = (name.through(trained, start, *rest) for start in (layers, nudged))
    return bool((one - other).abs().max() < 1e-4)


# hw5_convolution


@st.composite
def a_signal_and_a_kernel(draw: st.DrawFn) -> tuple[torch.Tensor, torch.Tensor]:
    n = draw(sizes(8))
    return tensor(draw(eighths(n, 2))), tensor(draw(eighths(draw(sizes(n)), 2)))


@st.composite
def signals_and_a_kernel(draw: st.DrawFn) -> tuple[torch.Tensor, torch.Tensor]:
    """Signals of which each has a single place with its largest response."""
    n = draw(sizes(8))
    signals, kernel = draw(eighths((draw(sizes(4)), n), 2)), draw(eighths(draw(sizes(n)), 2))
    responses = np.array([np.correlate(signal, kernel, "valid") for signal in signals])
    assume(responses.shape[1] == 1 or np.diff(np.sort(responses), axis=1)[:, -1].min() > 0.01)
    return tensor(signals), tensor(kernel)


# An operation on a value a and an earlier one b, or on a and a plain number c.
OPERATIONS: dict[str, Callable[[Any, Any, float], Any]] = {
    "a + b": lambda a, b, c: a + b,
    "a * b": lambda a, b, c: a * b,
    "a - b": lambda a, b, c: a - b,
    "b - a": lambda a, b, c: b - a,
    "a / b": lambda a, b, c: a / b,
    "b / a": lambda a, b, c: b / a,
    "a + c": lambda a, b, c: a + c,
    "c + a": lambda a, b, c: c + a,
    "a * c": lambda a, b, c: a * c,
    "c * a": lambda a, b, c: c * a,
    "a - c": lambda a, b, c: a - c,
    "c - a": lambda a, b, c: c - a,
    "a / c": lambda a, b, c: a / c,
    "c / a": lambda a, b, c: c / a,
    "a ** c": lambda a, b, c: a**c,
    "a.relu()": lambda a, b, c: a.relu(),
    "a.tanh()": lambda a, b, c: a.tanh(),
}
NUMBERS = (2, -1, 3, 0.5, 2.5)
Program = list[tuple[str, int, float]]


@st.composite
def expressions(draw: st.DrawFn) -> tuple[list[float], Program]:
    """Leaves, and operations each of which goes on from the last value; b is counted backwards from there.

    An operation at a bend or near a pole is left out, and so is one with a large result, or with none.
    """
    leaf = st.one_of(st.integers(4, 16).map(lambda n: n / 10), st.integers(1, 2))
    leaves = draw(st.lists(st.one_of(leaf, leaf.map(lambda x: -x)), min_size=2, max_size=4))
    values, program = [torch.tensor(x, dtype=torch.float64) for x in leaves], []
    for _ in range(draw(st.integers(2, 8))):
        name, c = draw(st.sampled_from(list(OPERATIONS))), draw(st.sampled_from(NUMBERS))
        back = draw(sizes(min(len(values), 4)))
        a, b = values[-1], values[-back]
        near = {"a / b": b, "b / a": a, "c / a": a, "a ** c": a, "a.relu()": a}.get(name, torch.tensor(1.0))
        value = OPERATIONS[name](a, b, c)
        if near.abs() > 0.3 and value.abs() < 6:
            values.append(value)
            program.append((name, back, c))
    return leaves, program


def value_and_gradients(f: loading.Function, leaves: list[float], program: Program) -> tuple[Any, ...]:
    """Probe: the last value, the gradients of all values, and those of a second `backward` if there can be one.

    A difference or a quotient may be made of further values inside, whose gradients nobody sets back in between.
    """
    values = [f(x) for x in leaves]
    for name, back, c in program:
        values.append(OPERATIONS[name](values[-1], values[-back], c))
    values[-1].backward()
    first = [value.grad for value in values]
    if any("-" in name or "/" in name for name, *_ in program):
        return values[-1].data, first
    for value in values:
        value.grad = 0.0
    values[-1].backward()
    return values[-1].data, first, [value.grad for value in values]


PROPERTIES: dict[str, Property] = {
    # hw0_warmup
    "total_toes": Property(both_feet(), same_and_inputs_unchanged),
    # hw1_perceptron
    "augment_dragons": Property(st.tuples(herds(), rngs()), toes_are_drawn_and_lengths_moved),
    "split_indices": Property(splits(), every_row_is_in_one_half),
    "binary_rates": Property(truths_and_predictions(), same()),
    "fit_logistic": Property(herds_that_overlap(), same(rtol=0, atol=0.03)),
    "perceptron_predict": Property(rows_and_a_line(), same()),
    "perceptron_train_step": Property(a_dragon_and_a_line(), same_and_inputs_unchanged),
    "train_perceptron": Property(herds_to_train_with(2), same_and_inputs_unchanged),
    "decision_boundary": Property(lines(), same()),
    # hw2_multiclass
    "encode_labels": Property(names_of_dragons(), same(codes_and_names)),
    "shift_by_color": Property(herds_of_three_colors(), same_and_inputs_unchanged),
    "one_hot": Property(labels_and_classes(), same()),
    "multiclass_predict": Property(rows_and_perceptrons(), same()),
    "multiclass_update": Property(a_dragon_and_perceptrons(), same_and_inputs_unchanged),
    "train_multiclass": Property(herds_to_train_several_with(), same_and_inputs_unchanged),
    # hw3_network
    "linear_forward": Property(dragons_and_a_layer(), same(differentiated, **FLOAT32)),
    "leaky_relu": Property(outputs_and_a_slope(), same_and_inputs_unchanged),
    "softmax": Property(st.tuples(st.one_of(logits(8), logits(1000))), same(differentiated, **FLOAT32)),
    "forward_pass": Property(networks(), same(probabilities_and_gradients, **FLOAT32)),
    "ce_loss": Property(logits_and_labels(), same(loss_and_its_gradient, **FLOAT32)),
    # hw4_training
    "train_step": Property(steps(), same(loss_and_new_weights, **FLOAT32)),
    "predict": Property(networks_in_no_doubt(), same()),
    "standardize": Property(train_and_test_rows(), standardized_alike),
    "training_loop": Property(courses_of_training(), every_sample_is_learnt_from_once_an_epoch),
    # hw5_convolution
    "conv1d_valid": Property(a_signal_and_a_kernel(), same(differentiated, **FLOAT32)),
    "max_response": Property(signals_and_a_kernel(), same(differentiated, **FLOAT32)),
    "Value": Property(expressions(), same(value_and_gradients, **FLOAT32)),
}


# The tests


def folder_of(assignment: str) -> Path:
    return COURSE / "solutions" / assignment


@functools.cache
def reference_of(assignment: str) -> types.SimpleNamespace:
    master = notebook.read(folder_of(assignment) / f"{assignment}.ipynb")
    return loading.run_reference(notebook.reference_source(master))


@functools.cache
def variants_of(assignment: str, question: str) -> dict[str, loading.Function]:
    path = folder_of(assignment) / "variants" / f"{question}.py"
    return loading.load_functions(path) if path.is_file() else {}


def in_the_notebook(variant: loading.Function, reference: types.SimpleNamespace) -> loading.Function:
    """The variant, which finds what a notebook with right answers to the other questions defines."""
    for name, value in vars(reference).items():
        getattr(variant, "__globals__", {}).setdefault(name, value)
    return variant


ASSIGNMENTS = assignment_names(COURSE)


def known_variants() -> Iterator[Any]:
    for assignment in ASSIGNMENTS:
        for question in read_assignment(folder_of(assignment)).questions:
            if question.id in PROPERTIES:
                for variant in variants_of(assignment, question.id):
                    yield pytest.param(assignment, question.id, variant, id=f"{question.id}-{variant}")


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_function_has_a_property(assignment: str) -> None:
    questions = [question.id for question in read_assignment(folder_of(assignment)).questions]
    functions = [one for one in questions if not loading.is_written(getattr(reference_of(assignment), one))]
    assert [one for one in functions if one not in PROPERTIES] == []


@pytest.mark.filterwarnings("ignore::UserWarning")  # torch's, about ways to write that are right all the same
@pytest.mark.parametrize(("assignment", "question", "variant"), list(known_variants()))
@settings(max_examples=20, deadline=None, derandomize=True)
@given(data=st.data())
def test_a_variant_is_right_about_whatever_is_promised(
    assignment: str, question: str, variant: str, data: st.DataObject
) -> None:
    reference, of_question = reference_of(assignment), PROPERTIES[question]
    answer = in_the_notebook(variants_of(assignment, question)[variant], reference)
    inputs = data.draw(of_question.inputs)
    of_question.require(LocalName(question, answer), LocalName(question, getattr(reference, question)), *inputs)
