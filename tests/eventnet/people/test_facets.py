"""What the ways to narrow the directory count is what the viewer could count themselves."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from eventnet.events.models import Attendance, Event
from eventnet.people.attending import leave, pause
from eventnet.people.directory import Wanted, find
from eventnet.people.facets import organization_facets, topic_counts, topic_facets
from eventnet.people.models import Audience, TopicKind
from eventnet.people.search import index_profile
from eventnet.people.viewers import viewer_of
from eventnet.wishes.actions import make_wish
from eventnet.wishes.models import WishKind
from tests.eventnet.people.secrets import give_topic, profile_of
from tests.factories import an_attendee, an_event

Hide = Callable[[Session, Event, Attendance], None]
FIRM, WORD = "Tidal Works", "Pumps"


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    """Return the one who looks."""
    return an_attendee(session, event, "Ada")


def shows(session: Session, event: Event, name: str, **visibility: Audience) -> Attendance:
    """Make somebody of the firm who offers the word."""
    one = an_attendee(session, event, name)
    profile = profile_of(session, one)
    profile.organization = FIRM
    profile.visibility = {**profile.visibility, **visibility}
    session.add(profile)
    give_topic(session, one, TopicKind.OFFER, WORD)
    index_profile(session, profile)
    session.commit()
    return one


def counted(session: Session, event: Event, ada: Attendance) -> tuple[dict[str, int | None], ...]:
    """Return how many the firms and the words are said to leave."""
    viewer, wanted = viewer_of(session, event.id, ada.id), Wanted()
    counts = topic_counts(session, viewer, find(session, viewer, wanted), wanted)
    firms = {one.label: one.people for one in organization_facets(session, viewer, wanted)}
    found = topic_facets(session, viewer, event, wanted, counts)
    assert counts is not None
    assert sum(counts.values()) == sum(one.people or 0 for kind in found.values() for one in kind)
    return firms, {one.label: one.people for kind in found.values() for one in kind}


def unlisted(session: Session, _event: Event, one: Attendance) -> None:
    profile = profile_of(session, one)
    profile.visibility = {**profile.visibility, "name": Audience.NOBODY}
    session.add(profile)
    index_profile(session, profile)
    session.commit()


def closed(session: Session, _event: Event, one: Attendance) -> None:
    profile = profile_of(session, one)
    hidden = dict.fromkeys(("organization", "topics"), Audience.MET)
    profile.visibility = {**profile.visibility, **hidden}
    session.add(profile)
    index_profile(session, profile)
    session.commit()


def pauses(session: Session, _event: Event, one: Attendance) -> None:
    pause(session, one.id)


def leaves(session: Session, event: Event, one: Attendance) -> None:
    leave(session, event, one.id)


@pytest.mark.parametrize("hide", [unlisted, closed, pauses, leaves])
def test_who_shows_nothing_is_counted_nowhere(
    session: Session, event: Event, ada: Attendance, hide: Hide
) -> None:
    shows(session, event, "Cy")
    hidden = shows(session, event, "Dee")
    assert counted(session, event, ada) == ({FIRM: 2}, {WORD: 2})
    hide(session, event, hidden)
    assert counted(session, event, ada) == ({FIRM: 1}, {WORD: 1})


@pytest.mark.parametrize("hide", [unlisted, closed, pauses, leaves])
def test_what_only_they_say_is_not_even_named(
    session: Session, event: Event, ada: Attendance, hide: Hide
) -> None:
    hide(session, event, shows(session, event, "Dee"))
    assert counted(session, event, ada) == ({}, {})


def test_a_veto_of_another_changes_no_number(
    session: Session, event: Event, ada: Attendance
) -> None:
    shows(session, event, "Cy")
    dee = shows(session, event, "Dee")
    before = counted(session, event, ada)
    make_wish(session, event, dee.id, ada.id, WishKind.AVOID)
    assert counted(session, event, ada) == before


def test_whom_one_rules_out_oneself_is_counted_as_they_are_listed(
    session: Session, event: Event, ada: Attendance
) -> None:
    shows(session, event, "Cy")
    dee = shows(session, event, "Dee")
    make_wish(session, event, ada.id, dee.id, WishKind.AVOID)
    listed = find(session, viewer_of(session, event.id, ada.id), Wanted()).total
    assert counted(session, event, ada) == ({FIRM: listed}, {WORD: listed})
