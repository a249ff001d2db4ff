import torch


def over_the_batch(z):
    """Add up the first row of your answer, then its first column: which of the two is 1, and which should be?"""
    return torch.softmax(z, dim=0)


def over_the_whole_table(z):
    """What do all the numbers of your answer sum up to, and what should each row sum up to?"""
    e = torch.exp(z - z.max())
    return e / e.sum()


def divided_by_the_sum_of_the_table(z):
    """You divide by one sum for all rows: what do the numbers of a single row add up to then?"""
    e = torch.exp(z - z.max(dim=-1, keepdim=True).values)
    return e / e.sum()


def without_exponential(z):
    """Logits may be negative, probabilities may not: what should happen to each logit first?"""
    return z / z.sum(dim=-1, keepdim=True)


def smallest_makes_it_positive(z):
    """You take the smallest logit away so that none is negative: which function was to make them positive?"""
    d = z - z.min(dim=-1, keepdim=True).values
    return d / d.sum(dim=-1, keepdim=True)


def positive_part_only(z):
    """A negative logit has a small probability: is it nothing at all?"""
    h = torch.relu(z)
    return h / h.sum(dim=-1, keepdim=True)


def sigmoids(z):
    """Do the probabilities of one row add up to 1?"""
    return torch.sigmoid(z)


def sigmoids_divided_by_their_sum(z):
    """Each logit goes through a sigmoid first: is that the function in the formula?"""
    s = torch.sigmoid(z)
    return s / s.sum(dim=-1, keepdim=True)


def logarithms(z):
    """Can a probability be negative?"""
    return torch.log_softmax(z, dim=-1)


def not_divided(z):
    """Your numbers are positive: do those of one row add up to 1?"""
    return torch.exp(z)


def divided_by_the_largest(z):
    """Which number of each row of your answer is 1: its sum, or its largest?"""
    e = torch.exp(z - z.max(dim=-1, keepdim=True).values)
    return e / e.max(dim=-1, keepdim=True).values


def powers_of_two(z):
    """Which number is raised to the power z: 2, 10, or another one?"""
    p = 2.0 ** (z - z.max(dim=-1, keepdim=True).values)
    return p / p.sum(dim=-1, keepdim=True)


def sign_flipped(z):
    """Which logit of a row has the largest probability in your answer?"""
    return torch.softmax(-z, dim=-1)


def softmax_twice(z):
    """How often do you send each row through the exponential function?"""
    return torch.softmax(torch.softmax(z, dim=-1), dim=-1)


def winner_takes_all(z):
    """Your largest number gets everything: how sure may the others make it?"""
    return torch.eye(z.shape[1])[z.argmax(dim=-1)]


def scaled_to_the_range(z):
    """If the same number is added to all logits of a row, nothing should change. And if they are all doubled?"""
    low, high = z.min(dim=-1, keepdim=True).values, z.max(dim=-1, keepdim=True).values
    e = torch.exp((z - low) / (high - low))
    return e / e.sum(dim=-1, keepdim=True)


def divided_before_the_exponential(z):
    """May logits be divided before the exponential, or only have something taken away?"""
    e = torch.exp(z / z.max(dim=-1, keepdim=True).values)
    return e / e.sum(dim=-1, keepdim=True)


def straightforward(z):
    """What is e to the power of 1000 on your computer, and what is infinity divided by infinity?"""
    e = torch.exp(z)
    return e / e.sum(dim=-1, keepdim=True)


def thousand_subtracted(z):
    """You take the same number away everywhere: what is left of a row of small logits?"""
    e = torch.exp(z - 1000)
    return e / e.sum(dim=-1, keepdim=True)


def largest_of_the_whole_table(z):
    """You subtract the largest logit of all: what is left of a row whose own logits are much smaller?"""
    e = torch.exp(z - z.max())
    return e / e.sum(dim=-1, keepdim=True)


def largest_without_its_sign(z):
    """After you have subtracted: is anything left of a row whose logits are all far below 0?"""
    e = torch.exp(z - z.abs().max(dim=-1, keepdim=True).values)
    return e / e.sum(dim=-1, keepdim=True)


def mean_of_the_table_subtracted(z):
    """What is the largest number that you send through the exponential?"""
    e = torch.exp(z - z.mean())
    return e / e.sum(dim=-1, keepdim=True)


def mean_subtracted(z):
    """You take something away from each row: how large can its largest logit still be?"""
    e = torch.exp(z - z.mean(dim=-1, keepdim=True))
    return e / e.sum(dim=-1, keepdim=True)


def first_logit_subtracted(z):
    """You take the first logit of each row away: is it always the largest?"""
    e = torch.exp(z - z[:, :1])
    return e / e.sum(dim=-1, keepdim=True)


def last_logit_subtracted(z):
    """You take the last logit of each row away: what if another one is much larger?"""
    e = torch.exp(z - z[:, -1:])
    return e / e.sum(dim=-1, keepdim=True)


def smallest_subtracted(z):
    """You make the smallest logit of each row 0: which one decides whether the exponential overflows?"""
    e = torch.exp(z - z.min(dim=-1, keepdim=True).values)
    return e / e.sum(dim=-1, keepdim=True)


def logits_cut_off(z):
    """You cut large logits off: can you still tell 999 from 1000?"""
    e = torch.exp(torch.clamp(z, -50, 50))
    return e / e.sum(dim=-1, keepdim=True)


def nan_swept_under_the_rug(z):
    """You replace what is no number by 0: do the rows still add up to 1?"""
    e = torch.exp(z)
    return torch.nan_to_num(e / e.sum(dim=-1, keepdim=True))


def largest_of_the_column(z):
    """The same number may be subtracted from all logits of a row: is it the same all along the row in your function?"""
    e = torch.exp(z - z.max(dim=0).values)
    return e / e.sum(dim=-1, keepdim=True)


def sums_lie_down(z):
    """The sums of the rows are a 1-d tensor: does each meet its own row when you divide, or its own column?"""
    e = torch.exp(z - z.max(dim=-1, keepdim=True).values)
    sums = e.sum(dim=-1)
    return e / (sums if sums.shape[0] == e.shape[1] else sums.unsqueeze(-1))


def one_dimension_too_few(z):
    """Something of your rows is a 1-d tensor: does each of its numbers meet its own row, or its own column?"""
    e = torch.exp(z - z.max(dim=-1, keepdim=True).values)
    return e / e.sum(dim=-1)


def largest_and_their_places(z):
    """max with a dimension gives two things: which of them do you want?"""
    e = torch.exp(z - z.max(dim=1))
    return e / e.sum(dim=1, keepdim=True)


def three_colours_in_the_sum(z):
    """How many numbers of each row does your sum name, and how many may a row hold?"""
    e = torch.exp(z - z.max(dim=-1, keepdim=True).values)
    return e / (e[:, 0] + e[:, 1] + e[:, 2]).unsqueeze(1)


def three_colours_only(z):
    """Where does your function take the number of colours from?"""
    return torch.softmax(z, dim=-1)[:, [0, 1, 2]]


def one_dimension_lost(z):
    """A table with a single row: how many dimensions has your answer?"""
    return torch.softmax(z, dim=-1).squeeze()


def two_rows_only(z):
    """How many rows does your function look at, and how many may there be?"""
    return torch.stack([torch.softmax(z[0], dim=0), torch.softmax(z[1], dim=0)])


def first_row_only(z):
    """How many rows came in, and how many go out?"""
    return torch.softmax(z[0], dim=0)


def rounded(z):
    """Does the text ask you to round? Give back all the digits that you have."""
    return torch.round(torch.softmax(z, dim=-1) * 100) / 100


def something_added_below(z):
    """You add something to the sum so that it is never 0: do the rows still add up to 1?"""
    e = torch.exp(z - z.max(dim=-1, keepdim=True).values)
    return e / (e.sum(dim=-1, keepdim=True) + 0.01)


def detached(z):
    """Somewhere your function cuts the answer off from its past: what can backward() find?"""
    return torch.softmax(z, dim=-1).detach()


def changed_in_place(z):
    """You take the largest logit away from z itself: whose numbers are these, and who still needs them?"""
    z -= z.max(dim=-1, keepdim=True).values
    e = torch.exp(z)
    return e / e.sum(dim=-1, keepdim=True)


def changed_under_the_feet_of_torch(z):
    """The z that came in is not the same after the call: can torch still go back through what you have overwritten?"""
    z -= z.amax(dim=-1, keepdim=True)
    e = torch.exp(z)
    return e / e.sum(dim=-1, keepdim=True)


def copy_changed_in_place(z):
    """You overwrite a tensor that torch still needs on its way back: what does z = z - ... do instead of z -= ...?"""
    z = z.clone()
    z -= z.amax(dim=-1, keepdim=True)
    e = torch.exp(z)
    return e / e.sum(dim=-1, keepdim=True)


def sum_treated_as_constant(z):
    """If one logit grows, the sum that you divide by grows as well: does your gradient know?"""
    e = torch.exp(z - z.max(dim=-1, keepdim=True).values)
    return e / e.sum(dim=-1, keepdim=True).detach()


def large_logits_changed_in_place(z):
    """Only if a logit is large, you take the largest away: print z before and after such a call."""
    if z.max() > 80 or z.min() < -80:
        z -= z.max(dim=-1, keepdim=True).values
    e = torch.exp(z)
    return e / e.sum(dim=-1, keepdim=True)


def two_ways_and_the_better_one_taken(z):
    """You work out both and keep the one that is a number: which of the two ways does a gradient take back to z?"""
    e = torch.exp(z)
    p, stable = e / e.sum(dim=-1, keepdim=True), torch.softmax(z, dim=-1)
    return torch.where(torch.isfinite(p), p, stable)


def nothing_returned(z):
    """Your function works out the answer, and then: what does it give back?"""
    e = torch.exp(z)
    e /= e.sum(dim=-1, keepdim=True)
