"""The generators that a program draws from without saying so."""

from __future__ import annotations

import hashlib
import random
import sys


def seed_for(reader: str, seed: int) -> int:
    """A seed of 32 bits for somebody who must not learn the seed that it is made of, nor anybody else's."""
    return int.from_bytes(hashlib.sha256(f"{reader} {seed}".encode()).digest()[:4], "big")


def seed_all(seed: int) -> None:
    """Have Python, and NumPy and PyTorch where they are loaded, draw the same numbers for the same seed of 32 bits."""
    random.seed(seed)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed)
    if "torch" in sys.modules:
        sys.modules["torch"].default_generator.manual_seed(seed)  # the CPU's alone: all devices take 75 times as long
