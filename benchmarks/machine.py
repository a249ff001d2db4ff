"""What the numbers were measured on."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from datetime import date
from pathlib import Path

PACKAGES = ("dragon-autograder", "otter-grader", "numpy", "pandas", "scikit-learn", "torch", "pytest", "ipykernel")


def machine() -> dict[str, str]:
    """The machine in words: no name of it, and no path."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "day": date.today().isoformat(),
        "processor": f"{_model()}, {os.cpu_count()} cores, {memory:.0f} GB of memory",
        "system": f"{platform.system()} {platform.release()} {platform.machine()}, {platform.libc_ver()[1]} libc",
        "Python": platform.python_version(),
        "packages": ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES),
        "load before": f"{os.getloadavg()[0]:.1f} processes that wanted to run, in the minute before",
    }


def _model() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
