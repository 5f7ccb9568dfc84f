"""Who is told by mail of a crew: of a place, of a yes, and of its group."""

from typing import Any

import pytest
from sqlmodel import Session, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.crews import apart
from eventnet.crews.actions import answering, grouping, writing
from eventnet.crews.actions.answering import answer
from eventnet.crews.actions.grouping import open_group
from eventnet.crews.actions.writing import invite
from eventnet.discussions.actions.answering import block
from eventnet.groups.actions.coming import leave
from eventnet.groups.models import Door
from eventnet.jobs import Ground, Job
from eventnet.mail.models import OutboxMail
from tests.eventnet.crews.circles import circled

Waiting = list[tuple[Job, tuple[Any, ...]]]


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Waiting:
    """Return the jobs that only `work_off` does here; and let chance keep nobody apart."""
    found: Waiting = []
    monkeypatch.setattr(apart, "ONE_IN", 2**40)
    for module in (answering, grouping, writing):
        monkeypatch.setattr(module, "enqueue", lambda _at, one, *args: found.append((one, args)))
    return found


def work_off(session: Session, ground: Ground, waiting: Waiting) -> list[tuple[str, str]]:
    """Do the jobs that wait; return to whom was written, with what subject, ever."""
    session.rollback()
    while waiting:
        one, args = waiting.pop(0)
        if one.work.__module__ == "eventnet.crews.telling":
            one.work(ground, *args)
    session.rollback()
    query = select(OutboxMail).where(OutboxMail.kind == "crews")
    return sorted((one.to, one.subject) for one in session.exec(query))


def address(session: Session, one: Membership) -> str:
    return session.get_one(Account, one.account_id).email


@pytest.fixture
def crew(session: Session, me: Membership, ring: list[Membership], waiting: Waiting) -> str:
    """Return the circle of Ada and three others, who are all invited."""
    key = circled(session, me)
    invite(session, me.id, key)
    return key


def test_whom_a_place_is_offered_is_told_and_of_a_yes_whoever_asked(
    session: Session, ground: Ground, ring: list[Membership], crew: str, waiting: Waiting
) -> None:
    places = "Ada Asks would like you in a crew: Round the quay"
    invited = sorted((address(session, one), places) for one in ring)
    assert work_off(session, ground, waiting) == invited
    answer(session, ring[0], crew, yes=True)
    answer(session, ring[1], crew, yes=False)
    yes = ("ada@example.org", "Pia Pumps says yes to “Round the quay”")
    assert work_off(session, ground, waiting) == sorted([*invited, yes])


def test_who_said_no_before_the_mail_left_is_not_asked(
    session: Session, ground: Ground, ring: list[Membership], crew: str, waiting: Waiting
) -> None:
    answer(session, ring[0], crew, yes=False)
    written = [to for to, _subject in work_off(session, ground, waiting)]
    assert written == sorted(address(session, one) for one in ring[1:])


def test_those_in_its_group_are_told_once_who_opened_it(
    session: Session,
    ground: Ground,
    me: Membership,
    ring: list[Membership],
    crew: str,
    waiting: Waiting,
) -> None:
    for one in ring:
        answer(session, one, crew, yes=True)
    waiting.clear()
    made = open_group(session, ring[0], crew, Door.HIDDEN)
    open_group(session, me, crew, Door.HIDDEN)  # the same one
    leave(session, ring[1], made)
    block(session, ring[2], ring[0].id, blocked=True)
    opened = [("ada@example.org", "Pia Pumps opened a group with you: Round the quay")]
    assert work_off(session, ground, waiting) == opened
    mail = session.exec(select(OutboxMail).where(OutboxMail.kind == "crews")).one()
    assert "Look at the group" in mail.text
    assert mail.stop_url is not None
