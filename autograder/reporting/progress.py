"""How far a grading is, while it runs: a bar in a terminal, a line for every tenth of the class elsewhere."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.text import Text

from autograder.reporting.escape import terminal_line
from autograder.reporting.summary import by_frequency, number
from autograder.result import Result


@dataclass
class Tally:
    """What has come of a class so far. `begin` is when the first of what was not done already could start."""

    total: int
    begin: float
    kept: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    slowest: Result | None = None

    @property
    def done(self) -> int:
        """How many have a result."""
        return self.counts.total()

    def add(self, result: Result, was_there: bool, now: float) -> None:
        """Count one more result, which may have been there already."""
        self.counts[result.status] += 1
        if was_there:
            self.kept += 1
            self.begin = now
        elif self.slowest is None or result.seconds > self.slowest.seconds:
            self.slowest = result

    def line(self, now: float) -> str:
        """How many are done, how fast, how long it will take, what came of them, and who took longest; as markup."""
        parts = [f"{self.done} of {self.total}"]
        fresh, seconds = self.done - self.kept, now - self.begin
        if fresh and seconds > 0:
            parts.append(f"{number(fresh / seconds, 1)} a second")
            parts.append(f"{_duration((self.total - self.done) * seconds / fresh)} left")
        parts.append(", ".join(f"{count} {status}" for status, count in by_frequency(self.counts)))
        if self.slowest is not None:
            name = terminal_line(self.slowest.submission)
            parts.append(f"slowest {name} ({number(self.slowest.seconds, 1)} s)")
        return " · ".join(parts)


@contextmanager
def shown_progress(total: int, console: Console) -> Iterator[Callable[[Result, bool], None]]:
    """Show how far a grading of `total` submissions is; give what wants to hear of each result."""
    tally = Tally(total, time.monotonic())
    if console.is_terminal:
        with Live(console=console, transient=True, refresh_per_second=4) as live:

            def show(result: Result, was_there: bool) -> None:
                tally.add(result, was_there, time.monotonic())
                line = Text.from_markup(tally.line(time.monotonic()), emoji=False)
                live.update(Group(ProgressBar(total, tally.done, width=60), line))

            yield show
    else:

        def tell(result: Result, was_there: bool) -> None:
            tally.add(result, was_there, time.monotonic())
            if tally.done * 10 // total > (tally.done - 1) * 10 // total and not was_there:
                console.print(tally.line(time.monotonic()), soft_wrap=True, highlight=False, emoji=False)

        yield tell


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
