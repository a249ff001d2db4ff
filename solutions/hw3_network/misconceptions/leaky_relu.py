import torch
from torch import nn


def plain_relu(x, slope=0.01):
    """What should be left of a negative number: nothing, or a little?"""
    return torch.relu(x)


def slope_ignored(x, slope=0.01):
    """Call your function with two different slopes: should the answers be the same?"""
    return torch.where(x > 0, x, 0.01 * x)


def slope_of_its_own(x, slope=0.1):
    """Which slope does your function take when nobody names one?"""
    return torch.where(x > 0, x, slope * x)


def slope_zero_is_replaced(x, slope=0.01):
    """A slope of 0 is allowed too: what does your function make of it?"""
    slope = slope or 0.01
    return torch.where(x > 0, x, slope * x)


def slope_for_positive_numbers(x, slope=0.01):
    """On which side of 0 does the slope count?"""
    return torch.where(x > 0, slope * x, x)


def slope_for_all(x, slope=0.01):
    """Positive numbers should come out as they went in: do they?"""
    return slope * x


def slope_instead_of_the_number(x, slope=0.01):
    """Two different negative numbers: do they give two different answers?"""
    return torch.where(x > 0, x, torch.full_like(x, slope))


def negative_side_turned_up(x, slope=0.01):
    """A negative number times a positive slope: which sign has the result?"""
    return torch.where(x > 0, x, -slope * x)


def divided_by_the_slope(x, slope=0.01):
    """Should a negative number come out closer to 0, or farther from it?"""
    return torch.where(x > 0, x, x / slope if slope else x)


def stops_at_minus_slope(x, slope=0.01):
    """A line with a small slope goes on and on: where does yours end?"""
    return torch.clamp(x, min=-slope)


def absolute_value(x, slope=0.01):
    """Is the answer for -60 the same as for 60?"""
    return torch.abs(x)


def leaks_on_both_sides(x, slope=0.01):
    """Which numbers should pass unchanged, and do yours?"""
    return torch.relu(x) + slope * x


def squashed(x, slope=0.01):
    """Can the answer be larger than 1? Should it?"""
    return torch.sigmoid(x)


def bend_at_one(x, slope=0.01):
    """Where does your curve have its bend?"""
    return torch.where(x > 1, x, slope * x)


def changed_in_place(x, slope=0.01):
    """Print your tensor before and after the call: whose numbers has your function written over?"""
    x[x < 0] *= slope
    return x


def zero_by_zero(x, slope=0.01):
    """What is 0 divided by 0?"""
    sign = x / torch.abs(x)
    return x * ((1 + slope) + (1 - slope) * sign) / 2


def zero_left_out(x, slope=0.01):
    """Positive numbers and negative ones: is there anything else that a number can be?"""
    out = []
    for v in x.flatten():
        if v > 0:
            out.append(v)
        elif v < 0:
            out.append(slope * v)
    return torch.stack(out).reshape(x.shape)


def rows_only(x, slope=0.01):
    """Your loop goes over the first dimension: what does it find there, if the tensor has two?"""
    return torch.stack([v if v > 0 else slope * v for v in x])


def one_question_for_all(x, slope=0.01):
    """How many answers does an if or a max want, and how many numbers do you compare?"""
    if x > 0:
        return x
    return slope * x


def flattened(x, slope=0.01):
    """What shape comes in, and what shape goes out?"""
    x = x.flatten()
    return torch.where(x > 0, x, slope * x)


def squeezed(x, slope=0.01):
    """A table with a single row: has your answer as many dimensions as it had?"""
    return torch.where(x > 0, x, slope * x).squeeze()


def module_not_called(x, slope=0.01):
    """nn.LeakyReLU makes something that can be called: did you also call it?"""
    return nn.LeakyReLU(slope)


def slope_lost_on_the_way_to_the_rows(x, slope=0.01):
    """Your function calls itself for every row: what does it hand on to itself, and what not?"""
    if x.ndim == 2:
        return torch.stack([slope_lost_on_the_way_to_the_rows(row) for row in x])
    return torch.where(x > 0, x, slope * x)


def nothing_returned(x, slope=0.01):
    """Your function works out the answer: does it also give it back?"""
    x = torch.where(x > 0, x, slope * x)
