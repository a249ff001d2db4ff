import numpy as np


def each_by_its_own(x_train, x_test):
    """A new dragon arrives alone: whose mean and deviation can it be measured with?"""
    return tuple((x - x.mean(axis=0)) / x.std(axis=0) for x in (x_train, x_test))


def both_by_all_rows(x_train, x_test):
    """Your mean and deviation were taken from which rows: has the test had a say in them?"""
    x = np.concatenate([x_train, x_test])
    mean, deviation = x.mean(axis=0), x.std(axis=0)
    return (x_train - mean) / deviation, (x_test - mean) / deviation


def both_by_the_test(x_train, x_test):
    """Which of the two tables should the mean and the deviation come from?"""
    mean, deviation = x_test.mean(axis=0), x_test.std(axis=0)
    return (x_train - mean) / deviation, (x_test - mean) / deviation


def own_mean_for_the_test(x_train, x_test):
    """The deviation is the same for both tables. And the mean?"""
    deviation = x_train.std(axis=0)
    return (x_train - x_train.mean(axis=0)) / deviation, (x_test - x_test.mean(axis=0)) / deviation


def own_deviation_for_the_test(x_train, x_test):
    """The mean is the same for both tables. And the deviation?"""
    mean = x_train.mean(axis=0)
    return (x_train - mean) / x_train.std(axis=0), (x_test - mean) / x_test.std(axis=0)


def test_left_alone(x_train, x_test):
    """The network will know only the new scale: on which scale are your test rows?"""
    return (x_train - x_train.mean(axis=0)) / x_train.std(axis=0), x_test.copy()


def test_only_shifted(x_train, x_test):
    """Two things are done to the train rows. Are both of them done to the test rows?"""
    mean = x_train.mean(axis=0)
    return (x_train - mean) / x_train.std(axis=0), x_test - mean


def test_only_scaled(x_train, x_test):
    """A train dragon and its twin in the test should become the same: is the mean taken away from both?"""
    deviation = x_train.std(axis=0)
    return (x_train - x_train.mean(axis=0)) / deviation, x_test / deviation


def other_kind_of_deviation_for_the_test(x_train, x_test):
    """There are two deviations, divided by n and by n - 1: do you use the same one for both tables?"""
    mean = x_train.mean(axis=0)
    return (x_train - mean) / x_train.std(axis=0), (x_test - mean) / x_train.std(axis=0, ddof=1)


def one_scale_for_all_columns(x_train, x_test):
    """Toes and feet: should they have a mean and a deviation in common?"""
    mean, deviation = x_train.mean(), x_train.std()
    return (x_train - mean) / deviation, (x_test - mean) / deviation


def one_deviation_for_all_columns(x_train, x_test):
    """The columns have means of their own. Have they deviations of their own as well?"""
    mean, deviation = x_train.mean(axis=0), x_train.std()
    return (x_train - mean) / deviation, (x_test - mean) / deviation


def row_by_row(x_train, x_test):
    """Mean over what: over all dragons in a column, or over all features of a dragon?"""
    return tuple((x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True) for x in (x_train, x_test))


def only_shifted(x_train, x_test):
    """The mean is gone. How large is the deviation of your columns?"""
    mean = x_train.mean(axis=0)
    return x_train - mean, x_test - mean


def only_scaled(x_train, x_test):
    """The deviation is right. What is the mean of your columns?"""
    deviation = x_train.std(axis=0)
    return x_train / deviation, x_test / deviation


def divided_by_variance(x_train, x_test):
    """If lengths were measured in inches, would your answer be the same? What do you divide by?"""
    mean, variance = x_train.mean(axis=0), x_train.var(axis=0)
    return (x_train - mean) / variance, (x_test - mean) / variance


def from_zero_to_one(x_train, x_test):
    """You bring every column between two limits. Is that what mean 0 and deviation 1 say?"""
    low, high = x_train.min(axis=0), x_train.max(axis=0)
    return (x_train - low) / (high - low), (x_test - low) / (high - low)


def divided_before_shifted(x_train, x_test):
    """In which order do you shift and divide? Work out one column by hand."""
    mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)
    return x_train / deviation - mean, x_test / deviation - mean


def brackets_forgotten(x_train, x_test):
    """Work out one value by hand: what does Python do first, divide or subtract?"""
    mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)
    return x_train - mean / deviation, x_test - mean / deviation


def brackets_forgotten_for_the_test(x_train, x_test):
    """Compare your two formulas sign by sign: are all the brackets there?"""
    mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)
    return (x_train - mean) / deviation, x_test - mean / deviation


def upside_down(x_train, x_test):
    """Is a dragon longer than the mean above 0 afterwards, or below?"""
    mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)
    return (mean - x_train) / deviation, (mean - x_test) / deviation


def first_column_only(x_train, x_test):
    """The toes are on the new scale. And the lengths?"""
    mean, deviation = x_train[:, 0].mean(), x_train[:, 0].std()
    new = [x_train.copy(), x_test.copy()]
    for x in new:
        x[:, 0] = (x[:, 0] - mean) / deviation
    return tuple(new)


def second_column_only(x_train, x_test):
    """The lengths are on the new scale. And the toes?"""
    mean, deviation = x_train[:, 1].mean(), x_train[:, 1].std()
    new = [x_train.copy(), x_test.copy()]
    for x in new:
        x[:, 1] = (x[:, 1] - mean) / deviation
    return tuple(new)


def by_the_median(x_train, x_test):
    """What is in the middle of your columns: the mean, or the median?"""
    middle, deviation = np.median(x_train, axis=0), x_train.std(axis=0)
    return (x_train - middle) / deviation, (x_test - middle) / deviation


def outliers_cut_off(x_train, x_test):
    """A dragon far from all the others: is it still as far away afterwards?"""
    mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)
    return (x_train - mean) / deviation, np.clip((x_test - mean) / deviation, -2, 2)


def two_columns_by_name(x_train, x_test):
    """How many columns does your function work on, and how many may there be?"""
    new = [x_train.copy(), x_test.copy()]
    for column in (0, 1):
        mean, deviation = x_train[:, column].mean(), x_train[:, column].std()
        for x in new:
            x[:, column] = (x[:, column] - mean) / deviation
    return tuple(new)


def single_row_squeezed(x_train, x_test):
    """What shape has the test table if it holds a single dragon, and what shape has your answer?"""
    mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)
    new_test = (x_test - mean) / deviation
    return (x_train - mean) / deviation, new_test if len(new_test) > 1 else new_test[0]


def in_place(x_train, x_test):
    """Print your tables before and after the call: whose array has your function written to?"""
    mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)
    for x in (x_train, x_test):
        x -= mean
        x /= deviation
    return x_train, x_test


def train_in_place(x_train, x_test):
    """The test rows that came in are as before. And the train rows?"""
    mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)
    x_train -= mean
    x_train /= deviation
    return x_train, (x_test - mean) / deviation


def test_in_place(x_train, x_test):
    """The train rows that came in are as before. And the test rows?"""
    mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)
    x_test -= mean
    x_test /= deviation
    return (x_train - mean) / deviation, x_test


def test_first(x_train, x_test):
    """In which order should the two tables come back?"""
    mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)
    return (x_test - mean) / deviation, (x_train - mean) / deviation


def train_only(x_train, x_test):
    """How many tables should come back?"""
    return (x_train - x_train.mean(axis=0)) / x_train.std(axis=0)


def one_table(x_train, x_test):
    """Should both herds come back in one table, or in two?"""
    mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)
    return (np.concatenate([x_train, x_test]) - mean) / deviation


def statistics_returned(x_train, x_test):
    """You return what the tables are measured with. Where are the tables?"""
    return x_train.mean(axis=0), x_train.std(axis=0)
