"""What the author of an assignment writes checks with."""

from autograder.checking.check import check
from autograder.checking.compare import Disagreement, agree, ensure, items, numbers, unchanged

__all__ = ["Disagreement", "agree", "check", "ensure", "items", "numbers", "unchanged"]
