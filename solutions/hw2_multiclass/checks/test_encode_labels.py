import numpy as np

from autograder.checking import agree, check, ensure, items, numbers

# Not in alphabetical order of their first appearance, nor are those with the same first letter, or the same first four.
RANGES = ["Southern", "Emmental", "Sarntal", "Bavarian", "Sarnen"]
# Alike for a long time.
VALLEYS = ["Niederschwarzenbergtal", "Niederschwarzenbachtal"]


def herd(rng, names, rows):
    """Names as pandas gives them: each occurs, the first ones in the order given."""
    more = rng.integers(len(names), size=rows - len(names))
    return np.array([*names, *(names[place] for place in more)], dtype=object)


@check("encode_labels", points=1, visible=True)
def test_three_colors(submission, reference):
    """Six dragons of three colours: a code for each, and the list of the classes."""
    names = np.array(["Red", "Yellow", "Blue", "Yellow", "Blue", "Yellow"], dtype=object)
    codes, classes = items(submission.encode_labels(names), 2)
    right, names_of_codes = reference.encode_labels(names)
    agree(codes, right, what="the codes")
    found = [str(value) for value in items(classes, 3, what="the classes")]
    ensure(found == names_of_codes, f"The classes: expected {names_of_codes}, got {found}.")


@check("encode_labels", points=0.5, after="three_colors")
def test_other_names(submission, reference, rng):
    """The codes of other names than colours, and of more than three."""
    for names in (herd(rng, RANGES, 9), herd(rng, ["Vegetarian", "Omnivore"], 2)):
        codes, _ = items(submission.encode_labels(names), 2)
        right, _ = reference.encode_labels(names)
        agree(codes, right, what="the codes")


@check("encode_labels", points=0.5, after=("three_colors", "other_names"))
def test_round_trip(submission, rng):
    """The code of each dragon, looked up among the classes, gives its name back."""
    for known, rows in ((RANGES[:4], 7), (["Carnivore"], 7), (["Carnivore"], 1), (VALLEYS, 5)):
        names = herd(rng, known, rows)
        codes, classes = items(submission.encode_labels(names), 2)
        found = [str(value) for value in items(classes, len(known), what="the classes")]
        places = numbers(codes, (len(names),), what="the codes").astype(int)
        ensure(0 <= places.min() and places.max() < len(found), "A code has no class.")
        back = [found[place] for place in places]
        ensure(back == list(names), f"The names {list(names)} come back as {back}.")
