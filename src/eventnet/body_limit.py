"""How many bytes a page takes, and a page in words for whoever sends more."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from eventnet.errors import TooLarge
from eventnet.i18n import gettext as _

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE


class BodyLimit:
    """Refuses a body by the length that it names, or as soon as it has grown too long.

    Starlette's own limit answers with two words of plain text, which are a dead end.
    """

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the page read as much as it takes."""
        named = Headers(scope=scope).get("content-length", "")
        if named.isdigit() and int(named) > self.most:
            raise _too_large(self.most)
        read = 0

        async def limited() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.most:
                raise _too_large(self.most)
            return message

        await self.app(scope, limited, send)


def _too_large(most: int) -> TooLarge:
    if most < MEGABYTE:
        return TooLarge(
            _(
                "You sent more than this page takes (%(most)s kB). "
                "Go back in your browser, where what you typed is kept, and shorten it.",
                most=most // KILOBYTE,
            )
        )
    return TooLarge(
        _(
            "You sent more than this page takes (%(most)s MB). "
            "Go back in your browser, where what you typed is kept, and choose a smaller file.",
            most=most // MEGABYTE,
        )
    )
