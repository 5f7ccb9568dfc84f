"""The demo's exhibitor teams: colleagues at one stand, and whom they want to meet."""

from itertools import cycle

from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.demo.conference import ORGANIZER
from eventnet.events.models import Attendance, Event
from eventnet.people.models import Profile
from eventnet.people.queries import view_people
from eventnet.teams.actions import add_member, make_team
from eventnet.teams.forms import TeamFields
from eventnet.teams.targets import assign, put_target
from eventnet.wishes.models import Wish, WishKind

HOUSES = ("Plain Permit", "Escuta Redes", "Frostvärme")
LISTED, GIVEN = 6, 4


def team_up(session: Session, event: Event) -> None:
    """Make a team of each of three houses, and let it say whom it wants to meet."""
    by = session.exec(select(Account.id).where(Account.email == ORGANIZER)).one()
    for house in HOUSES:
        members, stand = _of_house(session, event, house)
        team_id = make_team(session, event.id, TeamFields(name=house, stand=stand), by).id
        for key in members:
            add_member(session, event.id, team_id, key, by)
        listed = _wanted(session, event, members)
        for target in listed:
            put_target(session, event, members[0], target)
        for target, member in zip(listed[:GIVEN], cycle(members), strict=False):
            assign(session, event, members[0], target, member)


def _of_house(session: Session, event: Event, house: str) -> tuple[list[str], str]:
    """Return who comes from a house, and where it stands."""
    rows = session.exec(
        select(Attendance.id, Attendance.stand)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .join(Profile, col(Profile.membership_id) == Membership.id)
        .where(Attendance.event_id == event.id, Profile.organization == house)
        .order_by(col(Account.email))
    ).all()
    return [key for key, _stand in rows], next((stand for _key, stand in rows if stand), "")


def _wanted(session: Session, event: Event, members: list[str]) -> list[str]:
    """Return some of those whom one of them wants to meet, and whom all of them see."""
    wanted = set(
        session.exec(
            select(Wish.to_id).where(col(Wish.from_id).in_(members), Wish.kind == WishKind.WANT)
        )
    )
    listed = sorted(wanted - set(members))
    for member in members:
        shown = view_people(session, event.id, member, listed)
        listed = [key for key in listed if key in shown and shown[key].name]
    return listed[:LISTED]
