"""Probes: functions of a check that run beside the student's code.

They travel as code, since a candidate can import nothing that a check is written in. So they may use nothing but their
arguments, what is built in, and the modules named here.
"""

from __future__ import annotations

import builtins
import dis
import functools
import marshal
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

MODULES = {"np": "numpy", "torch": "torch", "copy": "copy"}

Probe = Callable[..., Any]


class UnfitProbe(TypeError):
    """A probe that cannot travel; the text says why, for the author of the check."""


@functools.cache
def pack(probe: Probe) -> bytes:
    """The code of a probe, for `unpack` of the same Python.

    Raises:
        UnfitProbe: It uses what is not there beside the student's code.
    """
    code = getattr(probe, "__code__", None)
    if code is None or probe.__closure__ or probe.__kwdefaults__ or probe.__defaults__:
        raise UnfitProbe(f"{probe!r} is no plain function without defaults and closure, so it cannot be a probe.")
    for name in _globals(code):
        if name not in MODULES and not hasattr(builtins, name):
            raise UnfitProbe(f"The probe {probe.__name__} uses {name}, which is not there beside the student's code.")
    return marshal.dumps(code)


def unpack(code: bytes) -> Probe:
    """The probe of which `pack` gave the code."""
    modules = {name: sys.modules[module] for name, module in MODULES.items() if module in sys.modules}
    return types.FunctionType(marshal.loads(code), {"__builtins__": builtins, **modules})


def _globals(code: types.CodeType) -> Iterator[str]:
    """The global names that code looks up, that of functions within it included."""
    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            yield str(step.argval)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _globals(constant)
