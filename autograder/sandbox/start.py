"""Run as a program, by a bare interpreter: import the packages, then fork the fork-server off.

`python -s -S start.py SETTINGS`, with SETTINGS in JSON: `links` (the folder that names what may be imported),
`readable` (all that a candidate may read beside its scratch folder), `preloads`, `package` (the folder that holds
ours), and either `serve` (a socket's descriptor: be the fork-server on it) or `host` (the rest of sys.path: fork the
fork-server, then host examiners on standard input and output).
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
    for name in settings["preloads"]:
        importlib.import_module(name)
    from autograder.sandbox import forkserver

    sys.path.remove(settings["package"])
    gc.collect()
    gc.freeze()
    if "serve" in settings:
        forkserver.ForkServer(socket.socket(fileno=settings["serve"]), settings["readable"]).serve()
    else:
        _fork_and_host(settings)


def _fork_and_host(settings: dict[str, Any]) -> None:
    from autograder.sandbox import confine, forkserver

    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    if os.fork() == 0:
        try:
            confine.die_with_parent()
            confine.silence(keep=(theirs.fileno(),))
            forkserver.ForkServer(theirs, settings["readable"]).serve()
        finally:
            os._exit(0)
    theirs.close()
    sys.path += [settings["package"], *settings["host"]]
    from autograder.grading import host

    host.main(ours)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
