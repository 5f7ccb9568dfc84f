"""Keep a search, call it something else, watch it, and let go of it.

The attendance is held meanwhile, so that two browsers of one person take turns.
"""

from sqlmodel import Session, col, delete, func, select, update

from eventnet import clock
from eventnet.database import insert_missing, lock, writing
from eventnet.errors import NotFound, Refused
from eventnet.events.models import Attendance, Event
from eventnet.i18n import gettext as _
from eventnet.people.directory import Wanted, find
from eventnet.people.viewers import viewer_of
from eventnet.watches.models import Fit, SavedSearch
from eventnet.watches.queries import search_of

MOST = 20
"""Searches that one attendee keeps at an event."""
WIDEST = 500
"""People who may fit a search when its watch begins; where more do, everybody would be news."""


class NameTaken(Refused):
    """Another search of theirs has this name."""


class TooWide(Refused):
    """So many people fit that a watch would tell of everybody."""


def save_search(
    session: Session, event: Event, own_id: str, name: str, wanted: Wanted, *, watching: bool
) -> SavedSearch:
    """Keep a search. Saving the same again, as by a second tap, changes nothing."""
    with writing(session):
        lock(session, Attendance, own_id)
        there = _named(session, own_id, name)
        if there is not None:
            if there.query != wanted.query():
                raise name_taken(name)
            return there
        _refuse_one_more(session, own_id)
        search = SavedSearch(
            attendance_id=own_id, event_id=event.id, name=name, query=wanted.query()
        )
        session.add(search)
        session.flush()
        if watching:
            _begin(session, search)
        return search


def change_search(
    session: Session, own_id: str, search_id: str, name: str, *, watching: bool
) -> SavedSearch:
    """Call a search something else, and watch it or not."""
    with writing(session):
        search = _own(session, own_id, search_id)
        there = _named(session, own_id, name)
        if there is not None and there.id != search.id:
            raise name_taken(name)
        search.name = name
        if watching and not search.watching:
            _begin(session, search)
        elif search.watching and not watching:
            search.watching = False
            session.exec(delete(Fit).where(col(Fit.search_id) == search.id))
        session.add(search)
        return search


def mark_seen(session: Session, own_id: str, search_id: str) -> None:
    """Let nobody who fits now be new any more."""
    with writing(session):
        search = _own(session, own_id, search_id)
        seen = update(Fit).where(col(Fit.search_id) == search.id, col(Fit.is_new))
        session.exec(seen.values(is_new=False))


def delete_search(session: Session, own_id: str, search_id: str) -> SavedSearch:
    """Let go of a search; for a day it can be taken back."""
    with writing(session):
        search = _own(session, own_id, search_id)
        search.deleted_at = clock.now()
        session.add(search)
        return search


def restore_search(session: Session, own_id: str, search_id: str) -> SavedSearch:
    """Take a search back that was deleted; a watch goes on where it was left."""
    with writing(session):
        search = _own(session, own_id, search_id, deleted=True)
        _refuse_one_more(session, own_id)
        search.deleted_at = None
        session.add(search)
        return search


def no_search() -> NotFound:
    """Return the one answer about searches that never were, are somebody else's, or are gone."""
    return NotFound(_("You have no such search, or it was deleted."))


def name_taken(name: str) -> NameTaken:
    """Return that another search is called so."""
    return NameTaken(_("Another search of yours is called “%(name)s”.", name=name))


def _own(session: Session, own_id: str, search_id: str, *, deleted: bool = False) -> SavedSearch:
    lock(session, Attendance, own_id)
    lock(session, SavedSearch, search_id)
    search = search_of(session, own_id, search_id, deleted=deleted)
    if search is None:
        raise no_search()
    return search


def _named(session: Session, own_id: str, name: str) -> SavedSearch | None:
    """Return the search of that name; one that was deleted makes room for another."""
    query = select(SavedSearch).where(SavedSearch.attendance_id == own_id, SavedSearch.name == name)
    there = session.exec(query).one_or_none()
    if there is None or there.deleted_at is None:
        return there
    session.delete(there)
    session.flush()
    return None


def _refuse_one_more(session: Session, own_id: str) -> None:
    kept = select(func.count()).where(
        col(SavedSearch.attendance_id) == own_id, col(SavedSearch.deleted_at).is_(None)
    )
    if session.exec(kept).one() >= MOST:
        raise Refused(
            _("You keep %(most)d searches already. Delete one that you need no longer.", most=MOST)
        )


def _begin(session: Session, search: SavedSearch) -> None:
    """Watch from now on: who fits already is no news."""
    now = clock.now()
    viewer = viewer_of(session, search.event_id, search.attendance_id)
    known = find(session, viewer, Wanted.of(search.query)).attendance_ids
    if len(known) > WIDEST:
        raise TooWide(
            _(
                "%(n)d people fit this search. We tell of new ones where at most %(most)d fit: "
                "please narrow it first, or keep it without being told.",
                n=len(known),
                most=WIDEST,
            )
        )
    rows = [{"search_id": search.id, "attendance_id": one, "found_at": now} for one in known]
    insert_missing(session, Fit, rows)
    search.watching, search.looked_at = True, now
    session.add(search)
