"""Whatever bytes a candidate sends, and however it sends them, the examiner comes to a verdict and keeps its caps."""

from __future__ import annotations

import json
import os
import pickle
import selectors
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import wire
from autograder.assignment import Limits
from autograder.checking.compare import show
from autograder.checking.submission import NoAnswer
from autograder.grading import run
from autograder.grading.run import Handed, Run
from autograder.sandbox import forkserver
from autograder.sandbox.confine import Confinement
from autograder.sandbox.link import READ_SIZE, Gone, Link, Overdue
from autograder.sandbox.process import heard, message
from autograder.wire.decode import TAGS
from autograder.wire.inputs import pack_inputs

SECONDS = 0.02  # that a call may take here
SLACK = 2.0
RULES = Confinement("", memory_mb=1 << 20, cpu_seconds=1, files_mb=1, processes=1 << 20)

HANDED = Handed(Path(), Path(), frozenset(), (), 0, Limits(call_seconds=SECONDS))

Write = Callable[[bytes], None]
Play = Callable[[bytes, bytes, Write], None]


@dataclass
class Impostor:
    """A candidate that is a thread of the test: it forks and ends as asked, and answers a call by its `play`.

    The play is given the id of the call and that of the fork, and what writes to the pipe of the replies.
    """

    play: Play
    pid: int  # of the process that the examiner watches instead
    does_fork: bool = True
    fork: bytes = b""
    descriptors: list[int] = field(default_factory=list)

    def serve(self, fork_server: socket.socket) -> None:
        """Take the fork-server's part as well, for one candidate."""
        _, self.descriptors, _, _ = socket.recv_fds(fork_server, 1 << 16, 3)
        self.calls, self.replies, leash = self.descriptors
        self.leash = socket.socket(fileno=os.dup(leash))
        watched = os.pidfd_open(self.pid)
        socket.send_fds(self.leash, [message(forkserver.BORN)], [watched])
        os.close(watched)
        try:
            self._write(wire.pack(forkserver.LAYERS_ID, {"layers": {}}))
            while self._answer():
                continue
        except OSError:  # the examiner has let go
            return
        finally:
            self.leash.close()
            for descriptor in self.descriptors:
                os.close(descriptor)

    def _answer(self) -> bool:
        with selectors.DefaultSelector() as ready:
            ready.register(self.calls, selectors.EVENT_READ)
            ready.register(self.leash, selectors.EVENT_READ)
            is_order = any(key.fileobj is self.leash for key, _ in ready.select())
        if is_order:
            return self._obey(heard(self.leash))
        header = os.read(self.calls, wire.HEADER.size)
        if not header:
            return False
        ident, head_length, body_length = wire.HEADER.unpack(header)
        os.read(self.calls, head_length)
        verb, _ = pickle.loads(os.read(self.calls, body_length))
        if verb == "fork":
            self.fork = ident
            self._write(wire.pack(ident, {"ready": True}) if self.does_fork else b"")
        elif verb == "end":
            self._write(wire.pack(self.fork, {"ended": True}))
        else:
            self.play(ident, self.fork, self._write)
        return True

    def _obey(self, order: str) -> bool:
        if order == forkserver.KILL_FORKS:
            self.leash.send(message(forkserver.KILLED))
        self._write(wire.pack(self.fork, {"ended": True}) if order else b"")
        return order != ""

    def _write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self.replies, data) :]


@contextmanager
def impostor(play: Play, does_fork: bool = True) -> Iterator[Link]:
    """The examiner's end of an impostor."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with subprocess.Popen(["sleep", "600"]) as watched, ours, theirs:
        thread = threading.Thread(target=Impostor(play, watched.pid, does_fork).serve, args=(theirs,), daemon=True)
        thread.start()
        try:
            with Link(ours, RULES) as link:
                yield link
        finally:
            watched.kill()
        thread.join(SLACK)
        assert not thread.is_alive()


# ---------------------------------------------------------------- any frames at all

NODE_TAGS = st.sampled_from(sorted(TAGS))
PLACES = st.lists(st.integers(0, 70), max_size=3)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | PLACES
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "at": PLACES,
    "shape": PLACES,
    "dtype": st.sampled_from(["<f8", "|b1", "|i1", "Int64"]),
    "of": st.sampled_from(["list", "set"]),
}
NODES = st.recursive(
    LEAVES,
    lambda inner: st.fixed_dictionaries(
        {"t": NODE_TAGS}, optional={"v": st.lists(inner, max_size=3) | inner, **FIELDS}
    ),
)
HEADS = (
    st.binary(max_size=20)
    | st.builds(
        lambda key, node: json.dumps({key: node}).encode(), st.sampled_from(["value", "raised", "memory"]), NODES
    )
    | NODES.map(lambda node: json.dumps(node).encode())
)


@dataclass(frozen=True)
class Frame:
    """A frame under one of the ids, that may claim other lengths than it has, and may break off."""

    ident: str
    head: bytes
    body: bytes
    claimed: tuple[int, int] | None
    cut: int

    def sent(self, asked: bytes, fork: bytes) -> bytes:
        """The bytes that are sent of it."""
        ident = {"asked": asked, "fork": fork, "nobody's": bytes(16)}[self.ident]
        lengths = self.claimed or (len(self.head), len(self.body))
        whole = wire.HEADER.pack(ident, *lengths) + self.head + self.body
        return whole[: len(whole) - self.cut]


FRAMES = st.builds(
    Frame,
    st.sampled_from(["asked", "asked", "fork", "nobody's"]),
    HEADS,
    st.binary(max_size=64),
    st.none() | st.none() | st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 2**64 - 1)),
    st.just(0) | st.integers(0, 40),
)
NOISE = st.builds(lambda noise: Frame("nobody's", noise, b"", None, 0), st.binary(max_size=100))


@pytest.fixture(scope="module", autouse=True)
def short_waits() -> Iterator[None]:
    """An impostor forks and ends at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "FORK_SECONDS", 5 * SECONDS)
        yield


@settings(max_examples=150, deadline=None)
@given(script=st.lists(FRAMES | NOISE, max_size=5))
def test_whatever_frames_come_there_is_a_verdict_in_time(script: list[Frame]) -> None:
    def play(asked: bytes, fork: bytes, write: Write) -> None:
        write(b"".join(frame.sent(asked, fork) for frame in script))

    with impostor(play) as link, socket.socket() as nobody:
        began = time.monotonic()
        examined = Run(HANDED, nobody, _link=link)
        try:
            with examined.check():
                assert isinstance(show(examined.ask("widest", None, pack_inputs(()))), str)
        except NoAnswer as none:
            assert none.outcome in ("crashed", "timeout", "memory", "missing", "error")
        assert time.monotonic() - began < SECONDS + SLACK
        examined.close()


def test_a_notebook_that_does_not_fork_any_more_is_let_go() -> None:
    with impostor(flood, does_fork=False) as link, socket.socket() as nobody:
        examined = Run(HANDED, nobody, _link=link)
        with pytest.raises(NoAnswer, match="timeout"):
            examined.ask("widest", None, pack_inputs(()))
        assert examined._link is None


# ---------------------------------------------------------------- floods, and worse


def flood(asked: bytes, fork: bytes, write: Write) -> None:
    while True:
        write(os.urandom(1000))


def flood_of_frames(asked: bytes, fork: bytes, write: Write) -> None:
    while True:
        write(wire.pack(os.urandom(16), {"value": 1}))


def flood_of_beginnings(asked: bytes, fork: bytes, write: Write) -> None:
    while True:
        write(asked[:-1])


def endless_frame(asked: bytes, fork: bytes, write: Write) -> None:
    write(wire.HEADER.pack(asked, 2, wire.BODY_CAP))
    while True:
        write(b"{}")
        time.sleep(0.001)


ENDLESS = [flood, flood_of_frames, flood_of_beginnings, endless_frame]


@pytest.mark.parametrize("play", ENDLESS)
def test_an_endless_reply_is_overdue_in_time_and_does_not_pile_up(play: Play) -> None:
    with impostor(play) as link:
        began = time.monotonic()
        with pytest.raises(Overdue):
            link.ask("call", seconds=0.3)
        assert time.monotonic() - began < SLACK
        assert len(link._buffer) < READ_SIZE


@pytest.mark.parametrize("lengths", [(wire.HEAD_CAP + 1, 0), (2, wire.BODY_CAP + 1)], ids=["head", "body"])
def test_a_frame_beyond_its_caps_is_refused_before_it_has_come(lengths: tuple[int, int]) -> None:
    with (
        impostor(lambda asked, fork, write: write(wire.HEADER.pack(asked, *lengths))) as link,
        pytest.raises(wire.WireError, match="beyond its cap"),
    ):
        link.ask("call", seconds=60)


@pytest.mark.parametrize("play", ENDLESS)
def test_the_memory_is_watched_however_much_there_is_to_read(play: Play) -> None:
    with impostor(play) as link:
        link._watch.rules = replace(RULES, processes=0)
        with pytest.raises(Gone, match="memory"):
            link.ask("call", seconds=60)


def test_who_drinks_the_replies_away_does_not_hold_the_examiner_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has a pipe for writing can open it anew for reading, and be there first at the worst moment."""
    with impostor(lambda asked, fork, write: write(b"wings")) as link:
        wait = link._wait
        with open(f"/proc/self/fd/{link._replies}", "rb", buffering=0) as pipe:
            os.set_blocking(pipe.fileno(), False)

            def wait_and_drink(descriptor: int, event: int, deadline: float) -> None:
                wait(descriptor, event, deadline)
                pipe.read(READ_SIZE)

            monkeypatch.setattr(link, "_wait", wait_and_drink)
            outcome: list[str] = []
            asking = threading.Thread(target=lambda: outcome.append(verdict(link)), daemon=True)
            asking.start()
            asking.join(SLACK)
            assert outcome == ["Overdue"]


def verdict(link: Link) -> str:
    try:
        link.ask("call", seconds=SECONDS)
    except (Overdue, Gone) as none:
        return type(none).__name__
    return "a reply"


def test_a_large_reply_from_a_fork_takes_no_longer_than_another() -> None:
    body = bytes(wire.BODY_CAP)
    with impostor(lambda asked, fork, write: write(wire.pack(asked, {}, body))) as link:
        took = []
        for is_forked in (False, True):
            if is_forked:
                link.begin_check(1)
            began = time.monotonic()
            assert len(link.ask("call", seconds=60).body) == len(body)
            took.append(time.monotonic() - began)
        assert took[1] < 3 * took[0] + 0.5


@pytest.mark.parametrize(
    "order",
    [lambda link: link.interrupt(1), lambda link: link.end_check(1, kill=True)],
    ids=["interrupt", "kill forks"],
)
def test_a_candidate_that_ended_at_its_deadline_is_gone(order: Callable[[Link], object]) -> None:
    """The examiner finds it overdue, and what it orders then reaches nobody."""

    def end_late(asked: bytes, fork: bytes, write: Write) -> None:
        time.sleep(2 * SECONDS)
        raise OSError

    with impostor(end_late) as link:
        link.begin_check(1)
        with pytest.raises(Overdue):
            link.ask("call", seconds=SECONDS)
        time.sleep(10 * SECONDS)
        with pytest.raises(Gone, match="crashed"):
            order(link)


def test_a_fork_that_left_part_of_a_request_unread_takes_the_notebook_with_it() -> None:
    """The notebook would read the rest as a request of its own, and never understand another."""

    def read_no_more(asked: bytes, fork: bytes, write: Write) -> None:
        time.sleep(20 * SECONDS)
        raise OSError

    with impostor(read_no_more) as link:
        link.begin_check(1)
        for inputs in (0, bytes(1 << 20)):
            with pytest.raises(Overdue):
                link.ask("call", inputs, seconds=SECONDS)
        with pytest.raises(Gone, match="crashed"):
            link.end_check(5 * SECONDS, kill=True)
