"""What holds for every response: the hosts we answer for, and the headers that protect people."""

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from eventnet.settings import Settings

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)


class Protection:
    """ASGI middleware around everything, error pages and static files included."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.hosts = settings.hosts
        self.headers = {
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Frame-Options": "DENY",
            "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
        }
        if settings.secure:
            self.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse a foreign Host; personal pages are never kept by a cache."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                headers.setdefault("Cache-Control", "no-store")
                headers.setdefault("Referrer-Policy", "same-origin")
            await send(message)

        if scope["path"] != "/healthz" and _host(scope) not in self.hosts:
            refusal = PlainTextResponse("This site does not answer for that Host.", 400)
            await refusal(scope, receive, protected)
            return
        await self.app(scope, receive, protected)


def _host(scope: Scope) -> str:
    """Return the Host header without its port; empty if there is none, or more than one."""
    given = [value for name, value in scope["headers"] if name == b"host"]
    if len(given) != 1:
        return ""
    host = str(given[0].decode("latin-1")).lower()
    return host[: host.rfind(":")] if ":" in host and not host.endswith("]") else host
