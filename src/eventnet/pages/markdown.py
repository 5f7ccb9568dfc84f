"""Markdown of pages: that of posts, and links `[[Title]]` to other pages of the group.

`[[Title|other words]]` says other words. In code, and behind a backslash, brackets are brackets.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup, escape

from eventnet.discussions.markdown import a_cleaner, a_parser, html_by, text_by
from eventnet.i18n import gettext as _
from eventnet.pages.models import LONGEST_TITLE
from eventnet.pages.titles import fold

REMEMBERED = 512
"""Pages of which the text and the links are kept at hand."""
LINK = re.compile(rf"\[\[([^\[\]|\n]{{1,{LONGEST_TITLE}}})(?:\|([^\[\]|\n]{{1,200}}))?\]\]")
MISSING = "page-missing"


@dataclass(frozen=True)
class Ways:
    """Where links lead: by folded title the addresses of pages, and where a new one is begun."""

    known: Mapping[str, str]
    begin: str
    removed: Collection[str] = ()
    """The folded titles of those that say no more than that they were removed."""

    def to(self, title: str) -> str | None:
        """Return the address of the page of a title; None if there is none."""
        return self.known.get(fold(title))

    def is_removed(self, title: str) -> bool:
        """Say whether the page of a title was removed."""
        return fold(title) in self.removed


def _link(state: StateInline, silent: bool) -> bool:
    found = LINK.match(state.src, state.pos)
    if found is None or not found[1].strip():
        return False
    if not silent:
        token = state.push("page_link", "a", 0)
        token.meta = {"title": " ".join(found[1].split())}
        token.content = (found[2] or found[1]).strip() or found[1].strip()
    state.pos = found.end()
    return True


def _as_anchor(
    _self: RendererHTML, tokens: Sequence[Token], at: int, _options: object, env: dict[str, Any]
) -> str:
    ways: Ways = env["ways"]
    title, words = tokens[at].meta["title"], escape(tokens[at].content)
    address = ways.to(title)
    if address is not None and ways.is_removed(title):
        note = escape(_("removed"))
        return f'<a class="{MISSING}" href="{escape(address)}">{words} <em>({note})</em></a>'
    if address is not None:
        return f'<a href="{escape(address)}">{words}</a>'
    begin = f"{ways.begin}?{urlencode({'title': title})}"
    note = escape(_("not written yet"))
    return f'<a class="{MISSING}" href="{escape(begin)}">{words} <em>({note})</em></a>'


_PARSER = a_parser()
_PARSER.inline.ruler.before("link", "page_link", _link)
_PARSER.add_render_rule("page_link", _as_anchor)
_CLEANER = a_cleaner(MISSING)


def as_html(words: str, ways: Ways) -> Markup:
    """Return a page as HTML, its links leading where there are pages now."""
    return html_by(_PARSER, _CLEANER, words, {"ways": ways}, below=1)


@lru_cache(maxsize=REMEMBERED)
def as_text(words: str) -> str:
    """Return a page without its marks, in one line."""
    return text_by(_PARSER, words)


@lru_cache(maxsize=REMEMBERED)
def links_of(words: str) -> tuple[str, ...]:
    """Return the titles that a page links to, each once."""
    found = (
        inner.meta["title"]
        for token in _PARSER.parse(words)
        for inner in token.children or ()
        if inner.type == "page_link"
    )
    return tuple(dict.fromkeys(found))
