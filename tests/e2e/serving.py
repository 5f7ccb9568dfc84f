"""Processes of ours that serve, and browsers that are opened on them."""

import multiprocessing
import os
import runpy
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, ViewportSize

START_SECONDS = 120
READY = multiprocessing.get_context("forkserver")
"""Where processes of ours begin with everything imported, which takes longer than all the rest."""
READY.set_forkserver_preload(["eventnet.app", "eventnet.cli"])
BARE = multiprocessing.get_context("spawn")
"""Where others begin, which change something before it is imported."""
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """Return what a process of ours runs in, with its database and files in a folder."""
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "EVENTNET_DATABASE_URL": f"sqlite:///{folder / 'eventnet.db'}",
        "EVENTNET_DATA_DIR": str(folder),
        **settings,
    }


@contextmanager
def served(
    arguments: list[str],
    address: str,
    environment: dict[str, str],
    log: Path,
    module: str = "eventnet",
) -> Iterator[None]:
    """Run a command of eventnet that serves, until it is ready and as long as it is needed."""
    context = READY if module == "eventnet" else BARE
    process = context.Process(target=_run, args=(module, arguments, environment, log))
    process.start()
    try:
        _wait(f"{address}/readyz", process, log)
        yield
    finally:
        process.terminate()
        process.join(timeout=20)
        assert process.exitcode is not None, f"it does not end:\n{log.read_text()[-4000:]}"


def _run(module: str, arguments: list[str], environment: dict[str, str], log: Path) -> None:
    """Be a process that runs a command, as if from a shell."""
    os.environ.update(environment)
    with log.open("w") as output:
        os.dup2(output.fileno(), sys.stdout.fileno())
        os.dup2(output.fileno(), sys.stderr.fileno())
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _wait(address: str, process: BaseProcess, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert process.exitcode is None, f"the demo ended:\n{log.read_text()[-4000:]}"
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(f"the demo did not start:\n{log.read_text()[-4000:]}")


Open = Callable[..., Page]


@contextmanager
def browsers(chromium: Browser, address: str) -> Iterator[Open]:
    """Yield a function that opens a fresh browser on an address, for one person.

    A script error, a refused style or a missing file on any page fails whoever uses it.
    """
    troubles: list[str] = []
    contexts = []

    def open_one(*, phone: bool = False, scripts: bool = True, dark: bool = False) -> Page:
        context = chromium.new_context(
            base_url=address,
            viewport=PHONE if phone else DESKTOP,
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            locale="en-GB",
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                troubles.append(f"{page.url}: {message.text}")
                if message.type == "error" and "status of 4" not in message.text
                else None
            ),
        )
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert troubles == []
