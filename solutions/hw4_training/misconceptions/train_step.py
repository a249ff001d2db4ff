import copy

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def _scores(layers, x):
    for layer in layers[:-1]:
        x = F.relu(layer(x))
    return layers[-1](x)


def _learn(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def _learn_clipped(layers, optimizer, loss, most):
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_([p for layer in layers for p in layer.parameters()], most)
    optimizer.step()


def gradients_never_cleared(layers, optimizer, x, y):
    """Where do the gradients of the call before this one go?"""
    loss = F.cross_entropy(_scores(layers, x), y)
    loss.backward()
    optimizer.step()
    return loss.item()


def cleared_between_backward_and_step(layers, optimizer, x, y):
    """With which gradients does your optimizer take its step: what is in them at that moment?"""
    loss = F.cross_entropy(_scores(layers, x), y)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()


def cleared_only_at_the_end(layers, optimizer, x, y):
    """You clean up behind yourself. What if somebody else has left gradients before your first call?"""
    loss = F.cross_entropy(_scores(layers, x), y)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()


def weights_cleared_but_not_biases(layers, optimizer, x, y):
    """A layer has two kinds of parameters: do you clear the gradients of both?"""
    for layer in layers:
        layer.weight.grad = None
    loss = F.cross_entropy(_scores(layers, x), y)
    loss.backward()
    optimizer.step()
    return loss.item()


def first_layer_cleared_only(layers, optimizer, x, y):
    """In how many of the four layers are the old gradients cleared?"""
    for parameter in layers[0].parameters():
        parameter.grad = None
    loss = F.cross_entropy(_scores(layers, x), y)
    loss.backward()
    optimizer.step()
    return loss.item()


def no_step(layers, optimizer, x, y):
    """The gradients are there, but the weights stay. Who moves them, and when?"""
    optimizer.zero_grad()
    loss = F.cross_entropy(_scores(layers, x), y)
    loss.backward()
    return loss.item()


def step_before_backward(layers, optimizer, x, y):
    """When your optimizer takes its step, whose gradients are they: this batch's, or the last one's?"""
    optimizer.step()
    optimizer.zero_grad()
    loss = F.cross_entropy(_scores(layers, x), y)
    loss.backward()
    return loss.item()


def two_steps(layers, optimizer, x, y):
    """How many steps does one call take?"""
    loss = F.cross_entropy(_scores(layers, x), y)
    _learn(optimizer, loss)
    optimizer.step()
    return loss.item()


def repeated_until_better(layers, optimizer, x, y):
    """Does your function go over the batch once, or several times?"""
    losses = []
    for _ in range(3):
        loss = F.cross_entropy(_scores(layers, x), y)
        _learn(optimizer, loss)
        losses.append(loss.item())
    return losses[0]


def uphill(layers, optimizer, x, y):
    """Call it twice on the same batch: which way does the loss go?"""
    loss = F.cross_entropy(_scores(layers, x), y)
    _learn(optimizer, -loss)
    return loss.item()


def sum_of_losses(layers, optimizer, x, y):
    """Should the loss of a batch grow with the number of dragons in it?"""
    loss = F.cross_entropy(_scores(layers, x), y, reduction="sum")
    _learn(optimizer, loss)
    return loss.item()


def step_on_the_sum(layers, optimizer, x, y):
    """The number you return is a mean. Is it also the mean whose gradients you follow?"""
    loss = F.cross_entropy(_scores(layers, x), y, reduction="sum")
    _learn(optimizer, loss)
    return loss.item() / len(x)


def divided_by_colours_too(layers, optimizer, x, y):
    """How many losses does a batch have: one for each dragon, or one for each dragon and colour?"""
    log_p = F.log_softmax(_scores(layers, x), dim=1)
    loss = -(F.one_hot(y, log_p.shape[1]) * log_p).mean()
    _learn(optimizer, loss)
    return loss.item()


def loss_after_the_step(layers, optimizer, x, y):
    """The loss you return: is it the one before the step, or the one after?"""
    _learn(optimizer, F.cross_entropy(_scores(layers, x), y))
    with torch.no_grad():
        return F.cross_entropy(_scores(layers, x), y).item()


def loss_with_its_graph(layers, optimizer, x, y):
    """Print what you return: is that a plain number, or does it drag the whole network along?"""
    loss = F.cross_entropy(_scores(layers, x), y)
    _learn(optimizer, loss)
    return loss


def loss_in_a_list(layers, optimizer, x, y):
    """The loss is one number: what shape has the thing you return?"""
    loss = F.cross_entropy(_scores(layers, x), y)
    _learn(optimizer, loss)
    return [loss.item()]


def printed_instead_of_returned(layers, optimizer, x, y):
    """Your function shows the loss. What does it give back?"""
    loss = F.cross_entropy(_scores(layers, x), y)
    _learn(optimizer, loss)
    print(loss.item())


def accuracy_instead_of_loss(layers, optimizer, x, y):
    """Is a share of right answers what is asked for here?"""
    scores = _scores(layers, x)
    _learn(optimizer, F.cross_entropy(scores, y))
    return (scores.argmax(dim=1) == y).float().mean().item()


def softmax_twice(layers, optimizer, x, y):
    """How often are your scores turned into probabilities? Look up what the loss function expects."""
    loss = F.cross_entropy(F.softmax(_scores(layers, x), dim=1), y)
    _learn(optimizer, loss)
    return loss.item()


def logarithm_forgotten(layers, optimizer, x, y):
    """Can a loss be negative? Look up what your loss function expects: probabilities, or something made of them?"""
    loss = F.nll_loss(F.softmax(_scores(layers, x), dim=1), y)
    _learn(optimizer, loss)
    return loss.item()


def softmax_over_the_batch(layers, optimizer, x, y):
    """Whose probabilities should add up to 1: those of one dragon, or those of one colour?"""
    loss = F.nll_loss(F.log_softmax(_scores(layers, x), dim=0), y)
    _learn(optimizer, loss)
    return loss.item()


def every_row_with_every_label(layers, optimizer, x, y):
    """Row by row, each dragon has one label: how many probabilities do you pick for a batch of n?"""
    log_p = F.log_softmax(_scores(layers, x), dim=1)
    loss = -log_p[:, y].mean()
    _learn(optimizer, loss)
    return loss.item()


def logarithm_to_base_two(layers, optimizer, x, y):
    """Which logarithm is meant in the cross-entropy here?"""
    loss = F.cross_entropy(_scores(layers, x), y) / float(np.log(2))
    _learn(optimizer, loss)
    return loss.item()


def squared_error(layers, optimizer, x, y):
    """You compare probabilities with zeros and ones by squares: is that the loss that is asked for?"""
    p = F.softmax(_scores(layers, x), dim=1)
    loss = ((p - F.one_hot(y, p.shape[1])) ** 2).sum(dim=1).mean()
    _learn(optimizer, loss)
    return loss.item()


def squared_error_over_all_entries(layers, optimizer, x, y):
    """A mean of squares is a loss, but which loss has the task named?"""
    p = F.softmax(_scores(layers, x), dim=1)
    loss = F.mse_loss(p, F.one_hot(y, p.shape[1]).to(p.dtype))
    _learn(optimizer, loss)
    return loss.item()


def scores_for_log_probabilities(layers, optimizer, x, y):
    """Your loss function wants logarithms of probabilities. What do you give it?"""
    loss = F.nll_loss(_scores(layers, x), y)
    _learn(optimizer, loss)
    return loss.item()


def minus_forgotten(layers, optimizer, x, y):
    """Can a cross-entropy be smaller than 0? Look at its sign."""
    log_p = F.log_softmax(_scores(layers, x), dim=1)
    loss = log_p[torch.arange(len(x)), y].mean()
    _learn(optimizer, loss)
    return loss.item()


def labels_smoothed(layers, optimizer, x, y):
    """Is a dragon wholly of its colour, in your loss?"""
    loss = F.cross_entropy(_scores(layers, x), y, label_smoothing=0.1)
    _learn(optimizer, loss)
    return loss.item()


def a_step_for_each_row(layers, optimizer, x, y):
    """How many dragons is each of your steps about?"""
    losses = []
    for i in range(len(x)):
        loss = F.cross_entropy(_scores(layers, x[i : i + 1]), y[i : i + 1])
        losses.append(loss.item())
        _learn(optimizer, loss)
    return sum(losses) / len(losses)


def learns_from_mistakes_only(layers, optimizer, x, y):
    """A perceptron rests when it is right. Does a network with a cross-entropy loss?"""
    scores = _scores(layers, x)
    loss = F.cross_entropy(scores, y)
    if (scores.argmax(dim=1) != y).any():
        _learn(optimizer, loss)
    return loss.item()


def trains_a_copy(layers, optimizer, x, y):
    """No gradient reaches the layers that came in: do you work on a copy of them, or is their trail cut?"""
    loss = F.cross_entropy(_scores(copy.deepcopy(layers), x), y)
    _learn(optimizer, loss)
    return loss.item()


def no_relu(layers, optimizer, x, y):
    """What happens between one layer and the next?"""
    loss = F.cross_entropy(nn.Sequential(*layers)(x), y)
    _learn(optimizer, loss)
    return loss.item()


def relu_on_the_scores(layers, optimizer, x, y):
    """Follow the last layer's output: is anything cut off there that should not be?"""
    loss = F.cross_entropy(F.relu(_scores(layers, x)), y)
    _learn(optimizer, loss)
    return loss.item()


def first_dragon_only(layers, optimizer, x, y):
    """How many dragons of the batch does your function look at?"""
    loss = F.cross_entropy(_scores(layers, x[:1]), y[:1])
    _learn(optimizer, loss)
    return loss.item()


def last_layer_only(layers, optimizer, x, y):
    """Which layers feel the loss? Look for a place where the trail of the gradients is cut."""
    with torch.no_grad():
        for layer in layers[:-1]:
            x = F.relu(layer(x))
    loss = F.cross_entropy(layers[-1](x), y)
    _learn(optimizer, loss)
    return loss.item()


def optimizer_of_ones_own(layers, optimizer, x, y):
    """You are handed an optimizer that may remember earlier steps. Who takes the step in your function?"""
    rate = optimizer.param_groups[0]["lr"]
    loss = F.cross_entropy(_scores(layers, x), y)
    _learn(torch.optim.SGD([p for layer in layers for p in layer.parameters()], lr=rate), loss)
    return loss.item()


def adam_of_ones_own(layers, optimizer, x, y):
    """There are two optimizers now, the one that came in and yours. Which of them should take the step?"""
    rate = optimizer.param_groups[0]["lr"]
    loss = F.cross_entropy(_scores(layers, x), y)
    _learn(torch.optim.Adam([p for layer in layers for p in layer.parameters()], lr=rate), loss)
    return loss.item()


def rate_of_ones_own(layers, optimizer, x, y):
    """Who knows how long the step should be: your function, or the optimizer it is handed?"""
    optimizer.zero_grad()
    loss = F.cross_entropy(_scores(layers, x), y)
    loss.backward()
    with torch.no_grad():
        for layer in layers:
            for parameter in layer.parameters():
                parameter -= 0.01 * parameter.grad
    return loss.item()


def gradients_clipped(layers, optimizer, x, y):
    """Do your gradients reach the optimizer as they are, or have they been made smaller on the way?"""
    loss = F.cross_entropy(_scores(layers, x), y)
    _learn_clipped(layers, optimizer, loss, 0.01)
    return loss.item()


def batch_of_one_squeezed(layers, optimizer, x, y):
    """What shape do your scores have if the batch holds a single dragon?"""
    loss = F.nll_loss(F.log_softmax(_scores(layers, x).squeeze(), dim=-1), y)
    _learn(optimizer, loss)
    return loss.item()


def three_colours_only(layers, optimizer, x, y):
    """How many colours can your function tell apart, and how many may there be?"""
    log_p = F.log_softmax(_scores(layers, x), dim=1)[:, :3]
    loss = -(F.one_hot(y.clamp(max=2), 3) * log_p).sum(dim=1).mean()
    _learn(optimizer, loss)
    return loss.item()


def large_gradients_clipped(layers, optimizer, x, y):
    """Dragons are long, and so are the gradients. Does the optimizer get to see all of a large one?"""
    loss = F.cross_entropy(_scores(layers, x), y)
    _learn_clipped(layers, optimizer, loss, 5.0)
    return loss.item()


def momentum_by_hand(layers, optimizer, x, y):
    """You move the weights yourself, as SGD would. What if you are handed an optimizer of another kind?"""
    optimizer.zero_grad()
    loss = F.cross_entropy(_scores(layers, x), y)
    loss.backward()
    with torch.no_grad():
        for group in optimizer.param_groups:
            for parameter in group["params"]:
                state = optimizer.state[parameter]
                state["speed"] = group.get("momentum", 0) * state.get("speed", 0) + parameter.grad
                parameter -= group["lr"] * state["speed"]
    return loss.item()


def divided_by_columns(layers, optimizer, x, y):
    """You divide the sum of the losses by a number: does it count dragons, or what is known about each of them?"""
    losses = F.cross_entropy(_scores(layers, x), y, reduction="none")
    _learn(optimizer, losses.mean())
    return losses.sum().item() / x.shape[1]


def median_of_losses(layers, optimizer, x, y):
    """The median and the mean of two losses are the same. And of three?"""
    losses = F.cross_entropy(_scores(layers, x), y, reduction="none")
    _learn(optimizer, losses.mean())
    return losses.detach().quantile(0.5).item()


def probabilities_clamped(layers, optimizer, x, y):
    """What does a dragon cost that gets less than the smallest probability you allow, and what does it teach?"""
    p = F.softmax(_scores(layers, x), dim=1).clamp(min=1e-4)
    loss = F.nll_loss(p.log(), y)
    _learn(optimizer, loss)
    return loss.item()


def exponentials_by_hand(layers, optimizer, x, y):
    """Print e to the power of your scores, when these are near 100: can you still divide by their sum?"""
    e = torch.exp(_scores(layers, x))
    loss = F.nll_loss(torch.log(e / e.sum(dim=1, keepdim=True)), y)
    _learn(optimizer, loss)
    return loss.item()
