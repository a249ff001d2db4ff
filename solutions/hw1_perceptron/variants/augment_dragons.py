import random

import numpy as np
import pandas as pd

NTOES = np.array([5, 6, 7, 8, 9, 10, 22])
P = np.array([0.3, 0.25, 0.2, 0.15, 0.07, 0.02, 0.01])


def loc_by_group(dragons, rng):
    d = dragons.copy()
    d["numberToes"] = 0
    fire = d["breathesFire"] == 1
    d.loc[fire, "numberToes"] = rng.choice(NTOES, size=fire.sum(), p=P)
    d.loc[~fire, "numberToes"] = rng.choice(NTOES, size=(~fire).sum(), p=np.flip(P))
    d.loc[fire, "bodyLength"] -= 30
    d.loc[~fire, "bodyLength"] += 30
    return d


def row_by_row(dragons, rng):
    toes, lengths = [], []
    for fire, length in zip(dragons["breathesFire"], dragons["bodyLength"]):
        toes.append(int(rng.choice(NTOES, p=P if fire else P[::-1])))
        lengths.append(length - 30 if fire else length + 30)
    return dragons.assign(numberToes=toes, bodyLength=lengths)


def harmless_first(dragons, rng):
    fire = dragons["breathesFire"].to_numpy().astype(bool)
    rest = rng.choice(NTOES, size=(~fire).sum(), p=P[::-1])
    some = rng.choice(NTOES, size=fire.sum(), p=P)
    toes = np.zeros(len(dragons))
    toes[fire], toes[~fire] = some, rest
    out = dragons.copy(deep=True)
    out["numberToes"] = toes
    out["bodyLength"] = out["bodyLength"] + 30 - 60 * out["breathesFire"]
    return out


def inverse_distribution(dragons, rng):
    u = rng.random(len(dragons))
    fire = dragons["breathesFire"].eq(1).to_numpy()
    index = np.where(
        fire,
        np.searchsorted(np.cumsum(P), u, side="right"),
        np.searchsorted(np.cumsum(P[::-1]), u, side="right"),
    )
    out = pd.DataFrame(dragons)
    out = out.assign(numberToes=NTOES[np.minimum(index, 6)])
    return out.assign(bodyLength=np.where(fire, out.bodyLength - 30, out.bodyLength + 30))


def draws_for_all_then_picks(dragons, rng):
    n = len(dragons)
    few, many = rng.choice(NTOES, n, p=P), rng.choice(NTOES, n, p=P[::-1])
    new = dragons.copy()
    new["numberToes"] = np.where(new["breathesFire"] == 1, few, many)
    new["bodyLength"] += np.select([new["breathesFire"] == 1], [-30.0], 30.0)
    return new


def mapped(dragons, rng):
    chances = {1: P, 0: P[::-1]}
    return dragons.assign(
        numberToes=dragons["breathesFire"].map(lambda f: rng.choice(NTOES, p=chances[f])),
        bodyLength=dragons["bodyLength"] + dragons["breathesFire"].map({1: -30, 0: 30}),
    )


def put_together_again(dragons, rng):
    parts = []
    for flag, p, shift in ((1, P, -30), (0, P[::-1], 30)):
        part = dragons[dragons["breathesFire"] == flag].copy()
        part["numberToes"] = rng.choice(NTOES, len(part), p=p)
        part["bodyLength"] += shift
        parts.append(part)
    return pd.concat(parts).loc[dragons.index]


def groupwise_in_front(dragons, rng):
    out = dragons.copy()
    out.insert(0, "numberToes", 0)
    for kind, rows in dragons.groupby("breathesFire").groups.items():
        out.loc[rows, "numberToes"] = rng.choice(NTOES, size=len(rows), p=P if kind == 1 else P[::-1])
        out.loc[rows, "bodyLength"] += -30 if kind == 1 else 30
    return out


def nullable_integers(dragons, rng):
    fire, n = (dragons["breathesFire"] == 1).to_numpy(), len(dragons)
    toes = np.where(fire, rng.choice(NTOES, n, p=P), rng.choice(NTOES, n, p=P[::-1]))
    return dragons.assign(
        numberToes=pd.array(toes, dtype="Int64"), bodyLength=dragons["bodyLength"] + np.where(fire, -30, 30)
    )


def built_anew_single_precision(dragons, rng):
    columns = {name: dragons[name].to_numpy().copy() for name in dragons.columns}
    fire = columns["breathesFire"].astype(bool)
    toes = np.empty(len(fire), dtype=np.int8)
    for group, chances in ((fire, P), (~fire, P[::-1])):
        toes[group] = rng.multinomial(1, chances, size=group.sum()) @ NTOES
    columns["numberToes"] = toes
    columns["bodyLength"] = (columns["bodyLength"] + np.array([30, -30])[fire.astype(int)]).astype(np.float32)
    return pd.DataFrame(columns, index=dragons.index)


def joined_series(dragons, rng):
    fire = dragons["breathesFire"].astype(bool)
    few = pd.Series(rng.choice(NTOES, fire.sum(), p=P), index=dragons.index[fire])
    many = pd.Series(rng.choice(NTOES, (~fire).sum(), p=P[::-1]), index=dragons.index[~fire])
    shift = np.where(fire, -30, 30)
    return dragons.join(pd.concat([few, many]).rename("numberToes")).assign(bodyLength=lambda d: d.bodyLength + shift)


def wheel_of_a_hundred_fields(dragons, rng):
    wheels = [np.repeat(NTOES, np.round(100 * chances).astype(int)) for chances in (P[::-1], P)]
    fields = rng.integers(0, 100, len(dragons))
    toes = [int(wheels[fire][field]) for fire, field in zip(dragons["breathesFire"], fields)]
    return dragons.assign(numberToes=toes, bodyLength=dragons["bodyLength"] + 30 - 60 * dragons["breathesFire"])


def another_module_seeded(dragons, rng):
    own, new = random.Random(int(rng.integers(2**62))), dragons.copy()
    chances = {1: P.tolist(), 0: P.tolist()[::-1]}
    new["numberToes"] = [own.choices(NTOES.tolist(), chances[fire])[0] for fire in new["breathesFire"]]
    new["bodyLength"] = new["bodyLength"].where(new["breathesFire"] == 0, new["bodyLength"] - 60) + 30
    return new


def sampled(dragons, rng):
    toes, n = pd.Series(NTOES), len(dragons)
    few, many = (
        toes.sample(n, replace=True, weights=weights.copy(), random_state=rng).to_numpy() for weights in (P, P[::-1])
    )
    shift = 30 - 60 * dragons["breathesFire"]
    toes = np.where(dragons["breathesFire"] == 1, few, many)
    return dragons.assign(numberToes=toes, bodyLength=dragons["bodyLength"] + shift)
