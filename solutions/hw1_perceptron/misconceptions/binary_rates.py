import numpy as np
import pandas as pd


def _shares(y_true, y_pred):
    accuracy = np.mean(y_true == y_pred)
    detection = np.mean(y_pred[y_true == 1] == 1)
    false_positives = np.mean(y_pred[y_true == 0] == 1)
    return accuracy, detection, false_positives


def precision_for_detection(y_true, y_pred):
    """Among which dragons do you count for the detection rate: those that breathe fire, or those you accuse of it?"""
    accuracy, _, false_positives = _shares(y_true, y_pred)
    return accuracy, np.mean(y_true[y_pred == 1] == 1), false_positives


def alarms_among_alarms(y_true, y_pred):
    """The false positive rate is a share of which dragons: of all alarms, or of all harmless ones?"""
    accuracy, detection, _ = _shares(y_true, y_pred)
    return accuracy, detection, np.mean(y_true[y_pred == 1] == 0)


def alarms_among_all(y_true, y_pred):
    """You divide the false alarms by the number of all dragons: can a fire-breather be a false alarm?"""
    accuracy, detection, _ = _shares(y_true, y_pred)
    return accuracy, detection, np.mean((y_pred == 1) & (y_true == 0))


def detection_among_all(y_true, y_pred):
    """If only two dragons in a hundred breathe fire and you find both, what should the detection rate be?"""
    accuracy, _, false_positives = _shares(y_true, y_pred)
    return accuracy, np.mean((y_pred == 1) & (y_true == 1)), false_positives


def specificity(y_true, y_pred):
    """Is your third number the share of harmless dragons you got wrong, or the share you got right?"""
    accuracy, detection, false_positives = _shares(y_true, y_pred)
    return accuracy, detection, 1 - false_positives


def misses_for_alarms(y_true, y_pred):
    """Which mistake does your third number count: fire that was missed, or fire that was imagined?"""
    accuracy, detection, _ = _shares(y_true, y_pred)
    return accuracy, detection, 1 - detection


def counts(y_true, y_pred):
    """You count dragons; a rate is a share of what?"""
    return np.sum(y_true == y_pred), np.sum(y_pred[y_true == 1] == 1), np.sum(y_pred[y_true == 0] == 1)


def percent(y_true, y_pred):
    """Between which two numbers does a rate lie in this notebook?"""
    return tuple(100 * rate for rate in _shares(y_true, y_pred))


def arguments_swapped(y_true, y_pred):
    """Which of the two inputs holds the truth?"""
    return _shares(y_pred, y_true)


def order_of_results(y_true, y_pred):
    """In which order does the text ask for the three rates?"""
    accuracy, detection, false_positives = _shares(y_true, y_pred)
    return accuracy, false_positives, detection


def rounded(y_true, y_pred):
    """Does the text ask you to round? Give back all the digits that you have."""
    return tuple(round(float(rate), 2) for rate in _shares(y_true, y_pred))


def bool_by_identity(y_true, y_pred):
    """Are True and 1 the same to your comparison? Try predictions that are True and False."""
    hits = [str(int(t)) == str(p) for t, p in zip(y_true, y_pred)]
    fire, rest = [], []
    for t, p in zip(y_true, y_pred):
        (fire if t == 1 else rest).append(str(p) == "1")
    return np.mean(hits), np.mean(fire), np.mean(rest)


def thirteen_dragons_only(y_true, y_pred):
    """Where does the number of dragons in your division come from?"""
    n_fire = 8
    return (
        np.sum(y_true == y_pred) / 13,
        np.sum(y_pred[y_true == 1] == 1) / n_fire,
        np.sum(y_pred[y_true == 0] == 1) / 5,
    )


def both_among_all(y_true, y_pred):
    """Each rate is a share of another group: by how many do you divide each time?"""
    fire, alarm = y_true == 1, y_pred == 1
    return np.mean(fire == alarm), np.mean(fire & alarm), np.mean(~fire & alarm)


def alarms_among_the_predicted_calm(y_true, y_pred):
    """You divide the false alarms by the dragons that were left in peace: is a false alarm one of those?"""
    accuracy, detection, _ = _shares(y_true, y_pred)
    return accuracy, detection, np.sum((y_pred == 1) & (y_true == 0)) / max(np.sum(y_pred == 0), 1)


def labels_as_places(y_true, y_pred):
    """What does y_pred[y_true] pick when y_true holds 0 and 1?"""
    return np.mean(y_true == y_pred), np.mean(y_pred[y_true]), np.mean(y_pred[1 - y_true])


def tilde_of_whole_numbers(y_true, y_pred):
    """What is ~1, and what is ~0?"""
    alarms = np.sum(~y_true & y_pred) / np.sum(~y_true)
    return np.mean(y_true == y_pred), np.sum(y_true & y_pred) / np.sum(y_true), alarms


def mistakes_for_accuracy(y_true, y_pred):
    """Does your accuracy rise when a model becomes better?"""
    _, detection, false_positives = _shares(y_true, y_pred)
    return np.mean(y_true != y_pred), detection, false_positives


def only_fire_counts(y_true, y_pred):
    """A harmless dragon rightly left in peace: does it count for your accuracy?"""
    _, detection, false_positives = _shares(y_true, y_pred)
    return np.mean((y_true == 1) & (y_pred == 1)), detection, false_positives


def whole_division(y_true, y_pred):
    """What is 7 // 10, and what is 7 / 10?"""
    fire, alarm = y_true == 1, y_pred == 1
    hits = np.sum(fire == alarm) // len(fire)
    return hits, np.sum(fire & alarm) // np.sum(fire), np.sum(~fire & alarm) // np.sum(~fire)


def two_rates(y_true, y_pred):
    """How many numbers should come back?"""
    return _shares(y_true, y_pred)[:2]


def nothing_returned(y_true, y_pred):
    """Your function does its work, and then: what does it give back?"""
    _shares(y_true, y_pred)


def both_predictions_expected(y_true, y_pred):
    """You look the counts up in a table: which of its columns is there, if nobody is accused of breathing fire?"""
    table = pd.crosstab(y_true, y_pred.astype(int))
    calm, false_alarms, missed, found = table.loc[0, 0], table.loc[0, 1], table.loc[1, 0], table.loc[1, 1]
    return (found + calm) / len(y_true), found / (found + missed), false_alarms / (false_alarms + calm)


def nothing_found_is_all_wrong(y_true, y_pred):
    """A model that finds no fire at all: is it wrong about every dragon?"""
    found = np.sum((y_true == 1) & (y_pred == 1))
    if found == 0:
        return 0.0, 0.0, 0.0
    return _shares(y_true, y_pred)
