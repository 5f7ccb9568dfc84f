"""Fetching from elsewhere: in bounded time and size, without redirects, from public hosts only.

An address that somebody else chose could point into our own network. So the host's addresses are
looked up here, each must be public, and the connection goes to the very address that was checked:
a name that resolves otherwise a moment later leads nowhere else.
"""

import contextvars
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TypeVar

import httpx2

Found = TypeVar("Found")

SECONDS = 5.0
LARGEST = 1024 * 1024
NAT64 = IPv6Network("64:ff9b::/96")

_threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="outbound")


class Unreachable(Exception):
    """The other side did not answer, too slowly, too much, or stands where we don't go."""


def within(seconds: float, fetch: Callable[[], Found]) -> Found:
    """Return what `fetch` finds within so many seconds in all, whatever it hangs on.

    A late one is left to its own time-outs, so it holds nothing that the caller needs.
    """
    context = contextvars.copy_context()
    try:
        return _threads.submit(context.run, fetch).result(seconds)
    except Late as late:
        raise Unreachable(f"no answer within {seconds:g} seconds") from late
    except httpx2.HTTPError as error:
        raise Unreachable(str(error) or type(error).__name__) from error


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
        self.plain = httpx2.HTTPTransport(trust_env=False)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request to where it may go."""
        end = time.monotonic() + self.total
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
            raise Unreachable(f"{request.url.host} answers with a redirect, and we follow none")
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
                raise Unreachable(f"the answer is larger than {self.largest} bytes")
            # The time-out of a read begins anew with each byte that drips in, so it ends nothing.
            if time.monotonic() > self.end:
                raise Unreachable("the answer takes too long")
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
        raise Unreachable(f"there is no host {host}") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(is_public(ip_address(one.split("%")[0])) for one in addresses):
        raise Unreachable(f"{host} is not a public host")
    return addresses[0]
