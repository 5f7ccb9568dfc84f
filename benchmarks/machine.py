"""What figures were measured on."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version

LIBRARIES = ("ortools", "numpy", "numba", "sqlalchemy", "starlette")
PEERS = ("networkx", "grad-visitor-scheduler", "highspy")


def machine(libraries: tuple[str, ...] = LIBRARIES) -> str:
    """Say architecture, cores and versions."""
    named = ", ".join(f"{name} {_version(name)}" for name in libraries)
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, {named}"
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
