"""What can go wrong in a way that a person is told: by them, or by us."""

from __future__ import annotations


class WrongUse(ValueError):
    """What was asked for cannot be done as it was asked; the text is one sentence that says what, where and why."""


class GraderFault(Exception):
    """The grader itself failed: never the student's fault. The text says how."""
