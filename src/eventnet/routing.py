"""The route table as data: method, path, handler, name, and who may.

The last column is a *policy*: a function that takes a visit and returns a richer one (who is
signed in, which event, in which role) or raises. The handler takes what its policy returns, so
a handler cannot be reached, nor even be type-checked, without somebody having decided who may.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar
from urllib.parse import unquote_to_bytes

from python_multipart.multipart import parse_options_header
from sqlmodel import Session
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, NoMatchFound, Route
from starlette.status import HTTP_200_OK

from eventnet.body_limit import KILOBYTE, BodyLimit
from eventnet.errors import BadRequest, Forbidden, NotFound, Refused
from eventnet.i18n import gettext as _
from eventnet.redirects import see
from eventnet.settings import Settings

SAFE = frozenset({"GET", "HEAD"})
OF_PEOPLE = ("attendance", "membership")
"""Parts of a path that are ids of somebody."""
HALVES = re.compile("[\ud800-\udfff]")
"""Halves of a character, which no text of ours may have."""

called_now: list[Callable[[Session, str], str | None]] = []
"""Where somebody who once had an id has another now; a later feature knows."""


@dataclass(frozen=True)
class Place:
    """An event or a community, as far as the frame of a page names it."""

    slug: str
    name: str


@dataclass(frozen=True)
class Frame:
    """What surrounds a page: who is looking, where, and in which roles."""

    account: str | None = None
    """The address that is signed in."""
    event: Place | None = None
    community: Place | None = None
    attends: bool = False
    on_break: bool = False
    """Whether they attend, but take a break from new meetings."""
    organizes: bool = False
    duties: frozenset[str] = frozenset()
    """The parts of the event that they run: all of them if they organize it."""
    archived: bool = False
    """Whether the event is archived, so that nothing at it is changed any more."""
    stewards: bool = False
    operates: bool = False


@dataclass(frozen=True)
class Visit:
    """One request with its database session; policies return subclasses that know more."""

    request: Request
    session: Session
    settings: Settings
    form: FormData

    @property
    def frame(self) -> Frame:
        """What the base template shows around the page."""
        return Frame()

    def param(self, name: str) -> str:
        """Return a part of the path."""
        return str(self.request.path_params[name])

    def url(self, name: str, **params: str) -> str:
        """Return the path of a page."""
        return path_to(self.request.app, name, **params)

    def link(self, name: str, **params: str) -> str:
        """Return the full address of a page, for mails and calendars."""
        return self.settings.origin + self.url(name, **params)

    def keep_out_of_what_is_closed(self) -> None:
        """Refuse a change where nothing may be changed; `events.policies` knows where that is."""

    def known(self) -> dict[str, Any]:
        """Return every field, so that a policy can build a richer visit from this one."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


V = TypeVar("V", bound=Visit)


@dataclass(frozen=True)
class Page(Generic[V]):
    """One row of a route table."""

    method: str
    path: str
    handler: Callable[[V], Response]
    name: str
    who: Callable[[Visit], V]
    max_body: int = 256 * KILOBYTE
    when_closed: bool = False
    """Whether it may be posted at an archived event too; at such a one nothing else is changed."""
    foreign: bool = False
    """Whether a post may come from elsewhere (one-click unsubscribe): then a token is its proof."""


class PageRoute(Route):
    """A route that knows its row of the table."""

    page: Page[Any]


def stays_open(app: Starlette, path: str) -> bool:
    """Say whether something may be posted to a path while the event is archived."""
    for route in app.routes:
        if (
            isinstance(route, PageRoute)
            and route.page.method == "POST"
            and route.path_regex.match(path)
        ):
            return not _closes(route.page)
    return True


def _closes(page: Page[Any]) -> bool:
    """Say whether an archived event closes a page; by its policy, it is one at an event."""
    visit = page.who.__annotations__.get("return", Visit)
    anywhere = visit.keep_out_of_what_is_closed is Visit.keep_out_of_what_is_closed
    return not page.when_closed and not anywhere


def path_to(app: Starlette, name: str, **params: str) -> str:
    """Return the path of a page.

    It is what `app.url_path_for` returns, which asks all routes one after the other: with hundreds
    of them, and as many links on a page, that took longer than anything else.
    """
    named: dict[str, list[BaseRoute]] | None = getattr(app.state, "routes_by_name", None)
    if named is None:
        named = {}
        for route in app.routes:
            named.setdefault(getattr(route, "name", ""), []).append(route)
        app.state.routes_by_name = named
    for route in named.get(name, ()):
        with suppress(NoMatchFound):
            return str(route.url_path_for(name, **params))
    return str(app.url_path_for(name, **params))


def assemble(pages: Sequence[Page[Any]]) -> list[PageRoute]:
    """Turn the tables of all features into routes; refuse one without a policy, or said twice."""
    seen: set[tuple[str, str]] = set()
    routes: list[PageRoute] = []
    for page in pages:
        if not callable(page.who):
            raise TypeError(f"{page.method} {page.path} does not say who may")
        if (page.method, page.path) in seen:
            raise ValueError(f"{page.method} {page.path} stands twice in the route tables")
        seen.add((page.method, page.path))
        route = PageRoute(
            page.path,
            _endpoint(page),
            methods=[page.method],
            name=page.name,
            middleware=[Middleware(BodyLimit, most=page.max_body)],
        )
        route.page = page
        routes.append(route)
    return routes


def _endpoint(page: Page[V]) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        settings: Settings = request.app.state.settings
        _refuse_nul(request)
        form = FormData()
        if request.method not in SAFE:
            if not page.foreign:
                _check_origin(request, settings)
            form = await _read_form(request)
        return await run_in_threadpool(_answer, page, request, settings, form)

    return endpoint


def _answer(page: Page[V], request: Request, settings: Settings, form: FormData) -> Response:
    try:
        return _answer_here(page, request, settings, form)
    except NotFound:
        led = _led_on(page, request, settings) if request.method in SAFE else None
        if led is None:
            raise
        return led


def _led_on(page: Page[V], request: Request, settings: Settings) -> Response | None:
    """Lead an old link to the person whom it means now, if the reader finds them there."""
    params = dict(request.path_params)
    with request.app.state.sessions() as session:
        for name in OF_PEOPLE:
            for asked in called_now if name in params else ():
                params[name] = asked(session, str(params[name])) or params[name]
    if params == request.path_params:
        return None
    there = path_to(request.app, page.name, **params)
    scope = {**request.scope, "path": there, "path_params": params}
    with suppress(Refused):
        if _answer_here(page, Request(scope), settings, FormData()).status_code == HTTP_200_OK:
            query = f"?{request.url.query}" if request.url.query else ""
            return see(there + query)
    return None


def _answer_here(page: Page[V], request: Request, settings: Settings, form: FormData) -> Response:
    with request.app.state.sessions() as session:
        visit = page.who(Visit(request, session, settings, form))
        if request.method not in SAFE and not page.when_closed:
            visit.keep_out_of_what_is_closed()
        return page.handler(visit)


async def _read_form(request: Request) -> FormData:
    words = _("The form could not be read: it is not valid UTF-8 text.")
    kind, options = parse_options_header(request.headers.get("content-type"))
    if options.get(b"charset", b"utf-8").lower() not in {b"utf-8", b"utf8"}:
        raise BadRequest(words)
    if kind == b"application/x-www-form-urlencoded":
        try:  # strictly: the parser would put question marks in place of what it cannot read
            unquote_to_bytes(await request.body()).decode()
        except UnicodeError as error:
            raise BadRequest(words) from error
    form = await request.form(max_files=4, max_fields=2000)
    for text in _texts(form):
        if "\x00" in text:
            raise BadRequest(_("The form holds a NUL character, which no text has."))
        if HALVES.search(text):
            raise BadRequest(words)
    return form


def _texts(form: FormData) -> Iterator[str]:
    """Yield everything in a form that is text: names, values, and what files are called."""
    for name, value in form.multi_items():
        yield name
        yield (value.filename or "") if isinstance(value, UploadFile) else value


def _refuse_nul(request: Request) -> None:
    pieces = [*request.path_params.values(), *request.query_params.values(), *request.query_params]
    if any("\x00" in str(piece) or "\ufffd" in str(piece) for piece in pieces):
        raise BadRequest(_("The address holds characters that no address of ours has."))


def _check_origin(request: Request, settings: Settings) -> None:
    """Let a change come from our own pages only: the browser says where a form comes from."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        raise Forbidden(_("This form was sent from another site."))
    own = {settings.origin}
    if settings.demo:
        own.add(f"{request.url.scheme}://{request.headers.get('host', '')}")
    if origin is not None and origin not in own:
        raise Forbidden(_("This form was sent from another site."))
    if origin is None and site is None:
        raise Forbidden(_("Your browser did not say which page this form comes from."))
