"""The Starlette application, put together from the tables of all features."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager
from functools import cache

import anyio.to_thread
from sqlmodel import Session
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from eventnet import error_pages, features, health, i18n, jobs
from eventnet.database import create_engine
from eventnet.live import Live
from eventnet.replies.port import open_port
from eventnet.routing import PageRoute, assemble
from eventnet.security import Protection
from eventnet.settings import Settings
from eventnet.templating import resource


class Assets(StaticFiles):
    """Static files. Most addresses change with their content, and fonts never change."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Let what cannot change be kept for a year; the rest is asked for again, by its ETag."""
        response = await super().get_response(path, scope)
        if response.status_code in {200, 304}:
            lasts = b"v=" in scope["query_string"] or path.endswith(".woff2")
            response.headers["Cache-Control"] = (
                "public, max-age=31536000, immutable" if lasts else "public, no-cache"
            )
        return response


class Speaking:
    """ASGI middleware: what a request is answered in is the language that its reader prefers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read it from the browser's header."""
        if scope["type"] == "http":
            i18n.use(i18n.preferred(Headers(scope=scope).get("accept-language", "")))
        await self.app(scope, receive, send)


class Site(Starlette):
    """The application, within what holds for every answer: also the page that says that we failed.

    Starlette itself puts its answer to a fault outside of all middleware.
    """

    def build_middleware_stack(self) -> ASGIApp:
        """Put the protection and the reader's language around everything."""
        return Protection(Speaking(super().build_middleware_stack()), self.state.settings)


@cache
def _routes() -> list[PageRoute]:
    """Return the routes of all pages; they know no site, so all sites of a process have them."""
    return assemble(features.pages)


def create_app(settings: Settings, *, work: bool = True) -> Starlette:
    """Return the site. With `work` the process also runs its jobs."""
    engine = create_engine(settings.database_url, connections=settings.threads)

    def sessions() -> AbstractContextManager[Session]:
        return Session(engine)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = settings.threads
        app.state.live = Live()
        if work:
            await asyncio.to_thread(jobs.start, jobs.Ground(settings, sessions))
        port = None
        if work and settings.lmtp_port is not None:
            port = await asyncio.to_thread(open_port, settings, sessions)
        yield
        app.state.live.end()
        if port is not None:
            await asyncio.to_thread(port.stop)
        if work:
            await asyncio.to_thread(jobs.stop)
        engine.dispose()

    app = Site(
        routes=[
            *health.routes,
            Mount("/static", Assets(directory=resource("static")), name="static"),
            *_routes(),
        ],
        middleware=[
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=6),
        ],
        exception_handlers=error_pages.handlers,
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False  # error_pages leads there, without naming a host
    app.state.settings = settings
    app.state.engine = engine
    app.state.sessions = sessions
    return app
