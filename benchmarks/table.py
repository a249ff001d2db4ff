"""The results as a page of tables. Medians, with the range in brackets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import mean, median

from benchmarks.breakdown import PARTS, Breakdown
from benchmarks.cold import CHECK, HELP, IMPORTS, Cold
from benchmarks.contenders import Lap
from benchmarks.honest import require_same_scores
from benchmarks.memory import LOOK_SECONDS, ROLES, Memory
from benchmarks.speed import FLOOR, ONE, OTTER, TWO, TWO_ON_SAMPLE, WHOLE_ONE, WHOLE_TWO, Race, given

FORK_SECONDS = 0.012  # what a fork may cost where training takes the time

SPEED = """\
## Speed

The same submissions, the same checks, and the same points from all, or this page would not have been written. In each
of {rounds} rounds every contender graded in turn. *floor* is the cells and checks in one warm process, without
isolation, pytest, diagnosis and feedback: nobody should grade like that. *engine* is ours after its start, each result
kept in a folder; *autograder grade* the whole command with its start, table and report. Otter graded a sample of each
class. *times Otter* compares on the sample alone: submission by submission where each has a time of its own, by the
sample's sum for `-j 2`; for the whole command, by Otter's mean times the size of the class. *times floor* compares the
laps of a round.
"""


def page(
    machine: Mapping[str, str],
    races: Sequence[Race],
    breakdowns: Sequence[Breakdown],
    memories: Sequence[Memory],
    cold: Cold,
) -> str:
    """All results in Markdown.

    Raises:
        Refused: Contenders gave different points.
    """
    parts = [
        "# Results\n\nWritten by `make bench`; the raw data is in `results/`.\n",
        _table(("", ""), machine.items()),
        SPEED.format(rounds=len(races[0].starts)),
        *(_race(race, parts.forks) for race, parts in zip(races, breakdowns, strict=True)),
        _breakdown(breakdowns),
        _memory(memories),
        _cold(cold),
    ]
    return "\n".join(parts)


def ratios(race: Race) -> dict[str, tuple[list[float], list[float]]]:
    """Of each contender: how many times Otter's throughput it has, and how many times the floor's time it takes.

    Raises:
        Refused: They gave different points.
    """
    require_same_scores(given(race.laps))
    otter = {name: seconds for lap in race.laps[OTTER] for name, seconds in lap.each.items()}
    floors = [lap.seconds for lap in race.laps[FLOOR]]
    against_otter = {
        FLOOR: _one_by_one(otter, race.laps[FLOOR]),
        ONE: _one_by_one(otter, race.laps[ONE]),
        TWO: [sum(otter.values()) / lap.seconds for lap in race.laps[TWO_ON_SAMPLE]],
        **{
            whole: [mean(otter.values()) * race.students / lap.seconds for lap in race.laps[whole]]
            for whole in (WHOLE_ONE, WHOLE_TWO)
        },
    }
    return {
        name: (times, [lap.seconds / floor for lap, floor in zip(race.laps[name], floors, strict=True)])
        for name, times in against_otter.items()
    }


def _one_by_one(otter: Mapping[str, float], laps: Sequence[Lap]) -> list[float]:
    return [seconds / median(lap.each[name] for lap in laps) for name, seconds in otter.items()]


def _race(race: Race, forks: float) -> str:
    found = ratios(race)
    otter = [seconds for lap in race.laps[OTTER] for seconds in lap.each.values()]
    rows = [(OTTER, len(otter), "one by one", _spread(otter, "{:.2f}"), "1", "")]
    for name in (WHOLE_ONE, WHOLE_TWO, ONE, TWO, FLOOR):
        seconds = [lap.seconds for lap in race.laps[name]]
        each = [whole / race.students for whole in seconds]
        against_otter, against_floor = found[name]
        rows.append(
            (
                name,
                race.students,
                _spread(seconds, "{:.1f}"),
                _spread(each, "{:.3f}"),
                _spread(against_otter, "{:.1f}"),
                _spread(against_floor, "{:.2f}") if name != FLOOR else "1",
            )
        )
    head = ("contender", "submissions", "seconds for the class", "seconds a submission", "times Otter", "times floor")
    floor = median(lap.seconds for lap in race.laps[FLOOR]) / race.students
    one = median(lap.seconds for lap in race.laps[ONE]) / race.students
    return (
        f"### {race.assignment}\n\n{_table(head, rows)}\n"
        f"The engine starts in {_spread(race.starts, '{:.2f}')} s. A submission takes {1000 * one:.0f} ms with `-j 1`; "
        f"1.5 times the floor is {1500 * floor:.0f} ms, and 1.2 times the floor with 12 ms for each of its "
        f"{forks + 1:.1f} forks is {1000 * (1.2 * floor + FORK_SECONDS * (forks + 1)):.0f} ms.\n"
    )


def _breakdown(breakdowns: Sequence[Breakdown]) -> str:
    rows = [(part, *(f"{one.milliseconds[part]:.1f}" for one in breakdowns)) for part in PARTS]
    rows.append(("**whole**", *(f"**{one.whole:.1f}**" for one in breakdowns)))
    rows.append(("forks for checks, how many", *(f"{one.forks:.1f}" for one in breakdowns)))
    head = ("milliseconds a submission", *(one.assignment for one in breakdowns))
    return (
        "## Where the time of a submission goes\n\nMeans over the class, one at a time (`-j 1`), by timers in the "
        f"engine's own processes (`timers.py`). They add up.\n\n{_table(head, rows)}"
    )


def _memory(memories: Sequence[Memory]) -> str:
    rows = [
        (
            one.assignment,
            one.jobs,
            one.candidates,
            *(f"{one.megabytes[role]:.0f}" for role in ROLES),
            f"{one.whole:.0f}",
        )
        for one in memories
    ]
    return (
        "## Memory\n\nMegabytes (proportional set size) of a grading's processes at the moment when all together held "
        f"most, looked at {1 / LOOK_SECONDS:.0f} times a second.\n\n"
        f"{_table(('assignment', 'jobs', 'candidates at a time', *ROLES, 'whole'), rows)}"
    )


def _cold(cold: Cold) -> str:
    rows = [(name, _spread(seconds, "{:.2f}")) for name, seconds in cold.seconds.items()]
    more = median(one - bare for one, bare in zip(cold.seconds[CHECK], cold.seconds[IMPORTS]))
    return (
        f"## From a cold start\n\nCommands in turn, on the reference's notebook of {cold.assignment}.\n\n"
        f"{_table(('command', 'seconds'), rows)}\n"
        f"`{CHECK}` takes {more:.2f} s more than {IMPORTS} (median of pairs; the aim is 0.5 s). "
        f"The aim of `{HELP}` is 0.3 s.\n"
    )


def _spread(values: Sequence[float], form: str) -> str:
    """The median, and from where to where the values go."""
    middle, low, high = (form.format(value) for value in (median(values), min(values), max(values)))
    return f"{middle} ({low} to {high})" if len(values) > 1 else middle


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)
