"""The layouts that a download may have."""

from __future__ import annotations

from enum import Enum


class Layout(str, Enum):
    """How the submissions of a class may lie in a folder."""

    gradescope = "gradescope"
    moodle = "moodle"
    canvas = "canvas"
    nbgrader = "nbgrader"
    plain = "plain"
