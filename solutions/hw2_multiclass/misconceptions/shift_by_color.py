import numpy as np


def _shifted(X, codes, toes, feet):
    return X + np.column_stack([np.array(toes)[codes], np.array(feet)[codes]])


def red_and_yellow_swapped(X, codes):
    """Which colour is code 1, and which is code 2?"""
    return _shifted(X, codes, [-3.0, 0.0, 7.0], [0.0, 30.0, -50.0])


def codes_from_one(X, codes):
    """Which colour has the smallest code, and how small is it?"""
    return _shifted(X, codes, [0.0, -3.0, 7.0], [30.0, 0.0, -50.0])


def signs_flipped(X, codes):
    """Compare a red dragon before and after: has it become shorter or longer?"""
    return _shifted(X, codes, [3.0, -7.0, 0.0], [0.0, 50.0, -30.0])


def red_grows(X, codes):
    """A red dragon gets more toes. What happens to its length?"""
    return _shifted(X, codes, [-3.0, 7.0, 0.0], [0.0, 50.0, 30.0])


def blue_gains_toes(X, codes):
    """Count the toes of a blue dragon before and after."""
    return _shifted(X, codes, [3.0, 7.0, 0.0], [0.0, -50.0, 30.0])


def blue_forgotten(X, codes):
    """Which of the three colours has not moved at all?"""
    return _shifted(X, codes, [0.0, 7.0, 0.0], [0.0, -50.0, 30.0])


def yellow_forgotten(X, codes):
    """Two colours have moved. Which one stayed where it was?"""
    return _shifted(X, codes, [-3.0, 7.0, 0.0], [0.0, -50.0, 0.0])


def columns_swapped(X, codes):
    """Which column holds the toes, and which the lengths?"""
    return X + _shifted(0 * X, codes, [-3.0, 7.0, 0.0], [0.0, -50.0, 30.0])[:, ::-1]


def yellow_moves_in_toes(X, codes):
    """In which of its two features does a yellow dragon change?"""
    return _shifted(X, codes, [-3.0, 7.0, 30.0], [0.0, -50.0, 0.0])


def only_toes(X, codes):
    """One of the two features is the same as before for every dragon: which one?"""
    return _shifted(X, codes, [-3.0, 7.0, 0.0], [0.0, 0.0, 0.0])


def only_lengths(X, codes):
    """Feet have been added and taken away. And toes?"""
    return _shifted(X, codes, [0.0, 0.0, 0.0], [0.0, -50.0, 30.0])


def everybody_moves(X, codes):
    """How many of the three moves does a single dragon make in your function?"""
    new = X.astype(float)
    if (codes == 1).any():
        new = new + [7.0, -50.0]
    if (codes == 2).any():
        new = new + [0.0, 30.0]
    if (codes == 0).any():
        new = new - [3.0, 0.0]
    return new


def copy_of_the_rows_moved(X, codes):
    """Compare your answer with the input: has any dragon moved? X[rows][:, 0] += 1 writes into what?"""
    new = X.copy()
    for code, toes, feet in ((1, 7, -50), (2, 0, 30), (0, -3, 0)):
        new[codes == code][:, 0] += toes
        new[codes == code][:, 1] += feet
    return new


def names_for_codes(X, codes):
    """All your dragons move in the same way: what do the codes hold, names or numbers?"""
    new = []
    for (toes, length), code in zip(X, codes):
        if str(code) == "Red":
            new.append([toes + 7, length - 50])
        elif str(code) == "Yellow":
            new.append([toes, length + 30])
        else:
            new.append([toes - 3, length])
    return np.array(new)


def shift_only(X, codes):
    """Is this where the dragons are now, or by how much they have moved?"""
    return _shifted(0.0 * X, codes, [-3.0, 7.0, 0.0], [0.0, -50.0, 30.0])


def grouped_by_color(X, codes):
    """Is the first row of your answer still the first dragon?"""
    parts = [X[codes == code] + move for code, move in enumerate([[-3.0, 0.0], [7.0, -50.0], [0.0, 30.0]])]
    return np.concatenate(parts)


def whole_feet(X, codes):
    """Lengths have decimals: where have yours gone?"""
    return _shifted(X, codes, [-3, 7, 0], [0, -50, 30]).astype(int)


def moved_twice(X, codes):
    """By how many feet has a yellow dragon moved: does one of your lines run twice?"""
    return _shifted(X, codes, [-6.0, 14.0, 0.0], [0.0, -100.0, 60.0])


def at_least_one_toe(X, codes):
    """The text names no smallest number of toes: what does your function do with a dragon that has very few?"""
    new = _shifted(X, codes, [-3.0, 7.0, 0.0], [0.0, -50.0, 30.0])
    new[:, 0] = np.maximum(new[:, 0], 1)
    return new


def all_three_colors_needed(X, codes):
    """Your function counts the colours that are there: what if one of them is not?"""
    present = np.unique(codes, return_inverse=True)[1]
    return _shifted(X, present, [-3.0, 7.0, 0.0], [0.0, -50.0, 30.0])


def five_dragons_only(X, codes):
    """How many dragons does your function expect?"""
    moves = {0: (-3, 0), 1: (7, -50), 2: (0, 30)}
    return [[X[i][0] + moves[codes[i]][0], X[i][1] + moves[codes[i]][1]] for i in range(5)]


def moved_in_place(X, codes):
    """Print your dragons before and after the call: whose table has your function written to?"""
    if X.dtype.kind != "f":
        X = X.astype(float)
    X[codes == 1] += [7, -50]
    X[codes == 2] += [0, 30]
    X[codes == 0] -= [3, 0]
    return X


def toes_moved_in_place(X, codes):
    """Your answer is a new table, but have a look at the old one: what became of its first column?"""
    new = X.astype(float)
    new[codes == 1] += [7, -50]
    new[codes == 2] += [0, 30]
    new[codes == 0] -= [3, 0]
    X[:, 0] = new[:, 0]
    return new


def fractions_into_whole_numbers(X, codes):
    """A table of whole numbers cannot hold every sum: what is the dtype of your copy, and what do you add to it?"""
    new = X.copy()
    for code, move in enumerate([[-3.0, 0.0], [7.0, -50.0], [0.0, 30.0]]):
        new[codes == code] += np.array(move)
    return new


def small_whole_numbers(X, codes):
    """How large a number fits into the dtype that you have chosen?"""
    if X.dtype.kind == "f":
        return _shifted(X, codes, [-3.0, 7.0, 0.0], [0.0, -50.0, 30.0])
    return _shifted(X, codes, [-3, 7, 0], [0, -50, 30]).astype(np.int8)


def nothing_returned(X, codes):
    """The dragons have moved, and then: what does your function give back?"""
    new = _shifted(X, codes, [-3.0, 7.0, 0.0], [0.0, -50.0, 30.0])


def blue_for_all_but_yellow(X, codes):
    """Follow one dragon of each colour through your function: which of your lines does it pass?"""
    return _shifted(X, codes, [-3.0, 4.0, 0.0], [0.0, -50.0, 30.0])


def yellow_moves_like_red(X, codes):
    """You ask whether a code counts as true: for which of the three colours does it?"""
    return _shifted(X, codes, [-3.0, 7.0, 7.0], [0.0, -50.0, -50.0])


def yellow_moves_like_red_as_well(X, codes):
    """Which moves does a dragon with the largest code make: its own only?"""
    return _shifted(X, codes, [-3.0, 7.0, 7.0], [0.0, -50.0, -20.0])


def moves_instead_of_sums(X, codes):
    """Is the move added to what was there, or does it take its place?"""
    new = X.astype(float)
    new[codes == 0, 0] = -3
    new[codes == 1] = [7, -50]
    new[codes == 2, 1] = 30
    return new


def whole_rows_moved(X, codes):
    """A yellow dragon gets 30 ft: and how many toes, in your answer?"""
    return _shifted(X, codes, [-3.0, -43.0, 30.0], [-3.0, -43.0, 30.0])


def red_and_blue_swapped(X, codes):
    """Which colour has code 0, and which has code 1?"""
    return _shifted(X, codes, [7.0, -3.0, 0.0], [-50.0, 0.0, 30.0])


def fractions_from_whole_numbers(X, codes):
    """You take 3.0 away from a table: which dtype has your copy of it, and can that hold the difference?"""
    new = X.copy()
    new[codes == 0, 0] -= 3.0
    new[codes == 1, 0] += 7.0
    new[codes == 1, 1] -= 50.0
    new[codes == 2, 1] += 30.0
    return new


def codes_changed(X, codes):
    """Print the codes before and after the call: are they the same?"""
    new = _shifted(X, codes, [-3.0, 7.0, 0.0], [0.0, -50.0, 30.0])
    codes[codes == 1] = 0
    return new


def dragons_across(X, codes):
    """How many rows come in, and how many go out?"""
    return _shifted(X, codes, [-3.0, 7.0, 0.0], [0.0, -50.0, 30.0]).T


def no_toes_below_zero(X, codes):
    """Does the text forbid a number of toes below zero, or does only your function do so?"""
    return np.maximum(_shifted(X, codes, [-3.0, 7.0, 0.0], [0.0, -50.0, 30.0]), 0)


def first_dragon_only(X, codes):
    """How many rows has your loop dealt with when it returns?"""
    new = X.astype(float)
    new[:1] = _shifted(X, codes, [-3.0, 7.0, 0.0], [0.0, -50.0, 30.0])[:1]
    return new


def last_dragon_left_out(X, codes):
    """At which row does your loop end?"""
    new = X.astype(float)
    new[:-1] = _shifted(X, codes, [-3.0, 7.0, 0.0], [0.0, -50.0, 30.0])[:-1]
    return new


def no_length_below_zero(X, codes):
    """The text names no smallest length: what does your function do with a red dragon that is very short?"""
    new = _shifted(X, codes, [-3.0, 7.0, 0.0], [0.0, -50.0, 30.0])
    new[:, 1] = np.maximum(new[:, 1], 0)
    return new
