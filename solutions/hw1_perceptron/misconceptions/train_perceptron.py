import numpy as np


def _summed(step, x):
    return np.abs(step * x).sum()


def _train(
    X,
    Y,
    max_epochs,
    lim,
    rate=lambda epoch, i: 1 / (epoch + 1),
    order=lambda n, epoch: range(n),
    tie=False,
    size=_summed,
    total=sum,
):
    w, b = np.zeros(X.shape[1]), 0.0
    epochs = 0
    for epoch in range(max_epochs):
        sizes = []
        for place, i in enumerate(order(len(X), epoch)):
            score = X[i] @ w + b
            error = int(Y[i]) - int(score >= 0 if tie else score > 0)
            step = rate(epoch, epoch * len(X) + place) * error
            w, b = w + step * X[i], b + step
            sizes.append(size(step, X[i]))
        epochs = epoch + 1
        if total(sizes) < lim:
            break
    return w, b, epochs


def constant_rate(X, Y, max_epochs=1500, lim=0.1):
    """How large is the rate in the second epoch, and in the third?"""
    return _train(X, Y, max_epochs, lim, rate=lambda epoch, i: 1.0)


def rate_from_one_half(X, Y, max_epochs=1500, lim=0.1):
    """With which rate does the very first epoch learn?"""
    return _train(X, Y, max_epochs, lim, rate=lambda epoch, i: 1 / (epoch + 2))


def rate_falls_with_every_dragon(X, Y, max_epochs=1500, lim=0.1):
    """Does the rate change from dragon to dragon, or from epoch to epoch?"""
    return _train(X, Y, max_epochs, lim, rate=lambda epoch, i: 1 / (i + 1))


def rate_halves(X, Y, max_epochs=1500, lim=0.1):
    """The second epoch is right; what is the rate of the third?"""
    return _train(X, Y, max_epochs, lim, rate=lambda epoch, i: 0.5**epoch)


def rate_only_for_weights(X, Y, max_epochs=1500, lim=0.1):
    """Does the bias of your perceptron learn more slowly in later epochs, like the weights?"""
    w, b, epochs = np.zeros(X.shape[1]), 0.0, 0
    for epoch in range(max_epochs):
        change, epochs = 0.0, epoch + 1
        for x, y in zip(X, Y):
            error = int(y) - int(x @ w + b > 0)
            w, b = w + error * x / (epoch + 1), b + error
            change += np.abs(error * x / (epoch + 1)).sum()
        if change < lim:
            break
    return w, b, epochs


def starts_again_each_epoch(X, Y, max_epochs=1500, lim=0.1):
    """What does your perceptron still know at the start of its second epoch?"""
    w, b, epochs = np.zeros(X.shape[1]), 0.0, 0
    for epoch in range(max_epochs):
        w, b = np.zeros(X.shape[1]), 0.0
        change, epochs = 0.0, epoch + 1
        for x, y in zip(X, Y):
            step = (int(y) - int(x @ w + b > 0)) / (epoch + 1)
            w, b = w + step * x, b + step
            change += np.abs(step * x).sum()
        if change < lim:
            break
    return w, b, epochs


def one_step_for_the_whole_herd(X, Y, max_epochs=1500, lim=0.1):
    """When does your perceptron learn: after each dragon, or once all have been seen?"""
    w, b, epochs = np.zeros(X.shape[1]), 0.0, 0
    for epoch in range(max_epochs):
        epochs = epoch + 1
        steps = (Y.astype(int) - (X @ w + b > 0)) / (epoch + 1)
        w, b = w + steps @ X, b + steps.sum()
        if np.abs(steps[:, None] * X).sum() < lim:
            break
    return w, b, epochs


def backwards(X, Y, max_epochs=1500, lim=0.1):
    """In which order should the dragons be seen?"""
    return _train(X, Y, max_epochs, lim, order=lambda n, epoch: range(n - 1, -1, -1))


def tie_counts_as_fire(X, Y, max_epochs=1500, lim=0.1):
    """All weights are zero at first: what does your perceptron decide for its first dragon?"""
    return _train(X, Y, max_epochs, lim, tie=True)


def one_epoch_only(X, Y, max_epochs=1500, lim=0.1):
    """How often does your loop go over the herd?"""
    return _train(X, Y, min(max_epochs, 1), lim)


def one_epoch_too_many(X, Y, max_epochs=1500, lim=0.1):
    """Count your epochs when the limit is never met: how many are allowed?"""
    return _train(X, Y, max_epochs + 1, lim)


def never_stops_early(X, Y, max_epochs=1500, lim=0.1):
    """What is the limit for?"""
    return _train(X, Y, max_epochs, -1.0)


def epochs_counted_from_zero(X, Y, max_epochs=1500, lim=0.1):
    """If training stops after its first epoch, how many epochs were run?"""
    w, b, epochs = _train(X, Y, max_epochs, lim)
    return w, b, epochs - 1


def limit_reached_is_enough(X, Y, max_epochs=1500, lim=0.1):
    """If the sum is exactly as large as the limit, is it below it?"""
    return _train(X, Y, max_epochs, np.nextafter(lim, np.inf))


def stops_on_signed_sum(X, Y, max_epochs=1500, lim=0.1):
    """A step up and a step down: do they cancel when you ask how much has changed?"""
    w, b, epochs = np.zeros(X.shape[1]), 0.0, 0
    for epoch in range(max_epochs):
        before, epochs = w.copy(), epoch + 1
        for x, y in zip(X, Y):
            step = (int(y) - int(x @ w + b > 0)) / (epoch + 1)
            w, b = w + step * x, b + step
        if lim > 0 and np.abs(w - before).sum() < lim:
            break
    return w, b, epochs


def stops_on_mistakes(X, Y, max_epochs=1500, lim=0.1):
    """What does the text add up over an epoch: mistakes, or something about the weights?"""
    w, b, epochs = np.zeros(X.shape[1]), 0.0, 0
    for epoch in range(max_epochs):
        mistakes, epochs = 0, epoch + 1
        for x, y in zip(X, Y):
            error = int(y) - int(x @ w + b > 0)
            w, b = w + error * x / (epoch + 1), b + error / (epoch + 1)
            mistakes += abs(error)
        if mistakes < lim:
            break
    return w, b, epochs


def stops_after_one_quiet_dragon(X, Y, max_epochs=1500, lim=0.1):
    """After what do you compare with the limit: after an epoch, or after each dragon?"""
    w, b, epochs = np.zeros(X.shape[1]), 0.0, 0
    for epoch in range(max_epochs):
        epochs = epoch + 1
        for x, y in zip(X, Y):
            step = (int(y) - int(x @ w + b > 0)) / (epoch + 1)
            w, b = w + step * x, b + step
            if np.abs(step * x).sum() < lim:
                return w, b, epochs
    return w, b, epochs


def two_features_only(X, Y, max_epochs=1500, lim=0.1):
    """How many weights does your perceptron have, and how many features may a dragon have?"""
    w, b, epochs = _train(X[:, :2], Y, max_epochs, lim)
    return w, b, epochs


def data_shuffled_in_place(X, Y, max_epochs=1500, lim=0.1):
    """Whose rows does your function move about?"""
    answer = _train(X, Y, max_epochs, lim)
    X[:] = X[::-1].copy()
    Y[:] = Y[::-1].copy()
    return answer


def no_count(X, Y, max_epochs=1500, lim=0.1):
    """How many things should come back?"""
    return _train(X, Y, max_epochs, lim)[:2]


def labels_as_targets_for_scores(X, Y, max_epochs=1500, lim=0.1):
    """You compare the label with the score: should it not be compared with the decision?"""
    w, b, epochs = np.zeros(X.shape[1]), 0.0, 0
    for epoch in range(max_epochs):
        change, epochs = 0.0, epoch + 1
        for x, y in zip(X, Y):
            step = float(np.clip(int(y) - (x @ w + b), -1e6, 1e6)) / (epoch + 1)
            w, b = w + step * x, b + step
            change += np.abs(step * x).sum()
        if change < lim:
            break
    return np.nan_to_num(w), b, epochs


def changes_without_the_rate(X, Y, max_epochs=1500, lim=0.1):
    """Did the weights really move as far as you add up?"""
    return _train(X, Y, max_epochs, lim, size=lambda step, x: np.abs(np.sign(step) * x).sum())


def bias_among_the_changes(X, Y, max_epochs=1500, lim=0.1):
    """Whose changes does the text add up?"""
    return _train(X, Y, max_epochs, lim, size=lambda step, x: np.abs(step * x).sum() + abs(step))


def length_of_the_step(X, Y, max_epochs=1500, lim=0.1):
    """Do you add up the size of each weight's change, or take the length of all of them together?"""
    return _train(X, Y, max_epochs, lim, size=lambda step, x: np.sqrt(np.sum((step * x) ** 2)))


def sum_before_the_size(X, Y, max_epochs=1500, lim=0.1):
    """One weight up and another down by as much: what is left when you add first and take the size then?"""
    return _train(X, Y, max_epochs, lim, size=lambda step, x: abs(np.sum(step * x)))


def first_weight_only(X, Y, max_epochs=1500, lim=0.1):
    """How many weights are there whose changes count?"""
    return _train(X, Y, max_epochs, lim, size=lambda step, x: abs(step * x[0]))


def size_of_the_whole_sum(X, Y, max_epochs=1500, lim=0.1):
    """A step of +5 and one of -5: are they in your sum as 10, or as 0?"""
    return _train(X, Y, max_epochs, lim, size=lambda step, x: np.sum(step * x), total=lambda sizes: abs(sum(sizes)))


def mean_of_the_changes(X, Y, max_epochs=1500, lim=0.1):
    """All the changes of an epoch together, or one change on average: which does the text compare with the limit?"""
    return _train(X, Y, max_epochs, lim, total=np.mean)


def largest_change(X, Y, max_epochs=1500, lim=0.1):
    """Many small changes: does none of them count because there is a larger one?"""
    return _train(X, Y, max_epochs, lim, total=max)


def only_the_last_dragon(X, Y, max_epochs=1500, lim=0.1):
    """At the end of an epoch, how many dragons are in your sum?"""
    return _train(X, Y, max_epochs, lim, total=lambda sizes: sizes[-1])


def old_weights_are_the_same_array(X, Y, max_epochs=1500, lim=0.1):
    """You keep the old weights to compare with: are they still the old ones after the step?"""
    return _train(X, Y, max_epochs, lim, total=lambda sizes: 0.0)


def sum_goes_on(X, Y, max_epochs=1500, lim=0.1):
    """What is in your sum when the second epoch begins?"""
    before = []

    def total(sizes):
        before.extend(sizes)
        return sum(before)

    return _train(X, Y, max_epochs, lim, total=total)


def stops_one_epoch_late(X, Y, max_epochs=1500, lim=0.1):
    """The sum of an epoch is below the limit: do you run another one after that?"""
    last = [np.inf]

    def total(sizes):
        last.append(sum(sizes))
        return last[-2]

    return _train(X, Y, max_epochs, lim, total=total)


def one_epoch_too_few(X, Y, max_epochs=1500, lim=0.1):
    """You are asked for one epoch: how many does your loop run?"""
    return _train(X, Y, max_epochs - 1, lim)


def limit_asked_before_the_first_epoch(X, Y, max_epochs=1500, lim=0.1):
    """If the limit is huge, does your perceptron still see the herd once?"""
    return _train(X, Y, max_epochs if lim <= 1 else 0, lim)


def limit_ignored(X, Y, max_epochs=1500, lim=0.1):
    """Which of your inputs is never used?"""
    return _train(X, Y, max_epochs, 0.1)


def bias_starts_again_each_epoch(X, Y, max_epochs=1500, lim=0.1):
    """Does the bias remember the last epoch, like the weights?"""
    w, b, epochs = np.zeros(X.shape[1]), 0.0, 0
    for epoch in range(max_epochs):
        b, change, epochs = 0.0, 0.0, epoch + 1
        for x, y in zip(X, Y):
            step = (int(y) - int(x @ w + b > 0)) / (epoch + 1)
            w, b = w + step * x, b + step
            change += np.abs(step * x).sum()
        if change < lim:
            break
    return w, b, epochs


def labels_rewritten(X, Y, max_epochs=1500, lim=0.1):
    """Whose labels does your function rewrite?"""
    answer = _train(X, Y, max_epochs, lim)
    Y[Y == 0] = -1
    return answer


def last_dragon_forgotten(X, Y, max_epochs=1500, lim=0.1):
    """How many dragons does an epoch of yours see?"""
    return _train(X[:-1], Y, max_epochs, lim)


def first_two_weights_only(X, Y, max_epochs=1500, lim=0.1):
    """You add up the changes of two weights: how many weights are there, if a dragon has three features?"""
    return _train(X, Y, max_epochs, lim, size=lambda step, x: np.abs(step * x[:2]).sum())


def nothing_returned(X, Y, max_epochs=1500, lim=0.1):
    """Your function does its work, and then: what does it give back?"""
    _train(X, Y, max_epochs, lim)
