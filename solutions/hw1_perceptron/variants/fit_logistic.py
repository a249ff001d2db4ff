import numpy as np
import pandas as pd
from sklearn import linear_model, metrics
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def plain(x_train, y_train, x_test, y_test):
    model = LogisticRegression().fit(x_train, y_train)
    pred = model.predict(x_test)
    return np.mean(pred == y_test), np.mean(pred[y_test == 1] == 1), np.mean(pred[y_test == 0] == 1)


def more_iterations(x_train, y_train, x_test, y_test):
    model = linear_model.LogisticRegression(max_iter=5000)
    model.fit(x_train, y_train.ravel())
    guess = model.predict(x_test).astype(bool)
    truth = y_test.astype(bool)
    return (guess == truth).mean(), guess[truth].mean(), guess[~truth].mean()


def other_solver(x_train, y_train, x_test, y_test):
    pred = LogisticRegression(solver="newton-cg").fit(x_train, y_train).predict(x_test)
    return [
        metrics.accuracy_score(y_test, pred),
        metrics.recall_score(y_test, pred),
        1 - metrics.recall_score(1 - y_test, 1 - pred),
    ]


def from_probabilities(x_train, y_train, x_test, y_test):
    model = LogisticRegression(solver="newton-cholesky").fit(x_train, y_train)
    pred = (model.predict_proba(x_test)[:, 1] > 0.5).astype(int)
    return model.score(x_test, y_test), pred[y_test == 1].mean(), pred[y_test == 0].mean()


def from_the_scores(x_train, y_train, x_test, y_test):
    scores = LogisticRegression().fit(x_train, y_train).decision_function(x_test)
    fire = y_test == 1
    return np.array([np.mean((scores > 0) == fire), np.mean(scores[fire] > 0), np.mean(scores[~fire] > 0)])


def without_penalty_single_precision(x_train, y_train, x_test, y_test):
    model = LogisticRegression(C=1e6, max_iter=1000).fit(x_train.astype(np.float32), y_train)
    (tn, fp), (fn, tp) = metrics.confusion_matrix(y_test, model.predict(x_test.astype(np.float32)))
    return (tp + tn) / (tp + tn + fp + fn), tp / (tp + fn), fp / (fp + tn)


def scaled_in_place_on_copies(x_train, y_train, x_test, y_test):
    train, test = x_train.copy(), x_test.copy()
    middle, spread = train.mean(axis=0), train.std(axis=0)
    train -= middle
    train /= spread
    test -= middle
    test /= spread
    pred = LogisticRegression().fit(train, y_train).predict(test)
    return np.mean(pred == y_test), np.mean(pred[y_test == 1]), np.mean(pred[y_test == 0])


def pipeline(x_train, y_train, x_test, y_test):
    model, fire = make_pipeline(StandardScaler(), LogisticRegression()).fit(x_train, y_train), y_test == 1
    scores = [model.score(x_test[rows], y_test[rows]) for rows in (slice(None), fire, ~fire)]
    return scores[0], scores[1], 1 - scores[2]


def tables(x_train, y_train, x_test, y_test):
    model = LogisticRegression().fit(pd.DataFrame(x_train).add_prefix("f"), pd.Series(y_train.astype(bool)))
    alarm = pd.Series(model.predict(pd.DataFrame(x_test).add_prefix("f"))).astype(int)
    shares = alarm.groupby(y_test).mean()
    return (alarm == y_test).mean(), shares[1], shares[0]
