import copy

import torch
import torch.nn.functional as F
from torch import nn


def _pass(x, layers, bends=(torch.relu, torch.relu, torch.relu), end=lambda z: torch.softmax(z, dim=-1)):
    for layer, bend in zip(layers[:-1], bends):
        x = bend(layer(x))
    return end(layers[-1](x))


def _same(h):
    return h


def no_relu_at_all(x, layers):
    """Between two layers there should be something that bends: without it, what do four linear layers amount to?"""
    return _pass(x, layers, (_same, _same, _same))


def no_relu_after_the_first_layer(x, layers):
    """Count your ReLUs: is there one after the very first layer?"""
    return _pass(x, layers, (_same, torch.relu, torch.relu))


def no_relu_after_the_second_layer(x, layers):
    """Count your ReLUs: is there one between the second layer and the third?"""
    return _pass(x, layers, (torch.relu, _same, torch.relu))


def no_relu_after_the_third_layer(x, layers):
    """Count your ReLUs: does the last layer get what the third one gives, or only its positive part?"""
    return _pass(x, layers, (torch.relu, torch.relu, _same))


def relu_after_the_first_layer_only(x, layers):
    """After the first layer there is a ReLU: and after the next ones?"""
    return _pass(x, layers, (torch.relu, _same, _same))


def relu_after_the_second_layer_only(x, layers):
    """Only your second layer is followed by a ReLU: which others should be?"""
    return _pass(x, layers, (_same, torch.relu, _same))


def relu_after_the_third_layer_only(x, layers):
    """There is a single ReLU: after how many layers should one stand?"""
    return _pass(x, layers, (_same, _same, torch.relu))


def bias_after_the_relu(x, layers):
    """Is the bias added before a ReLU, or after it?"""
    for layer in layers[:-1]:
        x = torch.relu(x @ layer.weight.T) + layer.bias
    return torch.softmax(layers[-1](x), dim=-1)


def relu_after_the_last_layer(x, layers):
    """May a logit be negative before it goes into the softmax?"""
    return _pass(x, layers, end=lambda z: torch.softmax(torch.relu(z), dim=-1))


def relu_on_the_dragons(x, layers):
    """Features may be negative: what has become of them before they reach your first layer?"""
    return _pass(torch.relu(x), layers)


def sigmoid_in_between(x, layers):
    """Which function bends the hidden layers here: one that ends at 1, or one that goes on?"""
    return _pass(x, layers, (torch.sigmoid,) * 3)


def tanh_in_between(x, layers):
    """Can the output of one of your hidden neurons be negative? Should it?"""
    return _pass(x, layers, (torch.tanh,) * 3)


def leaky_relu_in_between(x, layers):
    """How much of a negative number gets through your hidden layers, and how much should?"""
    return _pass(x, layers, (F.leaky_relu,) * 3)


def softmax_in_between(x, layers):
    """What does a hidden layer pass on: probabilities, or whatever is positive?"""
    return _pass(x, layers, (lambda h: torch.softmax(h, dim=-1),) * 3)


def clipped_to_one(x, layers):
    """How large may the output of a hidden neuron become?"""
    return _pass(x, layers, (lambda h: torch.clamp(h, 0, 1),) * 3)


def logits_returned(x, layers):
    """Do the numbers of a row lie between 0 and 1, and add up to 1?"""
    return _pass(x, layers, end=_same)


def log_probabilities(x, layers):
    """Can a probability be negative?"""
    return _pass(x, layers, end=lambda z: torch.log_softmax(z, dim=-1))


def softmax_twice(x, layers):
    """How often does the last row go through a softmax?"""
    return _pass(x, layers, end=lambda z: torch.softmax(torch.softmax(z, dim=-1), dim=-1))


def sigmoid_at_the_end(x, layers):
    """Does a row of your answer add up to 1?"""
    return _pass(x, layers, end=torch.sigmoid)


def softmax_over_the_batch(x, layers):
    """With a single dragon, are all its probabilities 1? Along which dimension do yours add up?"""
    return _pass(x, layers, end=lambda z: torch.softmax(z, dim=0))


def softmax_over_the_whole_table(x, layers):
    """With four dragons, what do all the numbers of your answer add up to?"""
    return _pass(x, layers, end=lambda z: torch.softmax(z.flatten(), dim=0).reshape(z.shape))


def not_divided_by_the_sum(x, layers):
    """Your numbers are positive, and the order is right: what do those of one row add up to?"""
    return _pass(x, layers, end=lambda z: torch.exp(z - z.max(dim=-1, keepdim=True).values))


def largest_of_the_column_subtracted(x, layers):
    """With one dragon it is right: what do your dragons have to do with each other when there are several?"""
    return _pass(x, layers, end=lambda z: torch.softmax(z - z.max(dim=0).values, dim=-1))


def label_instead_of_probabilities(x, layers):
    """Which label wins is one number for each dragon: how many are asked for?"""
    return _pass(x, layers, end=lambda z: z.argmax(dim=-1))


def winner_takes_all(x, layers):
    """How sure is your network, in numbers? Does your answer tell?"""
    return _pass(x, layers, end=lambda z: F.one_hot(z.argmax(dim=-1), z.shape[-1]).float())


def last_layer_forgotten(x, layers):
    """How many probabilities are there for each dragon, and how many colours?"""
    for layer in layers[:-1]:
        x = torch.relu(layer(x))
    return torch.softmax(x, dim=-1)


def third_layer_forgotten(x, layers):
    """How many layers are on the list, and how many do you call?"""
    x = torch.relu(layers[0](x))
    x = torch.relu(layers[1](x))
    return torch.softmax(layers[3](x), dim=-1)


def dragons_into_every_layer(x, layers):
    """What does the second layer get: the features once more, or what the first one gave?"""
    for layer in layers[:-1]:
        h = torch.relu(layer(x))
    return torch.softmax(layers[-1](h), dim=-1)


def layers_backwards(x, layers):
    """Which of the layers takes two features in: the first of the list, or the last?"""
    return _pass(x, layers[::-1])


def biases_forgotten(x, layers):
    """A layer is more than its weights: what else does it have?"""
    return _pass(x, [lambda h, layer=layer: h @ layer.weight.T for layer in layers])


def biases_added_twice(x, layers):
    """How often does each bias come in? What does calling a layer do already?"""
    return _pass(x, [lambda h, layer=layer: layer(h) + layer.bias for layer in layers])


def layers_of_its_own(x, layers):
    """Give your function another list of layers: does it look at them?"""
    torch.manual_seed(2021)
    sizes = [(2, 10), (10, 20), (20, 1000), (1000, 3)]
    return _pass(x, [nn.Linear(i, o) for i, o in sizes])


def three_colours_only(x, layers):
    """Where does your function take the number of colours from?"""
    return _pass(x, layers, end=lambda z: torch.softmax(z[:, :3], dim=-1))


def one_dimension_lost(x, layers):
    """One dragon in a table of one row: how many dimensions has the answer?"""
    return _pass(x, layers).squeeze()


def first_dragon_only(x, layers):
    """How many rows came in, and how many go out?"""
    return _pass(x, layers)[:1]


def average_dragon(x, layers):
    """Each dragon has probabilities of its own: are the rows of your answer different?"""
    probs = _pass(x, layers)
    return probs.mean(dim=0, keepdim=True).expand(probs.shape)


def dragons_standardised(x, layers):
    """Does the answer for one dragon depend on which others are in the batch?"""
    if len(x) > 1:
        x = (x - x.mean(dim=0)) / x.std(dim=0)
    return _pass(x, layers)


def rounded(x, layers):
    """Does the text ask you to round? Give back all the digits that you have."""
    return torch.round(_pass(x, layers) * 100) / 100


def answer_detached(x, layers):
    """Somewhere your function cuts the answer off from its past: how is the network going to learn from it?"""
    return _pass(x, layers).detach()


def cut_between_the_layers(x, layers):
    """A gradient travels from the last layer to the first: is the way free at each of your ReLUs?"""
    return _pass(x, layers, (lambda h: torch.relu(h.detach()),) * 3)


def copies_of_the_layers(x, layers):
    """You work with copies of the layers: which of the two will get the gradient?"""
    return _pass(x, copy.deepcopy(layers))


def only_the_weights_values(x, layers):
    """weight.data is a tensor that has been taken out of the graph: will the layer itself get a gradient?"""
    return _pass(x, [lambda h, layer=layer: h @ layer.weight.data.T + layer.bias for layer in layers])


def layers_taken_off_the_list(x, layers):
    """Print the length of your list before and after the call: whose list is it?"""
    while len(layers) > 1:
        x = torch.relu(layers.pop(0)(x))
    return torch.softmax(layers.pop(0)(x), dim=-1)


def last_layer_taken_off_the_list(x, layers):
    """You take the last layer off the list: is it still there at the next call?"""
    last = layers.pop()
    for layer in layers:
        x = torch.relu(layer(x))
    return torch.softmax(last(x), dim=-1)


def relus_put_on_the_list(x, layers):
    """You put something between the layers of the list: on whose list does it stand from now on?"""
    for place in (1, 3, 5):
        layers.insert(place, nn.ReLU())
    layers.append(nn.Softmax(dim=-1))
    for layer in layers:
        x = layer(x)
    return x


def softmax_put_on_the_list(x, layers):
    """After three calls, what does the list of layers hold?"""
    layers.append(nn.Softmax(dim=-1))
    for layer in layers[:3]:
        x = torch.relu(layer(x))
    return layers[-1](layers[3](x))


def list_turned_around(x, layers):
    """You turn the list around to take layers from its end: is it your own list?"""
    layers.reverse()
    for layer in layers[:0:-1]:
        x = torch.relu(layer(x))
    return torch.softmax(layers[0](x), dim=-1)


def module_not_called(x, layers):
    """nn.ReLU makes something that can be called: what do you hand to it, and when?"""
    for layer in layers[:-1]:
        x = nn.ReLU(layer(x))
    return torch.softmax(layers[-1](x), dim=-1)


def pair_returned(x, layers):
    """How many things are asked for, and how many do you give back?"""
    for layer in layers[:-1]:
        x = torch.relu(layer(x))
    probs = torch.softmax(layers[-1](x), dim=-1)
    return probs, int(probs[0].argmax())


def logits_as_well(x, layers):
    """Logits and probabilities: which of the two are asked for?"""
    for layer in layers[:-1]:
        x = torch.relu(layer(x))
    logits = layers[-1](x)
    return logits, torch.softmax(logits, dim=-1)


def exponentials_of_large_scores(x, layers):
    """What is e to the power of 200 in a float32, and could a network's last layer give such a score?"""
    for layer in layers[:-1]:
        x = torch.relu(layer(x))
    e = torch.exp(layers[-1](x))
    return e / e.sum(dim=-1, keepdim=True)


def scores_cut_off(x, layers):
    """You cut large scores off before the softmax: which colour wins if two of them are cut?"""
    for layer in layers[:-1]:
        x = torch.relu(layer(x))
    return torch.softmax(torch.clamp(layers[-1](x), -20, 20), dim=-1)


def nothing_returned(x, layers):
    """Your function works out the answer, and then: what does it give back?"""
    x = torch.softmax(layers[0](x), dim=-1)
