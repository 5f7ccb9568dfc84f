"""Why wishes were not met: found out at the publication, and silent about vetoes and consent."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.events.models import Attendance, Consent, Event, MayMeet, Unavailable
from eventnet.events.queries import slots
from eventnet.matching.apart import explain_wishes, hindrance
from eventnet.matching.models import Hindrance, Run, UnmetWish
from eventnet.matching.planning import InTheWay
from eventnet.matching.publishing import publish_run
from eventnet.matching.queries import hindrances_of
from eventnet.programme.models import Star
from eventnet.wishes.actions import make_wish
from eventnet.wishes.models import WishKind
from tests.eventnet.programme.talks import a_talk
from tests.factories import a_role, an_attendee, an_event, save

Draft = Callable[[Event], Run]


def way(slot: str, mine: str = "", *, theirs: bool = False, tables: bool = False) -> InTheWay:
    return InTheWay(slot, frozenset(mine.split()), theirs, tables)


@pytest.mark.parametrize(
    ("ways", "kind", "told"),
    [
        ([way("a"), way("b", "busy")], Hindrance.THEIRS, ()),
        ([way("a", "limit"), way("b", "busy limit")], Hindrance.LIMIT, ("a",)),
        ([way("a", "busy"), way("b", tables=True)], Hindrance.TIME, ("a",)),
        ([way("a", "away", theirs=True), way("b", tables=True)], Hindrance.TABLES, ("b",)),
        ([way("a", theirs=True), way("b", "busy", tables=True)], Hindrance.THEIRS, ()),
        ([way("a", "limit", theirs=True), way("b", "busy")], Hindrance.TIME, ("b",)),
        ([way("a", "limit", theirs=True)], Hindrance.THEIRS, ()),
        ([way("a", "busy", theirs=True)], Hindrance.NEVER, ()),
        ([], Hindrance.NEVER, ()),
        ([way(one) for one in "abcde"], Hindrance.THEIRS, ()),
        ([way(one, "busy") for one in "abcde"], Hindrance.TIME, ("a", "b", "c")),
    ],
)
def test_what_one_can_free_oneself_is_told_first(
    ways: list[InTheWay], kind: Hindrance, told: tuple[str, ...]
) -> None:
    assert hindrance(ways) == (kind, told)


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slots=2, tables=9)


@pytest.fixture
def publish(app: Starlette, session: Session, draft: Draft) -> Callable[[Event], Run]:
    """Return a function that solves and publishes, and finds out what could not be met."""

    def do(event: Event) -> Run:
        run = draft(event)
        publish_run(session, run.id, account_id=None)
        explain_wishes(app.state.sessions, run.id)
        session.rollback()
        return run

    return do


def crowded(session: Session, event: Event) -> list[Attendance]:
    """Make three people: Ada wants to meet Bo and Cy, who come from one firm."""
    ada = an_attendee(session, event, "Ada", bio="solar")
    bo, cy = (
        an_attendee(session, event, name, bio="solar", organization="Acme") for name in ("Bo", "Cy")
    )
    for other in (bo, cy):
        make_wish(session, event, ada.id, other.id, WishKind.WANT)
    return [ada, bo, cy]


def away(session: Session, event: Event, person: Attendance, *numbers: int) -> None:
    there = slots(session, event.id)
    for number in numbers:
        save(session, Unavailable(attendance_id=person.id, slot_id=there[number].id))


def kinds(session: Session, person: Attendance) -> dict[str, Hindrance]:
    return {key: one.kind for key, one in hindrances_of(session, person.id).items()}


def test_wish_that_is_met_has_no_hindrance(
    session: Session, event: Event, publish: Callable[[Event], Run]
) -> None:
    ada, _bo, _cy = crowded(session, event)
    publish(event)
    assert kinds(session, ada) == {}


def test_absence_of_either_is_told_to_the_one_who_can_know_it(
    session: Session, event: Event, publish: Callable[[Event], Run]
) -> None:
    ada, bo, cy = crowded(session, event)
    away(session, event, bo, 0)
    away(session, event, ada, 1)
    publish(event)
    assert kinds(session, ada)[bo.id] is Hindrance.TIME
    assert cy.id not in kinds(session, ada)
    make_wish(session, event, bo.id, ada.id, WishKind.WANT)
    publish(event)
    assert kinds(session, bo) == {ada.id: Hindrance.THEIRS}  # she meets Cy, or is away


def test_a_session_that_the_other_starred_is_no_open_time(
    session: Session, event: Event, publish: Callable[[Event], Run]
) -> None:
    ada, bo, cy = crowded(session, event)
    bo.consent = Consent.OWN  # the plan knows nothing of him; of Cy it knows the star
    talk = a_talk(session, event)
    save(session, bo, *(Star(attendance_id=one.id, talk_id=talk.id) for one in (bo, cy)))
    away(session, event, ada, 1)
    publish(event)
    found = hindrances_of(session, ada.id)
    second = slots(session, event.id)[1].id
    assert {key: (one.kind, one.slot_ids) for key, one in found.items()} == {
        one.id: (Hindrance.TIME, [second]) for one in (bo, cy)
    }


def test_roles_that_do_not_meet_are_told_as_the_rule_that_they_are(
    session: Session, event: Event, publish: Callable[[Event], Run]
) -> None:
    ada, bo, cy = crowded(session, event)
    buyer, visitor = a_role(session, event, "Buyer"), a_role(session, event)
    cy.role_id = buyer.id
    save(session, cy, MayMeet(a_role_id=visitor.id, b_role_id=visitor.id, event_id=event.id))
    publish(event)
    assert kinds(session, ada) == {cy.id: Hindrance.ROLES}
    assert bo.id not in kinds(session, ada)


@pytest.mark.parametrize("apart", ["ruled out", "plans for themselves", "never free"])
def test_a_pair_with_time_for_each_other_looks_like_one_without(
    session: Session, event: Event, publish: Callable[[Event], Run], apart: str
) -> None:
    """At an event of two with room for all, nothing but a veto may be what is left."""
    ada, bo = (an_attendee(session, event, name, bio="solar") for name in ("Ada", "Bo"))
    make_wish(session, event, ada.id, bo.id, WishKind.WANT)
    if apart == "ruled out":
        make_wish(session, event, bo.id, ada.id, WishKind.AVOID)
    elif apart == "never free":
        away(session, event, bo, 0, 1)
    else:
        bo.consent = Consent.OWN
        save(session, bo)
    publish(event)
    found = hindrances_of(session, ada.id)
    told = {key: (one.kind, one.slot_ids) for key, one in found.items()}
    assert told == {bo.id: (Hindrance.THEIRS, [])}


@pytest.mark.parametrize("hidden", ["nothing", "veto", "own", "unchosen"])
def test_veto_and_consent_of_the_other_make_no_difference(
    session: Session, event: Event, publish: Callable[[Event], Run], hidden: str
) -> None:
    ada, bo, cy = crowded(session, event)
    away(session, event, bo, 0)
    away(session, event, cy, 0)
    away(session, event, ada, 1)
    if hidden == "veto":
        make_wish(session, event, bo.id, ada.id, WishKind.AVOID)
    elif hidden in {"own", "unchosen"}:
        bo.consent = Consent.OWN if hidden == "own" else None
        save(session, bo)
    publish(event)
    found = hindrances_of(session, ada.id)
    told = {key: (one.kind, one.slot_ids) for key, one in found.items()}
    second = slots(session, event.id)[1].id
    assert told == {one.id: (Hindrance.TIME, [second]) for one in (bo, cy)}


def test_who_lets_nobody_plan_for_them_is_told_nothing_of_a_plan(
    session: Session, event: Event, publish: Callable[[Event], Run]
) -> None:
    ada, bo, cy = crowded(session, event)
    ada.consent = Consent.OWN
    save(session, ada)
    make_wish(session, event, bo.id, cy.id, WishKind.WANT)
    publish(event)
    assert kinds(session, ada) == {}


def test_another_publication_takes_the_place_of_what_was_found(
    app: Starlette, session: Session, event: Event, publish: Callable[[Event], Run]
) -> None:
    ada, bo, _cy = crowded(session, event)
    away(session, event, bo, 0, 1)
    first = publish(event)
    assert kinds(session, ada) == {bo.id: Hindrance.THEIRS}
    for one in session.exec(select(Unavailable)).all():
        session.delete(one)
    session.commit()
    second = publish(event)
    assert kinds(session, ada) == {}
    explain_wishes(app.state.sessions, first.id)  # late: it is no longer what holds
    explain_wishes(app.state.sessions, second.id)
    assert session.exec(select(UnmetWish)).all() == []


def test_time_is_bounded(
    app: Starlette, session: Session, event: Event, publish: Callable[[Event], Run]
) -> None:
    ada, bo, _cy = crowded(session, event)
    away(session, event, bo, 0, 1)
    run = publish(event)
    explain_wishes(app.state.sessions, run.id, seconds=-1)
    session.rollback()
    assert kinds(session, ada) == {}
