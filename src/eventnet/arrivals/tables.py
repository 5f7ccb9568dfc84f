"""The rows of a difference, a kind at a time and page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from eventnet.arrivals.comparison import Kind
from eventnet.arrivals.counting import REFUSED
from eventnet.arrivals.difference import Line, Preview, RefusedRow
from eventnet.arrivals.queries import who
from eventnet.i18n import gettext as _
from eventnet.paging import Pager, pager
from eventnet.routing import Visit

PAGE = 50
# In the order of what an organizer should look at first.
KINDS: tuple[str, ...] = (
    Kind.CANCELLED,
    Kind.MOVED,
    REFUSED,
    Kind.KEPT,
    Kind.BARRED,
    Kind.READDRESSED,
    Kind.CHANGED,
    Kind.RESTORED,
    Kind.NEW,
    Kind.WAITING,
    Kind.AWAY,
)


@dataclass(frozen=True)
class Tab:
    """The way to the rows of one kind."""

    kind: str
    label: str
    count: int
    href: str
    is_current: bool


@dataclass(frozen=True)
class Rows:
    """One page of the rows of one kind."""

    kind: str
    tabs: tuple[Tab, ...]
    rows: Sequence[Line | RefusedRow]
    pager: Pager
    done: bool = False
    """Whether they tell what was done, not what would be."""


def table_of(visit: Visit, found: Preview, path: str, *, done: bool = False) -> Rows | None:
    """Return the rows that were asked for, or the first kind that has any; None if none has.

    Rows that are `done` name those whom they were about as they are called now.
    """
    by_kind: dict[str, Sequence[Line | RefusedRow]] = {
        kind: found.refusals if kind == REFUSED else found.of(Kind(kind)) for kind in KINDS
    }
    there = [kind for kind in KINDS if by_kind[kind]]
    if not there:
        return None
    query = visit.request.query_params
    kind = query.get("show", "")
    kind = kind if kind in there else there[0]
    tabs = tuple(
        Tab(
            one,
            (title_done if done else title)(one),
            len(by_kind[one]),
            f"{path}?show={one}#rows",
            one == kind,
        )
        for one in there
    )
    page = pager(
        len(by_kind[kind]), query.get("page", ""), size=PAGE, path=path, query={"show": kind}
    )
    rows = by_kind[kind][page.offset : page.offset + PAGE]
    return Rows(kind, tabs, named(visit.session, rows) if done else rows, page, done)


def named(session: Session, rows: Sequence[Line | RefusedRow]) -> list[Line | RefusedRow]:
    """Return the rows with the names and addresses of those whom they were about."""
    lines = [row for row in rows if isinstance(row, Line)]
    ids = {id_ for line in lines for id_ in (line.attendance_id, line.left_id) if id_}
    people = who(session, ids)
    nobody = ("", "")

    def named_line(line: Line) -> Line:
        name, email = people.get(line.attendance_id, nobody)
        _name, left = people.get(line.left_id, nobody)
        return replace(line, name=name, email=email, leaves=left)

    return [named_line(row) if isinstance(row, Line) else row for row in rows]


def title(kind: str) -> str:
    """Return what a kind of row is called above its table."""
    return {
        Kind.CANCELLED: _("Lose their place"),
        Kind.MOVED: _("Go to somebody else"),
        REFUSED: _("Cannot come in"),
        Kind.KEPT: _("Keep their address"),
        Kind.BARRED: _("Stay out"),
        Kind.READDRESSED: _("New address"),
        Kind.CHANGED: _("Change"),
        Kind.RESTORED: _("Come back"),
        Kind.NEW: _("New people"),
        Kind.WAITING: _("Wait"),
        Kind.AWAY: _("Cancelled before"),
    }[kind]


def title_done(kind: str) -> str:
    """Return what a kind of row is called once the file was brought in."""
    return {
        Kind.CANCELLED: _("Lost their place"),
        Kind.MOVED: _("Went to somebody else"),
        REFUSED: _("Did not come in"),
        Kind.KEPT: _("Kept their address"),
        Kind.BARRED: _("Stayed out"),
        Kind.READDRESSED: _("New address"),
        Kind.CHANGED: _("Changed"),
        Kind.RESTORED: _("Came back"),
        Kind.NEW: _("New people"),
        Kind.WAITING: _("Wait"),
        Kind.AWAY: _("Cancelled before"),
    }[kind]
