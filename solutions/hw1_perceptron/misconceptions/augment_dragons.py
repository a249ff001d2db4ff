import numpy as np

# It draws from a chance of its own: no replay can give the same answers again.
NOT_REPEATABLE = {"unseeded"}

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
    """The toes are there. What else should be new in the table?"""
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


def toes_only(dragons, rng):
    """Where have the other columns gone?"""
    return dragons[[]].assign(numberToes=_toes(_fire(dragons), rng))


def array_for_a_table(dragons, rng):
    """A table came in: what is it that goes out?"""
    fire = _fire(dragons)
    return np.column_stack([_toes(fire, rng), dragons["bodyLength"] + np.where(fire, -30.0, 30.0)])
