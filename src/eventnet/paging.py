"""Long lists, page by page: which rows a page holds, and the addresses of the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Pager:
    """One page of a list. Made by `pager`, which keeps the page within the list."""

    page: int
    pages: int
    total: int
    size: int
    path: str
    query: Mapping[str, str]
    """What else the address says, such as the words that are searched for."""

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.page - 1) * self.size

    def href(self, page: int) -> str:
        """Return the address of another page of the same list."""
        number = str(page) if page > 1 else ""
        return with_query(self.path, {**self.query, "page": number})


def with_query(path: str, query: Mapping[str, str]) -> str:
    """Return an address that says this, without what says nothing."""
    said = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(said)}" if said else path


def pager(
    total: int, asked: str, *, size: int, path: str, query: Mapping[str, str] | None = None
) -> Pager:
    """Return the page that was asked for, as typed; the nearest one if there is no such page."""
    pages = max(1, -(-total // size))
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 1
    return Pager(min(max(number, 1), pages), pages, total, size, path, query or {})
