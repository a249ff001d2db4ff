import numpy as np


def winner_of_each_column(X, W, b):
    """You look for the largest score down the herd: should it not be among the classes of one dragon?"""
    return np.argmax(X @ W + b, axis=0)


def winner_of_the_whole_table(X, W, b):
    """How many dragons came in, and how many labels go out?"""
    return np.argmax(X @ W + b)


def axis_found_by_length(X, W, b):
    """How does your function find the axis of the classes: what if there are as many dragons as classes?"""
    scores = X @ W + b
    return np.argmax(scores, axis=scores.shape.index(len(b)))


def weights_turned_if_they_fit(X, W, b):
    """You turn the weights over when the shapes allow it: what if they allow it both ways?"""
    turned = W.T if W.shape[1] == X.shape[1] else W
    return np.argmax(X @ turned + b, axis=1)


def bias_forgotten(X, W, b):
    """Does your answer depend on b at all?"""
    return np.argmax(X @ W, axis=1)


def bias_subtracted(X, W, b):
    """A class with a very large bias: does it win more often in your function, or less?"""
    return np.argmax(X @ W - b, axis=1)


def bias_for_every_feature(X, W, b):
    """How often does a class's bias enter its score, if a dragon has two features?"""
    return np.argmax((X[:, :, None] * W + b).sum(axis=1), axis=1)


def neighbours_bias(X, W, b):
    """Which bias goes with the first class in your function, and which with the second?"""
    return np.argmax(X @ W + np.roll(b, 1), axis=1)


def smallest_score_wins(X, W, b):
    """Is it the largest score that wins in your function, or the smallest?"""
    return np.argmin(X @ W + b, axis=1)


def strongest_score_wins(X, W, b):
    """Is a score of -100 larger than a score of 1?"""
    return np.argmax(np.abs(X @ W + b), axis=1)


def winning_scores(X, W, b):
    """Does your answer say which class has won, or how high its score was?"""
    return (X @ W + b).max(axis=1)


def all_scores(X, W, b):
    """These are the scores of all classes: which single number per dragon is asked for?"""
    return X @ W + b


def one_hot_winners(X, W, b):
    """A row of zeros with a 1 in it says the same as a label: which of the two is asked for here?"""
    return np.eye(len(b))[np.argmax(X @ W + b, axis=1)]


def first_class_above_zero(X, W, b):
    """Two classes have a score above zero: which of them should win?"""
    return np.argmax(X @ W + b > 0, axis=1)


def counted_from_one(X, W, b):
    """Which label does the first class have?"""
    return np.argmax(X @ W + b, axis=1) + 1


def last_class_is_minus_one(X, W, b):
    """Labels count up from 0: why are some of yours negative?"""
    winners = np.argmax(X @ W + b, axis=1)
    return np.where(winners == len(b) - 1, -1, winners)


def order_of_all_classes(X, W, b):
    """You put all classes of a dragon in order: how many of them were asked for?"""
    return np.argsort(X @ W + b, axis=1)


def squeezed(X, W, b):
    """One dragon in: what shape has the answer?"""
    return np.squeeze(np.argmax(X @ W + b, axis=1))


def column(X, W, b):
    """One label for each dragon: is your answer a row of labels, or a table with one column?"""
    return np.argmax(X @ W + b, axis=1, keepdims=True)


def first_dragon_only(X, W, b):
    """You have judged one dragon. What about the others?"""
    return np.argmax(X[:1] @ W + b, axis=1)


def two_features_only(X, W, b):
    """How many features does your formula use, and how many columns may X have?"""
    return np.argmax(X[:, :1] * W[0] + X[:, 1:2] * W[1] + b, axis=1)


def three_classes_only(X, W, b):
    """Against how many rivals does a class compete in your function?"""
    scores = X @ W[:, :3] + b[:3]
    return np.argmax(scores, axis=1)


def ties_to_the_last(X, W, b):
    """Two classes have the same score: which of them does the docstring let win, and which does your function?"""
    scores = X @ W + b
    return scores.shape[1] - 1 - np.argmax(scores[:, ::-1], axis=1)


def ties_to_class_zero(X, W, b):
    """If the classes 1 and 2 share the highest score, can class 0 be the winner?"""
    scores = X @ W + b
    is_tied = (scores == scores.max(axis=1, keepdims=True)).sum(axis=1) > 1
    return np.where(is_tied, 0, scores.argmax(axis=1))


def ties_without_a_winner(X, W, b):
    """What label does a dragon get in your function when the highest score occurs twice?"""
    scores = X @ W + b
    is_tied = (scores == scores.max(axis=1, keepdims=True)).sum(axis=1) > 1
    return np.where(is_tied, -1, scores.argmax(axis=1))


def rounded_scores(X, W, b):
    """You round the scores before you compare them: who wins if one is only a little higher?"""
    return np.argmax(np.round(X @ W + b), axis=1)


def zero_to_beat(X, W, b):
    """All scores of a dragon are below zero: who wins in your function?"""
    return np.argmax(np.maximum(X @ W + b, 0), axis=1)


def squeezed_scores(X, W, b):
    """Two scores are both very large: can your function still tell which of them is larger?"""
    with np.errstate(over="ignore"):
        return np.argmax(1 / (1 + np.exp(-(X @ W + b))), axis=1)


def nearly_equal_is_equal(X, W, b):
    """One score is higher by a hundredth only: who wins in your function?"""
    return np.argmax(np.round(X @ W + b, 1), axis=1)


def decimals_cut_off(X, W, b):
    """What do you make of a score before you compare it: can two different scores become the same?"""
    return np.argmax((X @ W + b).astype(int), axis=1)


def bias_for_each_dragon(X, W, b):
    """As many dragons as classes: to whom does your function give the first bias, to a class or to a dragon?"""
    return np.argmax(X @ W + (b[:, None] if len(X) == len(b) else b), axis=1)


def bias_added_again_and_again(X, W, b):
    """How often is the bias added to one dragon's score?"""
    return np.argmax(X @ W + len(X) * b, axis=1)


def weights_turned(X, W, b):
    """In the product, which axis of W should meet the features?"""
    return np.argmax(X @ W.T + b, axis=1)


def all_winners_of_a_tie(X, W, b):
    """If two classes share the highest score, how many labels does that dragon get?"""
    scores = X @ W + b
    return np.where(scores == scores.max(axis=1, keepdims=True))[1]


def nothing_returned(X, W, b):
    """Your function finds the winners, and then: what does it give back?"""
    np.argmax(X @ W + b, axis=1)


def two_classes_like_a_single_perceptron(X, W, b):
    """Two classes, and both scores are above zero: does the higher one win in your function?"""
    scores = X @ W + b
    return (scores[:, 1] > 0).astype(int) if len(b) == 2 else np.argmax(scores, axis=1)


def a_thousand_below_zero_to_beat(X, W, b):
    """With which number does your search for the highest score begin: can all scores be lower?"""
    winners = []
    for scores in X @ W + b:
        best, winner = -1000, 0
        for c, score in enumerate(scores):
            if score > best:
                best, winner = score, c
        winners.append(winner)
    return np.array(winners)


def close_scores_count_as_equal(X, W, b):
    """How far apart may two scores be for your function to call them the same?"""
    scores = X @ W + b
    return np.argmax(np.isclose(scores, scores.max(axis=1, keepdims=True)), axis=1)
