import numpy as np
import pandas as pd


def every_label_in_every_row(labels, n_classes):
    """How many ones are in each of your rows? When you write a 1, into how many rows does it go?"""
    out = np.zeros((len(labels), n_classes), dtype=int)
    out[:, labels] = 1
    return out


def classes_down_dragons_across(labels, n_classes):
    """Is a dragon a row of your table, or a column?"""
    return (np.arange(n_classes)[:, None] == labels).astype(int)


def one_dragon_one_class(labels, n_classes):
    """Your table has 1s on its diagonal only: where do the labels come in?"""
    return np.eye(len(labels), n_classes)


def diagonal_as_long_as_the_herd(labels, n_classes):
    """What gives your table its number of columns: the dragons, or the classes?"""
    return np.eye(len(labels), dtype=int)[np.minimum(labels, len(labels) - 1)]


def counted_from_one(labels, n_classes):
    """Which of your rows hold no 1 at all? Which column belongs to label 0?"""
    return (labels[:, None] == np.arange(1, n_classes + 1)).astype(int)


def columns_backwards(labels, n_classes):
    """In which order do the columns of your table stand?"""
    return (labels[:, None] == np.arange(n_classes)[::-1]).astype(int)


def labels_for_ones(labels, n_classes):
    """Which numbers does your table hold? Which two should it hold?"""
    return (labels[:, None] == np.arange(n_classes)) * labels[:, None]


def minus_one_for_zero(labels, n_classes):
    """What stands in your table where a dragon does not belong?"""
    return np.where(labels[:, None] == np.arange(n_classes), 1, -1)


def ones_and_zeros_swapped(labels, n_classes):
    """One of the numbers in each row is different from the rest: is it the 1?"""
    return (labels[:, None] != np.arange(n_classes)).astype(int)


def up_to_the_label(labels, n_classes):
    """How many ones has the row of label 2 in your table?"""
    return (labels[:, None] >= np.arange(n_classes)).astype(int)


def extra_dimension(labels, n_classes):
    """A table has rows and columns: how many axes has yours?"""
    return np.eye(n_classes)[labels.reshape(-1, 1)]


def one_long_row(labels, n_classes):
    """Where does one dragon end and the next begin in your answer?"""
    return np.eye(n_classes)[labels].ravel()


def text(labels, n_classes):
    """Can one calculate with your ones and zeros? Look at their quotes."""
    return np.eye(n_classes, dtype=int)[labels].astype(str)


def first_of_each_class(labels, n_classes):
    """What becomes of the second dragon that has the same label?"""
    out = np.zeros((len(labels), n_classes), dtype=int)
    for c in range(n_classes):
        rows = np.flatnonzero(labels == c)
        out[rows[:1], c] = 1
    return out


def one_row_for_all(labels, n_classes):
    """How many rows has your table, and how many dragons came in?"""
    out = np.zeros(n_classes, dtype=int)
    out[labels] = 1
    return out


def classes_from_the_largest_label(labels, n_classes):
    """How many columns does your table have if no dragon has the last label?"""
    return np.eye(labels.max() + 1)[labels]


def classes_from_the_herd(labels, n_classes):
    """Your columns are the labels that occur: what if a class has no dragon today?"""
    return pd.get_dummies(pd.Series(labels)).to_numpy().astype(int)


def always_three_classes(labels, n_classes):
    """Does your function look at its second argument?"""
    return (labels[:, None] == np.arange(3)).astype(int)


def one_class_too_many(labels, n_classes):
    """Which labels are there for three classes, and how many columns does that make?"""
    return np.eye(n_classes + 1)[labels]


def printed(labels, n_classes):
    """You can see the table on the screen: what does your function give back?"""
    print(np.eye(n_classes)[labels])


def column_before(labels, n_classes):
    """Where is the 1 of label 0 in your table?"""
    return np.eye(n_classes)[labels - 1]


def same_row_again(labels, n_classes):
    """All of your rows show the last dragon: how many rows have you made, and how many times did you append one?"""
    row, rows = np.zeros(n_classes), []
    for label in labels:
        row[:] = 0
        row[label] = 1
        rows.append(row)
    return np.array(rows)


def ones_left_standing(labels, n_classes):
    """Does each dragon begin with a row of zeros of its own?"""
    row, rows = np.zeros(n_classes), []
    for label in labels:
        row[label] = 1
        rows.append(row.copy())
    return np.array(rows)


def one_column_for_two_classes(labels, n_classes):
    """How many columns has your table for two classes?"""
    if n_classes == 2:
        return (labels == 1).astype(int)[:, None]
    return (labels[:, None] == np.arange(n_classes)).astype(int)


def labels_numbered_anew(labels, n_classes):
    """Only the labels 1 and 3 occur: in which columns are their 1s?"""
    return np.eye(n_classes)[np.unique(labels, return_inverse=True)[1]]


def first_dragon_only(labels, n_classes):
    """How many rows has your loop dealt with when it returns?"""
    out = np.zeros((len(labels), n_classes))
    out[0, labels[0]] = 1
    return out


def turned_if_it_does_not_fit(labels, n_classes):
    """You look at the shape to see which way round your table is: what if it has as many rows as columns?"""
    out = (np.arange(n_classes)[:, None] == labels).astype(int)
    return out if out.shape == (len(labels), n_classes) else out.T
