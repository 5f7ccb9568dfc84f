"""Two things at once: threads that start together, each with a session of its own."""

from collections.abc import Callable
from threading import Barrier, Thread

from sqlmodel import Session
from starlette.applications import Starlette

from eventnet.errors import Refused

Deed = Callable[[Session], object]


def at_once(app: Starlette, *deeds: Deed) -> list[object]:
    """Do all deeds at the same time; return what each returned, or the `Refused` it raised."""
    results: list[object] = [None] * len(deeds)
    start = Barrier(len(deeds))

    def run(number: int, deed: Deed) -> None:
        with Session(app.state.engine) as session:
            start.wait()
            try:
                results[number] = deed(session)
            except Exception as error:
                results[number] = error

    threads = [Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for result in results:
        if isinstance(result, Exception) and not isinstance(result, Refused):
            raise result
    return results
