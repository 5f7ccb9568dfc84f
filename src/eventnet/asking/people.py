"""Those whom somebody asked, or who asked them: asking tells the other one's name."""

from collections.abc import Collection, Mapping

from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance
from eventnet.people.models import Profile
from eventnet.people.partners import view_partners
from eventnet.people.queries import PersonView, tint
from eventnet.people.visibility import NAME, Relation, visible
from eventnet.requests.models import MeetingRequest, pair_of


def view_askers(
    session: Session, event_id: str, wanted: Mapping[str, Collection[str]]
) -> dict[str, dict[str, PersonView]]:
    """Return, for each of many attendees, the others of their requests, as they may see them.

    Of somebody who shows them nothing at least the name is there, if there is a request between
    the two; that there is one is looked up, not believed.
    """
    seen = view_partners(session, event_id, wanted)
    missing = {
        (viewer, other)
        for viewer, others in wanted.items()
        for other in others
        if other not in seen.get(viewer, {}) or not seen[viewer][other].name
    }
    for (viewer, other), name in _names(session, event_id, missing).items():
        seen.setdefault(viewer, {})[other] = PersonView(
            other, name=name, tint=tint(name), relation=Relation.MET, has_page=False
        )
    return seen


def _names(
    session: Session, event_id: str, pairs: Collection[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """Return by what name the first of each pair knows the second, where one asked the other."""
    if not pairs:
        return {}
    asked = set(
        session.exec(
            select(MeetingRequest.pair_id).where(
                MeetingRequest.event_id == event_id,
                col(MeetingRequest.pair_id).in_([pair_of(*two) for two in pairs]),
            )
        )
    )
    rows = session.exec(
        select(Attendance.id, Profile)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .join(Profile, col(Profile.membership_id) == Membership.id)
        .where(
            col(Attendance.id).in_({other for _viewer, other in pairs}),
            Attendance.event_id == event_id,
            col(Account.deactivated_at).is_(None),
        )
    )
    names = {
        key: profile.name
        for key, profile in rows
        if visible(profile.visibility, NAME, Relation.MET)
    }
    return {two: names[two[1]] for two in pairs if pair_of(*two) in asked and two[1] in names}
