"""Run as a program, by a bare interpreter: import the packages, then fork the fork-server off.

`python -s -S start.py SETTINGS`, with SETTINGS in JSON: `links` (the folder that names what may be imported),
`readable` (all that a candidate may read beside its scratch folder), `without` (layers that are switched off),
`preloads`, `package` (the folder that holds ours), and either `serve` (a socket's descriptor: be the fork-server on
it) or `host` (a module, and the rest of `sys.path` as `paths`: fork the fork-server, then run the module's `main` with
the socket to ask it on).
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import socket
import sys
from typing import Any


def main(settings: dict[str, Any]) -> None:
    """Import everything, then be the fork-server or the host."""
    # The script's own folder must not be importable: its modules have common names.
    sys.path[:] = [path for path in sys.path[1:] if path] + [settings["links"], settings["package"]]
    gc.disable()  # nothing of this becomes garbage, and to look for it takes a tenth of the time
    for name in settings["preloads"]:
        importlib.import_module(name)
    importlib.import_module("autograder.sandbox.forkserver")

    sys.path.remove(settings["package"])
    gc.freeze()
    gc.enable()
    if "serve" in settings:
        _serve(socket.socket(fileno=settings["serve"]), settings)
    else:
        _fork_and_host(settings)
    sys.stderr.flush()
    os._exit(0)  # to take all that was imported down in good order takes longer than a check


def _serve(requests: socket.socket, settings: dict[str, Any]) -> None:
    from autograder.sandbox import confine, forkserver

    readable, without = tuple(settings["readable"]), frozenset(settings["without"])
    forkserver.ForkServer(requests, confine.settle(readable, settings["links"], without)).serve()


def _fork_and_host(settings: dict[str, Any]) -> None:
    from autograder.sandbox import process

    ours, theirs = process.message_pair()
    if os.fork() == 0:
        try:  # it ends when nobody can ask any more, and not before it has killed all candidates
            process.silence(keep=(theirs.fileno(),))
            _serve(theirs, settings)
        finally:
            os._exit(0)
    theirs.close()
    if not process.heard(ours):
        sys.exit("The fork-server has ended before it was asked for anything.")
    sys.path += [settings["package"], *settings["paths"]]
    importlib.import_module(settings["host"]).main(ours)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
