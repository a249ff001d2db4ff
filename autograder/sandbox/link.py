"""The examiner's end of one candidate: ask, wait no longer than allowed, watch its memory, let go."""

from __future__ import annotations

import fcntl
import os
import pickle
import secrets
import select
import socket
import struct
import termios
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from autograder import wire
from autograder.sandbox import forkserver, kernel
from autograder.sandbox.confine import Confinement
from autograder.sandbox.family import children, is_alone
from autograder.sandbox.process import MESSAGE, heard, message, message_pair
from autograder.sandbox.watch import Watch

TICK_SECONDS = 0.02
LOOK_SECONDS = TICK_SECONDS if kernel.IS_LINUX else 0.5  # between looks at the memory; elsewhere a program tells it
START_SECONDS = 30.0  # that a birth may take on a busy machine
ANSWER_SECONDS = 5.0  # that the fork-server may take for anything else
DYING_SECONDS = 0.3  # that what is killed may take; what a student keeps unburied costs no more
READ_SIZE = 1 << 18


class Overdue(Exception):
    """The answer did not come in time; the candidate is still there."""


class Gone(Exception):
    """The candidate, or the fork that ran a check, is no more."""

    def __init__(self, reason: Literal["crashed", "memory"], is_fork_only: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_fork_only = is_fork_only


class ForkFailed(OSError):
    """The fork-server could not make a candidate: a fault of this machine, not of a submission."""


@dataclass(frozen=True)
class Reply:
    """What came back under a request's id."""

    head: dict[str, Any]
    body: bytes


@dataclass(frozen=True)
class Kept:
    """A fork that waits: the request that made it, and its process id."""

    ident: bytes
    pid: int


class Link:
    """A live candidate. Let go of it (`close`, or leaving the `with`) and it is killed with all its descendants."""

    def __init__(self, fork_server: socket.socket, rules: Confinement) -> None:
        calls_out, self._calls = os.pipe()
        self._replies, replies_in = os.pipe()
        self._leash, leash = message_pair()
        self._leash.settimeout(START_SECONDS)
        socket.send_fds(fork_server, [forkserver.request(rules)], [calls_out, replies_in, leash.fileno()])
        for descriptor in (calls_out, replies_in):
            os.close(descriptor)
        leash.close()
        self._buffer = bytearray()
        self._fork: bytes | None = None
        self._kept: dict[str, Kept] = {}
        for descriptor in (self._calls, self._replies):  # what is ready may be gone again: a candidate reads there too
            os.set_blocking(descriptor, False)
        self._next_look = 0.0
        try:
            told, processes, _, _ = socket.recv_fds(self._leash, MESSAGE, 1)
        except OSError:
            told, processes = b"", []
        born = told.rstrip(b"\0").decode()
        if not (processes if kernel.IS_LINUX else born.startswith(forkserver.BORN)):
            self.close()
            raise ForkFailed(born or "the fork-server is gone")
        self.pid = _pid(processes[0]) if processes else int(born.split()[1])
        self._watch = Watch(self.pid, rules)
        try:
            layers = self.receive(forkserver.LAYERS_ID, START_SECONDS).head["layers"]
        except (Overdue, Gone):  # no student's code has run yet
            self.close()
            raise ForkFailed("a candidate did not come to life") from None
        self._leash.settimeout(ANSWER_SECONDS)
        self.layers: dict[str, str] = {str(name): str(state) for name, state in layers.items()}

    def __enter__(self) -> Link:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go: the fork-server kills what is left of the candidate."""
        if self._calls >= 0:
            os.close(self._calls)
            os.close(self._replies)
            self._leash.close()
            self._calls = self._replies = -1

    def ask(self, verb: str, *inputs: Any, seconds: float) -> Reply:
        """Send a request and wait for its reply.

        Raises:
            Overdue: There was none within `seconds`.
            Gone: The candidate ended, or used too much memory and was killed.
        """
        ident = secrets.token_bytes(16)
        deadline = time.monotonic() + seconds
        self._send(_request(ident, verb, inputs, is_for_fork=self._fork is not None), deadline)
        return self._receive(ident, deadline)

    def receive(self, ident: bytes, seconds: float) -> Reply:
        """Wait for the reply to a request sent earlier (or the first frame, that nobody asked for)."""
        return self._receive(ident, time.monotonic() + seconds)

    def interrupt(self, grace: float) -> Reply | None:
        """Interrupt the request that is overdue; its reply, if one comes within `grace` seconds."""
        self._order(forkserver.INTERRUPT)
        try:
            return self._receive(self._last, time.monotonic() + grace)
        except Overdue:
            return None

    @property
    def keeps_forks(self) -> bool:
        """Whether there are forks that wait."""
        return bool(self._kept)

    def begin_check(self, seconds: float, kept_as: str = "") -> None:
        """Have the notebook fork itself, or wake the fork that was kept: until `end_check`, the fork answers."""
        kept = self._kept.pop(kept_as, None)
        if kept is None:
            self._fork_anew(seconds)
        else:
            request = _request(secrets.token_bytes(16), "wake", (kept.ident,), is_for_fork=False)
            self._send(request, time.monotonic() + seconds)
            self._fork = kept.ident

    def _fork_anew(self, seconds: float) -> None:
        self.ask("fork", seconds=seconds)
        self._fork = self._last

    def end_check(self, seconds: float, kill: bool = False, keep_as: str = "") -> None:
        """End the fork, by force if it does not answer any more, and wait until the notebook is back.

        Or keep it: it waits under a name until a check that begins under the same wakes it. One that has left
        something running ends, and so do all that were kept.

        Raises:
            Overdue: It is not back in time.
            Gone: It is no more, or would take what the fork has left unread of a request for one of its own.
        """
        fork, self._fork = self._fork, None
        if fork is None:
            return
        deadline = time.monotonic() + seconds
        if kill:
            if self._unread():
                raise Gone("crashed")
            self._next_look = deadline  # what is being killed is not counted any more
            self._kill_forks()
        else:
            verb = "keep" if keep_as else "end"
            self._send(_request(secrets.token_bytes(16), verb, (), is_for_fork=True), deadline)
        is_kept = self._receive(fork, deadline).head.get("kept") is True
        left = self._left_running()
        if keep_as and is_kept and len(left) == 1 and is_alone(left[0]):
            self._kept[keep_as] = Kept(fork, left[0])
        over = time.monotonic() + DYING_SECONDS
        while self._left_running() and time.monotonic() < over:  # the next check must not pay for them
            self._kill_forks()
            time.sleep(DYING_SECONDS / 100)
        self._next_look = 0.0

    def _left_running(self) -> list[int]:
        """Children of the notebook that are not kept."""
        kept = {fork.pid for fork in self._kept.values()}
        return [child for child in children(self.pid) if child not in kept]

    def _kill_forks(self) -> None:
        """Have all that the notebook has forked killed."""
        self._kept.clear()
        self._order(forkserver.KILL_FORKS)
        if heard(self._leash) != forkserver.KILLED:  # waited for, so that no order comes late and kills the next fork
            raise Gone("crashed")

    def _order(self, order: str) -> None:
        try:
            self._leash.send(message(order))
        except OSError:  # the candidate has ended meanwhile
            raise Gone("crashed") from None

    def _unread(self) -> int:
        """Bytes of requests that nobody has read."""
        (count,) = struct.unpack("i", fcntl.ioctl(self._calls, termios.FIONREAD, bytes(4)))
        return int(count)

    def _send(self, frame: bytes, deadline: float) -> None:
        view = memoryview(frame)
        while view:
            self._wait(self._calls, select.POLLOUT, deadline)
            try:
                view = view[os.write(self._calls, view) :]
            except BlockingIOError:
                continue
            except BrokenPipeError:
                raise Gone("crashed") from None

    def _receive(self, ident: bytes, deadline: float) -> Reply:
        self._last = ident
        while True:
            found, reply = self._next_frame(ident)
            if reply is not None and found == ident:
                return reply
            if reply is not None:  # the fork that should have answered has ended instead, or says that it waits
                self._fork = None
                if reply.head.get("kept"):
                    self._kill_forks()
                raise Gone("crashed", is_fork_only=True)
            self._wait(self._replies, select.POLLIN, deadline)
            try:
                data = os.read(self._replies, READ_SIZE)
            except BlockingIOError:
                continue
            if not data:
                raise Gone("crashed")
            self._buffer += data

    def _next_frame(self, ident: bytes) -> tuple[bytes, Reply | None]:
        """The first whole frame under `ident` or the fork's own; what stands before it answers nothing: dropped."""
        wanted = [one for one in (ident, self._fork) if one is not None]
        if self._buffer[: len(ident)] not in wanted:
            starts = [start for one in wanted if (start := self._buffer.find(one)) >= 0]
            del self._buffer[: min(starts, default=max(0, len(self._buffer) - len(ident) + 1))]
        if len(self._buffer) < wire.HEADER.size:
            return ident, None
        found, head_length, body_length = wire.HEADER.unpack_from(self._buffer)
        if head_length > wire.HEAD_CAP or body_length > wire.BODY_CAP:
            raise wire.WireError("a frame beyond its cap")
        head_end = wire.HEADER.size + head_length
        end = head_end + body_length
        if len(self._buffer) < end:
            return ident, None
        reply = Reply(
            wire.parse_head(bytes(self._buffer[wire.HEADER.size : head_end])), bytes(self._buffer[head_end:end])
        )
        del self._buffer[:end]
        return found, reply

    def _wait(self, descriptor: int, event: int, deadline: float) -> None:
        """Until the pipe is ready; look at the memory and the leash meanwhile, however busy the pipe is."""
        poll = select.poll()
        poll.register(descriptor, event)
        poll.register(self._leash, select.POLLIN)
        while True:
            now = time.monotonic()
            if now >= deadline:
                raise Overdue
            if now >= self._next_look:
                self._next_look = now + LOOK_SECONDS
                if self._watch.sees_too_much():
                    raise Gone("memory")
            ready = dict(poll.poll(1000 * min(deadline - now, TICK_SECONDS)))
            if descriptor in ready:
                return
            if ready:
                raise Gone("crashed")


def _request(ident: bytes, verb: str, inputs: tuple[Any, ...], is_for_fork: bool) -> bytes:
    """The frame of a request; one that is for the fork, the notebook itself never answers."""
    return wire.pack(ident, is_for_fork, pickle.dumps((verb, inputs), protocol=pickle.HIGHEST_PROTOCOL))


def _pid(descriptor: int) -> int:
    """The id here of a process that has another where the fork-server lives; 0 if it has ended."""
    try:
        lines = Path(f"/proc/self/fdinfo/{descriptor}").read_text().splitlines()
    finally:
        os.close(descriptor)
    return max(0, next(int(line.split()[1]) for line in lines if line.startswith("Pid:")))
