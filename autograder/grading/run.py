"""Run one submission's notebook in a candidate, cell by cell and whatever it does, and keep it ready for checks."""

from __future__ import annotations

import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from autograder import wire
from autograder.assignment import Limits
from autograder.candidate.probe import Probe, pack
from autograder.checking.submission import NoAnswer
from autograder.files import remove_whole
from autograder.grading.submitted import Stopped
from autograder.result import CellFault
from autograder.sandbox.confine import Confinement
from autograder.sandbox.link import Gone, Link, Overdue
from autograder.wire.decode import decode

GRACE_SECONDS = 1.0
LOST_CELLS = 3  # cells that took the candidate with them; after so many, no further candidate is tried
OPEN_SECONDS = 20.0
OPENING = -1  # stands among the cells for the reading of the file
FORK_SECONDS = 5.0

_WHY = {
    "timeout": "did not stop when interrupted",
    "memory": "used too much memory",
    "crashed": "ended the whole program",
}


class MachineFault(Exception):
    """The machine, or this program, failed: the submission must not pay for it."""


@dataclass(frozen=True)
class Handed:
    """A submission, and what it is run with: its file, the data beside it, and the cells that need not run."""

    file: Path
    data: Path
    demonstrations: frozenset[str]
    questions: tuple[str, ...]
    seed: int
    limits: Limits
    before_each_cell: str = ""


@dataclass
class Run:
    """A submission's finished notebook. `start` it once; then ask its functions, inside `check` blocks."""

    handed: Handed
    fork_server: socket.socket
    faults: dict[int, CellFault] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    layers: dict[str, str] = field(default_factory=dict)
    code: dict[str, str] = field(default_factory=dict)
    _link: Link | None = None
    _scratch: Path | None = None
    _lost: dict[int, str] = field(default_factory=dict)
    _suspects: set[int] = field(default_factory=set)
    _is_forked: bool = False
    _of: str = ""
    _is_to_keep: bool = False

    def __post_init__(self) -> None:
        self._deadline = time.monotonic() + self.handed.limits.submission_seconds

    def start(self) -> None:
        """Run the notebook to its end, in fresh candidates as long as a cell takes one with it.

        Raises:
            Stopped: There is nothing to ask, or the cells left nothing to ask it of.
        """
        while self._link is None:
            self._open()
            lost = self._run_cells()
            if lost is not None:
                self.close()
                self._lose(*lost)

    def close(self) -> None:
        """Let go of the candidate and its scratch folder."""
        if self._link is not None:
            self._link.close()
            self._link = None
        if self._scratch is not None:
            remove_whole(self._scratch)
            self._scratch = None
        self._is_forked = False

    @contextmanager
    def check(self, of: str = "") -> Iterator[None]:
        """One check, or several: their calls see the finished notebook, and leave no trace in it.

        They see what earlier checks `of` the same have left where the block of those has called `keep`.

        Raises:
            NoAnswer: A call has ended the notebook itself, whatever it answered.
        """
        self._of, self._is_to_keep = of, False
        try:
            yield
        finally:
            was_there = self._link is not None
            self._end_check()
        if was_there and self._link is None:
            raise NoAnswer("crashed")

    def keep(self) -> None:
        """Keep the fork of this block for the next one of the same name: to fork takes longer than most calls."""
        self._is_to_keep = True

    @property
    def keeps_others(self) -> bool:
        """Whether forks wait that other checks have used."""
        return self._link is not None and self._link.keeps_forks

    def ask(self, name: str, probe: Probe | None, packed: bytes) -> Any:
        """Call the student's function with the inputs that were packed, or have the probe ask it.

        Raises:
            NoAnswer: It gave no value.
            MachineFault: There is nobody to ask, and the submission is not to blame.
        """
        seconds = min(self.handed.limits.call_seconds, self.remaining())
        try:
            code = None if probe is None else pack(probe)
            reply = self._ready().ask("call", name, code, packed, seconds=seconds)
            return self._answer(reply.head, reply.body)
        except Overdue:
            self._kill()
            raise NoAnswer("timeout") from None
        except Gone as gone:
            self._bury(gone)
            raise NoAnswer(gone.reason) from None
        except wire.WireError:
            self.close()
            raise NoAnswer("crashed") from None
        except OSError as error:
            raise MachineFault(f"A candidate cannot be made or reached: {error}.") from error

    def remaining(self) -> float:
        """Seconds left for this submission."""
        return self._deadline - time.monotonic()

    def give_back(self, seconds: float) -> None:
        """Let the submission have so many seconds again, up to those of a call."""
        self._deadline += min(seconds, self.handed.limits.call_seconds)

    def _answer(self, head: dict[str, Any], body: bytes) -> Any:
        if "value" in head:
            return decode(head["value"], body)
        if head.get("memory"):
            raise NoAnswer("memory")
        if head.get("missing"):
            raise NoAnswer("missing")
        raised = head.get("raised")
        if type(raised) is not dict:
            raise wire.WireError("a reply of no known form")
        raise NoAnswer("error", *(wire.text_of(raised.get(part), 500) for part in ("kind", "text", "line")))

    def _ready(self) -> Link:
        """The candidate, forked for this check; a new one if the last was lost."""
        if self.remaining() <= 0:
            raise NoAnswer("timeout")
        if self._link is None:
            try:
                self.start()
            except Stopped as stopped:
                raise NoAnswer("timeout" if stopped.status == "timeout" else "crashed") from None
        assert self._link is not None
        if not self._is_forked:
            self._link.begin_check(FORK_SECONDS, kept_as=self._of)
            self._is_forked = True
        return self._link

    def _end_check(self, kill: bool = False) -> None:
        if self._link is None or not self._is_forked:
            return
        self._is_forked = False
        try:
            self._link.end_check(FORK_SECONDS, kill=kill, keep_as=self._of if self._is_to_keep else "")
        except (Overdue, Gone, wire.WireError):
            self.close()

    def _kill(self) -> None:
        """End the fork by force, or the notebook itself where that is what does not answer."""
        if self._is_forked:
            self._end_check(kill=True)
        else:
            self.close()

    def _bury(self, gone: Gone) -> None:
        """The fork alone has ended, or has to; or the notebook itself is no more."""
        if gone.is_fork_only:
            self._is_forked = False
        elif gone.reason == "memory":
            self._kill()
        else:
            self.close()

    def _open(self) -> None:
        """A fresh candidate in a fresh scratch folder, with the submission read; once more if that ended it."""
        handed = self.handed
        self._scratch = Path(tempfile.mkdtemp(prefix="autograder-"))
        shutil.copytree(handed.data, self._scratch, dirs_exist_ok=True, copy_function=shutil.copyfile)
        shutil.copyfile(handed.file, self._scratch / handed.file.name)
        begin = time.monotonic()
        link = Link(self.fork_server, self._rules(self._scratch))
        self._deadline += time.monotonic() - begin  # how busy this machine is, is not the submission's to pay
        self._link, self.layers = link, link.layers
        path = str(self._scratch / handed.file.name)
        try:
            seconds = min(OPEN_SECONDS, self.remaining())
            asked = (path, handed.seed, handed.demonstrations, handed.before_each_cell)
            head = link.ask("open", *asked, seconds=seconds).head
        except (Overdue, Gone, wire.WireError) as failure:
            if isinstance(failure, Gone) and failure.reason == "crashed" and OPENING not in self._suspects:
                self._suspects.add(OPENING)
                self.close()
                self._open()
                return
            if self.remaining() <= 0:
                raise Stopped(
                    "timeout", "The time for the whole submission was over before its file was read."
                ) from None
            raise Stopped("unreadable", "The file could not be read within the limits of time and memory.") from None
        if "unreadable" in head:
            raise Stopped("unreadable", wire.text_of(head["unreadable"], 300))
        if head.get("empty"):
            raise Stopped("missing", "The notebook holds no code.")
        self.flags = tuple(wire.text_of(flag, 100) for flag in head["flags"][:20])
        self._cells = [int(index) for index in head["cells"]]
        self._is_script = head.get("script") is True
        if "uncompilable" in head:
            fault = f"The script does not compile: {wire.text_of(head['uncompilable'], 300)}"
            self.faults[0] = CellFault(0, "error", fault)

    def _rules(self, scratch: Path) -> Confinement:
        limits = self.handed.limits
        return Confinement(
            scratch=str(scratch),
            memory_mb=limits.memory_mb,
            cpu_seconds=int(2 * limits.submission_seconds) + 1,
            files_mb=limits.files_mb,
            processes=limits.processes,
        )

    def _run_cells(self) -> tuple[int, Literal["timeout", "memory", "crashed"]] | None:
        """Run all cells but the lost ones; the cell that took the candidate with it, if one did."""
        assert self._link is not None
        for index in self._cells:
            if index in self._lost:
                continue
            seconds = min(self.handed.limits.cell_seconds, self.remaining())
            if seconds <= 0:
                raise Stopped("timeout", f"The time for the whole submission was over before cell {index} had run.")
            try:
                head = self._run_cell(self._link, index, seconds)
            except Gone as gone:
                return index, gone.reason
            except wire.WireError:
                return index, "crashed"
            if head is None:
                return index, "timeout"
            self._note(index, head)
            if self._is_script and head.get("status") == "error":
                break  # a script ends where it raises
        try:
            code = self._link.ask("finish", list(self.handed.questions), seconds=FORK_SECONDS).head["code"]
            self.code = {name: wire.text_of(code.get(name), 20_000) for name in self.handed.questions}
        except (Overdue, Gone, wire.WireError, KeyError, AttributeError):
            return self._cells[-1] if self._cells else 0, "crashed"
        return None

    def _run_cell(self, link: Link, index: int, seconds: float) -> dict[str, Any] | None:
        """What the cell answered; None if it did not yield when its time was over."""
        try:
            return link.ask("cell", index, seconds=seconds).head
        except Overdue:
            reply = link.interrupt(GRACE_SECONDS)
            return None if reply is None else {**reply.head, "status": "timeout"}

    def _note(self, index: int, head: dict[str, Any]) -> None:
        status = head.get("status")
        if status == "timeout":
            text = f"ran over its {self.handed.limits.cell_seconds:g} seconds and was interrupted"
            self.faults[index] = CellFault(index, "timeout", text)
        elif status == "memory":
            self.faults[index] = CellFault(index, "memory", "used too much memory (MemoryError)")
        elif status != "ok":
            line = wire.text_of(head.get("line"), 300)
            text = wire.text_of(head.get("error"), 500)
            self.faults[index] = CellFault(index, "error", f"{text} ({line})" if line else text)

    def _lose(self, index: int, reason: Literal["timeout", "memory", "crashed"]) -> None:
        """Leave a cell out from now on; one that ended the process, only if it does so twice: machines kill as well."""
        if reason == "crashed" and index not in self._suspects:
            self._suspects.add(index)
            return
        self._lost[index] = reason
        self.faults[index] = CellFault(index, reason, f"This cell {_WHY[reason]}; it was left out.")
        if len(self._lost) >= LOST_CELLS:
            cells = ", ".join(f"cell {lost} {_WHY[why]}" for lost, why in sorted(self._lost.items()))
            raise Stopped(reason, f"The notebook was given up after {LOST_CELLS} cells that could not be run: {cells}.")
