"""Two questions of whoever operates the site: is the process alive, and can it serve?"""

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from eventnet.migrations import is_current


async def healthz(_request: Request) -> PlainTextResponse:
    """Say that the process answers."""
    return PlainTextResponse("alive")


def readyz(request: Request) -> PlainTextResponse:
    """Say whether the database answers and has the tables that this release needs."""
    try:
        with request.app.state.sessions() as session:
            session.connection().execute(text("SELECT 1"))
            if not is_current(session.connection()):
                return PlainTextResponse("the database needs `eventnet migrate`", 503)
    except SQLAlchemyError:
        return PlainTextResponse("the database does not answer", 503)
    return PlainTextResponse("ready")


routes = [
    Route("/healthz", healthz, name="healthz"),
    Route("/readyz", readyz, name="readyz"),
]
