"""What went wrong, in words, on pages that ask nobody who they are and stand without a database."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlmodel import select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Match

from eventnet import i18n
from eventnet.errors import Elsewhere, Refused, SignInNeeded
from eventnet.events.models import Event
from eventnet.events.queries import not_deleted
from eventnet.i18n import gettext as _
from eventnet.logs import logger
from eventnet.redirects import safe_path, see
from eventnet.routing import SAFE, Place
from eventnet.settings import Settings
from eventnet.templating import PageContext, environment

log = logger(__name__)
IN_AN_EVENT = re.compile(r"/e/([a-z0-9-]{1,60})(?:/.*)?")


def _page(request: Request, status: int, title: str, words: str) -> Response:
    """Say in words what went wrong, and lead back to the event in which it happened."""
    settings: Settings = request.app.state.settings
    event = _event(request) if status < 500 else None
    page = PageContext(
        event=event,
        path=request.url.path,
        lang=i18n.language(),
        dir=i18n.direction(),
        demo=settings.demo,
    )

    def url(name: str, **params: str) -> str:
        return str(request.app.url_path_for(name, **params))

    ways_out = [(_("Go to the start page"), url("home"))]
    if event is not None:
        back = _("Go to %(event)s", event=event.name)
        ways_out.insert(0, (back, url("event", event=event.slug)))
    context: dict[str, Any] = {
        "page": page,
        "url": url,
        "site_name": settings.site_name,
        "status": status,
        "title": title,
        "words": words,
        "ways_out": ways_out,
    }
    return HTMLResponse(environment().get_template("errors/error.html").render(context), status)


def _event(request: Request) -> Place | None:
    """Return the event that the address names: its public page shows as much to everybody."""
    named = IN_AN_EVENT.fullmatch(request.url.path)
    if named is None:
        return None
    try:
        with request.app.state.sessions() as session:
            query = select(Event.slug, Event.name).where(Event.slug == named[1], not_deleted())
            found = session.exec(query).one_or_none()
    except SQLAlchemyError:
        return None
    return Place(*found) if found else None


def _title(status: int) -> str:
    return {
        400: _("That request could not be read"),
        403: _("That form came from somewhere else"),
        404: _("Nothing here"),
        405: _("That cannot be done here"),
        409: _("Somebody was faster"),
        410: _("This link no longer works"),
        413: _("That is too large"),
        422: _("That does not fit"),
        423: _("This is archived"),
        429: _("A little too often"),
        500: _("Something broke on our side"),
        503: _("Not available right now"),
    }.get(status, _("That did not work"))


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)  # noqa: S101 - Starlette's handlers are typed loosely
    return _page(request, error.status, _title(error.status), error.sentence)


def _sign_in(request: Request, _error: Exception) -> Response:
    target = str(request.app.url_path_for("sign-in"))
    if request.method not in SAFE:
        return see(target)
    query = f"?{request.url.query}" if request.url.query else ""
    return see(f"{target}?{urlencode({'next': request.url.path + query})}")


def _elsewhere(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Elsewhere)  # noqa: S101
    return see(error.path)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    if error.status_code == 404 and (path := _without_slash(request)):
        return RedirectResponse(path)
    words = {
        404: _("There is no page at this address."),
        405: _("This address does not take that kind of request."),
        413: _("What was sent is larger than we take here."),
    }.get(error.status_code, _("The request could not be understood."))
    response = _page(request, error.status_code, _title(error.status_code), words)
    response.headers.update(error.headers or {})
    return response


def _without_slash(request: Request) -> str | None:
    """Return the address without the slash at its end, where that is one of our pages.

    Starlette's own redirect names the host that the request named, with whatever port.
    """
    path = request.url.path.rstrip("/")
    if request.method not in SAFE or path == request.url.path:
        return None
    scope = {**request.scope, "path": path}
    if not any(route.matches(scope)[0] is Match.FULL for route in request.app.routes):
        return None
    query = f"?{request.url.query}" if request.url.query else ""
    return safe_path(quote(path) + query, "/")


def _database_gone(request: Request, error: Exception) -> Response:
    log.error("database.unavailable", error=str(error))
    words = _("The database does not answer. Nothing was saved; please try again in a minute.")
    response = _page(request, 503, _title(503), words)
    response.headers["Retry-After"] = "30"
    return response


def _fault(request: Request, error: Exception) -> Response:
    log.error("fault", path=request.url.path, exc_info=error)
    words = _("It is not your fault, and it has been written down. Please try again later.")
    return _page(request, 500, _title(500), words)


handlers: Mapping[Any, Callable[[Request, Exception], Response]] = {
    Refused: _refused,
    SignInNeeded: _sign_in,
    Elsewhere: _elsewhere,
    HTTPException: _http,
    OperationalError: _database_gone,
    Exception: _fault,
}
