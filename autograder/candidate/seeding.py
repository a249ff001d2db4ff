"""The generators that a program draws from without saying so."""

from __future__ import annotations

import random
import sys


def seed_all(seed: int) -> None:
    """Have Python, and NumPy and PyTorch where they are loaded, draw the same numbers for the same seed."""
    random.seed(seed)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed % 2**32)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(seed)
