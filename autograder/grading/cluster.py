"""Many machines: the same bundle and submissions, sent to the workers of a Dask cluster.

The bytes of a submission travel, never its path. Each worker keeps one warm engine; one that ends is started anew, and
what a lost worker had under way is graded by another. Needs the extra `dask`.
"""

from __future__ import annotations

import logging
import tempfile
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import dask.config
from distributed import Client, WorkerPlugin, get_worker

import autograder
from autograder.bundle import Bundle, files_in, read_bundle
from autograder.errors import GraderFault
from autograder.grading.engine import ClusterError, Engine, Graded, engine
from autograder.grading.submitted import readable_bytes
from autograder.sandbox.confine import require_confinement

RETRIES = 2  # of a submission whose engine failed
CONNECT_SECONDS = 10


class WarmEngine(WorkerPlugin):
    """Lives on each worker as long as the grading: one warm engine for its bundle."""

    def __init__(self, bundle: Bundle, allow_unconfined: bool) -> None:
        self.files = {str(file.relative_to(bundle.path)): file.read_bytes() for file in files_in(bundle.path)}
        self.hash = bundle.hash
        self.version = autograder.__version__
        self.allow_unconfined = allow_unconfined

    def setup(self, worker: Any) -> None:
        """Unpack the bundle and start the engine, before any submission is there.

        Raises:
            ClusterError: This worker would not grade as the program that asks.
            Unconfined: Nothing keeps submissions from this machine.
        """
        if autograder.__version__ != self.version:
            theirs = autograder.__version__
            raise ClusterError(f"A worker has autograder {theirs}, and this is {self.version}: install the same.")
        if not self.allow_unconfined:
            require_confinement()
        self.lock = threading.Lock()
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory(prefix="autograder-bundle-")))
        (folder / "data").mkdir()  # of an assignment without data, no file tells that it is there
        for name, data in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        self.bundle = read_bundle(folder)
        if self.bundle.hash != self.hash:
            raise ClusterError("The bundle is another after its way to a worker: start the cluster anew.")
        self.engine = self.stack.enter_context(engine(self.bundle))

    def teardown(self, worker: Any) -> None:
        """End the engine and all its processes."""
        if hasattr(self, "stack"):
            self.stack.close()

    def grade(self, data: bytes, file: str, name: str, limits: Mapping[str, float]) -> Graded:
        """The verdict on a submission of these bytes.

        Raises:
            GraderFault: The grader failed.
        """
        with tempfile.TemporaryDirectory(prefix="autograder-") as folder:
            path = Path(folder, file)
            path.write_bytes(data)
            return self._warm().submit(path, name, limits).result()

    def _warm(self) -> Engine:
        with self.lock:
            if self.engine.has_ended:
                self.engine = self.stack.enter_context(engine(self.bundle))
            return self.engine


class Cluster:
    """Takes submissions as an engine does, and has the workers grade them."""

    def __init__(self, client: Any, plugin: str, here: ExitStack, bundle: Bundle) -> None:
        self._client = client
        self._plugin = plugin
        self._here = here
        self._bundle = bundle
        self._local: Engine | None = None
        self._under_way: set[Any] = set()

    def submit(self, file: Path, name: str, limits: Mapping[str, float]) -> Future[Graded]:
        """Have the submission in `file` graded; what is no plain file with something in it is judged on this machine.

        The future raises GraderFault where the grader failed.
        """
        data = readable_bytes(file)
        if not data:
            self._local = self._local or self._here.enter_context(engine(self._bundle))
            return self._local.submit(file, name, limits)
        answer: Future[Graded] = Future()
        remote = self._client.submit(
            _grade, self._plugin, data, file.name, name, dict(limits), pure=False, retries=RETRIES
        )
        self._under_way.add(remote)
        remote.add_done_callback(partial(self._pass_on, answer))
        return answer

    def cancel(self) -> None:
        """Let go of all that is under way."""
        self._client.cancel(list(self._under_way))

    def _pass_on(self, answer: Future[Graded], remote: Any) -> None:
        try:
            answer.set_result(remote.result())
        except GraderFault as fault:
            answer.set_exception(fault)
        except BaseException as error:  # whatever befell a machine: the submission must not pay for it
            answer.set_exception(GraderFault(f"The cluster gave no result: {type(error).__name__}: {error}"))
        finally:
            self._under_way.discard(remote)


@contextmanager
def cluster(bundle: Bundle, address: str, allow_unconfined: bool = False) -> Iterator[Cluster]:
    """The workers of the Dask scheduler at `address`, with a warm engine on each; leaving it ends these engines.

    Raises:
        ClusterError: There is no scheduler, or a worker is not fit.
        Unconfined: Nothing keeps submissions from the machine of a worker.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is told in our own words
    quiet = dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"})
    connect: Any = Client  # of no declared types
    with quiet, ExitStack() as here:
        try:
            client: Any = here.enter_context(connect(address, timeout=CONNECT_SECONDS, set_as_default=False))
        except (OSError, ValueError) as error:
            raise ClusterError(f"No Dask scheduler answers at {address}: {error}") from None
        plugin = f"autograder-{uuid4().hex}"
        client.register_plugin(WarmEngine(bundle, allow_unconfined), name=plugin)
        workers = Cluster(client, plugin, here, bundle)
        try:
            yield workers
        finally:
            with suppress(Exception):  # a cluster that is gone has nothing left to end
                workers.cancel()
                client.unregister_worker_plugin(plugin)


def _grade(plugin: str, data: bytes, file: str, name: str, limits: Mapping[str, float]) -> Graded:
    """On a worker: have its engine grade."""
    warm = cast(WarmEngine, get_worker().plugins[plugin])
    return warm.grade(data, file, name, limits)
