"""Markdown as people write it, made into HTML that is safe to show.

The HTML is stored nowhere: it is made by this release whenever it is shown, and remembered for a
while. So a sanitiser that learns something new is in force for every old post, too.
"""

import re
from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

MOST_NESTED = 6
"""So deep quotes and lists may stand in each other."""
REMEMBERED = 2048
"""Posts whose HTML is kept at hand."""
TAGS = {
    *("p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h2", "h3", "h4", "h5", "h6"),
}
REL = "noopener noreferrer nofollow ugc"
SCHEMES = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
SPACES = re.compile(r"\s+")


def _is_link(address: str) -> bool:
    """Say whether a link leads out, by a scheme that does no harm; another stays text."""
    return bool(SCHEMES.match(address))


def a_parser() -> MarkdownIt:
    """Return a parser of what people write, which a later feature may teach more.

    Raw HTML is text; an image is never fetched, and its description is read in its place.
    """
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 4 * MOST_NESTED})
    parser.disable(["reference", "html_block", "html_inline"])
    parser.validateLink = _is_link  # type: ignore[method-assign,assignment]
    return parser


def a_cleaner(*classes: str) -> nh3.Cleaner:
    """Return what lets through the HTML that we show; a link may have one of these classes."""
    return nh3.Cleaner(
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        allowed_classes={"a": set(classes)},
        url_schemes={"http", "https", "mailto"},
        link_rel=REL,
    )


_PARSER = a_parser()
_CLEANER = a_cleaner()


@lru_cache(maxsize=REMEMBERED)
def as_html(words: str) -> Markup:
    """Return what somebody wrote as HTML: headings begin below those of the page."""
    return html_by(_PARSER, _CLEANER, words, {}, below=2)


def html_by(
    parser: MarkdownIt,
    cleaner: nh3.Cleaner,
    words: str,
    known: MutableMapping[str, Any],
    *,
    below: int,
) -> Markup:
    """Return words as HTML by a parser and a cleaner; `known` is what the parser's rules need.

    Their headings begin below the level that stands over them on the page.
    """
    tokens = parser.parse(words)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + below, 6)}"
        _drop_images(token)
    html = parser.renderer.render(tokens, parser.options, known)
    # What is clean goes out as it is; nothing else marks text of a person as safe.
    return Markup(cleaner.clean(html))  # noqa: S704


def _drop_images(token: Token) -> None:
    for inner in token.children or ():
        if inner.type == "image":
            inner.type, inner.tag, inner.children = "text", "", None


def is_too_deep(words: str) -> bool:
    """Say whether quotes and lists stand in each other deeper than is shown."""
    depth = 0
    for token in _PARSER.parse(words):
        if token.type in {"blockquote_open", "bullet_list_open", "ordered_list_open"}:
            depth += 1
            if depth > MOST_NESTED:
                return True
        elif token.type in {"blockquote_close", "bullet_list_close", "ordered_list_close"}:
            depth -= 1
    return False


@lru_cache(maxsize=REMEMBERED)
def as_text(words: str) -> str:
    """Return what somebody wrote without its marks, in one line: for search, quotes and mails."""
    return text_by(_PARSER, words)


def text_by(parser: MarkdownIt, words: str) -> str:
    """Return words without their marks, in one line, by a parser."""
    said = [_said(token) for token in parser.parse(words)]
    return SPACES.sub(" ", " ".join(said)).strip()


def _said(token: Token) -> str:
    if token.type in {"fence", "code_block"}:
        return token.content
    return "".join(
        " " if "break" in inner.type else inner.content for inner in token.children or ()
    )


def excerpt(text: str, most: int = 280) -> str:
    """Return the beginning of a text, cut between words."""
    if len(text) <= most:
        return text
    begin = text[:most]
    return (begin.rsplit(" ", 1)[0] if " " in begin else begin) + " …"
