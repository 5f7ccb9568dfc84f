"""Whoever looks at the demo after its conference finds introductions, once."""

from sqlmodel import Session, func, select

from eventnet.demo.introducing import get_acquainted
from eventnet.introductions.models import IntroductionChoice
from tests.factories import an_attendee, an_event


def test_before_anybody_has_met_nobody_is_asked(session: Session) -> None:
    event = an_event(session)
    an_attendee(session, event)
    get_acquainted(session, event)
    assert session.exec(select(func.count()).select_from(IntroductionChoice)).one() == 0
