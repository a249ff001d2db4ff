import torch

from autograder.checking import agree, check, ensure, items


def same(got, expected):
    """Agree where sums are in another order, in single or double precision, or made by a Fourier transform."""
    agree(got, expected, rtol=1e-3, atol=1e-4)


def gradients(f, signals, kernel, pull, wanted):
    signals = signals.clone().requires_grad_(wanted != "kernel")
    kernel = kernel.clone().requires_grad_(wanted != "signals")
    out = f(signals, kernel)
    if isinstance(out, (list, tuple)):
        out = torch.stack([torch.as_tensor(part) for part in out])
    if not getattr(out, "requires_grad", False):
        return None
    (out * pull).sum().backward()
    return [signals.grad, kernel.grad]


def same_gradients(submission, reference, *inputs, wanted="both"):
    got = submission.max_response.through(gradients, *inputs, wanted)
    ensure(got is not None, "The answer no longer knows how it was computed.")
    right = reference.max_response.through(gradients, *inputs, wanted)
    for name, one, expected in zip(("signals", "kernel"), items(got, 2), right):
        if wanted in ("both", name):
            ensure(one is not None, f"No gradient arrives at the {name}.")
            same(one, expected)


def drawn(rng, *shape):
    return torch.tensor(rng.uniform(0.3, 2, shape) * rng.choice([-1, 1], shape), dtype=torch.float32)


def responses(signals, kernel):
    return torch.stack([signals[:, i : i + len(kernel)] @ kernel for i in range(signals.shape[1] - len(kernel) + 1)], 1)


def sticking_out(signals, kernel):
    """The responses with zeros at either end, so that the kernel may stick out."""
    k = len(kernel) - 1
    return responses(torch.nn.functional.pad(signals, (k, k)), kernel)


def row_by_row(rng, m, n, kernel, is_fit):
    """So many signals of n samples, each drawn until it is fit for the kernel."""
    rows = []
    while len(rows) < m:
        row = drawn(rng, 1, n)
        if is_fit(row, kernel):
            rows.append(row[0])
    return torch.stack(rows)


def has_clear_peak(row, kernel, is_at_the_end=False):
    """Whether the largest response is above 0, stronger than any dip, and not beyond an end of the signal.

    The last place of all is where it has to be, or where it must not be; a single place may be either.
    """
    found, outside = responses(row, kernel)[0], sticking_out(row, kernel)[0]
    place, best = int(found.argmax()), float(found.max())
    found[place] = outside[place + len(kernel) - 1] = 0
    is_there = len(found) == 1 or (place == len(found) - 1) == is_at_the_end
    return is_there and best > max(0.5, found.abs().max() + 0.3, outside.max() + 0.3)


def clear_peaks(rng, m, n, k):
    kernel = drawn(rng, k)
    return row_by_row(rng, m, n, kernel, has_clear_peak), kernel


def is_higher_outside(row, kernel):
    """Whether the largest response is a clear one and not at the end, but lower than those with zeros at the ends."""
    best, second = responses(row, kernel)[0].topk(2).values
    place = int(responses(row, kernel)[0].argmax())
    return place < row.shape[1] - len(kernel) and best > second + 0.1 and sticking_out(row, kernel).max() > best + 0.1


def never_positive(rng, m, n, k):
    kernel = drawn(rng, k).abs()
    rows = row_by_row(rng, m, n, kernel, lambda row, kernel: is_higher_outside(-row.abs(), kernel))
    return -1e4 * rows.abs(), kernel  # far below anything that one might begin with


@check("max_response", points=1.25, visible=True)
def test_two_signals(submission, reference):
    """The largest response of each of two signals."""
    signals = torch.tensor([[0.0, 1.0, 4.0, 2.0, 0.5, -1.0], [2.0, 0.0, 0.5, 1.0, -2.0, 1.0]])
    kernel = torch.tensor([1.0, 2.0, -1.0])
    same(submission.max_response(signals, kernel), reference.max_response(signals, kernel))


@check("max_response", points=0.5, after="two_signals")
def test_never_positive(submission, reference, rng):
    """Signals of which no response is above 0."""
    inputs = never_positive(rng, 3, 7, 3)
    same(submission.max_response(*inputs), reference.max_response(*inputs))


@check("max_response", points=0.5, after="two_signals")
def test_one_place(submission, reference, rng):
    """A kernel as long as the signals or of one sample, one signal or as many as places, a peak in the last place."""
    for m, n, k in ((3, 5, 5), (1, 6, 2), (2, 5, 1), (3, 5, 3)):
        inputs = clear_peaks(rng, m, n, k)
        same(submission.max_response(*inputs), reference.max_response(*inputs))
    kernel = drawn(rng, 2)
    inputs = row_by_row(rng, 2, 5, kernel, lambda row, kernel: has_clear_peak(row, kernel, is_at_the_end=True)), kernel
    same(submission.max_response(*inputs), reference.max_response(*inputs))


@check("max_response", points=0.75, after="two_signals")
def test_gradient(submission, reference, rng):
    """The answer can be differentiated, by the kernel and by the signals."""
    inputs = (*clear_peaks(rng, 2, 7, 3), drawn(rng, 2))
    for wanted in ("both", "signals", "kernel"):
        same_gradients(submission, reference, *inputs, wanted=wanted)
    same_gradients(submission, reference, *clear_peaks(rng, 1, 4, 4), drawn(rng, 1))
