"""A promise is put otherwise, put back, or let go, by either of its two."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Attendance, Event, Role
from eventnet.jobs import Ground
from eventnet.mail.models import OutboxMail
from eventnet.meetings.models import Meeting
from eventnet.outcomes import rewording
from eventnet.outcomes.models import Promise, PromiseState, Reading
from eventnet.outcomes.promising import deny, drop, mark_done, reopen
from eventnet.outcomes.reminding import remind
from eventnet.outcomes.rewording import Rewording, put_back, reword, version_of
from eventnet.privacy.attending import at_event
from eventnet.wishes.actions import make_wish
from eventnet.wishes.models import WishKind
from tests.browser import Browser
from tests.eventnet.outcomes.promises import MAY_18, now_of, promised
from tests.factories import an_attendee
from tests.races import Deed, at_once, refused
from tests.scripts import PROBE, runs_nowhere

Open = Callable[[], Browser]
ROUNDS = 10
JUNE_1 = date(2027, 6, 1)
FIRST = Reading("Send the map", MAY_18)
SECOND = Reading("Send both maps", JUNE_1)
AGREED = "/e/one/agreed"


@pytest.fixture
def promise(session: Session, event: Event, meeting: Meeting, ada: Attendance) -> Promise:
    return promised(session, event, meeting, ada)


def otherwise(new: Reading = SECOND, shown: Reading = FIRST) -> Rewording:
    return Rewording(*new, version_of(shown))


def reworded(session: Session, event: Event, promise_id: str, attendance_id: str) -> None:
    reword(session, event, promise_id, attendance_id, otherwise())


def test_either_changes_it_and_the_other_reads_what_it_said_before(
    session: Session, event: Event, ada: Attendance, bo: Attendance, promise: Promise
) -> None:
    key = promise.id
    reword(session, event, key, bo.id, otherwise())
    now = now_of(session, key)
    assert [now.read_by(one) for one in (ada.id, bo.id)] == [SECOND, SECOND]
    assert [now.read_before(one) for one in (ada.id, bo.id)] == [FIRST, None]
    assert now.nudge_at == datetime(2027, 5, 18, 7, tzinfo=UTC)  # 7 days after it was made
    put_back(session, event, key, ada.id)
    now = now_of(session, key)
    assert [now.read_by(one) for one in (ada.id, bo.id)] == [FIRST, FIRST]
    assert [now.read_before(one) for one in (ada.id, bo.id)] == [None, SECOND]


def test_saying_the_same_changes_nothing_and_there_is_nothing_to_put_back(
    session: Session, event: Event, bo: Attendance, promise: Promise
) -> None:
    reword(session, event, promise.id, bo.id, Rewording(*FIRST, "whatever"))
    assert now_of(session, promise.id).former is None
    with pytest.raises(Conflict, match="nothing to put back"):
        put_back(session, event, promise.id, bo.id)


def test_who_changes_what_the_other_has_changed_meanwhile_is_told(
    session: Session, event: Event, ada: Attendance, bo: Attendance, promise: Promise
) -> None:
    reword(session, event, promise.id, bo.id, otherwise())
    with pytest.raises(Conflict, match="Somebody else changed this"):
        reword(session, event, promise.id, ada.id, otherwise(Reading("Call", MAY_18)))
    assert now_of(session, promise.id).read_by(ada.id) == SECOND


def test_what_is_closed_is_not_changed_and_what_is_not_mine_is_not_there(
    session: Session, event: Event, ada: Attendance, bo: Attendance, promise: Promise
) -> None:
    eve = an_attendee(session, event)
    for deed in (put_back, drop, reworded):
        with pytest.raises(NotFound):
            deed(session, event, promise.id, eve.id)
    mark_done(session, event, promise.id, ada.id)
    for deed in (put_back, reworded):
        with pytest.raises(Conflict, match="no longer open"):
            deed(session, event, promise.id, bo.id)


def test_either_lets_it_go_and_either_takes_it_up_again(
    session: Session, event: Event, ada: Attendance, bo: Attendance, promise: Promise
) -> None:
    key = promise.id
    drop(session, event, key, bo.id)
    drop(session, event, key, ada.id)  # twice is once
    now = now_of(session, key)
    assert (now.state, now.changed_by_id, now.nudge_at) == (PromiseState.DROPPED, bo.id, None)
    for deed, words in ((mark_done, "let it go"), (deny, "let go already")):
        with pytest.raises(Conflict, match=words):
            deed(session, event, key, bo.id)
    reopen(session, event, key, ada.id)
    assert now_of(session, key).state is PromiseState.OPEN
    mark_done(session, event, key, ada.id)
    with pytest.raises(Conflict, match="marked as done"):
        drop(session, event, key, bo.id)
    reopen(session, event, key, ada.id)
    deny(session, event, key, bo.id)
    with pytest.raises(Conflict, match="not agreed like that"):
        drop(session, event, key, ada.id)


def test_across_a_veto_a_change_is_its_makers_and_nobody_notices(
    session: Session,
    app: Starlette,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    promise: Promise,
) -> None:
    make_wish(session, event, bo.id, ada.id, WishKind.AVOID)
    reword(session, event, promise.id, ada.id, otherwise())
    now = now_of(session, promise.id)
    assert [now.read_by(one) for one in (ada.id, bo.id)] == [SECOND, FIRST]
    assert [now.read_before(one) for one in (ada.id, bo.id)] == [None, None]
    hers, his = Browser(app).sign_in("ada@example.org"), Browser(app).sign_in("bo@example.org")
    assert "Send both maps" in hers.read(AGREED)
    assert "Changed by you" in hers.read(AGREED)
    assert "Changed" not in his.read(AGREED)
    assert "Send both maps" not in his.read(AGREED)
    role = session.get_one(Role, bo.role_id)
    (told,) = at_event(session, event, role, bo)["promises"]
    assert (told["words"], told["former_words"]) == ("Send the map", None)
    reword(session, event, promise.id, bo.id, otherwise(Reading("Call", JUNE_1)))
    now = now_of(session, promise.id)
    assert [now.read_by(one).words for one in (ada.id, bo.id)] == ["Call", "Call"]
    assert now.read_before(ada.id) == SECOND


def test_a_reminder_says_what_its_doer_reads(
    session: Session,
    app: Starlette,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    promise: Promise,
) -> None:
    assert promise.by_id == ada.id
    make_wish(session, event, ada.id, bo.id, WishKind.AVOID)
    reword(session, event, promise.id, bo.id, otherwise())
    with clock.at(datetime(2027, 5, 18, 9, tzinfo=UTC)):
        remind.work(Ground(app.state.settings, app.state.sessions))
    (mail,) = session.exec(select(OutboxMail).where(OutboxMail.to == "ada@example.org")).all()
    assert "Send the map" in mail.text
    assert "18 May" in mail.text
    assert "both maps" not in mail.text


def test_pages_from_change_to_put_back(
    session: Session, event: Event, ada: Attendance, promise: Promise, browser: Open
) -> None:
    hers, his = browser().sign_in("ada@example.org"), browser().sign_in("bo@example.org")
    one = f"{AGREED}/{promise.id}"
    assert f'href="{one}"' in his.get(AGREED).text
    form = his.read(one)
    assert "Ada reads it too" in form
    assert 'value="Send the map"' in his.get(one).text
    version = version_of(FIRST)
    typed = {"words": "Send both maps", "due": "2027-06-01", "version": version}
    for wrong, sentence in (
        ({"words": " "}, "What is to be done"),
        ({"words": "x" * 301}, "300"),
        ({"due": "soon"}, "such as 2027-05-11"),
        ({"due": "2027-05-01"}, "This day has passed"),
    ):
        refused = his.post(one, typed | wrong)
        assert refused.status_code == 422
        assert sentence in refused.text
        assert next(iter(wrong.values())).strip() in refused.text
    assert his.post(one, typed).headers["location"] == AGREED
    read = hers.read(AGREED)
    assert "Changed by Bo <b>Berg. Before: “Send the map”, by 18 May 2027" in read
    stale = hers.post(one, typed | {"words": "Call"})
    assert stale.status_code == 409
    assert 'value="Call"' in stale.text
    assert "Send both maps" in stale.text
    assert hers.post(f"{one}/put-back").headers["location"] == AGREED
    assert "Changed by Ada. Before: “Send both maps”" in his.read(AGREED)
    assert f'action="{one}/let-go"' in hers.get(one).text
    hers.post(f"{one}/let-go")
    assert "Ada let it go" in his.read(AGREED)
    assert "You let it go" in hers.read(AGREED)
    assert his.get(one).status_code == 409
    his.post(f"{one}/reopen")
    assert now_of(session, promise.id).state is PromiseState.OPEN


def test_what_is_overdue_keeps_its_date_if_only_its_words_change(
    session: Session, ada: Attendance, promise: Promise, browser: Open
) -> None:
    key = promise.id
    with clock.at(datetime(2027, 5, 26, 9, tzinfo=UTC)):
        page = browser().sign_in("ada@example.org")
        typed = {"words": "Send both", "due": "2027-05-18", "version": version_of(FIRST)}
        assert page.post(f"{AGREED}/{key}", typed).status_code == 303
        assert "You, since 18 May 2027" in page.read(AGREED)
    assert now_of(session, key).words == "Send both"


def test_scripts_in_words_run_nowhere(
    session: Session, event: Event, ada: Attendance, bo: Attendance, promise: Promise, browser: Open
) -> None:
    reword(session, event, promise.id, bo.id, otherwise(Reading(PROBE, JUNE_1)))
    hers, his = browser().sign_in("ada@example.org"), browser().sign_in("bo@example.org")
    for path in (AGREED, f"{AGREED}/{promise.id}"):
        assert runs_nowhere(hers.get(path).text)
    reword(session, event, promise.id, ada.id, otherwise(SECOND, Reading(PROBE, JUNE_1)))
    assert runs_nowhere(his.get(AGREED).text)


def changes(event: Event, promise: Promise, *who: Attendance) -> list[Deed]:
    """Return for each a change of the promise as it was at first, each to words of their own."""
    event_id, key = event.id, promise.id
    return [
        lambda own, me=one.id, number=number: reword(  # type: ignore[misc]
            own,
            own.get_one(Event, event_id),
            key,
            me,
            otherwise(Reading(f"Say {number}", MAY_18)),
        )
        for number, one in enumerate(who)
    ]


def test_of_two_changes_at_once_one_wins_and_the_other_is_told(
    session: Session,
    app: Starlette,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    promise: Promise,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key, me = promise.id, ada.id
    first, second = changes(event, promise, ada, bo)
    with Session(app.state.engine) as early:
        stale = early.get_one(Promise, key)
    session.rollback()
    monkeypatch.setattr(rewording, "hold", lambda own, *_known: own.merge(stale, load=False))
    first(session)
    second(session)
    assert now_of(session, key).words == "Say 1"  # over what was said a moment before, unread
    monkeypatch.undo()
    for _round in range(ROUNDS):
        reset(session, key)
        came = at_once(app, *changes(event, promise, ada, bo))
        assert refused(came) == 1
        now = now_of(session, key)
        assert now.former == FIRST
        assert now.words == f"Say {0 if now.reworded_by_id == me else 1}"


def reset(session: Session, key: str) -> None:
    """Let it say again what it said at first."""
    promise = session.get_one(Promise, key)
    promise.words, promise.due_on = FIRST
    promise.former_words = promise.former_due_on = promise.reworded_by_id = None
    session.commit()
