"""What the author of an assignment writes checks with, and what becomes of a check that does not pass.

check.py and compare.py   what is imported from here       likeness.py    whether two answers are the same
plugin.py                 makes checks of pytest's tests   loading.py     reads checks, reference, misconceptions
submission.py             the student's names in a check   diagnose.py and feedback.py   what to say of a failure
otter_tests.py            the tests of an Otter autograder as checks, by `foreign/`
"""

from autograder.checking.check import check
from autograder.checking.compare import Disagreement, agree, describe, ensure, items, numbers, unchanged

__all__ = ["Disagreement", "agree", "check", "describe", "ensure", "items", "numbers", "unchanged"]
