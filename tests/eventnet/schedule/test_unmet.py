"""The page of wishes that were not met: why, what would free each, and for whose eyes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.events.models import Attendance, Consent, Event, Role
from eventnet.events.queries import slots
from eventnet.matching.models import Hindrance, Run, RunState, UnmetWish
from eventnet.meetings.actions import cancel
from eventnet.people.models import Audience
from eventnet.wishes.models import Wish, WishKind
from tests.browser import Browser
from tests.factories import a_meeting, an_attendee, an_event, save
from tests.queries import counted

Open = Callable[[], Browser]
PAGE = "/e/one/not-met"


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="one", slots=40, tables=40)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada", "ada@example.org")


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Bo Berg", "bo@example.org")


@pytest.fixture
def run(session: Session, event: Event) -> Run:
    made = Run(event_id=event.id, number=1, state=RunState.PUBLISHED, published_at=clock.now())
    save(session, made)
    return made


def wants(
    session: Session,
    run: Run,
    one: Attendance,
    other: Attendance,
    kind: Hindrance | None = None,
    *numbers: int,
) -> None:
    """Let somebody have wished before the publication; `kind` and slots are what was found."""
    before = clock.now() - timedelta(days=1)
    wish = Wish(
        from_id=one.id,
        to_id=other.id,
        event_id=run.event_id,
        kind=WishKind.WANT,
        created_at=before,
    )
    there = slots(session, run.event_id)
    save(session, wish)
    if kind is not None:
        found = UnmetWish(
            from_id=one.id,
            to_id=other.id,
            event_id=run.event_id,
            run_id=run.id,
            kind=kind,
            slot_ids=[there[number].id for number in numbers],
        )
        save(session, found)


@pytest.mark.parametrize(
    ("kind", "why", "way"),
    [
        (Hindrance.ROLES, "in roles that are not brought together", "The organizers decide that"),
        (Hindrance.LIMIT, "as many meetings as you may have", "Raise your number"),
        (Hindrance.TABLES, "On Tue 11 May, 09:20 you were both free", "Ask them for that time"),
        (Hindrance.THEIRS, "weighs the times and wishes of all", "Ask them, or say"),
        (Hindrance.NEVER, "no time at which you were free", "call a meeting off"),
        (Hindrance.TIME, "On Tue 11 May, 09:20 you could not", "Say that you can"),
        (None, "has no meeting of the two of you", "ask them yourself"),
    ],
)
def test_each_hindrance_is_told_with_its_way_out(
    session: Session,
    ada: Attendance,
    bo: Attendance,
    run: Run,
    browser: Open,
    kind: Hindrance | None,
    why: str,
    way: str,
) -> None:
    wants(session, run, ada, bo, kind, 1)
    page = browser().sign_in("ada@example.org").read(PAGE)
    assert why in page
    assert way in page
    assert "Ask for a meeting" in page


@pytest.mark.parametrize(
    ("own", "way"), [(None, "set that number"), (9, "set that number"), (3, "Raise your number")]
)
def test_only_whose_own_number_is_in_the_way_is_told_to_raise_it(
    session: Session,
    ada: Attendance,
    bo: Attendance,
    run: Run,
    browser: Open,
    own: int | None,
    way: str,
) -> None:
    role = session.get_one(Role, ada.role_id)
    role.max_meetings, ada.max_meetings = 4, own
    save(session, role, ada)
    wants(session, run, ada, bo, Hindrance.LIMIT, 1)
    page = browser().sign_in("ada@example.org").read(PAGE)
    assert [words in page for words in ("set that number", "Raise your number")] == [
        way == "set that number",
        way == "Raise your number",
    ]


def test_own_meeting_at_that_time_is_named(
    session: Session, event: Event, ada: Attendance, bo: Attendance, run: Run, browser: Open
) -> None:
    wants(session, run, ada, bo, Hindrance.TIME, 0, 1)
    a_meeting(session, event, ada, an_attendee(session, event, "Cy"), slot=1)
    page = browser().sign_in("ada@example.org").read(PAGE)
    assert "On Tue 11 May, 09:20 they were free, and you meet Cy." in page


def test_what_became_of_a_meeting_stands_before_what_was_found(
    session: Session, event: Event, ada: Attendance, bo: Attendance, run: Run, browser: Open
) -> None:
    wants(session, run, ada, bo, Hindrance.TABLES, 1)
    meeting = a_meeting(session, event, ada, bo)
    own = browser().sign_in("ada@example.org")
    assert "Every wish is met" in own.read(PAGE)
    cancel(session, meeting.id, bo.id)
    assert "They called the meeting off." in own.read(PAGE)
    assert "every table" not in own.read(PAGE)


def test_wish_after_the_publication_and_a_consent_to_nothing_say_so(
    session: Session, event: Event, ada: Attendance, bo: Attendance, run: Run, browser: Open
) -> None:
    save(session, Wish(from_id=ada.id, to_id=bo.id, event_id=event.id, kind=WishKind.WANT))
    own = browser().sign_in("ada@example.org")
    assert "You said so after the schedule was published." in own.read(PAGE)
    ada.consent = Consent.OWN
    save(session, ada)
    assert "you have not said that we may" in own.read(PAGE)


def test_page_before_any_publication_and_without_wishes_leads_on(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    own = browser().sign_in("ada@example.org")
    assert "Nothing is published yet" in own.read(PAGE)
    save(
        session,
        Run(event_id=event.id, number=1, state=RunState.PUBLISHED, published_at=clock.now()),
    )
    assert "No wishes yet" in own.read(PAGE)


def test_veto_and_wish_of_the_other_change_no_word_of_the_page(
    session: Session, event: Event, ada: Attendance, bo: Attendance, run: Run, browser: Open
) -> None:
    wants(session, run, ada, bo, Hindrance.THEIRS)
    own = browser().sign_in("ada@example.org")
    before = own.read(PAGE)
    for kind in (WishKind.AVOID, WishKind.WANT):
        said = Wish(from_id=bo.id, to_id=ada.id, event_id=event.id, kind=kind)
        save(session, said)
        assert own.read(PAGE) == before
        session.delete(said)
        session.commit()
    assert "Ada" not in browser().sign_in("bo@example.org").read(PAGE)


def test_name_that_is_hidden_is_not_told(
    session: Session, event: Event, ada: Attendance, run: Run, browser: Open
) -> None:
    secret = an_attendee(session, event, "Sue Secret", shown_to=Audience.NOBODY)
    wants(session, run, ada, secret, Hindrance.THEIRS)
    page = browser().sign_in("ada@example.org").read(PAGE)
    assert "Sue" not in page
    assert "Somebody who no longer shows their name" in page
    assert "Ask for a meeting" not in page


def test_page_asks_as_much_for_one_wish_as_for_thirty(
    session: Session, event: Event, ada: Attendance, run: Run, browser: Open
) -> None:
    own = browser().sign_in("ada@example.org")
    counts = []
    for number in range(30):
        wants(session, run, ada, an_attendee(session, event), Hindrance.TIME, number)
        if number in {0, 29}:
            with counted(session) as count:
                assert own.get(PAGE).text.count('class="unmet"') == number + 1
            counts.append(count.total)
    assert counts[0] == counts[1]


def test_days_and_wishes_lead_there(session: Session, ada: Attendance, browser: Open) -> None:
    own = browser().sign_in("ada@example.org")
    for page in ("schedule", "wishes"):
        assert f'href="{PAGE}"' in own.get(f"/e/one/{page}").text
