"""The demo's rounds: once a month from after the conference, and some who take part already."""

from datetime import timedelta
from itertools import cycle

from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.demo.conference import CAST, ORGANIZER
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import present
from eventnet.rounds.actions import set_up, take_part
from eventnet.rounds.forms import SettingUp, TakingPart
from eventnet.rounds.models import Rhythm

EVERY = 9
"""Each so many of all who attend takes part."""
HOURS = ((8, 12), (9, 17), (13, 18))
AFTER = timedelta(days=7)


def hold_rounds(session: Session, event: Event) -> None:
    """Set up rounds in the community, and let some of its people take part."""
    by = session.exec(select(Account.id).where(Account.email == ORGANIZER)).one()
    community_id, zone = event.community_id, event.time_zone
    said = SettingUp(is_on=True, rhythm=Rhythm.MONTHLY, starts_on=event.ends_on + AFTER)
    set_up(session, community_id, said, by)
    query = (
        select(Membership.id)
        .join(Account, col(Account.id) == Membership.account_id)
        .join(Attendance, col(Attendance.membership_id) == Membership.id)
        .where(Attendance.event_id == event.id, present(), col(Account.email).not_in(CAST))
        .order_by(col(Account.email))
    )
    members = session.exec(query).all()[::EVERY]
    for number, (key, hours) in enumerate(zip(members, cycle(HOURS), strict=False)):
        mine = TakingPart(
            time_zone=zone,
            days=[0, 1, 2, 3, 4],
            from_hour=hours[0],
            to_hour=hours[1],
            where=f"https://calls.example/talk-{number}",
        )
        take_part(session, community_id, key, mine)
