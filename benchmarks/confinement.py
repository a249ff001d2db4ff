"""What the layers of the sandbox add to the birth of a candidate, and each of them: side by side, in one run.

python benchmarks/confinement.py [--times 60]
"""

from __future__ import annotations

import argparse
import socket
import statistics
import tempfile
import time
from contextlib import ExitStack

from autograder.assignment import Assignment
from autograder.sandbox import spawn
from autograder.sandbox.confine import LAYERS, Confinement
from autograder.sandbox.link import Link

SWITCHES = [layer for layer in LAYERS if layer not in ("process", "watchdog")]
PACKAGES = ("numpy", "pandas", "scikit-learn", "matplotlib", "torch")
PRELOADS = ("pandas", "sklearn.linear_model", "matplotlib.pyplot", "torch")


def birth(server: socket.socket) -> float:
    """Seconds until a candidate is confined and says so."""
    with tempfile.TemporaryDirectory() as scratch:
        begin = time.perf_counter()
        with Link(server, Confinement(scratch, 1500, 60, 200, 64)):
            return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=60)
    times = parser.parse_args().times
    assignment = Assignment("births", "Births", 0, questions=(), packages=PACKAGES, preloads=PRELOADS)
    ways = {"all layers": [], "no layer": SWITCHES, **{f"without {layer}": [layer] for layer in SWITCHES}}
    with ExitStack() as stack:
        servers = {way: stack.enter_context(spawn.fork_server(assignment, off)) for way, off in ways.items()}
        taken: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(times):
            for way, server in servers.items():
                taken[way].append(1000 * birth(server))
    print(f"{'':24} median ms   (range)")
    for way, values in taken.items():
        print(f"{way:24} {statistics.median(values):9.2f}   ({min(values):.1f} to {max(values):.1f})")
    added = [whole - bare for whole, bare in zip(taken["all layers"], taken["no layer"])]
    print(f"all layers together add {statistics.median(added):.2f} ms (median of {times} pairs)")


if __name__ == "__main__":
    main()
