"""Where fetches from elsewhere may go."""

import gzip
import http.server
import socket
import threading
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from types import SimpleNamespace
from typing import ClassVar

import httpx2
import pytest

from eventnet import outbound
from eventnet.outbound import Answered, Lane, Outbound, TooLate, Unreachable, download, is_public


class Answer(http.server.BaseHTTPRequestHandler):
    """Answers as the path says, and counts."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "/here")
            self.end_headers()
            return
        self.send_response(404 if self.path == "/gone" else 200)
        if self.path == "/packed":
            self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(gzip.compress(b"x" * 10 * outbound.LARGEST))
            return
        self.end_headers()
        if self.path == "/encoding":
            self.wfile.write(self.headers["Accept-Encoding"].encode())
            return
        self.wfile.write(b"x" * (outbound.LARGEST + 1 if self.path == "/large" else 2))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def inside() -> Iterator[str]:
    """Serve something in our own network."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    Answer.asked.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::808:808", True),
        ("ff02::1", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


def fetch(address: str, trusted: str | None = None) -> httpx2.Response:
    """Fetch from an address."""
    with httpx2.Client(transport=Outbound(trusted=trusted), follow_redirects=True) as client:
        return client.get(address)


def test_hosts_inside_are_refused_unless_trusted(inside: str) -> None:
    port = inside.rsplit(":", 1)[1]
    for address in (inside, f"https://127.0.0.1:{port}", f"https://localhost:{port}"):
        with pytest.raises(Unreachable):
            fetch(address)
        with pytest.raises(Unreachable):
            fetch(address, trusted="http://127.0.0.1:1")
    assert Answer.asked == []
    assert fetch(inside, trusted=inside).content == b"xx"


def test_a_name_is_connected_to_where_it_was_checked(
    monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    looked_up: list[str] = []

    def rebinding(host: str, port: int, **_rest: object) -> list[tuple[object, ...]]:
        looked_up.append(host)
        return [(0, 0, 0, "", ("203.0.113.77" if len(looked_up) > 1 else "8.8.8.8", port))]

    went: list[str] = []

    def note(_self: object, request: httpx2.Request) -> httpx2.Response:
        went.append(request.url.host)
        assert request.extensions["sni_hostname"] == "rebound.example"
        assert request.headers["host"] == "rebound.example"
        return httpx2.Response(200, stream=httpx2.ByteStream(b"xx"))

    monkeypatch.setattr("socket.getaddrinfo", rebinding)
    monkeypatch.setattr(httpx2.HTTPTransport, "handle_request", note)
    fetch("https://rebound.example/")
    assert went == ["8.8.8.8"]
    assert looked_up == ["rebound.example"]


@pytest.mark.parametrize("path", ["/away", "/large"])
def test_redirects_and_floods_are_refused(inside: str, path: str) -> None:
    with pytest.raises(Unreachable):
        fetch(inside + path, trusted=inside)
    assert Answer.asked == [path]


def test_a_late_answer_is_not_waited_for() -> None:
    stop = threading.Event()
    hang: Callable[[], bool] = lambda: stop.wait(10)  # noqa: E731
    with pytest.raises(Unreachable, match=r"no answer within 0\.1 seconds"):
        outbound.within(0.1, hang)
    stop.set()


def test_how_much_is_taken_can_be_said(inside: str) -> None:
    for largest, path in ((outbound.LARGEST + 1, "/large"), (2, "/here")):
        with httpx2.Client(transport=Outbound(trusted=inside, largest=largest)) as client:
            assert len(client.get(inside + path).content) == largest
        less = Outbound(trusted=inside, largest=largest - 1)
        with httpx2.Client(transport=less) as client, pytest.raises(Unreachable):
            client.get(inside + path)


def test_packed_answers_are_neither_asked_for_nor_unpacked(inside: str) -> None:
    assert fetch(inside + "/encoding", trusted=inside).content == b"identity"
    with pytest.raises(Unreachable, match="packed content"):
        fetch(inside + "/packed", trusted=inside)


class Dripping(httpx2.SyncByteStream):
    """A body without end, whose every byte comes in time."""

    closed = False

    def __iter__(self) -> Iterator[bytes]:
        while True:
            yield b"x"

    def close(self) -> None:
        self.closed = True


def test_an_answer_that_drips_ends_when_its_time_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = Dripping()
    ticks = iter(range(1000))
    monkeypatch.setattr(outbound, "time", SimpleNamespace(monotonic=lambda: next(ticks)))
    monkeypatch.setattr(
        httpx2.HTTPTransport, "handle_request", lambda *_: httpx2.Response(200, stream=body)
    )
    way = Outbound(trusted="http://drips.example", total=20)
    with httpx2.Client(transport=way) as client, pytest.raises(Unreachable, match="too long"):
        client.get("http://drips.example/")
    assert next(ticks) == 22
    assert body.closed


@pytest.fixture
def dripping() -> Iterator[str]:
    """Serve the head of an answer without end, whose every byte comes in time."""
    ended = threading.Event()

    def drip(door: socket.socket) -> None:
        try:
            with door.accept()[0] as line:
                line.recv(1000)
                line.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                while not ended.wait(0.02):
                    line.sendall(b"x")
        except OSError:
            pass  # the other side hung up, as it should
        finally:
            ended.set()

    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=drip, args=(door,))
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        # Only who hung up lets the drip end.
        assert ended.wait(5)
        thread.join()


def test_a_head_that_drips_ends_when_its_time_is_over(dripping: str) -> None:
    way = Outbound(trusted=dripping, seconds=5, total=0.3)
    with httpx2.Client(transport=way) as client, pytest.raises(httpx2.TimeoutException):
        client.get(dripping)


def test_no_lane_waits_for_another() -> None:
    stop = threading.Event()
    for _hangs in range(20):
        with pytest.raises(TooLate):
            outbound.within(0.01, lambda: stop.wait(10), Lane.FILES)
    assert outbound.within(5, lambda: "in", Lane.SIGN_IN) == "in"
    stop.set()
    assert outbound.within(5, lambda: "here", Lane.FILES) == "here"


def test_what_did_not_begin_in_time_never_does() -> None:
    stop, begun = threading.Event(), []
    for _hangs in range(8):
        with pytest.raises(TooLate):
            outbound.within(0.01, lambda: stop.wait(10), Lane.FILES)
    with pytest.raises(TooLate):
        outbound.within(0.01, lambda: begun.append(1), Lane.FILES)
    stop.set()
    outbound.within(5, lambda: None, Lane.FILES)
    assert begun == []


def test_a_file_is_downloaded_or_its_answer_named(inside: str) -> None:
    assert download(f"{inside}/here", "text/plain", 10, inside) == b"xx"
    with pytest.raises(Unreachable, match="larger than 1 bytes"):
        download(f"{inside}/here", "text/plain", 1, inside)
    with pytest.raises(Unreachable):
        download(f"{inside}/here", "text/plain", 10)
    with pytest.raises(Unreachable):
        download("https://[::", "text/plain", 10)
    with pytest.raises(Answered) as gone:
        download(f"{inside}/gone", "text/plain", 10, inside)
    assert gone.value.status == 404
