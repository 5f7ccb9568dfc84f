"""What is agreed across a veto or a block is there for its maker alone, who is not told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.errors import NotFound
from eventnet.events.models import Attendance, Event, Role
from eventnet.jobs import Ground
from eventnet.meetings.models import Meeting
from eventnet.messages.actions import block, unblock
from eventnet.outcomes import actions
from eventnet.outcomes.actions import MOST_A_DAY, MOST_OF_A_MEETING, TooManyPromises
from eventnet.outcomes.models import Promise, PromiseState
from eventnet.outcomes.promising import deny, mark_done
from eventnet.outcomes.queries import promises_of
from eventnet.outcomes.reminding import remind
from eventnet.privacy.attending import at_event
from eventnet.wishes.actions import make_wish, take_back
from eventnet.wishes.models import WishKind
from tests.browser import Browser
from tests.eventnet.outcomes.conftest import NOON
from tests.eventnet.outcomes.promises import promised
from tests.factories import a_meeting, an_attendee
from tests.work import mails

ADA, BO = "ada@example.org", "bo@example.org"
DUE = datetime(2027, 5, 18, 7, 0, tzinfo=UTC)


@pytest.fixture(params=["veto", "block"])
def silenced(
    request: pytest.FixtureRequest,
    session: Session,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    meeting: Meeting,
) -> str:
    """Let Ada want to hear nothing of Bo any more, in either way."""
    assert meeting
    if request.param == "veto":
        make_wish(session, event, ada.id, bo.id, WishKind.AVOID)
    else:
        block(session, ada, bo.id)
    return str(request.param)


def words(session: Session, one: Attendance) -> list[str]:
    session.rollback()
    return [promise.words for promise in promises_of(session, one.id)]


def test_a_promise_across_it_is_its_makers(
    session: Session,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    meeting: Meeting,
    app: Starlette,
    silenced: str,
) -> None:
    made = promised(session, event, meeting, bo, "You owe me", mine=False)
    assert (words(session, ada), words(session, bo)) == ([], ["You owe me"])
    for doing in (mark_done, deny):
        with pytest.raises(NotFound):
            doing(session, event, made.id, ada.id)
    hers, his = Browser(app).sign_in(ADA), Browser(app).sign_in(BO)
    for path in ("/e/one/agreed", f"/e/one/meetings/{meeting.id}/outcome"):
        assert "You owe me" not in hers.get(path).text
        assert "You owe me" in his.get(path).text
    role = session.get_one(Role, ada.role_id)
    assert at_event(session, event, role, ada)["promises"] == []
    with clock.at(DUE):
        remind.work(Ground(app.state.settings, app.state.sessions))
    assert mails(session, ADA) == []
    if silenced == "veto":
        take_back(session, event, ada.id, bo.id)
    else:
        unblock(session, ada, bo.id)
    assert words(session, ada) == []  # what was said meanwhile never arrives
    promised(session, event, meeting, bo, "Send the list")
    assert words(session, ada) == ["Send the list"]


def test_its_maker_is_reminded_as_ever(
    session: Session,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    meeting: Meeting,
    app: Starlette,
    silenced: str,
) -> None:
    made = promised(session, event, meeting, bo, "I send it")
    with clock.at(DUE):
        remind.work(Ground(app.state.settings, app.state.sessions))
    assert (len(mails(session, BO)), mails(session, ADA)) == (1, [])
    mark_done(session, event, made.id, bo.id)
    assert session.get_one(Promise, made.id).state is PromiseState.DONE
    assert (words(session, ada), bool(silenced)) == ([], True)


def test_what_was_agreed_before_stays(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting
) -> None:
    promised(session, event, meeting, bo)
    make_wish(session, event, ada.id, bo.id, WishKind.AVOID)
    assert words(session, ada) == ["Send the map"]


def test_of_a_meeting_and_in_a_day_only_so_much_is_written_down(
    session: Session,
    event: Event,
    bo: Attendance,
    meeting: Meeting,
    app: Starlette,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(MOST_OF_A_MEETING):
        promised(session, event, meeting, bo, f"Promise {number}")
    promised(session, event, meeting, bo, "Promise 0")  # said again it is the same one
    with pytest.raises(TooManyPromises, match="10 promises of this meeting"):
        promised(session, event, meeting, bo, "One more")
    session.rollback()
    form = {"happened": "yes", "promise": "One more", "by": "me", "due": str(date(2027, 5, 18))}
    answer = Browser(app).sign_in(BO).post(f"/e/one/meetings/{meeting.id}/outcome", form)
    assert (answer.status_code, "One more" in answer.text) == (422, True)
    assert len(session.exec(select(Promise)).all()) == MOST_OF_A_MEETING
    monkeypatch.setattr(actions, "MOST_A_DAY", MOST_OF_A_MEETING)
    other = a_meeting(session, event, bo, an_attendee(session, event), slot=2, table=2)
    with pytest.raises(TooManyPromises, match="tomorrow"):
        promised(session, event, other, bo, "One more")
    session.rollback()
    with clock.at(NOON + timedelta(days=1, seconds=1)):
        promised(session, event, other, bo, "One more")
    assert len(session.exec(select(Promise)).all()) == MOST_OF_A_MEETING + 1 < MOST_A_DAY
