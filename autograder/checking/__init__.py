"""What the author of an assignment writes checks with."""

from autograder.checking.check import check
from autograder.checking.compare import Disagreement, agree, describe, ensure, items, numbers, unchanged

__all__ = ["Disagreement", "agree", "check", "describe", "ensure", "items", "numbers", "unchanged"]
