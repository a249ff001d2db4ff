import torch
import torch.nn.functional as F


def _own(probs, labels):
    """What each row gives to its own label."""
    return probs[torch.arange(len(labels)), labels]


def every_row_takes_all_labels(probs, labels):
    """With two dragons, how many numbers are there before you take the mean: two, or four?"""
    return -torch.log(probs[:, labels]).mean()


def minus_forgotten(probs, labels):
    """A probability is at most 1: which sign has its logarithm, and which one should a loss have?"""
    return torch.log(_own(probs, labels)).mean()


def logarithm_forgotten(probs, labels):
    """Can your loss be larger than 1? What should it be when the true label gets almost nothing?"""
    return (1 - _own(probs, labels)).mean()


def torch_takes_the_logarithm(probs, labels):
    """In spite of its name, nll_loss takes no logarithm: what does it expect to be given?"""
    return F.nll_loss(probs, labels)


def sum_instead_of_mean(probs, labels):
    """Twice as many dragons: should the loss be twice as large?"""
    return -torch.log(_own(probs, labels)).sum()


def one_loss_for_each_row(probs, labels):
    """How many numbers is the loss of a whole batch?"""
    return -torch.log(_own(probs, labels))


def mean_before_logarithm(probs, labels):
    """Which comes first: the logarithm of each probability, or the mean?"""
    return -torch.log(_own(probs, labels).mean())


def logarithm_to_base_two(probs, labels):
    """Which logarithm do you take, and which one is asked for?"""
    return -torch.log2(_own(probs, labels)).mean()


def logarithm_to_base_ten(probs, labels):
    """What is your loss for a probability of 1/e: is it 1?"""
    return -torch.log10(_own(probs, labels)).mean()


def softmax_once_more(probs, labels):
    """What does F.cross_entropy do to its first input? What has been done to yours already?"""
    return F.cross_entropy(probs, labels)


def predicted_label(probs, labels):
    """Whose probability do you look at: that of the true label, or that of the winner?"""
    return -torch.log(probs.max(dim=1).values).mean()


def first_label_only(probs, labels):
    """Each row has a label of its own: which one do you use for the second?"""
    return -torch.log(probs[:, labels[0]]).mean()


def first_row_only(probs, labels):
    """How many dragons came in, and how many of them does your loss look at?"""
    return -torch.log(probs[0, labels[0]])


def columns_of_the_first_row(probs, labels):
    """From which rows do your probabilities come: is the second dragon's row among them?"""
    return -torch.log(probs.gather(1, labels.unsqueeze(0))).mean()


def labels_pick_rows(probs, labels):
    """probs[labels]: does a label name a row here, or a column?"""
    return -torch.log(probs[labels]).mean()


def all_classes(probs, labels):
    """Give your function other labels: should the loss stay the same?"""
    return -torch.log(probs).mean()


def divided_by_all_entries(probs, labels):
    """You multiply by zeros and ones and take the mean: a mean over how many numbers, and over how many dragons?"""
    return (-torch.log(probs) * torch.eye(probs.shape[1])[labels]).mean()


def divided_by_the_number_of_colours(probs, labels):
    """By what do you divide: by the number of dragons, or by the number of colours?"""
    return -torch.log(_own(probs, labels)).sum() / probs.shape[1]


def mean_over_the_rows_only(probs, labels):
    """Your mean goes along one dimension: how many numbers are left?"""
    return -(torch.eye(probs.shape[1])[labels] * torch.log(probs)).mean(dim=0)


def zeros_before_the_logarithm(probs, labels):
    """You multiply by zeros first: what is the logarithm of 0?"""
    return -torch.log(torch.eye(probs.shape[1])[labels] * probs).mean()


def every_number_a_question_of_its_own(probs, labels):
    """F.binary_cross_entropy asks of each number by itself whether it should be 1: how many of a row should count?"""
    return F.binary_cross_entropy(probs, torch.eye(probs.shape[1])[labels])


def wrong_classes_count_too(probs, labels):
    """Do the probabilities of the wrong labels come into your loss, one by one? Should they?"""
    truth = torch.eye(probs.shape[1])[labels]
    return -(truth * torch.log(probs) + (1 - truth) * torch.log(1 - probs)).sum(dim=1).mean()


def wrong_classes_only(probs, labels):
    """A dragon whose true label has probability 1: is your loss 0 for it?"""
    return -torch.log(1 - _own(probs, labels)).mean()


def squared_error(probs, labels):
    """You compare with 0 and 1 and square the difference: is there a logarithm in your loss?"""
    return ((probs - torch.eye(probs.shape[1])[labels]) ** 2).sum(dim=1).mean()


def entropy(probs, labels):
    """Your loss says how undecided the network is: does it say whether it is right?"""
    return -(probs * torch.log(probs)).sum(dim=1).mean()


def weighted_by_probability(probs, labels):
    """By what do you multiply the logarithm, and is there anything to multiply by?"""
    p = _own(probs, labels)
    return -(p * torch.log(p)).mean()


def back_to_a_probability(probs, labels):
    """After the mean, do you do something else to it?"""
    return torch.exp(-torch.log(_own(probs, labels)).mean())


def last_row_only(probs, labels):
    """Is your loss that of the whole batch, or that of its last dragon? What has become of the ones before?"""
    for row, label in zip(probs, labels):
        loss = -torch.log(row[label])
    return loss


def last_row_left_out(probs, labels):
    """How many rows does your loop visit, if one came in?"""
    total = torch.tensor(0.0)
    for i in range(len(labels) - 1):
        total = total - torch.log(probs[i, labels[i]])
    return total / len(labels)


def returned_inside_the_loop(probs, labels):
    """Your function returns inside the loop: how many dragons has it seen by then?"""
    total = 0
    for row, label in zip(probs, labels):
        total = total - torch.log(row[label])
        return total / len(labels)


def labels_counted_from_one(probs, labels):
    """Which column belongs to label 0?"""
    return -torch.log(_own(probs, labels - 1)).mean()


def rows_and_columns_swapped(probs, labels):
    """Which of the two indices of probs is the dragon, and which one the label?"""
    return -torch.log(probs[labels, torch.arange(len(labels))]).mean()


def turned_if_it_fits(probs, labels):
    """You let the shape decide which way round the table lies: what if it has as many rows as columns?"""
    if probs.shape[1] == len(labels) > 1:
        probs = probs.T
    return -torch.log(_own(probs, labels)).mean()


def each_label_counts_once(probs, labels):
    """Two dragons of the same colour: does each of them count as much as the others?"""
    losses = -torch.log(_own(probs, labels))
    return torch.stack([losses[labels == label].mean() for label in labels.unique()]).mean()


def divided_by_the_number_of_labels(probs, labels):
    """By what do you divide: by the number of dragons, or by the number of different labels among them?"""
    return -torch.log(_own(probs, labels)).sum() / len(set(labels.tolist()))


def first_and_last_row(probs, labels):
    """You name the rows one by one: how many can there be?"""
    if len(labels) == 1:
        return -torch.log(probs[0, labels[0]])
    return -(torch.log(probs[0, labels[0]]) + torch.log(probs[-1, labels[-1]])) / 2


def one_hot_counts_for_itself(probs, labels):
    """How many columns does F.one_hot(labels) make if label 0 is the only one, and how many has your table?"""
    return -(F.one_hot(labels) * torch.log(probs)).sum(dim=1).mean()


def classes_counted_from_labels(probs, labels):
    """You work out the number of colours from the labels: what if the last colour does not occur?"""
    hot = F.one_hot(labels) if len(labels) > 1 else torch.eye(probs.shape[1])[labels]
    return -(hot * torch.log(probs)).sum(dim=1).mean()


def three_classes_only(probs, labels):
    """How many colours does your function know, and how many columns may there be?"""
    return -sum(torch.log(probs[labels == label, label]).sum() for label in range(3)) / len(labels)


def one_hot_of_three(probs, labels):
    """You tell one_hot that there are three colours: what could tell you how many there really are?"""
    return -(F.one_hot(labels, 3) * torch.log(probs)).sum(dim=1).mean()


def table_with_three_rows(probs, labels):
    """Your table of zeros and ones has a row for each of three colours: what if there are more?"""
    return -(torch.eye(3)[labels] * torch.log(probs)).sum(dim=1).mean()


def added_1e_6(probs, labels):
    """You add 1e-6 so that no logarithm sees a 0: what does it do to a probability smaller than that?"""
    return -torch.log(_own(probs, labels) + 1e-6).mean()


def added_1e_7(probs, labels):
    """You add 1e-7 so that no logarithm sees a 0: what does it do to a probability smaller than that?"""
    return -torch.log(_own(probs, labels) + 1e-7).mean()


def added_1e_8(probs, labels):
    """You add 1e-8 so that no logarithm sees a 0: what does it do to a probability smaller than that?"""
    return -torch.log(_own(probs, labels) + 1e-8).mean()


def added_1e_9(probs, labels):
    """You add 1e-9 so that no logarithm sees a 0: what does it do to a probability smaller than that?"""
    return -torch.log(_own(probs, labels) + 1e-9).mean()


def added_1e_10(probs, labels):
    """You add 1e-10 so that no logarithm sees a 0: what does it do to a probability smaller than that?"""
    return -torch.log(_own(probs, labels) + 1e-10).mean()


def added_1e_12(probs, labels):
    """You add 1e-12 so that no logarithm sees a 0: what does it do to a probability smaller than that?"""
    return -torch.log(_own(probs, labels) + 1e-12).mean()


def added_1e_15(probs, labels):
    """You add 1e-15 so that no logarithm sees a 0: what does it do to a probability smaller than that?"""
    return -torch.log(_own(probs, labels) + 1e-15).mean()


def added_1e_20(probs, labels):
    """You add 1e-20 so that no logarithm sees a 0: what does it do to a probability smaller than that?"""
    return -torch.log(_own(probs, labels) + 1e-20).mean()


def added_eps(probs, labels):
    """You add torch's own eps so that no logarithm sees a 0: what does it do to a probability smaller than that?"""
    return -torch.log(_own(probs, labels) + torch.finfo(probs.dtype).eps).mean()


def added_1e_30(probs, labels):
    """Even 1e-30 is a good deal if the probability is no larger: what may be added to it?"""
    return -torch.log(_own(probs, labels) + 1e-30).mean()


def cut_off_below_1e_6(probs, labels):
    """You don't let a probability fall below 1e-6: what does a network pay that is even more wrong?"""
    return -torch.log(torch.clamp(_own(probs, labels), min=1e-6)).mean()


def cut_off_below_1e_7(probs, labels):
    """You don't let a probability fall below 1e-7: what does a network pay that is even more wrong?"""
    return -torch.log(torch.clamp(_own(probs, labels), min=1e-7)).mean()


def cut_off_below_1e_8(probs, labels):
    """You don't let a probability fall below 1e-8: what does a network pay that is even more wrong?"""
    return -torch.log(torch.clamp(_own(probs, labels), min=1e-8)).mean()


def cut_off_below_1e_9(probs, labels):
    """You don't let a probability fall below 1e-9: what does a network pay that is even more wrong?"""
    return -torch.log(torch.clamp(_own(probs, labels), min=1e-9)).mean()


def cut_off_below_1e_10(probs, labels):
    """You don't let a probability fall below 1e-10: what does a network pay that is even more wrong?"""
    return -torch.log(torch.clamp(_own(probs, labels), min=1e-10)).mean()


def cut_off_below_1e_12(probs, labels):
    """You don't let a probability fall below 1e-12: what does a network pay that is even more wrong?"""
    return -torch.log(torch.clamp(_own(probs, labels), min=1e-12)).mean()


def cut_off_below_1e_15(probs, labels):
    """You don't let a probability fall below 1e-15: what does a network pay that is even more wrong?"""
    return -torch.log(torch.clamp(_own(probs, labels), min=1e-15)).mean()


def cut_off_below_1e_20(probs, labels):
    """You don't let a probability fall below 1e-20: what does a network pay that is even more wrong?"""
    return -torch.log(torch.clamp(_own(probs, labels), min=1e-20)).mean()


def cut_off_below_eps(probs, labels):
    """You don't let a probability fall below torch's own eps: what does a network pay that is even more wrong?"""
    return -torch.log(torch.clamp(_own(probs, labels), min=torch.finfo(probs.dtype).eps)).mean()


def logarithm_cut_off(probs, labels):
    """What is the most that one dragon can cost in your loss, and what was said about a limit?"""
    return -torch.clamp(torch.log(_own(probs, labels)), min=-50).mean()


def product_first(probs, labels):
    """You multiply the probabilities before the logarithm: how small does the product of many become?"""
    return -torch.log(_own(probs, labels).prod()) / len(labels)


def logarithm_of_one_plus(probs, labels):
    """At which step does a very small probability become exactly 0?"""
    return -torch.log1p(_own(probs, labels) - 1).mean()


def with_one_dimension(probs, labels):
    """The loss is one number: how many dimensions has the tensor that you return?"""
    return -torch.log(probs.gather(1, labels.unsqueeze(1))).mean(dim=0)


def plain_number(probs, labels):
    """What do item() and numpy() make of a tensor, and can you call backward() on that?"""
    return -torch.log(_own(probs, labels)).mean().item()


def detached(probs, labels):
    """Somewhere your function cuts the loss off from its past: what can backward() find?"""
    return -torch.log(_own(probs, labels)).mean().detach()


def new_tensor_from_the_number(probs, labels):
    """You put the number back into a tensor that wants a gradient: does it know what it was made of?"""
    return torch.tensor(-torch.log(_own(probs, labels)).mean().item(), requires_grad=True)


def probabilities_overwritten(probs, labels):
    """Print the probabilities that came in, after the call: who else still needs them as they were?"""
    return -_own(probs.log_(), labels).mean()


def accuracy(probs, labels):
    """How often the network is right is one thing: does your loss say how sure it was?"""
    return (probs.argmax(dim=1) == labels).float().mean()


def nothing_returned(probs, labels):
    """Your function works out the answer, and then: what does it give back?"""
    probs = -torch.log(_own(probs, labels)).mean()
