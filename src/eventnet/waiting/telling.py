"""The job that tells somebody where they stand in the line, or that they have a place."""

from enum import StrEnum

from sqlmodel import Session

from eventnet import i18n
from eventnet.accounts.links import WAY_IN_PATH, way_in_token
from eventnet.accounts.models import Account
from eventnet.arrivals.actions.joining import LINE
from eventnet.database import writing
from eventnet.events.models import Event
from eventnet.events.policies import find_attendance
from eventnet.jobs import Ground, job
from eventnet.mail.outbox import Letter, post
from eventnet.waiting.letters import up_letter, waiting_letter
from eventnet.waiting.queries import place_of


class News(StrEnum):
    """What somebody is told."""

    WAITS = "waits"
    UP = "up"


@job()
def tell_waiting(ground: Ground, event_id: str, account_id: str, since: str, news: str) -> None:
    """Write to somebody, unless it is no longer so."""
    with ground.sessions() as session:
        account = session.get(Account, account_id)
        event = session.get(Event, event_id)
        if account is None or event is None or account.deactivated_at is not None:
            return
        with i18n.speaking(account.language), writing(session):
            letter = _letter(session, ground, event, account, since=since, news=News(news))
            if letter is not None:
                post(session, ground.settings, account.email, letter)


def _letter(
    session: Session, ground: Ground, event: Event, account: Account, *, since: str, news: News
) -> Letter | None:
    once = f"waiting:{event.id}:{account.id}:{since}:{news.value}"
    if news is News.UP:
        if find_attendance(session, event.id, account.id) is None:
            return None
        page = _way_in(ground, account, f"/e/{event.slug}/schedule")
        return up_letter(event, page, once)
    found = place_of(session, event.id, account.id)
    if found is None or found.row.since.isoformat() != since:
        return None
    page = _way_in(ground, account, LINE.format(event=event.slug))
    return waiting_letter(event, found.number, page, once)


def _way_in(ground: Ground, account: Account, path: str) -> str:
    token = way_in_token(ground.settings, account.email, path)
    return ground.settings.origin + WAY_IN_PATH.format(token=token)
