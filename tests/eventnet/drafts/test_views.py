"""The pages of a draft: what they show, what they cost, and what they refuse in words."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from eventnet.drafts.boards import board_of
from eventnet.drafts.editing import edits_of
from eventnet.events.models import Attendance, Event, Organizer
from eventnet.matching.models import HandRule, RuleKind, Run
from eventnet.matching.publishing import publish_run
from eventnet.people.models import Profile
from tests.browser import Browser, text_of
from tests.eventnet.drafts.test_editing import changes_of
from tests.eventnet.matching.settled import planned
from tests.factories import an_account, save
from tests.queries import counted

Draft = Callable[[Event], Run]


@pytest.fixture
def organizer(session: Session, crowd: Event, browser: Callable[[], Browser]) -> Browser:
    """Return the browser of somebody who organizes the crowd's event."""
    account = an_account(session, "organizer@example.org")
    save(session, Organizer(event_id=crowd.id, account_id=account.id))
    return browser().sign_in(account.email)


def place(event: Event, run: Run, pair: str = "") -> str:
    path = f"/e/{event.slug}/organize/runs/{run.number}/plan"
    return f"{path}/{'/'.join(pair.split('|'))}" if pair else path


def a_move(session: Session, run: Run) -> tuple[str, str]:
    possible = changes_of(board_of(session, run))
    return next(
        (pair, slot)
        for change in possible
        if len(change) == 1
        for pair, slot in change.items()
        if slot is not None
    )


def test_a_meeting_is_moved_and_moved_back(
    session: Session, crowd: Event, draft: Draft, organizer: Browser
) -> None:
    run = draft(crowd)
    before = planned(run)
    pair, slot = a_move(session, run)
    page = organizer.read(place(crowd, run, pair) + f"?do={slot}")
    assert "Move to" in page
    assert "The schedule is worth as much as before." in page
    answer = organizer.post(place(crowd, run, pair), {"do": slot, "edition": "0"})
    assert (answer.status_code, answer.headers["location"]) == (303, place(crowd, run))
    page = organizer.read(place(crowd, run))
    assert "1 change by hand" in page
    assert "organizer@example.org" in page
    session.rollback()
    assert planned(run) != before
    late = organizer.post(place(crowd, run, pair), {"do": "out", "edition": "0"})
    assert late.status_code == 409
    assert "Somebody changed this draft meanwhile" in text_of(late.text)
    organizer.post(place(crowd, run) + "/undo", {"edition": "1"})
    session.rollback()
    assert planned(run) == before
    again = organizer.post(place(crowd, run) + "/undo", {"edition": "2"})
    assert (again.status_code, edits_of(session, run.id)) == (409, [])


@pytest.mark.parametrize("do", ["", "x", "swap:x", "swap:"])
def test_what_is_no_change_is_refused_in_words(
    session: Session, crowd: Event, draft: Draft, organizer: Browser, do: str
) -> None:
    run = draft(crowd)
    pair = min(board_of(session, run).meetings)
    answer = organizer.post(place(crowd, run, pair), {"do": do, "edition": "0"})
    assert answer.status_code == 422
    assert organizer.get(place(crowd, run, pair) + f"?do={do}").status_code == 200


def test_a_published_plan_is_looked_at_and_not_changed(
    session: Session, crowd: Event, draft: Draft, organizer: Browser
) -> None:
    run = draft(crowd)
    pair, slot = a_move(session, run)
    publish_run(session, run.id, account_id=None)
    session.rollback()
    assert "can be looked at, and not be changed" in organizer.read(place(crowd, run))
    assert "nothing can be changed in it" in organizer.read(place(crowd, run, pair))
    answer = organizer.post(place(crowd, run, pair), {"do": slot, "edition": "0"})
    assert answer.status_code == 409


def test_publishing_another_edition_than_was_looked_at_is_refused(
    session: Session, crowd: Event, draft: Draft, organizer: Browser
) -> None:
    run = draft(crowd)
    pair, slot = a_move(session, run)
    organizer.post(place(crowd, run, pair), {"do": slot, "edition": "0"})
    publish = f"/e/{crowd.slug}/organize/runs/{run.number}/publish"
    answer = organizer.post(publish, {"against": "0", "edition": "0"})
    assert answer.status_code == 409
    assert "Somebody changed this draft by hand meanwhile" in text_of(answer.text)
    assert organizer.post(publish, {"against": "0", "edition": "1"}).status_code == 303


def test_the_days_of_one_person_are_found(
    session: Session, crowd: Event, draft: Draft, organizer: Browser
) -> None:
    run = draft(crowd)
    name = session.exec(select(Profile.name)).first()
    assert name is not None
    page = organizer.read(place(crowd, run) + f"?q={name}")
    assert f"Pin {name} together with somebody" in page
    assert "no meeting" in page
    assert "Nobody is found" in organizer.read(place(crowd, run) + "?q=%25nobody")


def test_a_pair_is_pinned_by_typing_and_taken_back(
    session: Session, crowd: Event, organizer: Browser
) -> None:
    path = f"/e/{crowd.slug}/organize/by-hand"
    one, other = session.exec(select(Profile.name).order_by(Profile.name)).all()[:2]
    session.rollback()
    answer = organizer.post(path, {"one": "Person", "other": other, "kind": "pin"})
    assert answer.status_code == 422
    assert "More than one person fits" in text_of(answer.text)
    answer = organizer.post(path, {"one": "nobody", "other": "", "kind": "pin"})
    assert "Nobody of this event is called that" in text_of(answer.text)
    values = {"one": one, "other": other, "kind": "pin", "reason": "They share a pump"}
    assert organizer.post(path, values).status_code == 303
    page = organizer.read(path)
    assert "They share a pump" in page
    assert "they do not meet" in page
    assert organizer.post(path, values).status_code == 409
    session.rollback()
    rule = session.exec(select(HandRule)).one()
    assert organizer.post(f"{path}/{rule.id}/take-back").status_code == 303
    session.rollback()
    assert session.exec(select(HandRule)).all() == []


def test_pages_take_the_same_statements_for_few_and_many(
    session: Session, crowd: Event, draft: Draft, organizer: Browser
) -> None:
    path, event_id = f"/e/{crowd.slug}/organize/by-hand", crowd.id
    ids = sorted(session.exec(select(Attendance.id).where(Attendance.event_id == crowd.id)))
    taken = []
    for more in (ids[1:2], ids[2:]):
        session.rollback()
        rules = [HandRule(event_id=event_id, a_id=ids[0], b_id=b, kind=RuleKind.PIN) for b in more]
        session.rollback()
        save(session, *rules)
        session.rollback()
        with counted(session) as queries:
            organizer.read(path)
        taken.append(len(queries.statements))
    assert taken[0] == taken[1]
