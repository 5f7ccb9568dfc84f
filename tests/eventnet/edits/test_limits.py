"""Changes of how many meetings a role allows, and of what it is called."""

from typing import Any

import pytest
from sqlmodel import Session

from eventnet.edits.actions import tell_now, undo_edit
from eventnet.edits.limits import ROLE, RoleChange, edition
from eventnet.errors import Refused
from eventnet.events.models import Event, Role
from eventnet.jobs import Ground
from eventnet.versions import Clash, content
from tests.eventnet.edits.agreeing import edit
from tests.eventnet.edits.ruling import Two, mails, of
from tests.factories import (
    a_meeting,
    a_role,
)


def change(session: Session, event: Event, role: Role, **values: Any) -> RoleChange:
    typed = {**content(role, ROLE), **values}
    return RoleChange(role.id, typed, edition(role))


def test_those_over_a_new_limit_keep_their_meetings_and_are_told(
    session: Session, event: Event, two: Two, by: str, ground: Ground
) -> None:
    for slot in range(2):
        a_meeting(session, event, *two, slot=slot)
    role = a_role(session, event)
    made = edit(session, event.id, change(session, event, role, max_meetings=1))
    assert made.detail["changed"] == {"max_meetings": [None, 1]}
    tell_now(session, event.id, made.id, by)
    assert mails(session, ground, made) == {
        "ada@example.org": f"{event.name}: at most 1 meeting for you"
    }


def test_those_below_a_new_floor_are_counted_and_not_told(
    session: Session, event: Event, two: Two
) -> None:
    role = a_role(session, event)
    touched = change(session, event, role, floor=2).touched(session, event)
    assert any("1 person has fewer than 2 meetings" in words for words in touched.sentences)
    assert touched.members == frozenset()


def test_a_limit_is_undone_unless_it_was_changed_again(
    session: Session, event: Event, by: str
) -> None:
    role = a_role(session, event)
    made = edit(session, event.id, change(session, event, role, max_meetings=5, floor=2))
    edit(session, event.id, change(session, event, of(session, Role, role.id), floor=3))
    undo_edit(session, event.id, made.id, by)
    assert (role.max_meetings, role.floor) == (None, 3)


def test_limits_that_two_set_and_that_do_not_fit_are_refused(
    session: Session, event: Event
) -> None:
    role = a_role(session, event)
    first, second = (
        change(session, event, role, max_meetings=2),
        change(session, event, role, floor=3),
    )
    edit(session, event.id, first)
    with pytest.raises(Refused, match="at least 3 meetings would be more than the 2"):
        edit(session, event.id, second)


def test_what_two_changed_at_once_is_a_clash(session: Session, event: Event) -> None:
    role = a_role(session, event)
    first, second = (change(session, event, role, max_meetings=one) for one in (2, 3))
    edit(session, event.id, first)
    with pytest.raises(Clash) as clash:
        edit(session, event.id, second)
    assert clash.value.fields == {"max_meetings": (3, 2)}
