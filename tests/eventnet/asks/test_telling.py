"""People are told of asks by one mail in 24 hours at most, which names only who may be named."""

from datetime import timedelta

from sqlmodel import Session
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.asks.actions.answering import answer
from eventnet.asks.actions.asking import ask_further, take_back
from eventnet.asks.actions.choosing import choose
from eventnet.asks.actions.thanking import accept, add_line
from eventnet.asks.models import Ask, AskState, Willingness
from eventnet.asks.telling import tell_members
from eventnet.asks.waves import move_on
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.mail.actions import stop_mail
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.asks.conftest import LATER
from tests.eventnet.asks.gauges import GAUGES, asked, knower, offer
from tests.factories import an_attendee, save
from tests.work import mails

ADA = "ada@example.org"


def tell_now(app: Starlette, session: Session) -> None:
    session.rollback()
    tell_members.work(Ground(app.state.settings, app.state.sessions))


def address(session: Session, member: Membership) -> str:
    session.rollback()
    return session.get_one(Account, member.account_id).email


def subjects(session: Session, to: str) -> list[str]:
    return [mail.subject for mail in mails(session, to)]


def test_one_mail_in_a_day_gathers_all(
    session: Session, app: Starlette, me: Membership, event: Event
) -> None:
    bo = knower(session, event, "Bo <b>Berg", GAUGES)
    choose(session, bo.id, Willingness.GLADLY, shows_reliability=True)
    to = address(session, bo)
    asked(session, me, "One <i>gauge")
    tell_now(app, session)
    asked(session, me, "Two")
    asked(session, me, "Three")
    tell_now(app, session)
    assert subjects(session, to) == ["Ada Asks asks: “One <i>gauge”"]
    with clock.at(LATER + timedelta(hours=25)):
        tell_now(app, session)
        tell_now(app, session)
    assert subjects(session, to)[1:] == ["2 pieces of news about asks in Harbour"]
    mail = mails(session, to)[0]
    assert "<i>" not in mail.html
    assert mail.stop_url is not None
    assert "There is one such mail a day at most" in mail.text


def test_whoever_stopped_these_mails_gets_none(
    session: Session, app: Starlette, me: Membership, event: Event
) -> None:
    bo = knower(session, event, "Bo", GAUGES)
    to = address(session, bo)
    stop_mail(session, to, "asks")
    asked(session, me)
    tell_now(app, session)
    assert mails(session, to) == []


def test_the_asker_is_told_of_answers_and_lines_and_the_helper_that_it_helped(
    session: Session, app: Starlette, me: Membership, event: Event
) -> None:
    bo = knower(session, event, "Bo", GAUGES)
    key = asked(session, me)
    said = answer(session, bo, key, "A staff gauge.")
    accept(session, me, key, said.id)
    tell_now(app, session)
    assert subjects(session, ADA) == ["Bo answered “Calibrating a gauge”"]
    assert subjects(session, address(session, bo)) == [
        "Your answer helped with “Calibrating a gauge”"
    ]
    add_line(session, bo, key, said.id, "Twice a year.")
    with clock.at(LATER + timedelta(hours=25)):
        tell_now(app, session)
    assert subjects(session, ADA)[1:] == ["Bo wrote more about “Calibrating a gauge”"]


def test_what_was_taken_back_before_a_mail_is_told_to_nobody(
    session: Session, app: Starlette, me: Membership, event: Event
) -> None:
    bo = knower(session, event, "Bo", GAUGES)
    key = asked(session, me)
    take_back(session, me.id, key)
    tell_now(app, session)
    assert mails(session, address(session, bo)) == []


def test_what_was_taken_back_after_a_mail_is_told_without_its_words(
    session: Session, app: Starlette, me: Membership, event: Event
) -> None:
    bo = knower(session, event, "Bo", GAUGES)
    key = asked(session, me)
    tell_now(app, session)
    take_back(session, me.id, key)
    with clock.at(LATER + timedelta(hours=25)):
        tell_now(app, session)
    assert subjects(session, address(session, bo))[1:] == [
        "An ask that was put to you was taken back"
    ]


def test_an_asker_without_a_name_is_somebody(
    session: Session, app: Starlette, me: Membership, event: Event
) -> None:
    bo = knower(session, event, "Bo", GAUGES)
    asked(session, me, named="")
    tell_now(app, session)
    (mail,) = mails(session, address(session, bo))
    assert mail.subject == "Somebody asks: “Calibrating a gauge”"
    assert "Ada" not in mail.text + mail.html


def test_an_answer_of_whom_the_asker_rules_out_seems_sent_and_reaches_nobody(
    session: Session, app: Starlette, me: Membership, ada: Attendance, event: Event
) -> None:
    bos = an_attendee(session, event, "Bo")
    bo = offer(session, bos, GAUGES)
    key = asked(session, me)
    save(session, Wish(from_id=ada.id, to_id=bos.id, event_id=event.id, kind=WishKind.AVOID))
    answer(session, bo, key, "A staff gauge.")
    with clock.at(LATER + timedelta(days=3)):
        move_on(session, key)
        tell_now(app, session)
    assert session.get_one(Ask, key).state is AskState.OPEN
    assert subjects(session, ADA) == ["Nobody has answered “Calibrating a gauge” so far"]


def test_nothing_is_written_to_who_is_gone(
    session: Session, app: Starlette, me: Membership, event: Event
) -> None:
    bo = knower(session, event, "Bo", GAUGES)
    to = address(session, bo)
    asked(session, me)
    account = session.get_one(Account, bo.account_id)
    account.deactivated_at = clock.now()
    save(session, account)
    tell_now(app, session)
    assert mails(session, to) == []


def test_asking_further_after_an_answer_brings_no_second_mail_to_who_was_asked(
    session: Session, app: Starlette, me: Membership, six: list[Membership]
) -> None:
    key = asked(session, me)
    ask_further(session, me.id, key)
    move_on(session, key)
    tell_now(app, session)
    assert [len(mails(session, address(session, one))) for one in six] == [1] * 6
