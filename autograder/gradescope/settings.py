"""What an instructor chooses for the platform."""

from __future__ import annotations

from typing import Literal

# When a student sees the hidden checks there.
Visibility = Literal["visible", "after_due_date", "after_published", "hidden"]
# Where pip finds torch without the packages for graphics cards.
TORCH_INDEX = "https://download.pytorch.org/whl/cpu"
