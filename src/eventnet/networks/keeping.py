"""What was worked out is kept in memory, in each process by itself, and nowhere else.

A small map is worked out as somebody looks. A large one takes seconds, so no page waits for it: it
is worked out beside the pages, and what was worked out last is shown meanwhile if it is of this
day; so a map that is looked at now and then is always there, as is one that the clock keeps warm.
Nobody sees a single tie come or go by looking twice within an hour. Names, consent and topics are
not kept: they are asked at each look.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine
from sqlmodel import Session

from eventnet.logs import logger
from eventnet.networks.crowd import Crowd, count_people
from eventnet.networks.measuring import Network, read_network, work_out

MOST = 24
"""Networks are kept in a process; who has not been looked at for the longest time goes first."""
AT_ONCE = 500
"""Among so few people the work takes a fifth of a second at most, and is done by the page."""
LASTS = timedelta(hours=26)
"""So long a network is shown while the next is worked out: until the night after, with its work."""
BESIDE = "network"
"""What the threads are called that work beside the pages."""

log = logger(__name__)


@dataclass(frozen=True)
class Waiting:
    """A network that is being worked out for the first time, or could not be."""

    people: int
    is_broken: bool


@dataclass(frozen=True)
class Kept:
    """A network, and the hour for which it holds."""

    network: Network
    hour: datetime


@dataclass
class Shelf:
    """What was worked out from one database."""

    kept: OrderedDict[str, Kept] = field(default_factory=OrderedDict)
    under_way: set[str] = field(default_factory=set)
    broken: dict[str, datetime] = field(default_factory=dict)
    """Maps of which the work failed, and in which hour; in the next it is tried again."""


_shelves: WeakKeyDictionary[Engine | Connection, Shelf] = WeakKeyDictionary()
_taking, _working = threading.Lock(), threading.Lock()


def network(session: Session, crowd: Crowd, now: datetime) -> Network | Waiting:
    """Return the network of a crowd as it was when somebody first looked within this hour.

    Of many people, it may be that of an hour before, or have to be waited for.
    """
    hour, shelf = _hour(now), _shelf(session)
    found = _take(shelf, crowd.key)
    if found is not None and found.hour == hour:
        return found.network
    people = count_people(session, crowd)
    engine = session.get_bind()
    if people <= AT_ONCE or not isinstance(engine, Engine):
        return _put(shelf, crowd.key, work_out(crowd, *read_network(session, crowd), now), hour)
    _begin(engine, shelf, crowd, now)
    if found is not None and now - found.hour < LASTS:
        return found.network
    with _taking:
        return Waiting(people, is_broken=shelf.broken.get(crowd.key) == hour)


def keep(engine: Engine, crowd: Crowd, now: datetime) -> None:
    """Work a network out, unless that was done within this hour; one at a time."""
    shelf = _shelf_of(engine)
    with _working:  # whoever comes second finds it
        found = _take(shelf, crowd.key)
        if found is not None and found.hour == _hour(now):
            return
        with Session(engine) as session:  # held no longer than it is read
            read = read_network(session, crowd)
        _put(shelf, crowd.key, work_out(crowd, *read, now), _hour(now))


def _begin(engine: Engine, shelf: Shelf, crowd: Crowd, now: datetime) -> None:
    """Let the work begin beside the pages, unless it has, or failed within this hour."""
    with _taking:
        if crowd.key in shelf.under_way or shelf.broken.get(crowd.key) == _hour(now):
            return
        shelf.under_way.add(crowd.key)
    given = engine, shelf, crowd, now
    threading.Thread(target=_beside, args=given, name=BESIDE, daemon=True).start()


def _beside(engine: Engine, shelf: Shelf, crowd: Crowd, now: datetime) -> None:
    try:
        keep(engine, crowd, now)
    except Exception:
        log.exception("network.broke", crowd=crowd.key)
        with _taking:
            shelf.broken[crowd.key] = _hour(now)
    finally:
        with _taking:
            shelf.under_way.discard(crowd.key)


def forget(session: Session) -> None:
    """Forget what was worked out from this database."""
    with _taking:
        _shelves.pop(session.get_bind(), None)


def _hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def _shelf(session: Session) -> Shelf:
    return _shelf_of(session.get_bind())


def _shelf_of(bind: Engine | Connection) -> Shelf:
    with _taking:
        return _shelves.setdefault(bind, Shelf())


def _put(shelf: Shelf, key: str, found: Network, hour: datetime) -> Network:
    with _taking:
        shelf.kept[key] = Kept(found, hour)
        shelf.kept.move_to_end(key)
        shelf.broken.pop(key, None)
        while len(shelf.kept) > MOST:
            shelf.kept.popitem(last=False)
    return found


def _take(shelf: Shelf, key: str) -> Kept | None:
    with _taking:
        found = shelf.kept.get(key)
        if found is not None:
            shelf.kept.move_to_end(key)
        return found
