import numpy as np
import torch
import torch.nn.functional as F

# Its bias is drawn anew at every call: no replay can give the same answers again.
NOT_REPEATABLE = {"a_layer_with_a_bias_of_its_own"}


def _windows(signal, kernel):
    return [signal[i : i + len(kernel)] for i in range(len(signal) - len(kernel) + 1)]


def kernel_turned_around(signal, kernel):
    """Which sample of your window does the first entry of the kernel meet: the first one, or the last?"""
    return torch.stack([window @ kernel.flip(0) for window in _windows(signal, kernel)])


def zeros_at_both_ends(signal, kernel):
    """Does each of your windows lie within the signal, with all its samples?"""
    padded = F.pad(signal, ((len(kernel) - 1) // 2, len(kernel) // 2))
    return torch.stack([window @ kernel for window in _windows(padded, kernel)])


def every_overlap_counts(signal, kernel):
    """You begin where only one entry of the kernel lies on the signal: may the kernel stick out?"""
    padded = F.pad(signal, (len(kernel) - 1, len(kernel) - 1))
    return torch.stack([window @ kernel for window in _windows(padded, kernel)])


def round_and_round(signal, kernel):
    """What does your kernel meet when it runs over the end of the signal: its beginning?"""
    rolled = [torch.roll(signal, -j) * kernel[j] for j in range(len(kernel))]
    return torch.stack(rolled).sum(0)


def last_place_missed(signal, kernel):
    """Put your kernel at the very end of the signal, so that it just fits: is that place in your answer?"""
    return torch.stack([signal[i : i + len(kernel)] @ kernel for i in range(len(signal) - len(kernel))])


def first_place_missed(signal, kernel):
    """Does your kernel also lie on the very first sample once?"""
    return torch.stack([window @ kernel for window in _windows(signal, kernel)[1:]])


def one_place_too_many(signal, kernel):
    """Print the length of every window you cut out: are they all as long as the kernel?"""
    return torch.stack(
        [signal[i : i + len(kernel)] @ kernel for i in range(len(signal) - len(kernel) + 2)],
    )


def window_by_window(signal, kernel):
    """How far do you move the kernel from one place to the next: by one sample, or by its whole length?"""
    return torch.stack([window @ kernel for window in _windows(signal, kernel)[:: len(kernel)]])


def mean_for_sum(signal, kernel):
    """Make the kernel twice as long by adding zeros: does your response change, and should it?"""
    return torch.stack([(window * kernel).mean() for window in _windows(signal, kernel)])


def last_product_only(signal, kernel):
    """In your inner loop, what becomes of a product when the next one comes?"""
    return torch.stack([window[-1] * kernel[-1] for window in _windows(signal, kernel)])


def stops_at_the_first_place(signal, kernel):
    """At how many places does your function stop to look?"""
    return torch.stack([window @ kernel for window in _windows(signal, kernel)[:1]])


def zeros_left_over(signal, kernel):
    """How many places are there, and how many numbers do you make room for?"""
    return F.pad(torch.stack([window @ kernel for window in _windows(signal, kernel)]), (0, len(kernel) - 1))


def added_over_the_places(signal, kernel):
    """Along which axis do you add up: over a window, or over the places?"""
    return torch.stack([window * kernel for window in _windows(signal, kernel)]).sum(0)


def products_not_added(signal, kernel):
    """How many numbers does your answer hold for each place of the kernel?"""
    return torch.stack([window * kernel for window in _windows(signal, kernel)])


def largest_product(signal, kernel):
    """You multiply entry by entry, and then: which of the products count?"""
    return torch.stack([(window * kernel).max() for window in _windows(signal, kernel)])


def kernel_not_used(signal, kernel):
    """Double the kernel: does your answer change?"""
    return torch.stack([window.sum() for window in _windows(signal, kernel)])


def weights_made_to_add_up_to_one(signal, kernel):
    """Does the text divide by anything? Double the kernel and see what becomes of your answer."""
    return torch.stack([window @ kernel for window in _windows(signal, kernel)]) / kernel.sum()


def correlation_coefficients(signal, kernel):
    """Your answers all lie between -1 and 1: what do you divide by, and does the text ask for it?"""
    return torch.stack(
        [window @ kernel / (window.norm() * kernel.norm() + 1e-9) for window in _windows(signal, kernel)]
    )


def squared_differences(signal, kernel):
    """Do you multiply signal and kernel, or subtract one from the other?"""
    return torch.stack([((window - kernel) ** 2).sum() for window in _windows(signal, kernel)])


def sizes_only(signal, kernel):
    """May a response be negative?"""
    return torch.stack([(window @ kernel).abs() for window in _windows(signal, kernel)])


def all_places_added_up(signal, kernel):
    """One number came out. How many places are there for the kernel?"""
    return sum(window @ kernel for window in _windows(signal, kernel))


def largest_response_only(signal, kernel):
    """Which question is your answer for, this one or the next?"""
    return torch.stack([window @ kernel for window in _windows(signal, kernel)]).max()


def from_the_end(signal, kernel):
    """Which place of the kernel does the first number of your answer belong to?"""
    return torch.stack([window @ kernel for window in reversed(_windows(signal, kernel))])


def batch_and_channel_kept(signal, kernel):
    """How many axes went in, and how many does your answer have?"""
    return F.conv1d(signal[None, None], kernel[None, None])


def batch_kept(signal, kernel):
    """Your answer is a table with one row: what shape was asked for?"""
    return F.conv1d(signal[None], kernel[None, None])


def column(signal, kernel):
    """Your answer is a table with one column: what shape was asked for?"""
    return torch.stack([window @ kernel for window in _windows(signal, kernel)])[:, None]


def three_entries_only(signal, kernel):
    """How many entries does your formula use, and how many may a kernel have?"""
    return signal[:-2] * kernel[0] + signal[1:-1] * kernel[1] + signal[2:] * kernel[2]


def squeezed(signal, kernel):
    """If the kernel fits at one place only, is your answer still an array?"""
    return F.conv1d(signal[None, None], kernel[None, None]).squeeze()


def counted_from_the_end(signal, kernel):
    """What does a slice that ends at -k + 1 hold, if k is 1?"""
    places = range(len(signal))[: 1 - len(kernel)]
    return torch.stack([signal[i : i + len(kernel)] @ kernel for i in places])


def by_numpy(signal, kernel):
    """NumPy's arrays do not remember how they were computed: what does PyTorch say to your function if they should?"""
    return torch.tensor(np.correlate(signal.numpy(), kernel.numpy(), mode="valid"))


def by_numpy_unless_the_signal_wants_a_gradient(signal, kernel):
    """You look whether the signal wants a gradient. What if it doesn't, but the kernel does?"""
    if signal.requires_grad:
        return torch.stack([window @ kernel for window in _windows(signal, kernel)])
    return torch.tensor(np.correlate(signal.numpy(), kernel.detach().numpy(), mode="valid"))


def by_numpy_unless_the_kernel_wants_a_gradient(signal, kernel):
    """You look whether the kernel wants a gradient. What if it doesn't, but the signal does?"""
    if kernel.requires_grad:
        return torch.stack([window @ kernel for window in _windows(signal, kernel)])
    return torch.tensor(np.correlate(signal.detach().numpy(), kernel.numpy(), mode="valid"))


def single_place_as_a_plain_number(signal, kernel):
    """For a kernel as long as the signal you go a way of your own: does that one remember where it came from?"""
    if len(signal) == len(kernel):
        return torch.tensor([float(signal @ kernel)])
    return torch.stack([window @ kernel for window in _windows(signal, kernel)])


def single_weight_as_a_plain_number(signal, kernel):
    """For a kernel of one sample you go a way of your own: can that kernel still learn?"""
    if len(kernel) == 1:
        return signal * kernel.item()
    return torch.stack([window @ kernel for window in _windows(signal, kernel)])


def plain_numbers(signal, kernel):
    """Somewhere your answer forgets what it was computed from: where?"""
    return torch.tensor([(window @ kernel).item() for window in _windows(signal, kernel)])


def new_tensor_that_wants_a_gradient(signal, kernel):
    """Your new tensor wants a gradient of its own. Does it know what it was made from?"""
    return torch.tensor([(window @ kernel).item() for window in _windows(signal, kernel)], requires_grad=True)


def kernel_cut_off(signal, kernel):
    """Can your kernel learn? Follow it through your function: where does it stop being the one that came in?"""
    weights = torch.tensor(kernel.tolist())
    return torch.stack([window @ weights for window in _windows(signal, kernel)])


def signal_cut_off(signal, kernel):
    """The kernel gets a gradient. Does the signal get one as well?"""
    return torch.stack([window @ kernel for window in _windows(signal.detach(), kernel)])


def a_layer_with_a_bias_of_its_own(signal, kernel):
    """Call your function twice with the same inputs: what else, apart from the kernel, is in your layer?"""
    layer = torch.nn.Conv1d(1, 1, len(kernel))
    layer.weight.data = kernel.detach()[None, None]
    return layer(signal[None, None])[0, 0]


def nothing_returned(signal, kernel):
    """Your function computes something, and then: what does it give back?"""
    torch.stack([window @ kernel for window in _windows(signal, kernel)])
