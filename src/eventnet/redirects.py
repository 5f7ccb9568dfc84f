"""Where a person goes after a post: always a page of ours."""

from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse


def see(path: str) -> RedirectResponse:
    """Answer a post: go and see `path`."""
    return RedirectResponse(path, status_code=303)


def here(request: Request) -> str:
    """Return the page that was asked for, with its query; nothing for a form that was sent."""
    if request.method != "GET":
        return ""
    query = f"?{request.url.query}" if request.url.query else ""
    return quote(request.url.path) + query


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
