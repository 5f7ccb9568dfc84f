"""Compiling the hot loops, with the result kept on disk where any folder allows it."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile `function` on first call, without the interpreter's lock.

    numba keeps the machine code beside the module, or in the user's cache folder where the
    package is read-only; where neither can be written, each process compiles anew.
    """
    return _compile(function, {})


def lean(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that makes no arrays, its callees neither.

    Without numba's reference counts a step on our tuples of arrays takes 14 ns instead of 800.
    """
    return _compile(function, {"_nrt": False})


def _compile(function: Callable[P, R], options: dict[str, Any]) -> Callable[P, R]:
    options = {"nogil": True, "error_model": "numpy", **options}
    try:
        machine = numba.njit(cache=True, **options)(function)
    except RuntimeError:  # "no locator available": no folder can be written
        machine = numba.njit(**options)(function)
    return cast("Callable[P, R]", machine)
