import torch
from torch import nn


def not_transposed(x, weight, bias):
    """Write down the shapes on both sides of your @: which two of the numbers have to be the same?"""
    return x @ weight + bias


def weights_on_the_left(x, weight, bias):
    """In weight @ x, which two numbers of the shapes meet in the middle, and are they the same?"""
    return weight @ x + bias


def only_multiplied(x, weight, bias):
    """Multiplied one by one, or multiplied and added up: what does your * do, and what does a neuron do?"""
    return weight * x + bias


def transposed_only_if_it_does_not_fit(x, weight, bias):
    """Your function tries out which way round the weights fit: and if both ways fit, which one is right?"""
    if x.shape[-1] == weight.shape[0]:
        return x @ weight + bias
    return x @ weight.T + bias


def tables_tried_both_ways(x, weight, bias):
    """For a table, your function tries out which way round the weights fit: what if they fit both ways?"""
    if x.ndim == 2 and x.shape[1] == weight.shape[0]:
        return x @ weight + bias
    return x @ weight.T + bias


def reshaped_instead_of_transposed(x, weight, bias):
    """The shape fits now, but look at the first row of your reshaped weights: whose weights are they?"""
    return x @ weight.reshape(weight.shape[1], weight.shape[0]) + bias


def bias_beside_the_neurons(x, weight, bias):
    """Your table lies on its side when the bias comes in: does each neuron get its own?"""
    return (weight @ x.t() + bias).t()


def bias_forgotten(x, weight, bias):
    """Which of your three inputs has no effect on the answer?"""
    return x @ weight.T


def bias_subtracted(x, weight, bias):
    """If a bias becomes larger, should the output of its neuron become larger or smaller?"""
    return x @ weight.T - bias


def bias_for_every_input(x, weight, bias):
    """How often does each bias enter a sum, if a neuron has two inputs?"""
    return (x.unsqueeze(-2) * weight + bias.unsqueeze(-1)).sum(dim=-1)


def one_bias_for_all(x, weight, bias):
    """Every neuron has a bias of its own: how many do you use?"""
    return x @ weight.T + bias[0]


def bias_scaled_by_weights(x, weight, bias):
    """Is the bias added to the weighted sum, or multiplied along with it?"""
    return (x @ weight.T) * bias


def with_relu(x, weight, bias):
    """Can the output of your layer ever be negative, and may it be?"""
    return torch.relu(x @ weight.T + bias)


def dragons_in_columns(x, weight, bias):
    """Three dragons come in as three rows: in which direction do they lie in your answer?"""
    return weight @ x.reshape(-1, weight.shape[1]).T + bias.unsqueeze(-1)


def first_dragon_only(x, weight, bias):
    """How many rows came in, and how many go out?"""
    return x.reshape(-1, weight.shape[1])[0] @ weight.T + bias


def summed_over_neurons(x, weight, bias):
    """How many numbers should there be for each dragon: one, or one for each neuron?"""
    return (x @ weight.T + bias).sum(dim=-1)


def four_neurons_only(x, weight, bias):
    """How many neurons does your function know, and how many may there be?"""
    return torch.stack([x @ weight[neuron] + bias[neuron] for neuron in range(4)], dim=-1)


def two_features_only(x, weight, bias):
    """How many features does your function know, and how many may there be?"""
    return x[..., 0:1] * weight[:, 0] + x[..., 1:2] * weight[:, 1] + bias


def layer_with_weights_of_its_own(x, weight, bias):
    """A new layer starts with random weights: where do the given ones come in?"""
    torch.manual_seed(0)
    return nn.Linear(weight.shape[1], weight.shape[0])(x)


def batches_only(x, weight, bias):
    """Try it with a single dragon whose features are a 1-d tensor: what does your function expect?"""
    return torch.einsum("ni,oi->no", x, weight) + bias


def matrices_only(x, weight, bias):
    """torch.mm multiplies two matrices: how many dimensions has a single dragon?"""
    return torch.mm(x, weight.T) + bias


def loop_over_rows_only(x, weight, bias):
    """Your loop goes over the rows: what does it find if x is a single dragon?"""
    return torch.stack([weight @ row + bias for row in x])


def one_dimension_lost(x, weight, bias):
    """A table with a single row: how many dimensions has your answer?"""
    return (x @ weight.T + bias).squeeze()


def single_dragon_becomes_a_batch(x, weight, bias):
    """One dragon comes in as a 1-d tensor: how many dimensions has your answer?"""
    return x.reshape(-1, weight.shape[1]) @ weight.T + bias


def by_way_of_numpy(x, weight, bias):
    """Somewhere you leave torch, or tell it not to take notes: who is going to work out the gradient?"""
    return torch.from_numpy(x.detach().numpy() @ weight.detach().numpy().T + bias.detach().numpy())


def inputs_detached(x, weight, bias):
    """The dragons have left their history behind before they are multiplied: can backward() still reach them?"""
    return x.detach() @ weight.T + bias


def weights_detached(x, weight, bias):
    """The numbers of the weights come in, but not their history: can backward() still reach the weights?"""
    return x @ weight.data.T + bias


def bias_detached(x, weight, bias):
    """The bias has its effect on the answer, but has left its history behind: can backward() still reach it?"""
    return x @ weight.T + bias.detach()


def copied_into_a_layer(x, weight, bias):
    """A layer with copies of the weights gives the right numbers: but where does the gradient go, to them or to you?"""
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    layer.weight.data, layer.bias.data = weight.detach().clone(), bias.detach().clone()
    return layer(x)


def nothing_returned(x, weight, bias):
    """Your function works out the answer, and then: what does it give back?"""
    x = x @ weight.T + bias
