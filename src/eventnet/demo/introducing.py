"""Who of the demo's people know each other after the conference, and let others ask for them."""

import random

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.batches import batches
from eventnet.communities.models import Membership
from eventnet.database import insert_missing, writing
from eventnet.demo.asking import FIONA, attendances
from eventnet.demo.conference import CAST
from eventnet.events.models import Attendance, Event
from eventnet.introductions.asking import ask
from eventnet.introductions.models import IntroductionChoice
from eventnet.introductions.ways import ways
from eventnet.networks.models import NetworkChoice
from eventnet.people.members import view_members
from eventnet.ties.counting import AT_A_TIME, recount
from eventnet.ties.models import Tie
from eventnet.ties.paths import know_each_other
from eventnet.wishes.models import Wish, WishKind

SHARE = 0.6
"""So many let others ask."""
MESSAGE = (
    "Both of us try to get permits for pipes under a harbour road. I would like to hear how they "
    "went about it; half an hour on the telephone would do."
)


def get_acquainted(session: Session, event: Event) -> None:
    """Count who knows whom, let most agree to be asked, and one ask; once the conference is over.

    Fiona has not met two whom she wished to meet, and both can be reached.
    """
    members = session.exec(
        select(Membership.id)
        .where(Membership.community_id == event.community_id)
        .order_by(col(Membership.id))
    ).all()
    if session.exec(select(IntroductionChoice)).first() is not None:
        return
    for some in batches(members, AT_A_TIME):
        recount(session, event.community_id, some)
    if session.exec(select(Tie)).first() is None:
        return
    people = _memberships(session, event)
    _agree(session, people)
    _ask_fiona(session, people)
    _let_fiona_wish(session, event, people)


def _memberships(session: Session, event: Event) -> dict[str, str]:
    """Return the memberships of those who attend, by address, in the order of the alphabet."""
    ids = attendances(session, event)
    query = select(Attendance.id, Attendance.membership_id).where(Attendance.event_id == event.id)
    members = dict(session.exec(query).all())
    return {email: members[ids[email]] for email in sorted(ids) if ids[email] in members}


def _agree(session: Session, people: dict[str, str]) -> None:
    chance = random.Random(2027)
    with writing(session):
        for email, key in people.items():
            if chance.random() < SHARE or email in CAST:
                session.add(IntroductionChoice(membership_id=key, introduces=True, reachable=True))
                session.add(NetworkChoice(membership_id=key, drawn=True))


def _ask_fiona(session: Session, people: dict[str, str]) -> None:
    """Let somebody who knows Fiona ask her for another who does."""
    fiona, now = people[FIONA], clock.now()
    near = [key for key in people.values() if know_each_other(session, fiona, key)]
    for one in near:
        for other in near:
            if one == other or know_each_other(session, one, other):
                continue
            if fiona in {way.first_id for way in ways(session, one, other, now)}:
                ask(session, one, other, fiona, MESSAGE)
                return


def _let_fiona_wish(session: Session, event: Event, people: dict[str, str]) -> None:
    """Let Fiona have wished for somebody whom one whom she knows knows, and one farther away."""
    fiona, now, ids = people[FIONA], clock.now(), attendances(session, event)
    seen = view_members(session, session.get_one(Membership, fiona), people.values())
    missing = {True, False}
    for email, key in people.items():
        if key == fiona or not missing or know_each_other(session, fiona, key):
            continue
        found = ways(session, fiona, key, now)
        if not found or found[0].is_direct not in missing or not seen[key].name:
            continue
        missing.remove(found[0].is_direct)
        wish = {
            "from_id": ids[FIONA],
            "to_id": ids[email],
            "event_id": event.id,
            "kind": WishKind.WANT,
            "created_at": now,
        }
        with writing(session):
            insert_missing(session, Wish, [wish])
