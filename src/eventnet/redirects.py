"""Where a person goes after a post: always a page of ours."""

from urllib.parse import urlsplit

from starlette.responses import RedirectResponse


def see(path: str) -> RedirectResponse:
    """Answer a post: go and see `path`."""
    return RedirectResponse(path, status_code=303)


def safe_path(given: str | None, otherwise: str) -> str:
    """Return `given` if it is a plain path of this site, else `otherwise`.

    Browsers read `//h`, `/\\h`, `/<tab>/h` and `https:h` as addresses of other sites.
    """
    if not given or not given.startswith("/") or given.startswith(("//", "/\\")):
        return otherwise
    if "\\" in given or any(ord(character) < 33 or ord(character) == 127 for character in given):
        return otherwise
    parts = urlsplit(given)
    return otherwise if parts.scheme or parts.netloc else given
