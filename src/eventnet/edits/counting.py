"""How many meetings people have who come in a role, beside what the role allows them."""

from collections.abc import Collection

from sqlmodel import Session, col, func, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance
from eventnet.events.queries import present
from eventnet.i18n import ngettext
from eventnet.meetings.models import MeetingSide


def meetings_by_person(session: Session, role_id: str) -> dict[str, int]:
    """Return how many meetings each has who attends in this role: one statement."""
    query = (
        select(Attendance.id, func.count(col(MeetingSide.meeting_id)))
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .outerjoin(
            MeetingSide, (col(MeetingSide.attendance_id) == Attendance.id) & col(MeetingSide.live)
        )
        .where(Attendance.role_id == role_id, present())
        .group_by(col(Attendance.id))
    )
    return dict(session.exec(query).all())


def over(counts: dict[str, int], before: int | None, after: int | None) -> list[str]:
    """Return who has more meetings than the new limit, and not more than the one before."""
    if after is None:
        return []
    return sorted(
        one
        for one, count in counts.items()
        if count > after and (before is None or count <= before)
    )


def below(counts: dict[str, int], before: int, after: int) -> list[str]:
    """Return who has fewer meetings than the new floor, and not fewer than the one before.

    They are counted for the organizer, and no mail tells them: what they have stays as it was, and
    what the next plan gives them is told then.
    """
    return sorted(one for one, count in counts.items() if before <= count < after)


def over_in_words(people: Collection[str], most: int | None) -> list[str]:
    """Say how many have more meetings than the limit, and what comes of it."""
    if not people or most is None:
        return []
    return [
        ngettext(
            "%(num)d person has more than %(most)d meetings. Those stay, and none can be added.",
            "%(num)d people have more than %(most)d meetings. Those stay, and none can be added.",
            len(people),
            most=most,
        )
    ]


def below_in_words(people: Collection[str], floor: int) -> list[str]:
    """Say how many have fewer meetings than the floor, and what comes of it."""
    if not people:
        return []
    return [
        ngettext(
            "%(num)d person has fewer than %(floor)d meetings. The next plan looks after them; "
            "nobody is told.",
            "%(num)d people have fewer than %(floor)d meetings. The next plan looks after them; "
            "nobody is told.",
            len(people),
            floor=floor,
        )
    ]
