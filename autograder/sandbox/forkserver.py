"""The fork-server: forks candidates, holds their leashes, and computes nothing.

It is warm (the packages are imported) and knows no secret. A request brings three descriptors: the candidate's two
pipes and its leash, a socket to the examiner who asked. Down the leash go `interrupt` and `kill forks`; up go a
descriptor of the candidate's process, that its forks are killed, and, at its end, how it ended. When the examiner lets
go of the leash, for whatever reason, the candidate is killed with all its descendants.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass

from autograder.candidate import answer
from autograder.sandbox import kernel, namespaces
from autograder.sandbox.confine import Confinement, Prepared, Surroundings, confine, prepare
from autograder.sandbox.family import children, kill, kill_tree
from autograder.sandbox.process import ON, adopt_orphans, heard, message
from autograder.wire import pack

REQUEST_CAP = 1 << 18
LAYERS_ID = b"layers".ljust(16, b"\0")
WARM, BORN, KILLED = "warm", "born", "killed"  # what it says
INTERRUPT, KILL_FORKS = "interrupt", "kill forks"  # what it is told
TICK_SECONDS = 0.02


@dataclass
class Leash:
    """One candidate, as its fork-server holds it; `pidfd` tells its end, where the system has such a thing."""

    pid: int
    pidfd: int | None
    socket: socket.socket


class ForkServer:
    """One warm process, many candidates."""

    def __init__(self, requests: socket.socket, around: Surroundings) -> None:
        self.requests = requests
        self.around = around
        self.born = 0
        self.prepared = prepare(around, self.born)
        self.selector = selectors.DefaultSelector()
        self.leashes: dict[int, Leash] = {}

    def serve(self) -> None:
        """Serve until nobody can ask any more; then let no candidate live on."""
        # Whatever a candidate leaves behind becomes a child of this process, and is found and killed.
        adopt_orphans()
        self.selector.register(self.requests, selectors.EVENT_READ)
        with suppress(OSError):  # whoever wanted to ask may be gone
            self.requests.send(message(WARM))
        while True:
            for key, _ in self.selector.select(None if kernel.IS_LINUX else TICK_SECONDS):
                if key.fileobj is self.requests:
                    if not self._answer():
                        self._let_go_of_all()
                        return
                elif key.data.pid in self.leashes:
                    self._attend(key.data, is_exit=key.fd == key.data.pidfd)
            if not kernel.IS_LINUX:
                self._bury_the_dead()

    def _answer(self) -> bool:
        try:
            asked, descriptors, _, _ = socket.recv_fds(self.requests, REQUEST_CAP, 3)
        except OSError:  # gone, with something unread
            return False
        if not asked:
            return False
        if len(descriptors) < 3:  # no room for them here: who asked sees its leash closed
            for descriptor in descriptors:
                os.close(descriptor)
            return True
        calls, replies, leash_fd = descriptors
        leash = socket.socket(fileno=leash_fd)
        try:
            self._fork(Confinement(**json.loads(asked)), calls, replies, leash)
        except OSError as error:
            _tell(leash, f"fork failed: {error.strerror}")
            leash.close()
        os.close(calls)
        os.close(replies)
        return True

    def _fork(self, rules: Confinement, calls: int, replies: int, leash: socket.socket) -> None:
        prepared = self.prepared
        pid = namespaces.fork(is_inside=self.around.namespaces == ON)
        if pid == 0:
            _become_candidate(rules, self.around, prepared, calls, replies)
        held = Leash(pid, _held_by(pid), leash)
        self.leashes[pid] = held
        self.selector.register(leash, selectors.EVENT_READ, held)
        if held.pidfd is None:
            _tell(leash, f"{BORN} {pid}")
        else:
            self.selector.register(held.pidfd, selectors.EVENT_READ, held)
            _tell(leash, BORN, held.pidfd)
        if isinstance(prepared.ruleset, int):
            os.close(prepared.ruleset)
        self.born += 1
        self.prepared = prepare(self.around, self.born)

    def _attend(self, leash: Leash, is_exit: bool) -> None:
        if is_exit:
            _, status = os.waitpid(leash.pid, 0)
            self._ended(leash, status)
            return
        order = heard(leash.socket)
        if order == INTERRUPT:
            kill(leash.pid, signal.SIGINT)
        elif order == KILL_FORKS:
            for child in children(leash.pid):
                kill_tree(child)
            _tell(leash.socket, KILLED)
        else:
            self._let_go(leash)

    def _bury_the_dead(self) -> None:
        """Look for candidates that have ended, where no descriptor tells."""
        for leash in list(self.leashes.values()):
            pid, status = os.waitpid(leash.pid, os.WNOHANG)
            if pid:
                self._ended(leash, status)

    def _ended(self, leash: Leash, status: int) -> None:
        _tell(leash.socket, f"ended {os.waitstatus_to_exitcode(status)}")
        self._release(leash)

    def _let_go(self, leash: Leash) -> None:
        kill_tree(leash.pid)
        os.waitpid(leash.pid, 0)
        self._release(leash)

    def _release(self, leash: Leash) -> None:
        del self.leashes[leash.pid]
        self.selector.unregister(leash.socket)
        leash.socket.close()
        if leash.pidfd is not None:
            self.selector.unregister(leash.pidfd)
            os.close(leash.pidfd)
        if not kernel.IS_LINUX:  # nobody has adopted its orphans, but they are of its session
            with suppress(OSError):
                os.killpg(leash.pid, signal.SIGKILL)
        self._sweep()

    def _let_go_of_all(self) -> None:
        """Kill every candidate, and what it has started: only in a namespace would the kernel do that by itself."""
        for leash in list(self.leashes.values()):
            self._let_go(leash)

    def _sweep(self) -> None:
        """Kill and bury what ended candidates left running, until nothing of it is left."""
        while strays := [pid for pid in children(os.getpid()) if pid not in self.leashes]:
            for pid in strays:
                kill_tree(pid)
                try:
                    os.waitpid(pid, 0)
                except ChildProcessError:
                    continue


def _held_by(pid: int) -> int | None:
    """A descriptor of a child just forked; without one it cannot be watched, and must not be. Only Linux has them."""
    if not kernel.IS_LINUX:
        return None
    try:
        return os.pidfd_open(pid)
    except OSError:
        kill(pid)
        os.waitpid(pid, 0)
        raise


def _become_candidate(rules: Confinement, around: Surroundings, prepared: Prepared, calls: int, replies: int) -> None:
    """In the child: confine, say which layers are on, and serve. Never returns."""
    try:
        layers = confine(rules, around, prepared, keep=(calls, replies))
        sys.stdout = sys.stderr = open(os.devnull, "w")
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.write(replies, pack(LAYERS_ID, {"layers": layers}))
        answer.run(calls, replies)
    finally:
        os._exit(0)


def _tell(leash: socket.socket, text: str, *descriptors: int) -> None:
    try:
        socket.send_fds(leash, [message(text)], descriptors)
    except OSError:  # the examiner is gone; the empty read that follows kills the candidate
        return


def request(rules: Confinement) -> bytes:
    """The message that asks for a candidate under these rules."""
    return json.dumps(asdict(rules)).encode()
