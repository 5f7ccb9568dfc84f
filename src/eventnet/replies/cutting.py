"""What somebody wrote above the mail that they answer: without quotes, and without a signature."""

import re
from collections.abc import Callable

MARK = "↑↑↑"
"""Stands in our mails above what they say, in any language: what is below it is ours."""
MOST_LINES = 4
"""Lines that the words “On …, … wrote:” may be spread over."""
QUOTED = re.compile(r"\s*>")
SIGNED = re.compile(r"--\s?$|_{6,}$")
DIVIDED = re.compile(r"(-{2,}|_{5,}|={5,}) ?[^-_=]{3,60}(-{2,}|_{5,}|={5,})$")
"""As “-----Original Message-----” in any language, in a line whose blanks are single."""
LONGEST_MARK = 200
"""Characters of a line that may say that what follows is another's."""
HEADED = re.compile(r"\s*\*?[^\W\d_]{2,12}:\*?\s.{0,300}@")
"""As “From: Ada <ada@example.org>”, with which some programs begin what they quote."""


def cut(text: str) -> str:
    """Return what a mail adds to the one that it answers."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    lines = _above(lines, _first(lines, lambda line: bool(SIGNED.match(line))))
    lines = _above(lines, _quote_begins(lines))
    kept = [line for line in lines if not QUOTED.match(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _above(lines: list[str], place: int | None) -> list[str]:
    return lines if place is None else lines[:place]


def _first(lines: list[str], says: Callable[[str], bool]) -> int | None:
    return next((place for place, line in enumerate(lines) if says(line)), None)


def _quote_begins(lines: list[str]) -> int | None:
    """Return the line from which on all is quoted: that of our mark, or of a program's own."""
    mark = _first(lines, lambda line: MARK in line)
    divided = _first(lines, _divides)
    headed = _first(lines, lambda line: bool(HEADED.match(line)))
    if headed is not None and not _is_head(lines, headed):
        headed = None
    begins = [place for place in (mark, divided, headed) if place is not None]
    place = min(begins, default=None)
    if place is None:
        place = _last_quote(lines)
    return None if place is None else _before_attribution(lines, place)


def _divides(line: str) -> bool:
    """Say whether a line divides a mail; runs of blanks would keep the pattern busy for ever."""
    return len(line) <= LONGEST_MARK and bool(DIVIDED.match(" ".join(line.split())))


def _is_head(lines: list[str], place: int) -> bool:
    """Say whether a line that names an address is followed by others like it: a head of a mail."""
    following = lines[place + 1 : place + 4]
    return sum(bool(re.match(r"\s*\*?[^\W\d_][^:\n]{1,14}:\*?\s", line)) for line in following) >= 2


def _last_quote(lines: list[str]) -> int | None:
    """Return where the quotes begin with which a text ends; answers between quotes are kept."""
    place = len(lines)
    while place and (not lines[place - 1].strip() or QUOTED.match(lines[place - 1])):
        place -= 1
    quoted = any(QUOTED.match(line) for line in lines[place:])
    return place if quoted else None


def _before_attribution(lines: list[str], place: int) -> int:
    """Return where “On …, … wrote:” begins, if that is what stands last before a quote."""
    end = place
    while end and (not lines[end - 1].strip() or QUOTED.match(lines[end - 1])):
        end -= 1
    if not end or not lines[end - 1].rstrip().endswith((":", "：")):
        return place
    for begin in range(end - 1, max(-1, end - 1 - MOST_LINES), -1):
        said = " ".join(lines[begin:end])
        if not lines[begin].strip():
            break
        if re.search(r"\d", said) and ("@" in said or re.search(r"\d{4}", said)):
            return begin
    return place
