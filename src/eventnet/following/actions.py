"""Following a member, and following them no longer."""

from sqlmodel import Session, func, select

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.database import insert_missing, writing
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.following.models import Follow
from eventnet.following.queries import in_sight
from eventnet.groups.holding import hold_members
from eventnet.i18n import gettext as _

MOST = 500
"""So many somebody may follow."""


def follow(session: Session, member: Membership, of_id: str) -> None:
    """Follow a member whom one sees. Again does no harm."""
    with writing(session):
        if of_id == member.id:
            raise Refused(_("This is you."))
        held = hold_members(session, [member.id, of_id])
        if len(held) < 2 or of_id not in in_sight(session, member, [of_id]):
            raise no_such_person()
        counted = select(func.count()).where(Follow.by_id == member.id, Follow.of_id != of_id)
        if session.exec(counted).one() >= MOST:
            raise Conflict(_("You follow %(most)d people, and more nobody can read.", most=MOST))
        row = {"by_id": member.id, "of_id": of_id, "since": clock.now()}
        insert_missing(session, Follow, [row])


def unfollow(session: Session, member: Membership, of_id: str) -> None:
    """Follow a member no longer. Again does no harm, as long as one sees them."""
    with writing(session):
        followed = session.get(Follow, (member.id, of_id))
        if followed is not None:
            session.delete(followed)
        elif of_id not in in_sight(session, member, [of_id]):
            raise no_such_person()


def no_such_person() -> NotFound:
    """Return what to say of a member who is not there, or not for the reader."""
    return NotFound(_("There is no such person in this community, or not for you."))
