"""An event's colour, made readable.

An organizer chooses one colour. It fills buttons as it is; where it becomes text or a line, the
nearest shade that can be read takes its place: darker on paper, lighter on the dark page. The
result is a stylesheet of its own, since pages carry no inline style.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

TEXT = 4.5
"""Least contrast of text (WCAG 2.2, 1.4.3)."""
LINE = 3.0
"""Least contrast of a line that carries meaning (WCAG 2.2, 1.4.11)."""
BLACK, WHITE = "#000000", "#ffffff"
STEPS = 256
HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)

Channels = tuple[int, int, int]


class ColourError(ValueError):
    """The text names no colour; the message says how to write one."""


@dataclass(frozen=True)
class Page:
    """The grounds that an accent stands on, the same as in static/css/tokens.css."""

    paper: str
    deep: str
    field: str
    towards: str
    """Where shades go to gain contrast."""
    wash: int
    """How much of the accent tints the paper, in 256ths."""
    text: float
    """Contrast that text gets: on the dark page more than it must, since thin light letters dim."""
    line: float
    """Contrast that lines and drawings get."""


LIGHT = Page("#fbf8f2", "#f3eee4", "#ffffff", BLACK, 26, TEXT, LINE)
DARK = Page("#191613", "#24201b", "#110f0c", WHITE, 31, 6.0, 4.0)


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two colours, 1 to 21, after WCAG 2.2."""
    first, second = luminance(a), luminance(b)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, after WCAG 2.2."""
    red, green, blue = (_linear(channel / 255) for channel in _parse(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable(colour: str, grounds: Iterable[str], towards: str, least: float) -> str:
    """The shade nearest to `colour` that reads on every ground, going `towards` black or white."""
    backs = tuple(grounds)
    for step in range(STEPS + 1):
        shade = _mix(colour, towards, step)
        if all(contrast(shade, back) >= least for back in backs):
            return shade
    raise ValueError(f"no shade of {colour} towards {towards} reads on {', '.join(backs)}")


@lru_cache(maxsize=256)
def theme_css(accent: str) -> str:
    """The stylesheet that dresses a page in an event's colour, for light, dark and print."""
    light, dark = _rules(accent, LIGHT), _rules(accent, DARK)
    return f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"


def shades(accent: str, page: Page) -> dict[str, str]:
    """The accent's parts on a page, by the name of their custom property."""
    accent = normal(accent)
    wash = _mix(page.paper, accent, page.wash)
    grounds = (page.paper, page.deep, page.field)
    return {
        "--accent": accent,
        "--on-accent": max(WHITE, BLACK, key=lambda colour: contrast(colour, accent)),
        "--accent-text": readable(accent, (*grounds, wash), page.towards, page.text),
        "--accent-line": readable(accent, grounds, page.towards, page.line),
        "--accent-wash": wash,
    }


def normal(colour: str) -> str:
    """The colour as #rrggbb in lower case; ColourError if it is none."""
    text = colour.strip()
    if not HEX.fullmatch(text):
        raise ColourError(
            f"“{colour}” is not a colour we can read; write it like #c2401c, a hash and six digits"
        )
    digits = text[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def _rules(accent: str, page: Page) -> str:
    return ";".join(f"{name}:{value}" for name, value in shades(accent, page).items())


def _parse(colour: str) -> Channels:
    digits = normal(colour)[1:]
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _mix(colour: str, other: str, step: int) -> str:
    """`colour` with `step` 256ths of `other` in it."""
    mixed = (
        round(mine + (theirs - mine) * step / STEPS)
        for mine, theirs in zip(_parse(colour), _parse(other), strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)
