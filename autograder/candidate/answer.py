"""The candidate's loop: run the notebook when told to, then answer calls, in forks of itself.

Requests and replies are described in `autograder.wire`. After the first cell has run, nothing this process says
is believed: the examiner reads plain values, and the clock and the memory are watched from outside.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import autograder.candidate.act  # noqa: F401  where a probe of `autograder.checking.foreign` finds it
from autograder.candidate.cells import Unreadable, digest, has_code, read_cells
from autograder.candidate.fork import Fork, InFork, both_ends
from autograder.candidate.probe import unpack
from autograder.candidate.seeding import seed_all
from autograder.candidate.shell import Session, failure
from autograder.wire import HEADER, Opaque, pack
from autograder.wire.encode import encode
from autograder.wire.inputs import unpack_inputs

FLAGS_CAP = 20


class Whole:
    """Reads of exactly the asked length from an unbuffered pipe; short only at its end."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def read(self, size: int) -> bytes:
        """The next `size` bytes."""
        data = bytearray()
        while len(data) < size and (part := self._raw.read(size - len(data))):
            data += part
        return bytes(data)


class Candidate:
    """One submission's notebook, and the way it answers."""

    def __init__(self, requests: Whole, replies: BinaryIO) -> None:
        self.requests = requests
        self.replies = replies
        self.session = Session()
        self.sources: dict[int, str] = {}
        self.is_script = False
        self.before_each_cell = ""
        self.kept: dict[int, Any] = {}
        self.forks: dict[bytes, Fork] = {}
        self.in_fork: InFork | None = None
        self.pid = os.getpid()

    def serve(self) -> None:
        """Answer until the examiner closes its end."""
        while (request := self._next()) is not None:
            ident, is_for_fork, verb, inputs = request
            if is_for_fork and self.in_fork is None:  # a fork that ended before it read this, as its examiner hears
                continue
            if verb == "end":
                return
            if verb == "keep":
                if self.in_fork is None or not self.in_fork.is_woken():
                    return
            elif verb == "fork":
                self._fork(ident)
            elif verb == "wake":
                self._wake(*inputs)
            else:
                head, body = getattr(self, f"_{verb}")(*inputs)
                self._reply(ident, head, body)

    def _next(self) -> tuple[bytes, bool, str, tuple[Any, ...]] | None:
        header = self.requests.read(HEADER.size)
        if len(header) < HEADER.size:
            return None
        ident, head_length, body_length = HEADER.unpack(header)
        is_for_fork = json.loads(self.requests.read(head_length))
        verb, inputs = pickle.loads(self.requests.read(body_length))
        return ident, is_for_fork, verb, inputs

    def _reply(self, ident: bytes, head: Any, body: bytes | bytearray = b"") -> None:
        if os.getpid() != self.pid:  # a fork of the student's own, which would answer the next requests as well
            os._exit(0)
        self.replies.write(pack(ident, head, body))
        self.replies.flush()

    def _open(
        self, path: str, seed: int, demonstrations: frozenset[str], before_each_cell: str = ""
    ) -> tuple[Any, bytes]:
        """Read the submission; say which cells there are to run."""
        seed_all(seed)  # the same submission draws the same numbers at every grading
        self.before_each_cell = before_each_cell
        data = Path(path).read_bytes()
        try:
            cells = read_cells(data, is_script=path.lower().endswith(".py"))
        except Unreadable as error:
            return {"unreadable": str(error)}, b""
        wrong = self._uncompilable(cells.sources) if cells.is_script else None
        flags = cells.flags[:FLAGS_CAP]
        if wrong:
            return {"cells": [], "script": True, "flags": flags, "uncompilable": wrong}, b""
        self.is_script = cells.is_script
        self.sources = {
            index: source for index, source in cells.sources.items() if digest(source) not in demonstrations
        }
        empty = not any(map(has_code, cells.sources.values()))
        head = {"cells": list(self.sources), "script": cells.is_script, "flags": flags, "empty": empty}
        return head, b""

    def _uncompilable(self, sources: dict[int, str]) -> str | None:
        """A script runs only if all of it compiles, as Python would have it."""
        problems = (self.session.compiles(source) for source in sources.values())
        return next((problem for problem in problems if problem), None)

    def _cell(self, index: int) -> tuple[Any, bytes]:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            if self.before_each_cell:
                self.session.run(self.before_each_cell, "before each cell")
            return self.session.run(self.sources[index], f"{'script part' if self.is_script else 'cell'} {index}"), b""
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)

    def _finish(self, names: list[str]) -> tuple[Any, bytes]:
        """After the last cell: the student's source for each name asked."""
        return {"code": {name: self.session.code.get(name, "") for name in names}}, b""

    def _call(self, name: str, probe: bytes | None, packed: bytes) -> tuple[Any, bytes]:
        """Call the student's function, or give it to the probe, which asks of it what it likes."""
        if name not in self.session.names:
            return {"missing": True}, b""
        asked = self.session.names[name]
        try:
            given = [self.kept[item.ref] if isinstance(item, Opaque) else item for item in unpack_inputs(packed)]
            value = asked(*given) if probe is None else unpack(probe)(asked, *given)
            return encode(value, self.kept)
        except MemoryError:
            return {"memory": True}, b""
        except BaseException as error:
            return {"raised": failure(error)}, b""

    def _fork(self, ident: bytes) -> None:
        """Let a fork answer until it is told to end or to wait, so that what is asked of it leaves no traces here."""
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the fork, and what it leaves behind
        _bury_the_dead()
        ours, theirs = both_ends()
        child = os.fork()
        if child:
            if theirs is not None:
                theirs.close()
            self.forks[ident] = Fork(child, ours)
            self._leave_to(ident)
        else:
            try:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                if ours is not None:
                    ours.close()
                for fork in self.forks.values():
                    fork.close()
                self.in_fork = InFork(theirs)
                self.pid = os.getpid()
                self._reply(ident, {"ready": True})
                self.serve()
            finally:
                os._exit(0)

    def _leave_to(self, ident: bytes) -> None:
        """Let the fork answer; under the request that made it, say what has become of it."""
        is_kept = self.forks[ident].waits()
        if not is_kept:
            self.forks.pop(ident).close()
        self._reply(ident, {"kept": is_kept})

    def _wake(self, ident: bytes) -> None:
        """Let a fork that waits go on."""
        self.forks[ident].wake()
        self._leave_to(ident)


def run(requests: int, replies: int) -> None:
    """Be the candidate on these two pipes until the examiner closes them."""
    # Unbuffered reading: a fork must find the next request in the pipe, not in its parent's buffer.
    with open(requests, "rb", buffering=0) as raw, open(replies, "wb") as out:
        Candidate(Whole(raw), out).serve()


def _bury_the_dead() -> None:
    """Processes that ended before their end was ignored, and that nobody has waited for."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue
