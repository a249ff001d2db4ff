import numpy as np
import pandas as pd


def order_of_appearance(names):
    """Which name has code 0 in your answer: the first of the alphabet, or the first in the table?"""
    codes, classes = pd.factorize(names)
    return codes, list(classes)


def alphabet_backwards(names):
    """At which end of the alphabet do you begin to count?"""
    classes = sorted(set(names), reverse=True)
    return np.array([classes.index(name) for name in names]), classes


def counted_from_one(names):
    """Which code has the first class: is it the one that Python counts from?"""
    classes = sorted(set(names))
    return np.array([classes.index(name) + 1 for name in names]), classes


def most_frequent_first(names):
    """Do your codes depend on how many dragons there are of each colour?"""
    counts = {name: list(names).count(name) for name in names}
    classes = sorted(counts, key=lambda name: (-counts[name], name))
    return np.array([classes.index(name) for name in names]), classes


def classes_first(names):
    """In which order does the docstring ask for the two results?"""
    classes, codes = np.unique(names, return_inverse=True)
    return classes.tolist(), codes


def codes_only(names):
    """How many things should come back?"""
    return np.unique(names, return_inverse=True)[1]


def first_rows_for_codes(names):
    """You give back one number for each class. How many dragons are there?"""
    classes, rows = np.unique(names, return_index=True)
    return rows, classes.tolist()


def counts_for_codes(names):
    """Does your first answer number the classes, or does it count the dragons of each?"""
    classes, counts = np.unique(names, return_counts=True)
    return counts, classes.tolist()


def rows_in_alphabetical_order(names):
    """These are row numbers that would sort the table; does a dragon's code say which class it belongs to?"""
    return np.argsort(names, kind="stable"), sorted(set(names))


def names_sorted_first(names):
    """Has each code stayed with its own dragon, or did you put the dragons in order as well?"""
    classes, codes = np.unique(names, return_inverse=True)
    return np.sort(codes), classes.tolist()


def codes_as_text(names):
    """Is "1" a number? Look at the quotes around your codes."""
    classes, codes = np.unique(names, return_inverse=True)
    return [str(code) for code in codes], classes.tolist()


def one_hot_for_codes(names):
    """One number for each dragon is asked for: how many do you give?"""
    classes, codes = np.unique(names, return_inverse=True)
    return np.eye(len(classes))[codes], classes.tolist()


def column_of_codes(names):
    """Is your first answer a row of codes, or a table with one column?"""
    classes, codes = np.unique(names, return_inverse=True)
    return codes.reshape(-1, 1), classes.tolist()


def classes_as_numbers(names):
    """If someone asks you for the name that belongs to code 1, where would they look it up?"""
    codes = np.unique(names, return_inverse=True)[1]
    return codes, np.unique(codes)


def a_class_for_every_dragon(names):
    """How often should each name stand in the list of classes?"""
    classes, codes = np.unique(names, return_inverse=True)
    return codes, sorted(names)


def classes_in_order_of_appearance(names):
    """Your codes follow the alphabet: does your list of classes?"""
    return np.unique(names, return_inverse=True)[1], list(pd.unique(names))


def numbers_for_three_colors(names):
    """What happens in your function to a name that is none of the three colours?"""
    known = {"Blue": 0, "Red": 1, "Yellow": 2}
    return np.array([known.get(name, -1) for name in names]), sorted(set(names))


def first_letters(names):
    """Two different names can begin with the same letter: can your codes tell them apart?"""
    initials = sorted({name[0] for name in names})
    return np.array([initials.index(name[0]) for name in names]), sorted(set(names))


def shortest_name_first(names):
    """By what do you put the names in order: by the alphabet, or by how long they are?"""
    classes = sorted(set(names), key=lambda name: (len(name), name))
    return np.array([classes.index(name) for name in names]), classes


def names_of_three_colors(names):
    """Where does your list of classes come from: from the names that come in, or is it written down in your function?"""
    return np.unique(names, return_inverse=True)[1], ["Blue", "Red", "Yellow"]


def names_cut_short(names):
    """Look at the longest of your classes: is the whole name still there?"""
    classes, codes = np.unique(names, return_inverse=True)
    return codes, np.array(classes, dtype="<U6").tolist()


def names_in_small_letters(names):
    """Are these the names as they were given, letter by letter?"""
    classes, codes = np.unique(names, return_inverse=True)
    return codes, [name.lower() for name in classes]


def printed(names):
    """You can see the codes on the screen: what does your function give back?"""
    classes, codes = np.unique(names, return_inverse=True)
    print(codes, classes)


def sorted_by_first_letter(names):
    """Two names begin with the same letter: what decides between them?"""
    classes = sorted(dict.fromkeys(names), key=lambda name: name[0])
    return np.array([classes.index(name) for name in names]), classes


def classes_sorted_too_late(names):
    """Look up your first code among your classes: is that the first dragon's name?"""
    codes, classes = pd.factorize(names)
    return codes, sorted(classes)


def looked_up_among_all_dragons(names):
    """How many names are in the list in which you look up the places?"""
    everyone = sorted(names)
    return np.array([everyone.index(name) for name in names]), everyone


def places_among_all_dragons(names):
    """Your codes are places in a list: does each name stand only once in it?"""
    everyone = sorted(names)
    return np.array([everyone.index(name) for name in names]), sorted(set(names))


def dictionary_of_three_colors(names):
    """Which names does your dictionary know, and which names may come?"""
    known = {"Blue": 0, "Red": 1, "Yellow": 2}
    return np.array([known[name] for name in names]), ["Blue", "Red", "Yellow"]


def first_dragon_only(names):
    """How many dragons has your loop dealt with when it returns?"""
    classes, codes = np.unique(names, return_inverse=True)
    return codes[:1], classes.tolist()


def squeezed(names):
    """A table of one dragon: what shape have its codes?"""
    classes, codes = np.unique(names, return_inverse=True)
    return np.squeeze(codes), classes.tolist()


def first_nine_letters(names):
    """How many letters of a name does your function look at, and how many may a name have?"""
    classes, codes = np.unique(names.astype("U9"), return_inverse=True)
    return codes, classes.tolist()
