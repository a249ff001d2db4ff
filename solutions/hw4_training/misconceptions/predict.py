import torch
from torch import nn
from torch.nn import functional as F


def _scores(layers, x, between=F.relu):
    for layer in layers[:-1]:
        x = between(layer(x))
    return layers[-1](x)


def winner_of_each_colour(layers, X):
    """Count your answers: is there one for each dragon, or one for each colour?"""
    return _scores(layers, X).argmax(dim=0)


def one_winner_of_all(layers, X):
    """Who is asked for: one winner of the whole table, or one in each row?"""
    return _scores(layers, X).argmax()


def most_probable_dragon_of_each_colour(layers, X):
    """Along which axis of the table do you look for the largest: over the colours, or over the dragons?"""
    return F.log_softmax(_scores(layers, X), dim=1).argmax(dim=0)


def place_in_the_whole_table(layers, X):
    """How many numbers do you give for six dragons?"""
    return F.log_softmax(_scores(layers, X), dim=1).argmax()


def axis_with_three_entries(layers, X):
    """You look for the axis by its length. What if there are as many dragons as colours?"""
    scores = _scores(layers, X)
    return scores.argmax(dim=tuple(scores.shape).index(layers[-1].out_features))


def softmax_over_the_herd(layers, X):
    """Whose probabilities should add up to 1 before you compare them?"""
    return F.softmax(_scores(layers, X), dim=0).argmax(dim=1)


def probabilities_instead_of_labels(layers, X):
    """You return how sure the network is. Which colour does it say?"""
    with torch.no_grad():
        return F.softmax(_scores(layers, X), dim=1)


def best_probability(layers, X):
    """`max` knows two things about a row: how large its largest entry is, and where it stands. Which one is asked?"""
    with torch.no_grad():
        return F.softmax(_scores(layers, X), dim=1).max(dim=1).values


def value_and_label(layers, X):
    """How many things come back from your function, and how many should?"""
    with torch.no_grad():
        best = _scores(layers, X).max(dim=1)
    return best.values, best.indices


def logarithms_instead_of_labels(layers, X):
    """You return a table of logarithms. Which colour does each of its rows speak for?"""
    with torch.no_grad():
        return F.log_softmax(_scores(layers, X), dim=1)


def best_logarithm(layers, X):
    """Labels count from 0. Why are your answers negative?"""
    with torch.no_grad():
        return F.log_softmax(_scores(layers, X), dim=1).max(dim=1).values


def all_that_max_gives(layers, X):
    """`max` along an axis gives two tensors. Which of them do you want?"""
    with torch.no_grad():
        return F.log_softmax(_scores(layers, X), dim=1).max(dim=1)


def least_probable(layers, X):
    """Does the network say the colour it believes in most, or the one it believes in least?"""
    return _scores(layers, X).argmin(dim=1)


def counted_from_one(layers, X):
    """Which number has the first colour?"""
    return _scores(layers, X).argmax(dim=1) + 1


def one_hot_answer(layers, X):
    """One number for each dragon: what is the shape of your answer?"""
    scores = _scores(layers, X)
    return F.one_hot(scores.argmax(dim=1), scores.shape[1])


def answer_in_a_column(layers, X):
    """Print the shape of your answer: has it one axis or two?"""
    return _scores(layers, X).argmax(dim=1, keepdim=True)


def squeezed(layers, X):
    """What shape has your answer if there is a single dragon?"""
    return _scores(layers, X).argmax(dim=1).squeeze()


def three_columns_only(layers, X):
    """How many colours does your function expect, and how many may there be?"""
    return _scores(layers, X)[:, :3].argmax(dim=1)


def no_relu(layers, X):
    """What happens between one layer and the next?"""
    return nn.Sequential(*layers)(X).argmax(dim=1)


def leaky_relu(layers, X):
    """What becomes of a negative number between two layers?"""
    return _scores(layers, X, F.leaky_relu).argmax(dim=1)


def relu_on_the_scores(layers, X):
    """If all scores of a dragon are negative, what is left of them in your function?"""
    return F.relu(_scores(layers, X)).argmax(dim=1)


def last_layer_left_out(layers, X):
    """How many layers have the features gone through when you look for the winner?"""
    for layer in layers[:-1]:
        X = F.relu(layer(X))
    return X.argmax(dim=1)


def rounded_probabilities(layers, X):
    """If no probability is above one half, who wins in your function?"""
    with torch.no_grad():
        return F.softmax(_scores(layers, X), dim=1).round().argmax(dim=1)


def average_colour(layers, X):
    """Between blue and yellow lies no other colour: should labels be averaged?"""
    with torch.no_grad():
        p = F.softmax(_scores(layers, X), dim=1)
        return (p @ torch.arange(p.shape[1], dtype=p.dtype)).round()


def first_dragon_only(layers, X):
    """For how many of the dragons do you give an answer?"""
    return _scores(layers, X[:1]).argmax(dim=1)


def layers_frozen(layers, X):
    """You switch the gradients off. Are they still off when your function is done and training goes on?"""
    for layer in layers:
        layer.requires_grad_(False)
    return _scores(layers, X).argmax(dim=1)


def nothing_returned(layers, X):
    """Your function finds the winners, and then: what does it give back?"""
    _scores(layers, X).argmax(dim=1)


def large_numbers_cut(layers, X):
    """What becomes of a large number between two layers?"""
    return _scores(layers, X, F.relu6).argmax(dim=1)


def sigmoids_compared(layers, X):
    """Print the sigmoids of two large scores: can you still see which of them is larger?"""
    return torch.sigmoid(_scores(layers, X)).argmax(dim=1)


def exponentials_by_hand(layers, X):
    """Print e to the power of your scores, when these are above 100: can you still divide by their sum?"""
    e = torch.exp(_scores(layers, X))
    return (e / e.sum(dim=1, keepdim=True)).argmax(dim=1)
