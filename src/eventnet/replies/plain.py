"""The text of an HTML mail, without what its program quotes.

It is read from its beginning to its end, once: parsers of HTML take minutes over tags that are
never closed, or that stand in each other, and a mail can be made of them.
"""

import re
from collections.abc import Iterator
from html import unescape
from string import ascii_lowercase, ascii_uppercase

BLOCKS = {
    *("p", "div", "br", "li", "tr", "table", "ul", "ol", "hr", "pre"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}
UNREAD = {"script", "style", "title", "blockquote", "template"}
"""What is no text of the writer; a quote is one of another's mail."""
VOID = {"br", "hr", "img", "input", "meta", "link", "wbr", "col", "area", "base"}
RAW = {"script", "style", "title"}
"""Within these nothing is a tag but their own end."""
NAMED = re.compile(r"/?[a-zA-Z][a-zA-Z0-9-]{0,30}")
SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)
"""As `lower` for names of tags, and no text is longer for it."""


def as_text(html: str) -> str:
    """Return what an HTML mail says: a line for each block."""
    lines: list[list[str]] = [[]]
    within: list[str] = []
    """The elements under way whose text is left out, the outermost first."""
    for tag, text in _pieces(html):
        name = tag.removeprefix("/")
        if name in BLOCKS and not within and not (name in VOID and tag != name):
            empty = name == "p" and "".join(lines[-1]).strip() != ""
            lines += [[], []] if empty else [[]]
        if tag != name:
            if within and name == within[-1]:
                within.pop()
        elif (within and tag == within[0]) or (not within and tag in UNREAD):
            within.append(tag)
        if not within:
            lines[-1].append(unescape(text))
    said = (re.sub(r"[ \t\n\xa0]+", " ", "".join(line)).strip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(said)).strip()


def _pieces(html: str) -> Iterator[tuple[str, str]]:
    """Give each tag, as `p` or `/p`, with the text that follows it; the first text has none."""
    small, tag, begins, place = html.translate(SMALL), "", 0, 0
    while (opens := small.find(f"</{tag}" if tag in RAW else "<", place)) >= 0:
        found, ends = _tag_at(small, opens)
        if found is None:
            place = opens + 1
            continue
        yield tag, html[begins:opens]
        if ends < 0:
            return
        tag, begins, place = found, ends, ends
    yield tag, html[begins:]


def _tag_at(html: str, opens: int) -> tuple[str | None, int]:
    """Return the tag that begins here, and where it ends; -1 for one that is never closed.

    A comment is a tag without a name; None says that the sign is text.
    """
    comment = html.startswith("<!--", opens)
    named = NAMED.match(html, opens + 1)
    if named is None and html[opens + 1 : opens + 2] not in {"!", "?", "/"}:
        return None, opens
    end = "-->" if comment else ">"
    ends = html.find(end, opens + (2 if comment else 1))
    return named[0] if named else "", ends + len(end) if ends >= 0 else -1
