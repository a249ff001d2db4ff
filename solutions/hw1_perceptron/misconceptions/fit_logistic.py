import numpy as np
from sklearn.linear_model import LogisticRegression


def _rates(y, pred):
    return np.mean(pred == y), np.mean(pred[y == 1] == 1), np.mean(pred[y == 0] == 1)


def judged_on_train_rows(x_train, y_train, x_test, y_test):
    """On which dragons do you count the hits: those the model has seen, or the others?"""
    return _rates(y_train, LogisticRegression().fit(x_train, y_train).predict(x_train))


def fitted_on_test_rows(x_train, y_train, x_test, y_test):
    """Which dragons has your model learnt from, and which should it never have seen?"""
    return _rates(y_test, LogisticRegression().fit(x_test, y_test).predict(x_test))


def fitted_on_all_rows(x_train, y_train, x_test, y_test):
    """More data are better, but what is an exam worth whose answers were in the textbook?"""
    x, y = np.concatenate([x_train, x_test]), np.concatenate([y_train, y_test])
    return _rates(y_test, LogisticRegression().fit(x, y).predict(x_test))


def one_feature(x_train, y_train, x_test, y_test):
    """How many columns does your model look at?"""
    return _rates(y_test, LogisticRegression().fit(x_train[:, :1], y_train).predict(x_test[:, :1]))


def published_figures(x_train, y_train, x_test, y_test):
    """These are the figures of one herd: does your function look at the herd it is given?"""
    return 0.994792, 1.0, 0.012048


def accuracy_three_times(x_train, y_train, x_test, y_test):
    """Three rates are asked for: which of yours are different questions?"""
    accuracy = LogisticRegression().fit(x_train, y_train).score(x_test, y_test)
    return accuracy, accuracy, accuracy


def accuracy_only(x_train, y_train, x_test, y_test):
    """How many numbers should come back?"""
    return LogisticRegression().fit(x_train, y_train).score(x_test, y_test)


def alarms_among_alarms(x_train, y_train, x_test, y_test):
    """The false positive rate is a share of which dragons: of all alarms, or of all harmless ones?"""
    pred = LogisticRegression().fit(x_train, y_train).predict(x_test)
    return np.mean(pred == y_test), np.mean(pred[y_test == 1] == 1), np.mean(y_test[pred == 1] == 0)


def better_of_both(x_train, y_train, x_test, y_test):
    """May an accuracy below one half be turned over until it looks good?"""
    accuracy, detection, alarms = _rates(y_test, LogisticRegression().fit(x_train, y_train).predict(x_test))
    return (accuracy, detection, alarms) if accuracy >= 0.5 else (1 - accuracy, 1 - detection, 1 - alarms)
