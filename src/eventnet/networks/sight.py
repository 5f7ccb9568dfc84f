"""How a reader looks at the people of a map: whom they see by name, and where each name leads."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from eventnet.communities.models import Membership
from eventnet.communities.policies import find_membership
from eventnet.events.models import Attendance
from eventnet.events.policies import InsiderVisit
from eventnet.groups.people import view_those_in
from eventnet.groups.policies import GroupVisit
from eventnet.networks.consent import drawn_of
from eventnet.networks.crowd import Crowd, event_crowd, group_crowd
from eventnet.people.queries import PersonView, as_seen_by
from eventnet.people.silence import unheard_members
from eventnet.people.visibility import Relation
from eventnet.people.visits import viewer_for

See = Callable[[Collection[str]], dict[str, PersonView]]


@dataclass(frozen=True)
class Sight:
    """One reader before the people of an event or a group."""

    session: Session
    crowd: Crowd
    reader: Membership | None
    """None: an organizer who is no member."""
    is_in: bool
    """Whether the reader is one of those people."""
    relation: Relation
    """How they stand to those whom they have not met; by it topics are counted."""
    see: See
    """Returns these people, by membership, as the reader may see them there."""
    page: Callable[[PersonView], str]

    def named(self, ids: Collection[str]) -> dict[str, PersonView]:
        """Return who of these may stand on the map by name, as the reader sees them.

        They let their ties be drawn, their name is shown to the reader, and the reader wants to
        hear of them. The reader is one of them only by their own choice.
        """
        drawn = drawn_of(self.session, ids)
        if self.reader is not None:
            drawn -= unheard_members(self.session, self.reader.id, drawn)
        return {key: person for key, person in self.see(drawn).items() if person.name}

    def href(self, person: PersonView) -> str | None:
        """Return where a person's page is, if they have one."""
        return self.page(person) if person.has_page else None


def at_event(visit: InsiderVisit) -> Sight:
    """Return how the visitor sees the people of their event; who takes a break is not named."""
    session, event, viewer = visit.session, visit.event, viewer_for(visit)

    def see(ids: Collection[str]) -> dict[str, PersonView]:
        query = select(Attendance.id).where(
            Attendance.event_id == event.id,
            col(Attendance.membership_id).in_(ids),
            col(Attendance.paused_at).is_(None),
        )
        people = as_seen_by(session, viewer, session.exec(query).all())
        return {person.membership_id: person for person in people.values()}

    return Sight(
        session=session,
        crowd=event_crowd(event),
        reader=find_membership(session, event.community_id, visit.account.id),
        is_in=visit.attendance is not None,
        relation=viewer.otherwise,
        see=see,
        page=lambda person: visit.url("person", event=event.slug, attendance=person.attendance_id),
    )


def in_group(visit: GroupVisit) -> Sight:
    """Return how the visitor sees the people of a group that they are in."""
    session, group, community = visit.session, visit.group, visit.community.slug
    return Sight(
        session=session,
        crowd=group_crowd(group),
        reader=visit.membership,
        is_in=True,
        relation=Relation.MEMBER,
        see=lambda ids: view_those_in(session, visit.membership, group.id, ids),
        page=lambda person: visit.url(
            "member", community=community, membership=person.membership_id
        ),
    )
