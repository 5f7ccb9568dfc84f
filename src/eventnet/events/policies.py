"""Who may, as far as the event decides it."""

from dataclasses import dataclass, replace
from functools import cached_property

from sqlmodel import Session, and_, col, select

from eventnet.accounts.models import Account
from eventnet.accounts.policies import AccountVisit, Visitor, anyone, signed_in
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.communities.policies import find_membership
from eventnet.communities.queries import community_by_slug
from eventnet.errors import Elsewhere, NotFound
from eventnet.events.closed import expect_open
from eventnet.events.models import Attendance, Duty, Event, Helper, Organizer
from eventnet.events.queries import present
from eventnet.i18n import gettext as _
from eventnet.routing import Frame, Place, Visit


@dataclass(frozen=True)
class AtEvent(Visitor):
    """Somebody at an event, on whatever proof: every visit that knows an event is one."""

    event: Event

    @cached_property
    def frame(self) -> Frame:
        """Add whether the event is archived."""
        archived = self.event.archived_at is not None and self.event.erase_at is None
        return replace(super().frame, archived=archived)

    def keep_out_of_what_is_closed(self) -> None:
        """Refuse a change at an archived event: now, and as each transaction begins."""
        expect_open(self.session, self.event.id)


@dataclass(frozen=True)
class EventVisit(AtEvent):
    """Anyone, at an event."""

    community: Community
    attendance: Attendance | None
    organizes: bool
    duties: frozenset[Duty] = frozenset()
    """What they run of the event: everything if they organize it."""

    @cached_property
    def frame(self) -> Frame:
        """Add the event, and who the visitor is there."""
        frame = super().frame
        if self.event.erase_at is not None:  # of a deleted event there is no page to go to
            return frame
        return replace(
            frame,
            event=Place(self.event.slug, self.event.name),
            community=Place(self.community.slug, self.community.name),
            attends=self.attendance is not None,
            on_break=self.attendance is not None and self.attendance.paused_at is not None,
            organizes=self.organizes,
            duties=self.duties,
        )


@dataclass(frozen=True)
class InsiderVisit(AccountVisit, EventVisit):
    """An attendee, an organizer or a helper, at their event."""


@dataclass(frozen=True)
class AttendeeVisit(InsiderVisit):
    """An attendee, at their event."""

    attendance: Attendance


def find_event(visit: Visit, *, deleted: bool = False) -> tuple[Event, Community]:
    """Return the event that the path names, and its community.

    One that is deleted is found only where that is meant: its organizers are led there.
    """
    found = visit.session.exec(
        select(Event, Community)
        .join(Community, col(Community.id) == Event.community_id)
        .where(Event.slug == visit.param("event"))
    ).one_or_none()
    if found is None:
        raise NotFound(_("There is no event at this address."))
    if found[0].erase_at is not None and not deleted:
        account = anyone(visit).account
        if account is not None and runs(visit.session, found[0].id, account.id)[0]:
            raise Elsewhere(visit.url("event-delete", event=found[0].slug))
        raise NotFound(_("There is no event at this address."))
    return found


def find_attendance(session: Session, event_id: str, account_id: str) -> Attendance | None:
    """Return the attendance of an account, unless it or the membership has ended.

    It is looked up by the few memberships of the account: SQLite would go through the whole event.
    """
    own = select(Membership.id).where(Membership.account_id == account_id)
    return session.exec(
        select(Attendance)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Attendance.event_id == event_id, col(Attendance.membership_id).in_(own), present())
    ).one_or_none()


EVERYTHING = frozenset(Duty)


def runs(session: Session, event_id: str, account_id: str) -> tuple[bool, frozenset[Duty]]:
    """Return whether an account organizes an event, and which parts of it it runs."""
    organizer, helper = session.exec(
        select(Organizer, Helper)
        .select_from(Account)
        .outerjoin(
            Organizer,
            and_(col(Organizer.event_id) == event_id, col(Organizer.account_id) == Account.id),
        )
        .outerjoin(
            Helper, and_(col(Helper.event_id) == event_id, col(Helper.account_id) == Account.id)
        )
        .where(Account.id == account_id)
    ).one()
    if organizer is not None:
        return True, EVERYTHING
    return False, helper.duties if helper is not None else frozenset()


def event_guest(visit: Visit) -> EventVisit:
    """Let everybody see the event's public pages."""
    visitor = anyone(visit)
    event, community = find_event(visit)
    account = visitor.account
    organizes, duties = runs(visit.session, event.id, account.id) if account else (False, None)
    return EventVisit(
        **visitor.known(),
        event=event,
        community=community,
        attendance=find_attendance(visit.session, event.id, account.id) if account else None,
        organizes=organizes,
        duties=duties or frozenset(),
    )


def _at_event(visit: Visit, *, deleted: bool = False) -> InsiderVisit:
    visitor = signed_in(visit)
    event, community = find_event(visit, deleted=deleted)
    attendance = find_attendance(visit.session, event.id, visitor.account.id)
    organizes, duties = runs(visit.session, event.id, visitor.account.id)
    known = {**visitor.known(), "event": event, "community": community}
    known |= {"organizes": organizes, "duties": duties}
    if attendance is not None:
        return AttendeeVisit(**known, attendance=attendance)
    return InsiderVisit(**known, attendance=None)


def insider(visit: Visit) -> InsiderVisit:
    """Let in the attendees and organizers of the event."""
    visitor = _at_event(visit)
    if visitor.attendance is None and not visitor.organizes:
        raise NotFound(_("There is no such page, or it is for attendees of this event only."))
    return visitor


def attendee(visit: Visit) -> AttendeeVisit:
    """Let in the attendees of the event."""
    visitor = insider(visit)
    if not isinstance(visitor, AttendeeVisit):
        raise NotFound(_("This page is for attendees, and you organize this event only."))
    return visitor


@dataclass(frozen=True)
class FormerVisit(AccountVisit, AtEvent):
    """Somebody who left an event of their own accord, or attends it again."""

    community: Community
    former: Attendance

    @cached_property
    def frame(self) -> Frame:
        """Add the event, as anybody sees it who does not attend."""
        event = Place(self.event.slug, self.event.name)
        return replace(super().frame, event=event, community=None)


def former(visit: Visit) -> FormerVisit:
    """Let in who left the event of their own accord, and who took that back."""
    visitor = signed_in(visit)
    event, community = find_event(visit)
    attendance = visit.session.exec(
        select(Attendance)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .where(
            Attendance.event_id == event.id,
            Membership.account_id == visitor.account.id,
            col(Membership.left_at).is_(None),
        )
    ).one_or_none()
    if attendance is None or (attendance.left_at and attendance.may_return_until is None):
        raise NotFound(_("There is no such page, or it is for attendees of this event only."))
    return FormerVisit(**visitor.known(), event=event, community=community, former=attendance)


def organizer(visit: Visit) -> InsiderVisit:
    """Let in those who run the event."""
    visitor = insider(visit)
    if not visitor.organizes:
        raise NotFound(_("There is no such page."))
    return visitor


def caretaker(visit: Visit) -> InsiderVisit:
    """Let in those who run the event, or ran it until it was deleted."""
    visitor = _at_event(visit, deleted=True)
    if not visitor.organizes:
        if visitor.event.erase_at is not None:
            raise NotFound(_("There is no event at this address."))
        raise NotFound(_("There is no such page."))
    return visitor


def crew(visit: Visit) -> InsiderVisit:
    """Let in those who run the event, or any part of it."""
    visitor = _at_event(visit)
    if not visitor.duties:
        raise NotFound(_("There is no such page."))
    return visitor


def _on_duty(visit: Visit, duty: Duty) -> InsiderVisit:
    visitor = _at_event(visit)
    if duty not in visitor.duties:
        raise NotFound(_("There is no such page."))
    return visitor


def door(visit: Visit) -> InsiderVisit:
    """Let in the organizers, and who is at the door."""
    return _on_duty(visit, Duty.DOOR)


def content(visit: Visit) -> InsiderVisit:
    """Let in the organizers, and who looks after what the event says of itself."""
    return _on_duty(visit, Duty.CONTENT)


def matching(visit: Visit) -> InsiderVisit:
    """Let in the organizers, and who sees to the matching."""
    return _on_duty(visit, Duty.MATCHING)


@dataclass(frozen=True)
class HostVisit(AccountVisit):
    """Somebody who may make events, in the community that will own them."""

    community: Community

    @cached_property
    def frame(self) -> Frame:
        """Add the community."""
        place = Place(self.community.slug, self.community.name)
        return replace(super().frame, community=place)


def hosts(session: Session, community_id: str, account: Account) -> bool:
    """Say whether somebody may make events in a community: its stewards, and the operators."""
    membership = find_membership(session, community_id, account.id)
    stewards = membership is not None and membership.role is MemberRole.STEWARD
    return stewards or account.is_operator


def host(visit: Visit) -> HostVisit:
    """Let in those who may make events in the community that the path names."""
    visitor = signed_in(visit)
    community = community_by_slug(visit.session, visit.param("community"))
    if community is None or not hosts(visit.session, community.id, visitor.account):
        raise NotFound(_("There is no such page."))
    return HostVisit(**visitor.known(), community=community)
