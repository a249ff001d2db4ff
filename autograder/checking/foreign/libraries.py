"""What of the student's libraries the examiner has itself, and may use in their place."""

from __future__ import annotations

import sys
import types
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checking.submission import NoAnswer

_LIBRARIES = ("numpy", "pandas", "math", "statistics", "random", "scipy", "sklearn", "itertools")
# Other modules that a test may take from the notebook: none of the assignment's data, none that runs what it is given.
_HARMLESS = (
    *("collections", "copy", "cmath", "datascience", "datetime", "decimal", "fractions", "functools", "json"),
    *("operator", "re", "string", "time", "torch"),
)
_FIGURES = ("matplotlib", "seaborn", "plotly")


class OutOfReach(Exception):
    """Something of the student's that cannot be had from here; the text says what the test does, without a subject."""


def module(name: str) -> types.ModuleType:
    """The examiner's own module of this name: what the student did to theirs is not here.

    Raises:
        OutOfReach: There is none that a test may use.
    """
    if name.partition(".")[0] in _FIGURES:
        raise OutOfReach("looks at figures, which stay in the student's process")
    if name in sys.modules and name.partition(".")[0] in (*_LIBRARIES, *_HARMLESS):
        return sys.modules[name]
    raise OutOfReach(f"uses the notebook's module {name}, which is not loaded here")


def genuine(home: str, name: str) -> Any:
    """The examiner's own function or class of a library, where the student's is said to be just that; or None.

    Only one that can do no harm, whatever it is called with: `pandas.read_pickle` would run what a student has written.
    """
    if home.partition(".")[0] not in _LIBRARIES or name.startswith("_"):
        return None
    found = getattr(sys.modules.get(home), name, None)
    return found if _is_harmless(found) else None


def _is_harmless(found: Any) -> bool:
    if not isinstance(found, type):
        return isinstance(found, np.ufunc) or getattr(found, "__module__", "") in ("math", "statistics")
    kinds: list[type] = [np.generic, np.ndarray]
    if pd := sys.modules.get("pandas"):
        kinds += [pd.DataFrame, pd.Series, pd.Index, pd.Timestamp, pd.Timedelta, pd.Categorical]
    if base := sys.modules.get("sklearn.base"):
        kinds.append(base.BaseEstimator)
    return issubclass(found, tuple(kinds)) and not issubclass(found, np.memmap)


def as_raised(none: NoAnswer, bases: Sequence[Any]) -> Exception:
    """What the student's code raised, as a test may catch it: the nearest of its classes that is here as well."""
    known = (_exception(*map(str, base)) for base in [*bases, ("builtins", none.kind)])
    kind = next((one for one in known if one is not None), Exception)
    error: Exception = kind.__new__(kind)
    error.args = (none.text,)
    return error


def _exception(home: str, name: str) -> type[Exception] | None:
    """A class of exceptions that is built in, or a library's, and that needs nothing to be made."""
    if home.partition(".")[0] not in ("builtins", "json", *_LIBRARIES):
        return None
    kind = getattr(sys.modules.get(home), name, None)
    is_one = isinstance(kind, type) and issubclass(kind, Exception) and name != "ExceptionGroup"
    return kind if is_one else None
