"""Grades back into gradebooks: one module a gradebook, and what they share. No grade goes where there is a doubt."""

from autograder.reporting.gradebooks import canvas, gradescope, moodle, plain

__all__ = ["canvas", "gradescope", "moodle", "plain"]
