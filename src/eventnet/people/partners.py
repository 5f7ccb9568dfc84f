"""Those whom somebody meets, or was to meet: a name that was told once is not taken back."""

from collections.abc import Collection, Mapping

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance
from eventnet.meetings.models import MeetingSide
from eventnet.people.models import Profile
from eventnet.people.queries import PersonView, tint, view_each
from eventnet.people.visibility import NAME, Relation, visible


def view_partners(
    session: Session, event_id: str, wanted: Mapping[str, Collection[str]]
) -> dict[str, dict[str, PersonView]]:
    """Return, for each of many attendees, the partners of their meetings, as they may see them.

    Of a partner who has left since, or with whom the meeting is off, at least the name is there,
    as it was while the meeting stood; that it was theirs is looked up, not believed.
    """
    seen = view_each(session, event_id, wanted)
    missing = {
        (viewer, other)
        for viewer, people in seen.items()
        for other in wanted[viewer]
        if other not in people or not people[other].name
    }
    for (viewer, other), name in _names(session, event_id, missing).items():
        seen[viewer][other] = PersonView(
            other,
            name=name,
            tint=tint(name),
            relation=Relation.MET,
            has_page=False,
        )
    return seen


def _names(
    session: Session, event_id: str, pairs: Collection[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """Return by what name the first of each pair knew the second, where they had a meeting."""
    if not pairs:
        return {}
    mine, theirs = aliased(MeetingSide), aliased(MeetingSide)
    rows = session.exec(
        select(mine.attendance_id, theirs.attendance_id, Profile)
        .join(theirs, col(theirs.meeting_id) == mine.meeting_id)
        .join(Attendance, col(Attendance.id) == theirs.attendance_id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .join(Profile, col(Profile.membership_id) == Membership.id)
        .where(
            col(mine.attendance_id).in_({viewer for viewer, _other in pairs}),
            col(theirs.attendance_id).in_({other for _viewer, other in pairs}),
            Attendance.event_id == event_id,
            # Whoever deletes their account is remembered like one who leaves, until it is erased.
            or_(col(Account.deactivated_at).is_(None), col(Account.erase_at).is_not(None)),
        )
    )
    return {
        (viewer, other): profile.name
        for viewer, other, profile in rows
        if (viewer, other) in pairs
        and viewer != other
        and visible(profile.visibility, NAME, Relation.MET)
    }
