"""The job that tells watchers who newly fits: one mail a day, across all that they watch."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, select, tuple_, update

from eventnet import clock, i18n
from eventnet.accounts.models import Account
from eventnet.batches import batches
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.events.models import Attendance, Event, Phase
from eventnet.events.queries import phase, present
from eventnet.jobs import Ground, job
from eventnet.mail.outbox import draw_up, post_all
from eventnet.people.queries import PersonView, view_each
from eventnet.people.viewers import viewers_of
from eventnet.watches.letters import Digest, Section, digest_letter
from eventnet.watches.models import Fit, SavedSearch
from eventnet.watches.queries import held, is_watched, new_people

BATCH = 100
"""Readers whose mails are written between two transactions."""
TOGETHER = 5000
"""People who are marked as told of in one statement."""
OLD = timedelta(days=7)
"""What was found so long ago is no news for a mail; the page still marks it."""


@dataclass(frozen=True)
class Watched:
    """A search of which there may be something to tell."""

    search: SavedSearch
    event: Event
    account: Account


@job("slow", cron="30 5 * * *")
def tell(ground: Ground) -> None:
    """Write to everybody for whom there is somebody new."""
    with ground.sessions() as session:
        readers: dict[str, list[Watched]] = defaultdict(list)
        news = _with_news(session)
        session.expunge_all()  # what was read stays as it is; each writing would have it read anew
        for one in news:
            readers[one.account.id].append(one)
        everybody = list(readers.values())
        for some in batches(everybody, BATCH):
            _post(session, ground, _digests(session, some))


def _with_news(session: Session) -> list[Watched]:
    untold = select(Fit.search_id).where(*_untold())
    query = (
        select(SavedSearch, Event, Account)
        .join(Event, col(Event.id) == SavedSearch.event_id)
        .join(Attendance, col(Attendance.id) == SavedSearch.attendance_id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(*is_watched(), present(), col(SavedSearch.id).in_(untold))
        .order_by(col(Account.id), col(Event.starts_on), col(SavedSearch.name))
    )
    now = clock.now()
    rows = session.exec(query).all()
    return [Watched(*row) for row in rows if phase(row[1], now) is not Phase.OVER]


def _untold() -> tuple[Any, ...]:
    return (
        col(Fit.is_new),
        col(Fit.told_at).is_(None),
        col(Fit.found_at) > clock.now() - OLD,
    )


def _digests(session: Session, readers: Sequence[Sequence[Watched]]) -> list[Digest]:
    """Return what each of these readers is told, if anything; event by event for all of them."""
    at_events: dict[str, list[SavedSearch]] = defaultdict(list)
    for watched in readers:
        for one in watched:
            at_events[one.event.id].append(one.search)
    told: dict[str, list[PersonView]] = {}
    for event_id, searches in at_events.items():
        told |= _people(session, event_id, searches)
    digests = [
        Digest(
            watched[0].account,
            [
                Section(one.search, one.event, told[one.search.id])
                for one in watched
                if told.get(one.search.id)
            ],
        )
        for watched in readers
    ]
    return [digest for digest in digests if digest.sections]


def _people(
    session: Session, event_id: str, searches: Sequence[SavedSearch]
) -> Mapping[str, list[PersonView]]:
    """Return who is new, by search, each as the owner of the search sees them."""
    viewers = viewers_of(session, event_id, {one.attendance_id for one in searches})
    news = new_people(session, searches, viewers, *_untold())
    owner = {one.id: one.attendance_id for one in searches}
    wanted: dict[str, set[str]] = defaultdict(set)
    for search_id, ids in news.items():
        wanted[owner[search_id]] |= set(ids)
    seen = view_each(session, event_id, wanted)
    shown = {
        search_id: [seen[owner[search_id]].get(one) for one in ids]
        for search_id, ids in news.items()
    }
    return {key: [one for one in some if one and one.name] for key, some in shown.items()}


def _post(session: Session, ground: Ground, digests: Sequence[Digest]) -> None:
    """Write the mails, but none that names a search which was let go of meanwhile.

    Told of are those whom a mail counts, and nobody else who is new: who came after it was drawn
    up, or could not be seen then, is told of another day.
    """
    mails = []
    for digest in digests:
        with i18n.speaking(digest.account.language):
            letter = digest_letter(ground.settings, digest)
            mails.append(draw_up(ground.settings, digest.account.email, letter))
    with writing(session):
        watched = held(session, [key for digest in digests for key in digest.search_ids()])
        pairs = [
            (digest, mail)
            for digest, mail in zip(digests, mails, strict=True)
            if watched.issuperset(digest.search_ids())
        ]
        written = {id(mail) for mail in post_all(session, [mail for _digest, mail in pairs])}
        told = [two for digest, mail in pairs if id(mail) in written for two in digest.told_of()]
        for some in batches(told, TOGETHER):
            fits = tuple_(col(Fit.search_id), col(Fit.attendance_id)).in_(some)
            mark = update(Fit).where(fits, col(Fit.is_new)).values(told_at=clock.now())
            session.exec(mark, execution_options={"synchronize_session": False})
