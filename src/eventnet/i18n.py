"""Words in the reader's language. Every sentence a person may read passes through here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from typing import Final

from babel import Locale, negotiate_locale
from babel.support import Translations

LOCALES: Final = Path(__file__).parent / "locales"
DEFAULT: Final = "en"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


@cache
def languages() -> list[str]:
    """Return the codes of the languages that can be chosen."""
    found = [path.name for path in LOCALES.iterdir() if path.is_dir()] if LOCALES.is_dir() else []
    return sorted({DEFAULT, *found})


def preferred(header: str) -> str:
    """Return the language that an Accept-Language header likes best of those we speak."""
    wanted = []
    for part in header.split(","):
        tag, _semicolon, weight = part.partition(";")
        try:
            liking = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        wanted.append((-liking, tag.strip().replace("-", "_")))
    tags = [tag for _liking, tag in sorted(wanted, key=lambda one: one[0])]
    return negotiate_locale(tags, languages()) or DEFAULT


def use(language: str) -> None:
    """Speak `language` in this request or job."""
    _language.set(language if language in languages() else DEFAULT)


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Speak somebody's language in this block: theirs if they chose one, else the usual."""
    before = _language.get()
    use(language or DEFAULT)
    try:
        yield
    finally:
        _language.set(before)


def language() -> str:
    """Return the code of the language that is spoken now."""
    return _language.get()


def direction() -> str:
    """Return `rtl` or `ltr`, as the language is written."""
    return Locale.parse(language()).text_direction


def gettext(message: str, /, **values: object) -> str:
    """Translate, then fill in `%(name)s`."""
    text = _catalogue(language()).gettext(message)
    return text % values if values else text


def ngettext(singular: str, plural: str, n: int, /, **values: object) -> str:
    """Translate in the form that fits the number, then fill in `%(num)d` and the rest."""
    return _catalogue(language()).ngettext(singular, plural, n) % {"num": n, **values}


@cache
def _catalogue(code: str) -> NullTranslations:
    return Translations.load(str(LOCALES), [code])
