"""The results as a page of tables. Medians, with the range in brackets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import mean, median

from benchmarks.breakdown import PARTS, Breakdown
from benchmarks.cold import CHECK, HELP, IMPORTS, Cold
from benchmarks.contenders import Lap
from benchmarks.honest import require_same_scores
from benchmarks.memory import LOOK_SECONDS, ROLES, Memory
from benchmarks.speed import FLOOR, ONE, OTTER, TWO, TWO_ON_SAMPLE, WHOLE, Race, given

FORK_MS = 12  # what a fork may cost where training takes the time

SPEED = """\
## Speed

All graded the same submissions with the same checks, left out the same demonstration cells, and gave the same points,
or this page would not have been written. They took turns in each of {rounds} rounds.

- *otter run*: a sample of each class, one submission after another.
- *autograder grade -j 2*: the whole command, with its start, the table and the report.
- *engine*: ours after its start; each result is kept in a folder.
- *floor*: cells and checks in one warm process, without isolation, pytest, diagnosis and feedback. Nobody should grade
  like that. Its numerics have one thread, as the engine's have.

*times Otter* compares on Otter's sample alone: submission by submission where each has a time of its own, by the sum
with `-j 2`. For the whole command it is the class against as many times Otter's mean. *times floor* compares the laps
of a round.
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
        WHOLE: [mean(otter.values()) * race.students / lap.seconds for lap in race.laps[WHOLE]],
        ONE: _one_by_one(otter, race.laps[ONE]),
        TWO: [sum(otter.values()) / lap.seconds for lap in race.laps[TWO_ON_SAMPLE]],
        FLOOR: _one_by_one(otter, race.laps[FLOOR]),
    }
    return {
        name: (times, [lap.seconds / floor for lap, floor in zip(race.laps[name], floors, strict=True)])
        for name, times in against_otter.items()
    }


def _one_by_one(otter: Mapping[str, float], laps: Sequence[Lap]) -> list[float]:
    return [seconds / median(lap.each[name] for lap in laps) for name, seconds in otter.items()]


def _race(race: Race, forks: float) -> str:
    head = ("contender", "submissions", "seconds for the class", "seconds a submission", "times Otter", "times floor")
    otter = [seconds for lap in race.laps[OTTER] for seconds in lap.each.values()]
    rows = [(OTTER, len(otter), "", _spread(otter, "{:.2f}"), "1", ""), *_rows(race)]
    floor, one, two = (median(lap.seconds for lap in race.laps[name]) for name in (FLOOR, ONE, TWO))
    start, each = median(race.starts), 1000 / race.students  # milliseconds of each where the class takes a second
    return (
        f"### {race.assignment}\n\n{_table(head, rows)}\n"
        f"The engine starts in {_spread(race.starts, '{:.2f}')} s; with that the class takes {start + one:.1f} s with "
        f"`-j 1` and {start + two:.1f} s with `-j 2`.\n\n"
        f"A submission takes {each * one:.0f} ms with `-j 1`. 1.5 times the floor is {1.5 * each * floor:.0f} ms; 1.2 "
        f"times the floor, and 12 ms for each of its {forks + 1:.1f} forks, is "
        f"{1.2 * each * floor + FORK_MS * (forks + 1):.0f} ms.\n"
    )


def _rows(race: Race) -> Iterator[tuple[object, ...]]:
    for name, (against_otter, against_floor) in ratios(race).items():
        seconds = [lap.seconds for lap in race.laps[name]]
        each = [whole / race.students for whole in seconds]
        floors = "1" if name == FLOOR else _spread(against_floor, "{:.2f}")
        yield (
            *(name, race.students, _spread(seconds, "{:.1f}"), _spread(each, "{:.3f}")),
            *(_spread(against_otter, "{:.1f}"), floors),
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
    if not memories:
        return "## Memory\n\nNot measured: nobody but root sees what the examiners hold.\n"
    rows = [
        (
            *(one.assignment, one.jobs, one.at_a_time),
            *(f"{one.megabytes[role]:.0f}" for role in ROLES),
            f"{one.whole:.0f}",
        )
        for one in memories
    ]
    return (
        "## Memory\n\nMegabytes (proportional set size) of a grading's processes at the moment when all together held "
        f"most, looked at {1 / LOOK_SECONDS:.0f} times a second.\n\n"
        f"{_table(('assignment', 'jobs', 'submissions at a time', *ROLES, 'whole'), rows)}"
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
