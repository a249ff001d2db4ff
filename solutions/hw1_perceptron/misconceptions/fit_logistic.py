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
    """If the accuracy is below one half, what should your function report?"""
    accuracy, detection, alarms = _rates(y_test, LogisticRegression().fit(x_train, y_train).predict(x_test))
    return (accuracy, detection, alarms) if accuracy >= 0.5 else (1 - accuracy, 1 - detection, 1 - alarms)


def first_two_features(x_train, y_train, x_test, y_test):
    """Which columns of the table does your model never see?"""
    return _rates(y_test, LogisticRegression().fit(x_train[:, :2], y_train).predict(x_test[:, :2]))


def probabilities_averaged(x_train, y_train, x_test, y_test):
    """A rate counts dragons: what do you take the mean of, decisions or probabilities?"""
    chance = LogisticRegression().fit(x_train, y_train).predict_proba(x_test)[:, 1]
    return np.mean((chance > 0.5) == y_test), np.mean(chance[y_test == 1]), np.mean(chance[y_test == 0])


def precision_for_detection(x_train, y_train, x_test, y_test):
    """Your detection rate: is it a share of the dragons that breathe fire, or of those that are accused of it?"""
    pred = LogisticRegression().fit(x_train, y_train).predict(x_test)
    return np.mean(pred == y_test), np.mean(y_test[pred == 1] == 1), np.mean(pred[y_test == 0] == 1)


def order_of_results(x_train, y_train, x_test, y_test):
    """In which order does section 4 list the three rates?"""
    accuracy, detection, alarms = _rates(y_test, LogisticRegression().fit(x_train, y_train).predict(x_test))
    return accuracy, alarms, detection


def specificity(x_train, y_train, x_test, y_test):
    """Your third number: does it grow when more harmless dragons are accused, or when fewer are?"""
    accuracy, detection, alarms = _rates(y_test, LogisticRegression().fit(x_train, y_train).predict(x_test))
    return accuracy, detection, 1 - alarms


def both_among_all(x_train, y_train, x_test, y_test):
    """By how many dragons do you divide: by all of the exam, or by those of one kind?"""
    pred = LogisticRegression().fit(x_train, y_train).predict(x_test)
    return np.mean(pred == y_test), np.mean((pred == 1) & (y_test == 1)), np.mean((pred == 1) & (y_test == 0))


def truth_and_prediction_swapped(x_train, y_train, x_test, y_test):
    """You hand over a truth and a prediction: which is expected first?"""
    return _rates(LogisticRegression().fit(x_train, y_train).predict(x_test), y_test)


def accuracy_of_the_train_rows(x_train, y_train, x_test, y_test):
    """Two of your rates are about the exam: which herd is the accuracy about?"""
    model = LogisticRegression().fit(x_train, y_train)
    return (model.score(x_train, y_train), *_rates(y_test, model.predict(x_test))[1:])


def herds_swapped(x_train, y_train, x_test, y_test):
    """Which herd learns here, and which sits the exam?"""
    return _rates(y_train, LogisticRegression().fit(x_test, y_test).predict(x_train))


def half_of_the_train_rows(x_train, y_train, x_test, y_test):
    """How many of the train dragons does your model see?"""
    half = len(x_train) // 2
    return _rates(y_test, LogisticRegression().fit(x_train[:half], y_train[:half]).predict(x_test))


def each_herd_scaled_by_itself(x_train, y_train, x_test, y_test):
    """Are the test dragons measured with the same yardstick as the train dragons?"""
    train, test = ((x - x.mean(axis=0)) / x.std(axis=0) for x in (x_train, x_test))
    return _rates(y_test, LogisticRegression().fit(train, y_train).predict(test))


def both_kinds_weighed_alike(x_train, y_train, x_test, y_test):
    """With which options should the model be made?"""
    return _rates(y_test, LogisticRegression(class_weight="balanced").fit(x_train, y_train).predict(x_test))


def other_threshold(x_train, y_train, x_test, y_test):
    """From which probability on does the text say "fire"?"""
    chance = LogisticRegression().fit(x_train, y_train).predict_proba(x_test)[:, 1]
    return _rates(y_test, (chance > 0.3).astype(int))


def counts(x_train, y_train, x_test, y_test):
    """You count dragons: what turns a count into a rate?"""
    pred = LogisticRegression().fit(x_train, y_train).predict(x_test)
    return np.sum(pred == y_test), np.sum(pred[y_test == 1] == 1), np.sum(pred[y_test == 0] == 1)


def nothing_returned(x_train, y_train, x_test, y_test):
    """Your function does its work, and then: what does it give back?"""
    _rates(y_test, LogisticRegression().fit(x_train, y_train).predict(x_test))
