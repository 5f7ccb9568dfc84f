"""Whom a member met over all events of a community, and whom they still wish to meet."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from eventnet.communities.models import Membership
from eventnet.contacts.queries import Details
from eventnet.members.encounters import Agreement, Between, between
from eventnet.members.places import place
from eventnet.people.members import known_by_name, told_names, view_members
from eventnet.people.queries import PersonView
from eventnet.people.saved import holds


class Only(StrEnum):
    """What a record is narrowed to."""

    ALL = ""
    PROMISES = "promises"
    DETAILS = "details"
    """Those who gave their contact details."""


@dataclass(frozen=True)
class Known:
    """Another member, as the reader sees them, and what happened between the two."""

    person: PersonView
    between: Between

    def words(self) -> str:
        """Return everything in which a search looks: what the reader sees, and wrote."""
        person, there = self.person, self.between
        said = [person.name, person.headline, person.organization]
        said += person.offers + person.seeks + person.interests
        said += [place(one) for one in there.encounters]
        said += [one.memory for one in there.encounters]
        said += [one.said.words for one in there.agreements]
        said += [words for _event, words in there.notes]
        return " ".join([*said, there.details.words() if there.details else ""])


@dataclass(frozen=True)
class Record:
    """What a member takes along from all events of a community."""

    met: list[Known]
    """The latest first."""
    unmet: list[Known]
    """Those whom they wished to meet, and did not; the latest wish first."""

    def promised(self) -> list[tuple[Known, Agreement]]:
        """Return what is still to be done, by the reader or for them, the earliest first."""
        lines = [(one, line) for one in self.met for line in one.between.agreements]
        return sorted(lines, key=lambda pair: (pair[1].said.due_on, pair[1].promise.id))

    def narrowed(self, words: str, event_slug: str, only: Only) -> list[Known]:
        """Return those met whom all of this fits."""
        return [one for one in self.met if _fits(one, words, event_slug, only)]

    def events(self) -> list[tuple[str, str]]:
        """Return the events at which somebody was met, slug and name, the latest first."""
        met = (one.event for known in self.met for one in known.between.encounters)
        events = {event.slug: event for event in met if event is not None}
        latest = sorted(events.values(), key=lambda event: event.starts_on, reverse=True)
        return [(event.slug, event.name) for event in latest]


def _fits(one: Known, words: str, event_slug: str, only: Only) -> bool:
    there = one.between
    if event_slug and event_slug not in {event.slug for event, _key in there.attended.values()}:
        return False
    if only is Only.PROMISES and not there.agreements:
        return False
    if only is Only.DETAILS and there.details is None:
        return False
    return not words or holds(one.words(), words)


def record(session: Session, viewer: Membership, now: datetime) -> Record:
    """Return the record of a member. Who hides from them, or has left, is named if they met."""
    found = between(session, viewer.id, now)
    wanted = {key for key, one in found.items() if one.knows or one.wanted_at}
    people = _people(session, viewer, {key: found[key] for key in wanted})
    known = [Known(people[key], found[key]) for key in wanted if key in people]
    met = [one for one in known if one.between.knows]
    unmet = [one for one in known if not one.between.knows and one.person.has_page]
    return Record(sorted(met, key=_latest_first), sorted(unmet, key=_by_name))


def known(session: Session, viewer: Membership, other_id: str, now: datetime) -> Known | None:
    """Return another member and what happened between the two; None if they are not shown."""
    there = between(session, viewer.id, now, only=other_id).get(other_id, Between())
    person = _people(session, viewer, {other_id: there}).get(other_id)
    return Known(person, there) if person is not None else None


def _latest_first(one: Known) -> tuple[float, str]:
    latest = one.between.latest
    return (-latest.timestamp() if latest else 0.0, one.person.membership_id)


def _by_name(one: Known) -> tuple[str, str]:
    return (one.person.name.casefold(), one.person.membership_id)


def _people(
    session: Session, viewer: Membership, found: dict[str, Between]
) -> dict[str, PersonView]:
    """Return these people as the viewer sees them; a name that was told is not taken back."""
    seen = view_members(session, viewer, found)
    people = {key: person for key, person in seen.items() if person.name}
    gone = found.keys() - people.keys()
    names = told_names(session, {key for key in gone if found[key].encounters})
    for key in gone:
        details = found[key].details
        name = names.get(key) or (details.name if details else "")
        if name:
            people[key] = known_by_name(name, key)
    return people


def as_details(one: Known) -> Details:
    """Return what the reader has of somebody to put into an address book."""
    shared, person = one.between.details, one.person
    return Details(
        attendance_id=shared.attendance_id if shared else person.membership_id,
        name=person.name,
        headline=(shared.headline if shared else "") or person.headline,
        organization=(shared.organization if shared else "") or person.organization,
        email=shared.email if shared else "",
        phone=shared.phone if shared else "",
        links=(shared.links if shared else []) or person.links,
    )
