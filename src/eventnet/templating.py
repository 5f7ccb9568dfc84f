"""Pages from Jinja templates: one template serves the whole page and, by its blocks, fragments."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse

from eventnet import i18n, notices
from eventnet.dates import day, moment, time, until
from eventnet.forms import Form
from eventnet.initials import initials
from eventnet.navigation import Link, navigation, sections
from eventnet.notices import Notice
from eventnet.redirects import here
from eventnet.routing import Frame, Visit, stays_open
from eventnet.shutting import shut

PACKAGE = Path(__file__).parent
CHECKOUT = PACKAGE.parents[1]


def resource(folder: str) -> Path:
    """Return `templates` or `static`: beside the installed package, or at the checkout's root."""
    packaged = PACKAGE / folder
    return packaged if packaged.is_dir() else CHECKOUT / folder


@cache
def static(path: str) -> str:
    """Return the address of a static file, with its content in it, so that it can be kept."""
    file = resource("static") / path
    return f"/static/{path}?v={hashlib.sha256(file.read_bytes()).hexdigest()[:12]}"


@cache
def environment() -> Environment:
    """Return the one Jinja environment: escaping on, nothing left undefined, words translated."""
    env = Environment(
        loader=FileSystemLoader(resource("templates")),
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(_=i18n.gettext, gettext=i18n.gettext, ngettext=i18n.ngettext, static=static)
    env.filters.update(day=day, time=time, moment=moment, until=until, initials=initials)
    return env


def text(template: str, context: Mapping[str, Any]) -> str:
    """Render a template that stands outside any visit, such as a mail."""
    return environment().get_template(template).render(context)


def render(
    visit: Visit,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    block: str | None = None,
) -> HTMLResponse:
    """Answer with a page, or with one block of it where htmx asked for a fragment."""
    waiting = notices.waiting(visit)
    full = {**surroundings(visit, waiting), **(context or {})}
    page = environment().get_template(template)
    if block and visit.request.headers.get("hx-request") == "true":
        part = page.new_context(full)
        return HTMLResponse(_as_archived(visit, "".join(page.blocks[block](part))), status)
    html = page.render(full)
    if any(isinstance(value, Form) and value.errors for value in full.values()):
        # What is wrong stands above the fields, which say only now what the page calls them.
        html = page.render(full)
    response = HTMLResponse(_as_archived(visit, html), status)
    if waiting:
        notices.clear(response)
    return response


def _as_archived(visit: Visit, html: str) -> str:
    """Shut the forms of a page of which nothing would come, since its event is archived."""
    if not visit.frame.archived:
        return html
    app, here = visit.request.app, visit.request.url.path
    return shut(html, lambda action: stays_open(app, urlsplit(action).path or here))


@dataclass(frozen=True)
class PageContext(Frame):
    """What every template finds under the name `page`."""

    nav: Sequence[Link] = ()
    sections: Sequence[Link] = ()
    notices: Sequence[Notice] = ()
    path: str = "/"
    here: str = ""
    """The page with its query, to come back to after a deed; empty where a form was sent."""
    lang: str = i18n.DEFAULT
    dir: str = "ltr"
    demo: bool = False


def surroundings(visit: Visit, waiting: Sequence[Notice] = ()) -> dict[str, Any]:
    """Return what every page may use beside its own context."""
    frame = visit.frame
    page = PageContext(
        **vars(frame),
        nav=navigation(frame, visit),
        sections=sections(frame, visit),
        notices=waiting,
        path=visit.request.url.path,
        here=here(visit.request),
        lang=i18n.language(),
        dir=i18n.direction(),
        demo=visit.settings.demo,
    )
    return {
        "page": page,
        "url": visit.url,
        "link": visit.link,
        "site_name": visit.settings.site_name,
    }
