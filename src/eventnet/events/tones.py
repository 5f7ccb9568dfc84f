"""What becomes of an event's colour, in words: where it can be read, and what stands in for it."""

from dataclasses import dataclass

from eventnet.i18n import gettext as _
from eventnet.theming import BLACK, DARK, LIGHT, TEXT, Page, contrast, shades


@dataclass(frozen=True)
class Tone:
    """One use of the colour: a sample of it, and a sentence about it."""

    title: str
    ground: str
    ink: str
    words: str


def in_words(accent: str) -> list[Tone]:
    """Say how the colour serves on buttons, on paper and on the dark page."""
    return [
        _on_buttons(accent),
        _as_text(_("Words on paper"), accent, LIGHT),
        _as_text(_("Words on a dark page"), accent, DARK),
    ]


def _on_buttons(accent: str) -> Tone:
    ink = shades(accent, LIGHT)["--on-accent"]
    values = {"ratio": f"{contrast(ink, accent):.1f}"}
    words = (
        _("Buttons are filled with it, and their words are black: %(ratio)s to 1.", **values)
        if ink == BLACK
        else _("Buttons are filled with it, and their words are white: %(ratio)s to 1.", **values)
    )
    return Tone(_("Buttons"), accent, ink, words)


def _as_text(title: str, accent: str, page: Page) -> Tone:
    ink = shades(accent, page)["--accent-text"]
    own = contrast(accent, page.paper)
    if ink == accent:
        words = _("It can be read as it is: %(own)s to 1.", own=f"{own:.1f}")
    else:
        words = _(
            "By itself it reaches %(own)s to 1, and words need %(least)s on every ground. They are "
            "printed in %(ink)s instead: %(ratio)s to 1.",
            own=f"{own:.1f}",
            least=TEXT,
            ink=ink,
            ratio=f"{contrast(ink, page.paper):.1f}",
        )
    return Tone(title, page.paper, ink, words)
