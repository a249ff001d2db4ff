import torch

from autograder.checking import agree, check, ensure, items


def same(got, expected):
    """Agree where sums are in another order, in single or double precision, or made by a Fourier transform."""
    agree(got, expected, rtol=1e-3, atol=1e-4)


def gradients(f, signal, kernel, pull, wanted):
    signal = signal.clone().requires_grad_(wanted != "kernel")
    kernel = kernel.clone().requires_grad_(wanted != "signal")
    out = f(signal, kernel)
    if isinstance(out, (list, tuple)):
        out = torch.stack([torch.as_tensor(part) for part in out])
    if not getattr(out, "requires_grad", False):
        return None
    (out * pull).sum().backward()
    return [signal.grad, kernel.grad]


def same_gradients(submission, reference, *inputs, wanted="both"):
    got = submission.conv1d_valid.through(gradients, *inputs, wanted)
    ensure(got is not None, "The answer no longer knows how it was computed.")
    right = reference.conv1d_valid.through(gradients, *inputs, wanted)
    for name, one, expected in zip(("signal", "kernel"), items(got, 2), right):
        if wanted in ("both", name):
            ensure(one is not None, f"No gradient arrives at the {name}.")
            same(one, expected)


def drawn(rng, *shape):
    return torch.tensor(rng.uniform(0.3, 2, shape) * rng.choice([-1, 1], shape), dtype=torch.float32)


def lopsided(rng, n, k):
    """A signal with responses of either sign, and a kernel that is another one when it is turned around."""
    while True:
        signal, kernel = drawn(rng, n), drawn(rng, k)
        found = torch.stack([signal[i : i + k] @ kernel for i in range(n - k + 1)])
        if found.max() > 0.5 and found.min() < -0.5 and (kernel - kernel.flip(0)).abs().max() > 0.5:
            return signal, kernel


@check("conv1d_valid", points=1.5, visible=True)
def test_four_samples(submission, reference):
    """A signal of four samples has room for a kernel of two at three places."""
    signal, kernel = torch.tensor([2.0, -1.0, 3.0, 0.5]), torch.tensor([1.5, 1.5])
    same(submission.conv1d_valid(signal, kernel), reference.conv1d_valid(signal, kernel))


@check("conv1d_valid", points=1, visible=True, after="four_samples")
def test_kernel_of_three(submission, reference):
    """Six samples, and a kernel of three."""
    signal, kernel = torch.tensor([1.0, 4.0, -2.0, 0.5, 3.0, -7.0]), torch.tensor([-0.5, 2.0, -0.5])
    same(submission.conv1d_valid(signal, kernel), reference.conv1d_valid(signal, kernel))


@check("conv1d_valid", points=1, after="four_samples")
def test_asymmetric(submission, reference, rng):
    """Kernels that are not the same from left and from right."""
    for n, k in ((7, 2), (9, 3), (8, 5), (7, 2)):
        inputs = lopsided(rng, n, k)
        same(submission.conv1d_valid(*inputs), reference.conv1d_valid(*inputs))


@check("conv1d_valid", points=0.25, after="four_samples")
def test_one_place(submission, reference, rng):
    """A kernel as long as the signal: there is one place for it."""
    half = drawn(rng, 2)
    kernel = torch.cat([half, half.flip(0)])
    inputs = kernel * drawn(rng, 4).abs(), kernel
    same(submission.conv1d_valid(*inputs), reference.conv1d_valid(*inputs))


@check("conv1d_valid", points=0.25, after="four_samples")
def test_one_sample_kernel(submission, reference, rng):
    """A kernel of a single sample."""
    inputs = drawn(rng, 5).abs() * torch.tensor([1.0, -1.0, 1.0, 1.0, -1.0]), drawn(rng, 1)
    same(submission.conv1d_valid(*inputs), reference.conv1d_valid(*inputs))
    same_gradients(submission, reference, *inputs, drawn(rng, 5))


@check("conv1d_valid", points=1, after="asymmetric")
def test_gradient(submission, reference, rng):
    """The answer can be differentiated, by the kernel and by the signal."""
    inputs = (*lopsided(rng, 7, 3), drawn(rng, 5))
    for wanted in ("both", "signal", "kernel"):
        same_gradients(submission, reference, *inputs, wanted=wanted)
    same_gradients(submission, reference, drawn(rng, 4), drawn(rng, 4), drawn(rng, 1))
