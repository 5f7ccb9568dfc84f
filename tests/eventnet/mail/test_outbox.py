"""Many mails at once are written as each alone would be, in as many statements as one."""

from sqlmodel import Session, select

from eventnet.database import writing
from eventnet.mail.models import MailStop, MailTrouble, OutboxMail
from eventnet.mail.outbox import Letter, draw_up, post, post_all
from eventnet.settings import Settings
from tests.factories import save
from tests.queries import counted


def letter(kind: str = "schedule", once: str | None = None) -> Letter:
    context = {
        "line": {"when": "", "where": "", "name": "", "join_url": ""},
        "words": "",
        "clocks": "",
    }
    context["schedule_url"] = context["said"] = ""
    return Letter(kind, "Subject", "mail/change", "Why.", context, once=once)


def test_of_many_mails_those_that_nobody_wants_are_left_out(
    session: Session, settings: Settings
) -> None:
    save(
        session,
        MailStop(email="stopped@example.org", kind="schedule"),
        MailStop(email="other@example.org", kind="invitation"),
        MailTrouble(email="bounced@example.org", words="550 unknown"),
    )
    names = ("stopped", "other", "bounced", "said", "said")
    with writing(session):
        assert post(session, settings, "said@example.org", letter(once="said")) is not None
    mails = [draw_up(settings, f"{name}@example.org", letter(once=name)) for name in names]
    mails += [draw_up(settings, "twice@example.org", letter(once="twice")) for _time in range(2)]
    mails.append(draw_up(settings, "bounced@example.org", letter("sign_in")))
    with writing(session):
        written = [mail.to for mail in post_all(session, mails)]
    assert written == ["other@example.org", "twice@example.org", "bounced@example.org"]
    assert len(session.exec(select(OutboxMail)).all()) == 4


def test_thirty_mails_take_as_many_statements_as_one(session: Session, settings: Settings) -> None:
    totals = []
    for many in (1, 30):
        mails = [
            draw_up(settings, f"{number}@example.org", letter(once=f"{many}:{number}"))
            for number in range(many)
        ]
        with counted(session) as count, writing(session):
            assert len(post_all(session, mails)) == many
        totals.append(count.total)
    assert totals[0] == totals[1]
