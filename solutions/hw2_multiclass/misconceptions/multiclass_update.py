import numpy as np


def _winner(x, W, b):
    return int(np.argmax(x @ W + b))


def _step(x, W, b, amounts):
    """Weights and biases after each class has moved by its amount times the dragon."""
    return W + np.outer(x, amounts), b + np.asarray(amounts)


def _amounts(x, y, W, b, lr):
    amounts = np.zeros(len(b))
    amounts[int(y)] += lr
    amounts[_winner(x, W, b)] -= lr
    return amounts


def sign_flipped(x, y, W, b, lr):
    """Score the same dragon again after your update: is the wrong winner further ahead than before?"""
    return _step(x, W, b, -_amounts(x, y, W, b, lr))


def only_true_class_learns(x, y, W, b, lr):
    """The class that should have won has learnt something. And the one that has won wrongly?"""
    return _step(x, W, b, np.maximum(_amounts(x, y, W, b, lr), 0))


def only_winner_learns(x, y, W, b, lr):
    """The wrong winner has learnt something. And the class that should have won?"""
    return _step(x, W, b, np.minimum(_amounts(x, y, W, b, lr), 0))


def all_others_go_down(x, y, W, b, lr):
    """How many classes move after a mistake: what has each of them done wrong?"""
    if _winner(x, W, b) == y:
        return W.copy(), b.copy()
    amounts = np.full(len(b), -lr)
    amounts[int(y)] = lr
    return _step(x, W, b, amounts)


def lowering_shared_by_all_others(x, y, W, b, lr):
    """You spread the step down over several classes: which one has to take all of it?"""
    if _winner(x, W, b) == y:
        return W.copy(), b.copy()
    amounts = np.full(len(b), -lr / (len(b) - 1))
    amounts[int(y)] = lr
    return _step(x, W, b, amounts)


def each_perceptron_by_itself(x, y, W, b, lr):
    """A score above zero was enough for one perceptron. What makes a winner among several?"""
    decisions = (x @ W + b > 0).astype(float)
    return _step(x, W, b, lr * (np.eye(len(b))[int(y)] - decisions))


def all_ahead_of_the_true_class_go_down(x, y, W, b, lr):
    """Several classes may be ahead of the true one: how many of them are winners?"""
    scores = x @ W + b
    ahead = scores > scores[int(y)]
    amounts = np.where(ahead, -lr, 0.0)
    if _winner(x, W, b) != y:
        amounts[int(y)] = lr
    if scores[int(y)] == scores.max() and _winner(x, W, b) != y:
        amounts[_winner(x, W, b)] = -lr
    return _step(x, W, b, amounts)


def true_class_always_goes_up(x, y, W, b, lr):
    """What should a dragon teach that was judged rightly already?"""
    amounts = _amounts(x, y, W, b, lr)
    amounts[int(y)] = lr
    return _step(x, W, b, amounts)


def second_goes_down_when_right(x, y, W, b, lr):
    """Your function changes something even though the right class has won: what for?"""
    scores = x @ W + b
    amounts = _amounts(x, y, W, b, lr)
    if scores.argmax() == y:
        amounts[np.argsort(scores)[-2]] = -lr
    return _step(x, W, b, amounts)


def learns_only_when_right(x, y, W, b, lr):
    """When does a perceptron learn: when it was right, or when it was wrong?"""
    if _winner(x, W, b) != y:
        return W.copy(), b.copy()
    amounts = np.zeros(len(b))
    amounts[int(y)] = lr
    return _step(x, W, b, amounts)


def biases_never_learn(x, y, W, b, lr):
    """Which of your two answers can never change, whatever the dragon?"""
    return _step(x, W, b, _amounts(x, y, W, b, lr))[0], b.copy()


def biases_move_the_other_way(x, y, W, b, lr):
    """The weights of the true class go up: does its bias go the same way?"""
    amounts = _amounts(x, y, W, b, lr)
    return _step(x, W, b, amounts)[0], b - amounts


def bias_of_true_class_only(x, y, W, b, lr):
    """Two classes change their weights. How many change their biases?"""
    amounts = _amounts(x, y, W, b, lr)
    return _step(x, W, b, amounts)[0], b + np.maximum(amounts, 0)


def bias_moved_by_features(x, y, W, b, lr):
    """The bias belongs to a feature that is the same for all dragons: which number is it?"""
    amounts = _amounts(x, y, W, b, lr)
    return _step(x, W, b, amounts)[0], b + amounts * np.sum(x)


def rate_forgotten(x, y, W, b, lr):
    """Call your function with two different rates: should the answers be the same?"""
    return _step(x, W, b, _amounts(x, y, W, b, 1.0))


def rate_forgotten_for_biases(x, y, W, b, lr):
    """The weights take small steps. How large are the steps of the biases?"""
    return _step(x, W, b, _amounts(x, y, W, b, lr))[0], b + _amounts(x, y, W, b, 1.0)


def rate_twice(x, y, W, b, lr):
    """How often does the rate come into your step? Work out the example with a rate that is not 1."""
    return _step(x, W, b, _amounts(x, y, W, b, lr * lr))


def features_forgotten(x, y, W, b, lr):
    """Should the weight of a large feature and of a small one move by the same amount?"""
    amounts = _amounts(x, y, W, b, lr)
    return W + amounts, b + amounts


def double_step(x, y, W, b, lr):
    """Your labels are -1 and 1, the tutorial's are 0 and 1: how far apart are the two in each case?"""
    return _step(x, W, b, 2 * _amounts(x, y, W, b, lr))


def moves_by_label_number(x, y, W, b, lr):
    """Is a mistake between the classes 0 and 2 twice as large as one between 0 and 1? Labels are names, not amounts."""
    difference = abs(int(y) - _winner(x, W, b))
    return _step(x, W, b, difference * _amounts(x, y, W, b, lr))


def scores_for_decisions(x, y, W, b, lr):
    """You compare the truth with the scores: should it not be compared with the decision?"""
    return _step(x, W, b, lr * (np.eye(len(b))[int(y)] - (x @ W + b)))


def probabilities_for_decisions(x, y, W, b, lr):
    """Your classes share the win among them: what does a class get that has not won?"""
    scores = np.exp(x @ W + b - np.max(x @ W + b))
    return _step(x, W, b, lr * (np.eye(len(b))[int(y)] - scores / scores.sum()))


def repeats_until_right(x, y, W, b, lr):
    """How many steps does your function take for one dragon?"""
    for _ in range(200):
        if _winner(x, W, b) == y:
            break
        W, b = _step(x, W, b, _amounts(x, y, W, b, lr))
    return W.copy(), b.copy()


def rows_for_classes(x, y, W, b, lr):
    """Where are the weights of one class: in a row of W, or in a column?"""
    new, biases = W.copy(), b.copy()
    winner = _winner(x, W, b)
    if winner != y:
        new[y] += lr * x
        new[winner] -= lr * x
        biases[y] += lr
        biases[winner] -= lr
    return new, biases


def smallest_score_wins(x, y, W, b, lr):
    """Before learning, your function decides: which score makes the winner?"""
    return _step(x, W, b, _amounts(-x, y, W, -b, lr))


def strongest_score_wins(x, y, W, b, lr):
    """Is a score of -100 larger than a score of 1?"""
    winner = int(np.argmax(np.abs(x @ W + b)))
    amounts = np.zeros(len(b))
    amounts[int(y)] += lr
    amounts[winner] -= lr
    return _step(x, W, b, amounts)


def biases_left_out_of_decision(x, y, W, b, lr):
    """Before learning, your function decides: is everything in the scores that belongs there?"""
    return _step(x, W, b, _amounts(x, y, W, 0 * b, lr))


def ties_to_the_last(x, y, W, b, lr):
    """Two classes have the same score: which of them does the docstring let win, and which does your function?"""
    scores = x @ W + b
    winner = len(b) - 1 - int(np.argmax(scores[::-1]))
    amounts = np.zeros(len(b))
    amounts[int(y)] += lr
    amounts[winner] -= lr
    return _step(x, W, b, amounts)


def all_tied_classes_go_down(x, y, W, b, lr):
    """Several classes share the highest score: how many winners can there be?"""
    scores = x @ W + b
    decisions = (scores == scores.max()).astype(float)
    return _step(x, W, b, lr * (np.eye(len(b))[int(y)] - decisions))


def tie_counts_as_right(x, y, W, b, lr):
    """The true class shares the highest score with another one: is it the winner in any case?"""
    scores = x @ W + b
    if scores[int(y)] == scores.max():
        return W.copy(), b.copy()
    return _step(x, W, b, _amounts(x, y, W, b, lr))


def nothing_learnt_from_ties(x, y, W, b, lr):
    """When all scores are zero, can anything in your function ever change?"""
    scores = np.sort(x @ W + b)
    if scores[-1] == scores[-2]:
        return W.copy(), b.copy()
    return _step(x, W, b, _amounts(x, y, W, b, lr))


def three_classes_only(x, y, W, b, lr):
    """How many classes does your function count, and how many columns may W have?"""
    amounts = _amounts(x, y, W[:, :3], b[:3], lr)
    new, biases = W.copy(), b.copy()
    for c in range(3):
        new[:, c] = new[:, c] + amounts[c] * x
        biases[c] = biases[c] + amounts[c]
    return new, biases


def two_features_only(x, y, W, b, lr):
    """How many features does your function look at, and how many may there be?"""
    amounts = _amounts(x[:2], y, W[:2], b, lr)
    new = W.copy()
    new[0] += amounts * x[0]
    new[1] += amounts * x[1]
    return new, b + amounts


def truth_values_subtracted(x, y, W, b, lr):
    """A label that comes out of an array is not a plain int: what does NumPy say to True minus False?"""
    new, biases = W.copy(), b.copy()
    for c in range(len(b)):
        error = (c == y) - (c == _winner(x, W, b))
        new[:, c] += lr * error * x
        biases[c] += lr * error
    return new, biases


def updated_in_place(x, y, W, b, lr):
    """Print your weights before and after the call: whose arrays has your function written to?"""
    amounts = _amounts(x, y, W, b, lr)
    W += np.outer(x, amounts)
    b += amounts
    return W, b


def biases_in_place(x, y, W, b, lr):
    """You have made a copy of the weights. Of the biases as well?"""
    amounts = _amounts(x, y, W, b, lr)
    new = W + np.outer(x, amounts)
    b += amounts
    return new, b


def biases_first(x, y, W, b, lr):
    """In which order does the docstring ask for the two results?"""
    return _step(x, W, b, _amounts(x, y, W, b, lr))[::-1]


def only_the_change(x, y, W, b, lr):
    """Are these the new weights, or only what is added to the old ones?"""
    amounts = _amounts(x, y, W, b, lr)
    return np.outer(x, amounts), amounts


def only_the_two_changed_columns(x, y, W, b, lr):
    """How many columns came in, and how many go out? What about the classes that did not change?"""
    new, biases = _step(x, W, b, _amounts(x, y, W, b, lr))
    winner = _winner(x, W, b)
    return new[:, [winner, int(y)]], biases[[winner, int(y)]]


def weights_only(x, y, W, b, lr):
    """How many things should come back?"""
    return _step(x, W, b, _amounts(x, y, W, b, lr))[0]


def weights_turned_over(x, y, W, b, lr):
    """What shape had W when it came in, and what shape has it now?"""
    new, biases = _step(x, W, b, _amounts(x, y, W, b, lr))
    return new.T, biases


def table_of_biases(x, y, W, b, lr):
    """The biases came in as a row of numbers: how many axes has your answer?"""
    new, biases = _step(x, W, b, _amounts(x, y, W, b, lr))
    return new, biases[None, :]


def winner_returned_too(x, y, W, b, lr):
    """Your function gives back more than it was asked for: what does the docstring list?"""
    return *_step(x, W, b, _amounts(x, y, W, b, lr)), _winner(x, W, b)


def nothing_when_right(x, y, W, b, lr):
    """A dragon that is judged rightly: what does your function give back then?"""
    if _winner(x, W, b) != y:
        return _step(x, W, b, _amounts(x, y, W, b, lr))


def nothing_returned(x, y, W, b, lr):
    """Your function does its work, and then: what does it give back?"""
    W, b = _step(x, W, b, _amounts(x, y, W, b, lr))


def _one_by_one(x, y, W, b, lr, scores):
    """Weights and biases after the step that the given scores ask for."""
    amounts = np.zeros(len(b))
    amounts[int(y)] += lr
    amounts[int(np.argmax(scores))] -= lr
    return _step(x, W, b, amounts)


def zero_to_beat(x, y, W, b, lr):
    """All scores of a dragon are below zero: who wins in your function?"""
    return _one_by_one(x, y, W, b, lr, np.maximum(x @ W + b, 0))


def first_class_above_zero(x, y, W, b, lr):
    """Two classes have a score above zero: which of them wins in your function?"""
    return _one_by_one(x, y, W, b, lr, x @ W + b > 0)


def squeezed_scores(x, y, W, b, lr):
    """Two scores are both very large: can your function still tell which of them is larger?"""
    with np.errstate(over="ignore"):
        return _one_by_one(x, y, W, b, lr, 1 / (1 + np.exp(-(x @ W + b))))


def rounded_scores(x, y, W, b, lr):
    """You round the scores before you compare them: who wins if one is only a little higher?"""
    return _one_by_one(x, y, W, b, lr, np.round(x @ W + b))


def class_zero_never_goes_up(x, y, W, b, lr):
    """A dragon of the first class is judged wrongly: does your function let it teach anything?"""
    if y == 0:
        return W.copy(), b.copy()
    return _step(x, W, b, _amounts(x, y, W, b, lr))


def weights_in_place(x, y, W, b, lr):
    """You have made a copy of the biases. Of the weights as well?"""
    amounts = _amounts(x, y, W, b, lr)
    W += np.outer(x, amounts)
    return W, b + amounts


def rate_forgotten_for_weights(x, y, W, b, lr):
    """The biases take small steps. How large are those of the weights?"""
    return _step(x, W, b, _amounts(x, y, W, b, 1.0))[0], b + _amounts(x, y, W, b, lr)


def old_weights_overwritten(x, y, W, b, lr):
    """Do your weights still remember what they had learnt before this dragon?"""
    new, biases = W.copy(), b.copy()
    winner = _winner(x, W, b)
    if winner != y:
        new[:, winner] = -lr * x
        new[:, int(y)] = lr * x
        biases[winner] -= lr
        biases[int(y)] += lr
    return new, biases


def rows_of_truth_values_subtracted(x, y, W, b, lr):
    """Two rows of True and False: what does NumPy say to their difference, and what could they be turned into first?"""
    classes = np.arange(len(b))
    error = (classes == y) - (classes == _winner(x, W, b))
    return W + lr * np.outer(x, error), b + lr * error


def weights_meet_classes(x, y, W, b, lr):
    """In the product, which axis of W should meet the features?"""
    return _one_by_one(x, y, W, b, lr, W @ x + b)


def decided_again_in_between(x, y, W, b, lr):
    """When do you decide who has won: before the first change, or again in between?"""
    new, biases = W.copy(), b.copy()
    winner = _winner(x, W, b)
    if winner != y:
        new[:, winner] -= lr * x
        biases[_winner(x, new, biases)] -= lr
        new[:, int(y)] += lr * x
        biases[int(y)] += lr
    return new, biases


def a_thousand_below_zero_to_beat(x, y, W, b, lr):
    """With which number does your search for the winner begin: can all scores be lower?"""
    scores = x @ W + b
    return _one_by_one(x, y, W, b, lr, np.where(scores > -1000, scores, -1000))


def close_scores_count_as_equal(x, y, W, b, lr):
    """How far apart may two scores be for your function to call them the same?"""
    scores = x @ W + b
    return _one_by_one(x, y, W, b, lr, np.isclose(scores, scores.max()))
