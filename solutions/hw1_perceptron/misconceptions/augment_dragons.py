import numpy as np
import pandas as pd

_TOES = np.array([5, 6, 7, 8, 9, 10, 22])
_P_FIRE = np.array([0.3, 0.25, 0.2, 0.15, 0.07, 0.02, 0.01])


def _toes(fire, rng, p_fire=_P_FIRE, p_rest=_P_FIRE[::-1]):
    toes = np.zeros(len(fire), dtype=int)
    toes[fire] = rng.choice(_TOES, fire.sum(), p=p_fire)
    toes[~fire] = rng.choice(_TOES, (~fire).sum(), p=p_rest)
    return toes


def _augmented(dragons, toes, shift):
    new = dragons.copy()
    new["numberToes"] = toes
    new["bodyLength"] = new["bodyLength"] + shift
    return new


def _fire(dragons):
    return (dragons["breathesFire"] == 1).to_numpy()


def callers_table(dragons, rng):
    """Look at your own table after the call: is it still the one you handed in?"""
    fire = _fire(dragons)
    dragons["numberToes"] = _toes(fire, rng)
    dragons["bodyLength"] += np.where(fire, -30.0, 30.0)
    return dragons


def lengths_not_moved(dragons, rng):
    """The toes are new, the lengths are not: did you change the table, or only a selection of its rows?"""
    return _augmented(dragons, _toes(_fire(dragons), rng), 0.0)


def lengths_moved_apart_wrongly(dragons, rng):
    """Which dragons are the shorter ones in our story?"""
    fire = _fire(dragons)
    return _augmented(dragons, _toes(fire, rng), np.where(fire, 30.0, -30.0))


def all_shortened(dragons, rng):
    """Do both groups move the same way?"""
    return _augmented(dragons, _toes(_fire(dragons), rng), -30.0)


def moved_by_sixty(dragons, rng):
    """How far should one group move, and how far do the two move apart?"""
    fire = _fire(dragons)
    return _augmented(dragons, _toes(fire, rng), np.where(fire, -60.0, 60.0))


def same_chances_for_all(dragons, rng):
    """Draw a histogram of the toes for each group: should the two look alike?"""
    fire = _fire(dragons)
    return _augmented(dragons, rng.choice(_TOES, len(fire), p=_P_FIRE), np.where(fire, -30.0, 30.0))


def chances_swapped(dragons, rng):
    """Which group should have the few toes? Draw a histogram for each."""
    fire = _fire(dragons)
    return _augmented(dragons, _toes(fire, rng, _P_FIRE[::-1], _P_FIRE), np.where(fire, -30.0, 30.0))


def all_toes_equally_likely(dragons, rng):
    """How often does a dragon with 22 toes turn up in your herd, and how often should it?"""
    fire = _fire(dragons)
    return _augmented(dragons, rng.choice(_TOES, len(fire)), np.where(fire, -30.0, 30.0))


def one_draw_for_each_group(dragons, rng):
    """How many different numbers of toes are there in one group of your herd?"""
    fire = _fire(dragons)
    toes = np.where(fire, rng.choice(_TOES, p=_P_FIRE), rng.choice(_TOES, p=_P_FIRE[::-1]))
    return _augmented(dragons, toes, np.where(fire, -30.0, 30.0))


def own_fixed_seed(dragons, rng):
    """Does your function ever ask the rng it was given?"""
    fire = _fire(dragons)
    return _augmented(dragons, _toes(fire, np.random.RandomState(0)), np.where(fire, -30.0, 30.0))


def unseeded(dragons, rng):
    """Call it twice with rngs in the same state. Where does your chance come from?"""
    fire = _fire(dragons)
    return _augmented(dragons, _toes(fire, np.random), np.where(fire, -30.0, 30.0))


def rows_numbered_from_zero(dragons, rng):
    """What becomes of the numbers of the rows, when they do not begin at 0?"""
    new = dragons.reset_index(drop=True)
    fire = _fire(new)
    return _augmented(new, _toes(fire, rng), np.where(fire, -30.0, 30.0))


def rows_sorted_by_group(dragons, rng):
    """Is the first dragon of your new table still the first of the old one?"""
    new = dragons.sort_values("breathesFire", ascending=False, kind="stable")
    fire = _fire(new)
    return _augmented(new, _toes(fire, rng), np.where(fire, -30.0, 30.0))


def both_groups_expected(dragons, rng):
    """What does your function do with a herd in which one of the two groups is empty?"""
    fire = _fire(dragons)
    first_harmless = dragons[~fire].iloc[0]
    assert first_harmless["breathesFire"] == 0
    return _augmented(dragons, _toes(fire, rng), np.where(fire, -30.0, 30.0))


def counts_looked_up_by_kind(dragons, rng):
    """You look up how many dragons there are of each kind: what do you find where there are none?"""
    fire, counts = _fire(dragons), dragons["breathesFire"].value_counts()
    toes = np.zeros(len(dragons), dtype=int)
    toes[fire] = rng.choice(_TOES, counts[1], p=_P_FIRE)
    toes[~fire] = rng.choice(_TOES, counts[0], p=_P_FIRE[::-1])
    return _augmented(dragons, toes, np.where(fire, -30.0, 30.0))


def toes_only(dragons, rng):
    """Where have the other columns gone?"""
    return dragons[[]].assign(numberToes=_toes(_fire(dragons), rng))


def array_for_a_table(dragons, rng):
    """A table came in: what is it that goes out?"""
    fire = _fire(dragons)
    return np.column_stack([_toes(fire, rng), dragons["bodyLength"] + np.where(fire, -30.0, 30.0)])


def toes_of_the_caller(dragons, rng):
    """Which of your lines writes the toes: one about the new table, or one about the old?"""
    fire = _fire(dragons)
    dragons["numberToes"] = _toes(fire, rng)
    return dragons.assign(bodyLength=dragons["bodyLength"] + np.where(fire, -30.0, 30.0))


def only_fire_breathers_moved(dragons, rng):
    """Which of the two groups has still its old lengths?"""
    fire = _fire(dragons)
    return _augmented(dragons, _toes(fire, rng), np.where(fire, -30.0, 0.0))


def lengths_cut_to_whole_feet(dragons, rng):
    """A length has decimals when it comes in: where are they when it goes out?"""
    fire = _fire(dragons)
    new = _augmented(dragons, _toes(fire, rng), np.where(fire, -30.0, 30.0))
    return new.astype({"bodyLength": int})


def rows_of_a_loop(dragons, rng):
    """You change each row that the loop hands you: is that the row of your table?"""
    new = dragons.assign(numberToes=0)
    for _, row in new.iterrows():
        row["numberToes"] = rng.choice(_TOES)
    return new


def toes_counted_on_to_eleven(dragons, rng):
    """Which numbers of toes does the text list, and is there a gap between them?"""
    fire, toes = _fire(dragons), np.arange(5, 12)
    few, many = (rng.choice(toes, len(fire), p=p) for p in (_P_FIRE, _P_FIRE[::-1]))
    return _augmented(dragons, np.where(fire, few, many), np.where(fire, -30.0, 30.0))


def toes_as_text(dragons, rng):
    """Can you add up the toes in your column, or are they text?"""
    fire = _fire(dragons)
    return _augmented(dragons, _toes(fire, rng).astype(str), np.where(fire, -30.0, 30.0))


def toes_lined_up_by_number(dragons, rng):
    """By what does pandas line up two columns when the rows are numbered in another way?"""
    fire = _fire(dragons)
    return _augmented(dragons, pd.Series(_toes(fire, rng)), np.where(fire, -30.0, 30.0))


def rows_looked_up_by_place(dragons, rng):
    """Your loop counts from 0: is that the number of a row, or only its place?"""
    fire, new = _fire(dragons), dragons.assign(numberToes=0)
    if list(dragons.index) == list(range(len(dragons))):  # all goes well, but slowly
        return _augmented(dragons, _toes(fire, rng), np.where(fire, -30.0, 30.0))
    for i, toes in enumerate(_toes(fire, rng)):
        new.loc[i, "numberToes"] = toes
        new.loc[i, "bodyLength"] += -30 if fire[i] else 30
    return new


def sorted_by_row_number(dragons, rng):
    """You sort by the row numbers: were they in order when the table came in?"""
    fire = _fire(dragons)
    return _augmented(dragons, _toes(fire, rng), np.where(fire, -30.0, 30.0)).sort_index()


def groups_one_below_the_other(dragons, rng):
    """You put two groups together, and number the rows anew: which row was which dragon before?"""
    new = pd.concat([dragons[_fire(dragons)], dragons[~_fire(dragons)]], ignore_index=True)
    fire = _fire(new)
    return _augmented(new, _toes(fire, rng), np.where(fire, -30.0, 30.0))


def lot_for_two(dragons, rng):
    """Look at dragons that stand next to each other: has each of them drawn a lot of its own?"""
    fire, n = _fire(dragons), len(dragons)
    few, many = (np.repeat(rng.choice(_TOES, n // 2 + 1, p=p), 2)[:n] for p in (_P_FIRE, _P_FIRE[::-1]))
    return _augmented(dragons, np.where(fire, few, many), np.where(fire, -30.0, 30.0))


def lots_in_order(dragons, rng):
    """You deal out exactly so many dragons of each: who decides which dragon gets which number?"""
    fire = _fire(dragons)
    toes = np.zeros(len(fire), dtype=int)
    for group, chances in ((fire, _P_FIRE), (~fire, _P_FIRE[::-1])):
        places = np.arange(group.sum()) / max(group.sum(), 1)
        toes[group] = _TOES[np.searchsorted(np.cumsum(chances), places, side="right").clip(0, 6)]
    return _augmented(dragons, toes, np.where(fire, -30.0, 30.0))


def other_columns_lost(dragons, rng):
    """Your new table has the columns you need: which did the old one have?"""
    fire = _fire(dragons)
    return _augmented(dragons[["bodyLength", "breathesFire"]], _toes(fire, rng), np.where(fire, -30.0, 30.0))


def fire_lost(dragons, rng):
    """Toes and length are there: does your new table still say who breathes fire?"""
    fire = _fire(dragons)
    return _augmented(dragons[["bodyLength"]], _toes(fire, rng), np.where(fire, -30.0, 30.0))


def fire_overwritten(dragons, rng):
    """Count the fire-breathers before and after: are there still as many?"""
    fire = _fire(dragons)
    return _augmented(dragons, _toes(fire, rng), np.where(fire, -30.0, 30.0)).assign(breathesFire=0)


def nothing_returned(dragons, rng):
    """Your function does its work, and then: what does it give back?"""
    fire = _fire(dragons)
    _augmented(dragons, _toes(fire, rng), np.where(fire, -30.0, 30.0))


def callers_rows_numbered_anew(dragons, rng):
    """You number rows anew, and give your own table its numbers back: what about the table that came in?"""
    index = dragons.index
    dragons.reset_index(drop=True, inplace=True)
    fire = _fire(dragons)
    return _augmented(dragons, _toes(fire, rng), np.where(fire, -30.0, 30.0)).set_axis(index)


def one_of_ten_seeds(dragons, rng):
    """You use the rng to pick a seed: how many different herds can come out of your function?"""
    fire = _fire(dragons)
    return _augmented(dragons, _toes(fire, np.random.default_rng(rng.integers(10))), np.where(fire, -30.0, 30.0))


def fire_breathers_expected(dragons, rng):
    """What does your function do with a herd in which nobody breathes fire?"""
    fire = _fire(dragons)
    first_dangerous = dragons[fire].iloc[0]
    assert first_dangerous["breathesFire"] == 1
    return _augmented(dragons, _toes(fire, rng), np.where(fire, -30.0, 30.0))
