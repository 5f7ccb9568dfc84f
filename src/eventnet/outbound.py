"""Fetching from elsewhere: in bounded time and size, without redirects, from public hosts only.

An address that somebody else chose could point into our own network. So the host's addresses are
looked up here, each must be public, and the connection goes to the very address that was checked:
a name that resolves otherwise a moment later leads nowhere else.
"""

import contextvars
import logging
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, TypeVar

import httpcore2
import httpx2

Found = TypeVar("Found")

SECONDS = 5.0
DOWNLOAD_SECONDS = 15.0
LARGEST = 1024 * 1024
# It would write whole addresses, and whoever knows that of a calendar can read it.
logging.getLogger("httpx2").setLevel(logging.WARNING)
NAT64 = IPv6Network("64:ff9b::/96")


class Lane(StrEnum):
    """What is fetched for. Each lane has threads of its own, so that none waits for another's."""

    SIGN_IN = "sign-in"
    FILES = "files"
    """Programmes and calendars: hosts that anybody may name, and that may hang on purpose."""


_threads = {
    lane: ThreadPoolExecutor(max_workers=8, thread_name_prefix=f"outbound-{lane}") for lane in Lane
}


class Unreachable(Exception):
    """The other side did not answer, too slowly, too much, or stands where we don't go."""


class TooLate(Unreachable):
    """The answer did not come in time."""


class TooLong(Unreachable):
    """The answer has more bytes than we take."""


class NoSuchHost(Unreachable):
    """The name is known nowhere, or leads where we don't go."""


class Redirected(Unreachable):
    """The answer is another address."""


class Answered(Unreachable):
    """The other side answers, but not with what was asked for."""

    def __init__(self, host: str, status: int) -> None:
        super().__init__(f"{host} answers {status}")
        self.status = status


def within(seconds: float, fetch: Callable[[], Found], lane: Lane = Lane.SIGN_IN) -> Found:
    """Return what `fetch` finds within so many seconds in all, whatever it hangs on.

    A late one is left to its own time-outs, so it holds nothing that the caller needs; one that
    has not begun by then never does.
    """
    context = contextvars.copy_context()
    waiting = _threads[lane].submit(context.run, fetch)
    try:
        return waiting.result(seconds)
    except Late as late:
        waiting.cancel()
        raise TooLate(f"no answer within {seconds:g} seconds") from late
    except httpx2.TimeoutException as error:
        raise TooLate(str(error) or type(error).__name__) from error
    except httpx2.HTTPError as error:
        raise Unreachable(str(error) or type(error).__name__) from error


def download(address: str, accept: str, largest: int, trusted: str | None = None) -> bytes:
    """Return the file at an address, within fifteen seconds in all.

    What is larger than `largest` bytes is `TooLong`.
    """

    def get() -> bytes:
        way = Outbound(trusted=trusted, seconds=DOWNLOAD_SECONDS, largest=largest)
        with httpx2.Client(transport=way, trust_env=False, follow_redirects=False) as client:
            answer = client.get(address, headers={"Accept": accept})
        if answer.status_code != 200:
            raise Answered(answer.request.url.host, answer.status_code)
        return answer.content

    try:
        return within(DOWNLOAD_SECONDS, get, Lane.FILES)
    except (httpx2.InvalidURL, ValueError) as error:
        raise Unreachable(str(error)) from error


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Say whether an address is out on the internet, whatever it is wrapped in."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


class Outbound(httpx2.BaseTransport):
    """The way out for an `httpx2.Client`. `trusted` is one origin that may be anywhere.

    That is for an origin that the operator wrote into the settings, such as `http://localhost:9`;
    all others need https and a public host. `seconds` is how long each step may take, and `total`
    how long the whole answer may, which is as long unless said otherwise.
    """

    def __init__(
        self,
        *,
        trusted: str | None = None,
        seconds: float = SECONDS,
        total: float | None = None,
        largest: int | None = None,
    ) -> None:
        self.trusted = _origin(httpx2.URL(trusted)) if trusted else None
        self.seconds = seconds
        self.total = seconds if total is None else total
        self.largest = LARGEST if largest is None else largest
        self.network = _Network()
        self.plain = _Plain(self.network)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request to where it may go."""
        end = self.network.end = time.monotonic() + self.total
        extensions = {
            **request.extensions,
            "timeout": dict.fromkeys(("connect", "read", "write", "pool"), self.seconds),
        }
        url = request.url
        if _origin(url) != self.trusted:
            if url.scheme != "https":
                raise Unreachable(f"{url.host} is addressed without https")
            extensions["sni_hostname"] = url.host
            url = url.copy_with(host=_public_address(url.host, url.port or 443))
        response = self.plain.handle_request(
            httpx2.Request(
                request.method,
                url,
                headers=_unpacked(request.headers),
                stream=request.stream,
                extensions=extensions,
            )
        )
        if response.has_redirect_location:
            response.close()
            raise Redirected(f"{request.url.host} answers with a redirect, and we follow none")
        if response.headers.get("content-encoding", "identity").strip().lower() != "identity":
            response.close()
            raise Unreachable(f"{request.url.host} answers with packed content, unasked")
        return httpx2.Response(
            response.status_code,
            headers=response.headers,
            stream=_Capped(response.stream, self.largest, end),
            extensions=response.extensions,
        )

    def close(self) -> None:
        """Close all connections."""
        self.plain.close()


class _Plain(httpx2.HTTPTransport):
    """The way out itself, over a network that keeps to the time of a whole answer."""

    def __init__(self, network: "_Network") -> None:
        trusted = httpx2.create_ssl_context(trust_env=False)
        super().__init__(verify=trusted, trust_env=False)
        self._pool = httpcore2.ConnectionPool(ssl_context=trusted, network_backend=network)


class _Network(httpcore2.SyncBackend):
    """Connections whose every step ends when the whole answer must.

    The time-out of a step begins anew with each byte, so whoever drips the head of an answer would
    hold a thread for ever.
    """

    end: float

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> "_Stream":
        """Connect, as far as there is time."""
        left = self.left(timeout)
        plain = super().connect_tcp(host, port, left, local_address, socket_options)
        return _Stream(plain, self)

    def left(self, timeout: float | None) -> float:
        """Return how long a step may take."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the answer takes too long")
        return left if timeout is None else min(left, timeout)


class _Stream(httpcore2.NetworkStream):
    """A connection within the time of its network."""

    def __init__(self, plain: httpcore2.NetworkStream, network: _Network) -> None:
        self.plain, self.network = plain, network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there."""
        return self.plain.read(max_bytes, self.network.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it."""
        self.plain.write(buffer, self.network.left(timeout))

    def close(self) -> None:
        """Hang up."""
        self.plain.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        """Go on in secret."""
        left = self.network.left(timeout)
        return _Stream(self.plain.start_tls(ssl_context, server_hostname, left), self.network)

    def get_extra_info(self, info: str) -> Any:
        """Tell about the connection."""
        return self.plain.get_extra_info(info)


class _Capped(httpx2.SyncByteStream):
    """The body of an answer, as far as we take it, and until `end` on the monotonic clock."""

    def __init__(
        self, stream: httpx2.SyncByteStream | httpx2.AsyncByteStream, largest: int, end: float
    ) -> None:
        if not isinstance(stream, httpx2.SyncByteStream):
            raise TypeError("only answers of a synchronous transport can be read here")
        self.stream = stream
        self.largest = largest
        self.end = end

    def __iter__(self) -> Iterator[bytes]:
        taken = 0
        for chunk in self.stream:
            taken += len(chunk)
            if taken > self.largest:
                raise TooLong(f"the answer is larger than {self.largest} bytes")
            if time.monotonic() > self.end:
                raise TooLate("the answer takes too long")
            yield chunk

    def close(self) -> None:
        """Close the answer."""
        self.stream.close()


def _unpacked(headers: httpx2.Headers) -> httpx2.Headers:
    """Ask for the content as it is: a few packed bytes may unpack to more than we take."""
    asked = headers.copy()
    asked["Accept-Encoding"] = "identity"
    return asked


def _origin(url: httpx2.URL) -> tuple[str, str, int]:
    return url.scheme, url.host, url.port or (443 if url.scheme == "https" else 80)


def _public_address(host: str, port: int) -> str:
    """Return an address of the host; refuse the host if any of its addresses is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise NoSuchHost(f"there is no host {host}") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(is_public(ip_address(one.split("%")[0])) for one in addresses):
        raise NoSuchHost(f"{host} is not a public host")
    return addresses[0]
