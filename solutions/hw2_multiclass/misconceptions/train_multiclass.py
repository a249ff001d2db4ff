import numpy as np


def _train(
    X,
    Y,
    k,
    max_epochs,
    lim,
    rate=lambda epoch, i: 1 / (epoch + 1),
    bias_rate=None,
    order=lambda n, epoch: range(n),
    winner=lambda scores: int(np.argmax(scores)),
    size=lambda x, step: 2 * np.abs(step * x).sum(),
    start=None,
    up=1.0,
    down=1.0,
):
    W, b = np.zeros((X.shape[1], k)) if start is None else start, np.zeros(k)
    epochs = 0
    for epoch in range(max_epochs):
        change, epochs = 0.0, epoch + 1
        for place, i in enumerate(order(len(X), epoch)):
            x, y = X[i], int(Y[i])
            won = winner(x @ W + b)
            if won == y:
                continue
            step = rate(epoch, epoch * len(X) + place)
            bias_step = step if bias_rate is None else bias_rate(epoch)
            W[:, y] += up * step * x
            W[:, won] -= down * step * x
            b[y] += up * bias_step
            b[won] -= down * bias_step
            change += size(x, step)
        if change < lim:
            break
    return W, b, epochs


def constant_rate(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """How large is the rate in the second epoch, and in the third?"""
    return _train(X, Y, n_classes, max_epochs, lim, rate=lambda epoch, i: 1.0)


def rate_from_one_half(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """With which rate does the very first epoch learn?"""
    return _train(X, Y, n_classes, max_epochs, lim, rate=lambda epoch, i: 1 / (epoch + 2))


def rate_falls_with_every_dragon(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Does the rate change from dragon to dragon, or from epoch to epoch?"""
    return _train(X, Y, n_classes, max_epochs, lim, rate=lambda epoch, i: 1 / (i + 1))


def rate_halves(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """The second epoch is right; what is the rate of the third?"""
    return _train(X, Y, n_classes, max_epochs, lim, rate=lambda epoch, i: 0.5**epoch)


def rate_only_for_weights(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Do the biases learn more slowly in later epochs, like the weights?"""
    return _train(X, Y, n_classes, max_epochs, lim, bias_rate=lambda epoch: 1.0)


def biases_never_learn(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Look at your biases after training: what are they?"""
    return _train(X, Y, n_classes, max_epochs, lim, bias_rate=lambda epoch: 0.0)


def rate_falls_to_nothing(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """How large is your rate in the second epoch? Print it."""
    return _train(X, Y, n_classes, max_epochs, lim, rate=lambda epoch, i: 1 // (epoch + 1))


def first_epoch_left_out(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """How often does your loop run, and which rate does it begin with?"""
    W, b, epochs = _train(X, Y, n_classes, max_epochs - 1, lim, rate=lambda epoch, i: 1 / (epoch + 2))
    return W, b, epochs + 1


def rate_only_for_biases(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """The biases take smaller steps in later epochs. And the weights?"""
    return _train(
        X,
        Y,
        n_classes,
        max_epochs,
        lim,
        rate=lambda epoch, i: 1.0,
        bias_rate=lambda epoch: 1 / (epoch + 1),
    )


def starts_again_each_epoch(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """What do your perceptrons still know at the start of their second epoch?"""
    W, b, epochs = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes), 0
    for epoch in range(max_epochs):
        W, b, _ = _train(X, Y, n_classes, 1, lim, rate=lambda _, i: 1 / (epoch + 1))
        epochs = epoch + 1
    return W, b, epochs


def one_step_for_the_whole_herd(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """When do your perceptrons learn: after each dragon, or once all have been seen?"""
    W, b, epochs = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes), 0
    for epoch in range(max_epochs):
        epochs = epoch + 1
        eye = np.eye(n_classes)
        steps = (eye[Y.astype(int)] - eye[np.argmax(X @ W + b, axis=1)]) / (epoch + 1)
        W, b = W + X.T @ steps, b + steps.sum(axis=0)
        if np.abs(X[:, :, None] * steps[:, None, :]).sum() < lim:
            break
    return W, b, epochs


def one_class_after_the_other(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Each of your perceptrons is trained alone, on its class against the rest: how do they learn who of them wins?"""
    W, b, epochs = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes), 0
    for c in range(n_classes):
        for epoch in range(max_epochs):
            change = 0.0
            for x, y in zip(X, Y):
                step = (int(y == c) - int(x @ W[:, c] + b[c] > 0)) / (epoch + 1)
                W[:, c] += step * x
                b[c] += step
                change += np.abs(step * x).sum()
            epochs = max(epochs, epoch + 1)
            if change < lim:
                break
    return W, b, epochs


def only_the_true_class_learns(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """After a mistake the true class goes up. What becomes of the one that has won?"""
    return _train(X, Y, n_classes, max_epochs, lim, down=0.0)


def only_the_winner_learns(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """After a mistake the winner goes down. What becomes of the true class?"""
    return _train(X, Y, n_classes, max_epochs, lim, up=0.0)


def runs_away(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """With every epoch more dragons are judged wrongly: in which direction do your steps go?"""
    return _train(X, Y, n_classes, max_epochs, lim, up=-1.0, down=-1.0)


def double_step(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """By how many times the dragon's features does the true class move in the first epoch?"""
    return _train(X, Y, n_classes, max_epochs, lim, up=2.0, down=2.0)


def backwards(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """In which order should the dragons be seen?"""
    return _train(X, Y, n_classes, max_epochs, lim, order=lambda n, epoch: range(n - 1, -1, -1))


def shuffled(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """You mix the dragons before each epoch: what does the docstring say about the order?"""
    return _train(X, Y, n_classes, max_epochs, lim, order=lambda n, epoch: np.random.RandomState(epoch).permutation(n))


def color_by_color(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Your loop takes one class after the other: in which order do the dragons stand in the table?"""
    order = np.argsort(Y, kind="stable")
    return _train(X[order], Y[order], n_classes, max_epochs, lim)


def ties_to_the_last(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """All scores are zero at first: which class wins your first dragon?"""
    return _train(X, Y, n_classes, max_epochs, lim, winner=lambda s: len(s) - 1 - int(np.argmax(s[::-1])))


def strongest_score_wins(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Is a score of -100 larger than a score of 1?"""
    return _train(X, Y, n_classes, max_epochs, lim, winner=lambda s: int(np.argmax(np.abs(s))))


def starts_from_small_numbers(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """What are the weights before the first dragon?"""
    start = np.random.RandomState(0).normal(0, 0.01, (X.shape[1], n_classes))
    return _train(X, Y, n_classes, max_epochs, lim, start=start)


def one_epoch_only(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """How often does your loop go over the herd?"""
    return _train(X, Y, n_classes, min(max_epochs, 1), lim)


def one_epoch_too_many(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Count your epochs when the limit is never met: how many are allowed?"""
    return _train(X, Y, n_classes, max_epochs + 1, lim)


def best_epoch_kept(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Which weights do you give back: the best ones you have met, or the last ones?"""
    best, kept = -1.0, None
    for epochs in range(1, min(max_epochs, 12) + 1):
        W, b, run = _train(X, Y, n_classes, epochs, lim)
        right = np.mean(np.argmax(X @ W + b, axis=1) == Y)
        if right > best:
            best, kept = right, (W, b)
    return *kept, run


def average_of_all_epochs(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Which weights do you give back: those at the end, or a mean over all epochs?"""
    runs = [_train(X, Y, n_classes, epochs, lim) for epochs in range(1, min(max_epochs, 12) + 1)]
    return np.mean([run[0] for run in runs], axis=0), np.mean([run[1] for run in runs], axis=0), runs[-1][2]


def never_stops_early(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """What is the limit for?"""
    return _train(X, Y, n_classes, max_epochs, -1.0)


def epochs_counted_from_zero(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """If training stops after its first epoch, how many epochs were run?"""
    W, b, epochs = _train(X, Y, n_classes, max_epochs, lim)
    return W, b, epochs - 1


def limit_reached_is_enough(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """If the sum is exactly as large as the limit, is it below it?"""
    return _train(X, Y, n_classes, max_epochs, np.nextafter(lim, np.inf))


def mean_for_sum(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Do you compare the limit with a sum, or with a mean?"""
    return _train(X, Y, n_classes, max_epochs, lim, size=lambda x, step: 2 * np.abs(step * x).sum() / len(X))


def one_class_added_up(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """After a mistake, the weights of how many classes change? All of these changes count."""
    return _train(X, Y, n_classes, max_epochs, lim, size=lambda x, step: np.abs(step * x).sum())


def biases_added_up_as_well(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Which changes are added up for the limit: those of the weights, or others as well?"""
    return _train(X, Y, n_classes, max_epochs, lim, size=lambda x, step: 2 * np.abs(step * x).sum() + 2 * step)


def change_before_the_rate(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """The later the epoch, the smaller the steps: does your sum get smaller as well?"""
    return _train(X, Y, n_classes, max_epochs, lim, size=lambda x, step: 2 * np.abs(x).sum())


def mistakes_added_up(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """What does the text add up over an epoch: mistakes, or something about the weights?"""
    return _train(X, Y, n_classes, max_epochs, lim, size=lambda x, step: 1)


def signed_changes_added_up(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """A step up and a step down: do they cancel when you ask how much has changed?"""
    W, b, epochs = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes), 0
    for epoch in range(max_epochs):
        before, epochs = W.copy(), epoch + 1
        for x, y in zip(X, Y):
            won = int(np.argmax(x @ W + b))
            if won != y:
                W[:, int(y)] += x / (epoch + 1)
                W[:, won] -= x / (epoch + 1)
                b[int(y)] += 1 / (epoch + 1)
                b[won] -= 1 / (epoch + 1)
        if np.abs(W - before).sum() < lim:
            break
    return W, b, epochs


def change_never_set_back(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Over which time do you add up the changes: over one epoch, or since the beginning?"""
    total = [0.0]
    W, b, epochs = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes), 0
    for epoch in range(max_epochs):
        epochs = epoch + 1
        for x, y in zip(X, Y):
            won = int(np.argmax(x @ W + b))
            if won != y:
                W[:, int(y)] += x / epochs
                W[:, won] -= x / epochs
                b[int(y)] += 1 / epochs
                b[won] -= 1 / epochs
                total.append(2 * np.abs(x).sum() / epochs)
        if sum(total) < lim:
            break
    return W, b, epochs


def stops_after_one_quiet_dragon(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """After what do you compare with the limit: after an epoch, or after each dragon?"""
    W, b, epochs = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes), 0
    for epoch in range(max_epochs):
        epochs = epoch + 1
        for x, y in zip(X, Y):
            won = int(np.argmax(x @ W + b))
            step = float(won != y) / epochs
            W[:, int(y)] += step * x
            W[:, won] -= step * x
            b[int(y)] += step
            b[won] -= step
            if 2 * np.abs(step * x).sum() < lim:
                return W, b, epochs
    return W, b, epochs


def three_classes_only(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """How many perceptrons are there in your stack, and who tells you how many there should be?"""
    return _train(X, Y, 3, max_epochs, lim)


def classes_from_the_herd(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """You count the classes that occur: what if there is one without a dragon?"""
    return _train(X, Y, int(np.max(Y)) + 1, max_epochs, lim)


def two_features_only(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """How many weights does each class have, and how many features may a dragon have?"""
    return _train(X[:, :2], Y, n_classes, max_epochs, lim)


def weights_turned_over(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """In which of its axes does your table of weights have the classes?"""
    W, b, epochs = _train(X, Y, n_classes, max_epochs, lim)
    return W.T, b, epochs


def no_count(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """How many things should come back?"""
    return _train(X, Y, n_classes, max_epochs, lim)[:2]


def labels_come_back(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Is your answer what the perceptrons have learnt, or what they say about the herd?"""
    W, b, _ = _train(X, Y, n_classes, max_epochs, lim)
    return np.argmax(X @ W + b, axis=1)


def nothing_learnt(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Do the new weights of one dragon ever arrive at the next one?"""
    return np.zeros((X.shape[1], n_classes)), np.zeros(n_classes), max_epochs


def _with_total(X, Y, n_classes, max_epochs, lim, total_of, score=lambda x, W, b: x @ W + b, at_start=None):
    """Training with another sum to be compared with the limit, made of old weights, new ones, and the single steps."""
    W, b, epochs = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes), 0
    for epoch in range(max_epochs):
        if at_start is not None:
            at_start(W, b)
        old, steps, epochs = W.copy(), [], epoch + 1
        for x, y in zip(X, Y):
            won = int(np.argmax(score(x, W, b)))
            if won != y:
                W[:, won] -= x / epochs
                b[won] -= 1 / epochs
                W[:, int(y)] += x / epochs
                b[int(y)] += 1 / epochs
                steps.append(x / epochs)
        if total_of(old, W, steps) < lim:
            break
    return W, b, epochs


def _usual(old, new, steps):
    return sum((2 * np.abs(step).sum() for step in steps), 0.0)


def compared_with_themselves(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Print what you compare with the limit after each epoch: why is it 0, although weights have changed?"""
    return _with_total(X, Y, n_classes, max_epochs, lim, lambda old, new, steps: 0.0)


def differences_without_sizes(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """One weight goes up by 3, another down by 3: what does your sum make of these two?"""
    return _with_total(X, Y, n_classes, max_epochs, lim, lambda old, new, steps: (new - old).sum())


def features_with_their_signs(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Some features are negative: what do they do to your sum of sizes?"""
    return _with_total(
        X, Y, n_classes, max_epochs, lim, lambda old, new, steps: sum((2 * step.sum() for step in steps), 0.0)
    )


def largest_change_for_sum(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Do you add up the changes of an epoch, or keep one of them?"""
    return _with_total(
        X, Y, n_classes, max_epochs, lim, lambda old, new, steps: max((2 * np.abs(s).sum() for s in steps), default=0.0)
    )


def only_biases_added_up(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Which changes do you add up: do the features come into your sum?"""
    return _train(X, Y, n_classes, max_epochs, lim, size=lambda x, step: 2 * step)


def breaks_out_of_the_herd(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Which of your two loops does `break` leave, and when?"""
    W, b, epochs = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes), 0
    for epoch in range(max_epochs):
        epochs, change = epoch + 1, 0.0
        for x, y in zip(X, Y):
            won = int(np.argmax(x @ W + b))
            if won != y:
                W[:, won] -= x / epochs
                b[won] -= 1 / epochs
                W[:, int(y)] += x / epochs
                b[int(y)] += 1 / epochs
                change += 2 * np.abs(x / epochs).sum()
            if change < lim:
                break
    return W, b, epochs


def biases_left_out_of_decision(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Does a bias help to decide who wins, in your function?"""
    return _with_total(X, Y, n_classes, max_epochs, lim, _usual, lambda x, W, b: x @ W)


def squeezed_scores(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Two scores are both very large: can your function still tell which of them is larger?"""
    with np.errstate(over="ignore"):
        return _with_total(X, Y, n_classes, max_epochs, lim, _usual, lambda x, W, b: 1 / (1 + np.exp(-(x @ W + b))))


def rounded_scores(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """You round the scores before you compare them: who wins if one is only a little higher?"""
    return _with_total(X, Y, n_classes, max_epochs, lim, _usual, lambda x, W, b: np.round(x @ W + b))


def first_dragon_left_out(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """At which row of the herd does your loop begin?"""
    return _train(X[1:], Y[1:], n_classes, max_epochs, lim)


def last_dragon_left_out(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """At which row of the herd does your loop end?"""
    return _train(X[:-1], Y[:-1], n_classes, max_epochs, lim)


def largest_number_of_epochs(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Training stops early: how many epochs do you report?"""
    return *_train(X, Y, n_classes, max_epochs, lim)[:2], max_epochs


def weights_from_one(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """All weights are equal at the start: equal to which number?"""
    return _train(X, Y, n_classes, max_epochs, lim, start=np.ones((X.shape[1], n_classes)))


def biases_from_one(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """What are the biases before the first dragon?"""
    W, b, epochs = _train(X, Y, n_classes, max_epochs, lim)
    return W, b + 1, epochs


def weights_start_again(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """The biases are kept from one epoch to the next. And the weights?"""
    return _with_total(X, Y, n_classes, max_epochs, lim, _usual, at_start=lambda W, b: W.fill(0.0))


def biases_start_again(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """The weights are kept from one epoch to the next. And the biases?"""
    return _with_total(X, Y, n_classes, max_epochs, lim, _usual, at_start=lambda W, b: b.fill(0.0))


def biases_first(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """In which order does the docstring ask for the three results?"""
    W, b, epochs = _train(X, Y, n_classes, max_epochs, lim)
    return b, W, epochs


def nothing_returned(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Your perceptrons have learnt, and then: what does your function give back?"""
    _train(X, Y, n_classes, max_epochs, lim)


def unsigned_decisions(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Which dtype have your one-hot rows, and what is 0 - 1 in it if the labels are uint8?"""
    eye, W, b, epochs = np.eye(n_classes, dtype=Y.dtype), np.zeros((X.shape[1], n_classes)), np.zeros(n_classes), 0
    for epoch in range(max_epochs):
        change, epochs = 0.0, epoch + 1
        for x, y in zip(X, Y):
            error = eye[y] - eye[np.argmax(x @ W + b)]
            step = np.outer(x, error) / epochs
            W, b, change = W + step, b + error / epochs, change + np.abs(step).sum()
        if change < lim:
            break
    return W, b, epochs


def squeezed(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """Dragons with a single feature: how many axes has your table of weights?"""
    W, b, epochs = _train(X, Y, n_classes, max_epochs, lim)
    return np.squeeze(W), b, epochs


def one_perceptron_for_two_classes(X, Y, n_classes, max_epochs=1500, lim=0.1):
    """How many columns of weights do you give back for two classes?"""
    W, b, epochs = _train(X, Y, n_classes, max_epochs, lim)
    return (W, b, epochs) if n_classes > 2 else (W[:, 1:], b[1:], epochs)
