import torch
import torch.nn.functional as F


def _responses(signals, kernel):
    places = range(signals.shape[1] - len(kernel) + 1)
    return torch.stack([signals[:, i : i + len(kernel)] @ kernel for i in places], dim=1)


def best_so_far_begins_at_zero(signals, kernel):
    """What does your function answer if nothing in the signal looks like the kernel at all?"""
    best = torch.zeros(len(signals))
    for column in _responses(signals, kernel).T:
        best = torch.maximum(best, column)
    return best


def best_so_far_begins_at_minus_one(signals, kernel):
    """Can every response be below the number you begin with?"""
    best = torch.full((len(signals),), -1.0)
    for column in _responses(signals, kernel).T:
        best = torch.maximum(best, column)
    return best


def best_so_far_begins_far_below(signals, kernel):
    """You begin with a number that seems small enough. What if the signal is a thousand times as loud?"""
    best = torch.full((len(signals),), -100.0)
    for column in _responses(signals, kernel).T:
        best = torch.maximum(best, column)
    return best


def best_of_all_signals_so_far(signals, kernel):
    """When the second signal begins, what does your function still know of the first?"""
    return _responses(signals, kernel).amax(dim=1).cummax(dim=0).values


def strongest_of_either_sign(signals, kernel):
    """Is a response of -5 larger than one of 3?"""
    return _responses(signals, kernel).abs().amax(dim=1)


def mean_response(signals, kernel):
    """How much does your answer change when a long silence is added to the signal?"""
    return _responses(signals, kernel).mean(dim=1)


def all_responses_added_up(signals, kernel):
    """You add up over all places: which single one was asked for?"""
    return _responses(signals, kernel).sum(dim=1)


def smallest_response(signals, kernel):
    """Which end of the responses do you take?"""
    return _responses(signals, kernel).amin(dim=1)


def smooth_maximum(signals, kernel):
    """Your answer is a little too large each time: is that the maximum, or something that is close to it?"""
    return torch.logsumexp(_responses(signals, kernel), dim=1)


def weighted_by_softmax(signals, kernel):
    """Your answer is a little too small each time: do the other places still have a say in it?"""
    found = _responses(signals, kernel)
    return (found.softmax(dim=1) * found).sum(dim=1)


def place_of_the_maximum(signals, kernel):
    """You say where the largest response is: what was asked for?"""
    return _responses(signals, kernel).argmax(dim=1)


def values_and_places(signals, kernel):
    """Print your answer: how many things does `max` give back if you tell it the axis?"""
    values, places = _responses(signals, kernel).max(dim=1)
    return values, places


def over_the_signals(signals, kernel):
    """Along which axis do you look for the largest: over the places, or over the signals?"""
    return _responses(signals, kernel).amax(dim=0)


def one_number_for_all(signals, kernel):
    """How many signals came in, and how many numbers go out?"""
    return _responses(signals, kernel).max()


def first_signal_only(signals, kernel):
    """Does the second signal change anything in your answer?"""
    return _responses(signals[:1], kernel).amax(dim=1)


def whole_table(signals, kernel):
    """These are the responses at all places. What remains to be done?"""
    return _responses(signals, kernel)


def column(signals, kernel):
    """One number for each signal: is your answer a row of numbers, or a table with one column?"""
    return _responses(signals, kernel).amax(dim=1, keepdim=True)


def pooled_two_by_two(signals, kernel):
    """Your maximum is taken over two neighbours: over how many places should it be?"""
    return F.max_pool1d(_responses(signals, kernel)[:, None], 2)[:, 0]


def squeezed(signals, kernel):
    """Which axes disappear in your function if there is one place, or one signal?"""
    return F.conv1d(signals[:, None], kernel[None, None]).squeeze().amax(dim=-1)


def kernel_squeezed(signals, kernel):
    """If your kernel has a single sample, how many axes has it after `squeeze`?"""
    return F.conv1d(signals[:, None], kernel.squeeze()[None, None]).amax(dim=(1, 2))


def counted_from_the_end(signals, kernel):
    """What is left of a slice that ends at 1 - k, if k is 1?"""
    places = range(signals.shape[1])[: 1 - len(kernel)]
    return torch.stack([signals[:, i : i + len(kernel)] @ kernel for i in places], dim=1).amax(dim=1)


def turned_if_the_sizes_differ(signals, kernel):
    """You look at its size to see which way round your table lies. What if there are as many signals as places?"""
    found = _responses(signals, kernel).T
    if len(found) != len(signals):
        found = found.T
    return found.amax(dim=1)


def all_axes_of_length_one_gone(signals, kernel):
    """If a single signal comes in, may your answer lose its axis?"""
    return _responses(signals, kernel).amax(dim=1).squeeze()


def last_place_missed(signals, kernel):
    """If the kernel is as long as the signal, how many places does your loop visit?"""
    places = range(signals.shape[1] - len(kernel))
    return torch.stack([signals[:, i : i + len(kernel)] @ kernel for i in places], dim=1).amax(dim=1)


def running_best_stops_early(signals, kernel):
    """Put the best place at the very end of a signal: does your loop get there?"""
    found = _responses(signals, kernel)
    best = found[:, 0]
    for i in range(1, found.shape[1] - 1):
        best = torch.maximum(best, found[:, i])
    return best


def zeros_at_both_ends(signals, kernel):
    """Can the largest response of your function lie at a place where the kernel sticks out?"""
    return _responses(F.pad(signals, (len(kernel) - 1, len(kernel) - 1)), kernel).amax(dim=1)


def kernel_turned_around(signals, kernel):
    """Which sample of a window does the first entry of the kernel meet in your function?"""
    return _responses(signals, kernel.flip(0)).amax(dim=1)


def loudest_sample(signals, kernel):
    """You look for the largest sample first. Is the largest response always where that one is?"""
    return signals.amax(dim=1) * kernel.sum()


def around_the_loudest_sample(signals, kernel):
    """You try only one place, around the largest sample: could the kernel fit better elsewhere?"""
    k = len(kernel)
    starts = [min(max(int(s.argmax()) - k // 2, 0), len(s) - k) for s in signals]
    return torch.stack([s[i : i + k] @ kernel for s, i in zip(signals, starts)])


def windows_without_overlap(signals, kernel):
    """How far does your kernel move from one place to the next?"""
    return _responses(signals, kernel)[:, :: len(kernel)].amax(dim=1)


def largest_product(signals, kernel):
    """What is a response: the sum of the products at a place, or the largest of them?"""
    k = len(kernel)
    return torch.stack([(signals[:, i : i + k] * kernel).amax(1) for i in range(signals.shape[1] - k + 1)]).amax(0)


def squashed(signals, kernel):
    """All your answers lie between 0 and 1: may a response be larger than that?"""
    return torch.sigmoid(_responses(signals, kernel).amax(dim=1))


def plain_numbers(signals, kernel):
    """Your answers are right, but can anything be learnt from them? What does a plain number know of its origin?"""
    return torch.tensor([max(row) for row in _responses(signals, kernel).tolist()])


def single_place_as_plain_numbers(signals, kernel):
    """If there is one place only, you need no maximum. Does your answer remember where it came from, even so?"""
    if signals.shape[1] == len(kernel):
        return torch.tensor([float(signal @ kernel) for signal in signals])
    return _responses(signals, kernel).amax(dim=1)


def by_numpy(signals, kernel):
    """What does PyTorch say if you turn a tensor into an array whose gradient is still wanted?"""
    return torch.from_numpy(_responses(signals, kernel).numpy().max(axis=1))


def new_tensor_that_wants_a_gradient(signals, kernel):
    """Your new tensor wants a gradient of its own. Does it know what it was made from?"""
    return torch.tensor([max(row) for row in _responses(signals, kernel).tolist()], requires_grad=True)


def kernel_cut_off(signals, kernel):
    """Would your kernel ever learn? Where in your function does it stop being the one that came in?"""
    return _responses(signals, kernel.detach()).amax(dim=1)


def signals_cut_off(signals, kernel):
    """The kernel gets a gradient. And the signals?"""
    return _responses(signals.clone().detach(), kernel).amax(dim=1)


def gradient_for_all_places(signals, kernel):
    """Change a sample far away from the best place by a little: does the maximum move? What does your gradient say?"""
    found = _responses(signals, kernel)
    mean = found.mean(dim=1)
    return mean + (found.amax(dim=1) - mean).detach()


def nothing_returned(signals, kernel):
    """What does your function give back?"""
    _responses(signals, kernel).amax(dim=1)
