"""Copies of digests in the outbox go with whom they tell of, named or not, sent or waiting."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Community, Membership
from eventnet.discussions.actions.answering import note_read
from eventnet.erasure.actions import delete_account
from eventnet.erasure.erasing import erase
from eventnet.jobs import Ground
from eventnet.mail.models import OutboxMail
from tests.eventnet.asks.gauges import GAUGES, asked, knower
from tests.eventnet.digests.test_sending import digests, on_monday
from tests.eventnet.groups.people import a_group, a_post, a_thread
from tests.factories import an_event

LATER = timedelta(days=8)


def is_erased(session: Session, ground: Ground, member: Membership) -> None:
    """Let somebody delete their account, and a week pass."""
    account_id = member.account_id
    session.rollback()
    delete_account(session, ground.settings, session.get_one(Account, account_id))
    session.rollback()
    with clock.at(clock.now() + LATER):
        erase(ground, account_id)


def was_sent(session: Session, *mails: OutboxMail) -> None:
    for mail in mails:
        mail.sent_at = clock.now()
        session.add(mail)
    session.commit()


@pytest.mark.parametrize("sent", [False, True])
def test_a_digest_that_quotes_and_names_them_is_wiped(
    session: Session,
    ground: Ground,
    community: Community,
    ada: Membership,
    bo: Membership,
    dee: Membership,
    sent: bool,
) -> None:
    theirs, other = a_group(session, bo, ada, dee), a_group(session, bo, ada)
    a_thread(session, dee, theirs, "Which pump?", "The red one leaks.")
    (mail,) = on_monday(ground, session)
    assert "The red one leaks." in mail.text + mail.html
    if sent:
        was_sent(session, mail)
    with clock.at(clock.now() + timedelta(days=7)):
        a_thread(session, bo, other, "Of another", "Nothing of hers.")
        kept = on_monday(ground, session)[-1].id
    is_erased(session, ground, dee)
    first, second = digests(session)
    assert (first.subject, first.text, first.html) == ("", "", "")
    assert (first.failed_at is None) is sent
    assert (second.id, "Nothing of hers." in second.text) == (kept, True)


def test_a_title_of_theirs_goes_though_only_others_are_named(
    session: Session, ground: Ground, ada: Membership, bo: Membership, dee: Membership
) -> None:
    group = a_group(session, bo, ada, dee)
    thread = a_thread(session, dee, group, "Why I left my last job", "Listen.")
    note_read(session, ada, group.id, thread.id, 1)
    a_post(session, bo, thread, "I see.")
    (mail,) = on_monday(ground, session)
    assert "Why I left my last job" in mail.text
    assert "Dee" not in mail.text
    is_erased(session, ground, dee)
    (mail,) = digests(session)
    assert (mail.subject, mail.text, mail.html) == ("", "", "")


def test_an_ask_of_theirs_that_names_nobody_goes(
    session: Session, ground: Ground, community: Community
) -> None:
    event = an_event(session, community, "spring")
    with clock.at(clock.now() - timedelta(days=30)):
        asker, me = knower(session, event, "Ava Asks"), knower(session, event, "Gus Gauger", GAUGES)
    asked(session, asker, "A rash on my arm", named="")
    to = session.get_one(Account, me.account_id).email
    (mail,) = on_monday(ground, session, to)
    assert "A rash on my arm" in mail.text
    assert "Ava" not in mail.text
    is_erased(session, ground, asker)
    (mail,) = digests(session, to)
    assert (mail.subject, mail.text, mail.html) == ("", "", "")
