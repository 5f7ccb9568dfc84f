"""Calendars of people, as files, and a server on this machine that serves them."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from eventnet.absence.busy import Window, busy_times

LISBON = ZoneInfo("Europe/Lisbon")
WINDOW = Window(
    datetime(2027, 5, 10, 23, tzinfo=UTC),
    datetime(2027, 5, 12, 23, tzinfo=UTC),
    LISBON,
    "meet.example.org",
)
"""The two days of a test's event."""


def calendar(*events: str) -> bytes:
    """Return a calendar; of each event the lines within it are given."""
    bodies = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{bodies}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def busy(*events: str, window: Window = WINDOW) -> list[str]:
    """Return when a calendar of these events says busy, in hours of the first day in Lisbon."""
    return told(calendar(*events), window)


def told(data: bytes, window: Window = WINDOW) -> list[str]:
    """Return when a file says busy, as day and hours."""
    times = busy_times(data, window).times
    return [
        f"{starts.astimezone(LISBON):%d %H:%M}-{ends.astimezone(LISBON):%d %H:%M}"
        for starts, ends in times
    ]


class Server:
    """Answers each path with what is laid there, and with 404 otherwise."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.status: dict[str, int] = {}
        self.asked: list[str] = []
        outer = self

        class Answer(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                found = outer.files.get(self.path)
                self.send_response(outer.status.get(self.path, 404 if found is None else 200))
                self.send_header("Location", "/elsewhere")
                self.end_headers()
                self.wfile.write(found or b"")

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing."""

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)

    @property
    def origin(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.http.server_port}"


@contextmanager
def serving() -> Iterator[Server]:
    """Serve calendars for a while."""
    server = Server()
    thread = threading.Thread(target=server.http.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server
    finally:
        server.http.shutdown()
        server.http.server_close()
        thread.join()
