"""Answers by mail, from a real client of LMTP or SMTP to the post in the discussion."""

import smtplib
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.discussions.actions.writing import remove
from eventnet.discussions.holding import Place
from eventnet.discussions.models import Post, Thread
from eventnet.groups.actions.coming import leave, put_out
from eventnet.groups.actions.running import close_group
from eventnet.groups.models import Group
from eventnet.mail.models import OutboxMail
from eventnet.replies.addresses import LASTS
from eventnet.replies.commands import DONE, NO_SUCH_USER, WRONG_DATA, take_piped
from eventnet.replies.models import ReplyAddress
from eventnet.replies.taking import MOST_A_DAY, take
from eventnet.settings import Settings
from tests.eventnet.replies.letters import ADA, Door, a_mail
from tests.factories import save
from tests.races import Deed, at_once


def posts(session: Session, thread: Thread) -> list[str]:
    """Return what stands in the thread after its first post."""
    session.rollback()
    query = select(Post.words).where(Post.thread_id == thread.id, Post.number > 1)
    return list(session.exec(query.order_by(col(Post.number))))


def refusals(session: Session) -> list[OutboxMail]:
    session.rollback()
    return list(session.exec(select(OutboxMail).where(OutboxMail.kind == "reply_refused")))


@pytest.mark.parametrize("lmtp", [True, False])
def test_an_answer_becomes_a_post_of_whoever_sent_it(
    session: Session, post: Door, ada: Membership, thread: Thread, address: str, lmtp: bool
) -> None:
    words = "The *red* one — ça marche.\n\nOn 6 Sep 2027, eventnet <meet@x.org> wrote:\n> Well?\n"
    code, _said = post.hand_over(a_mail(address, words), address, lmtp=lmtp)
    assert code == 250
    assert posts(session, thread) == ["The *red* one — ça marche."]
    one = session.exec(select(Post).where(Post.number == 2)).one()
    assert one.by_id == ada.id


def test_an_html_mail_is_read_and_an_attachment_left_out_with_a_word(
    session: Session, post: Door, thread: Thread, address: str
) -> None:
    mail = a_mail(address)
    mail.set_content("<p>The <b>red</b> one.</p><blockquote>Well?</blockquote>", subtype="html")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="pump.png")
    assert post.hand_over(mail, address)[0] == 250
    assert posts(session, thread) == ["The red one.\n\n*One attachment of this mail was left out.*"]


def test_the_same_mail_twice_is_one_post(
    session: Session, post: Door, thread: Thread, address: str
) -> None:
    for _time in range(2):
        assert post.hand_over(a_mail(address), address)[0] == 250
    assert post.hand_over(a_mail(address, Message_ID="<two@example.org>"), address)[0] == 250
    assert posts(session, thread) == ["The red one.", "The red one."]


def test_the_same_mail_at_once_is_one_post(
    session: Session, app: Starlette, taking: Settings, thread: Thread, address: str
) -> None:
    data = a_mail(address).as_bytes()

    def deed(own: Session) -> object:
        return take(own, taking, address, data, returned=False).code

    session.rollback()
    deeds: list[Deed] = [deed] * 6
    assert at_once(app, *deeds) == [250] * 6
    assert posts(session, thread) == ["The red one."]


@pytest.mark.parametrize(
    "forged",
    ["tampered", "foreign", "bare", "nothing", "expired", "other host", "deactivated"],
)
def test_a_forged_foreign_or_old_address_is_refused_at_once(
    session: Session, post: Door, ada: Membership, thread: Thread, address: str, forged: str
) -> None:
    name, _at, host = address.partition("@")
    to = {
        "tampered": f"{name[:-1]}{'a' if name[-1] != 'a' else 'b'}@{host}",
        "foreign": f"{name[:6]}{'2' * 40}@{host}",
        "bare": f"reply@{host}",
        "nothing": f"reply+@{host}",
        "other host": f"{name}@elsewhere.example",
    }.get(forged, address)
    if forged == "deactivated":
        account = session.get_one(Account, ada.account_id)
        account.deactivated_at = clock.now()
        save(session, account)
    if forged == "expired":
        found = session.exec(select(ReplyAddress)).one()
        found.expires_at = clock.now() - timedelta(seconds=1)
        save(session, found)
    session.rollback()
    assert post.hand_over(a_mail(to), to)[0] == 550
    assert posts(session, thread) == []
    assert refusals(session) == []
    assert timedelta(days=30) < LASTS


@pytest.mark.parametrize(
    "sender",
    ["Bo <bo@example.org>", "ada@example.org, bo@example.org", "ada@example.org.evil", "nonsense"],
)
def test_whoever_else_knows_the_address_is_refused_with_words(
    session: Session, post: Door, thread: Thread, address: str, sender: str
) -> None:
    code, said = post.hand_over(a_mail(address, sender=sender), address)
    assert code == 550
    assert "one member only" in said
    assert posts(session, thread) == []
    assert refusals(session) == []  # nobody else is written to because of a forged sender


def test_an_address_may_come_in_capitals(
    session: Session, post: Door, thread: Thread, address: str
) -> None:
    mail = a_mail(address, sender="ADA@Example.ORG")
    assert post.hand_over(mail, address.upper())[0] == 250
    assert len(posts(session, thread)) == 1


@pytest.mark.parametrize(
    "why", ["auto", "bulk", "list", "list id", "returned", "our own", "out of office"]
)
def test_what_machines_send_is_taken_and_dropped(
    session: Session, post: Door, thread: Thread, address: str, why: str
) -> None:
    headers = {
        "auto": {"Auto_Submitted": "auto-replied"},
        "bulk": {"Precedence": "bulk"},
        "list": {"Precedence": "List"},
        "list id": {"List_Id": "<pumps.example.org>"},
        "our own": {"Message_ID": "<23456789abcdef@meet.example.org>"},
        "out of office": {"X_Autoreply": "yes"},
    }.get(why, {})
    sender = "" if why == "returned" else ADA
    assert post.hand_over(a_mail(address, **headers), address, sender)[0] == 250
    assert posts(session, thread) == []
    assert refusals(session) == []


def test_too_many_in_a_day_are_a_loop(
    session: Session, taking: Settings, thread: Thread, address: str
) -> None:
    for number in range(MOST_A_DAY + 5):
        mail = a_mail(address, f"Nr {number}", Message_ID=f"<{number}@example.org>")
        assert take(session, taking, address, mail.as_bytes(), returned=False).code == 250
    assert len(posts(session, thread)) == MOST_A_DAY
    with clock.at(clock.now() + timedelta(days=1)):
        mail = a_mail(address, "Tomorrow", Message_ID="<tomorrow@example.org>")
        take(session, taking, address, mail.as_bytes(), returned=False)
    assert posts(session, thread)[-1] == "Tomorrow"


@pytest.mark.parametrize("why", ["put out", "left", "closed", "gone"])
def test_whoever_may_not_write_there_any_more_gets_their_words_back_once(
    session: Session,
    post: Door,
    ada: Membership,
    bo: Membership,
    group: Group,
    thread: Thread,
    address: str,
    why: str,
) -> None:
    if why == "put out":
        put_out(session, bo, group.id, ada.id)
    if why == "left":
        leave(session, ada, group.id)
    if why == "closed":
        close_group(session, bo, group.id, closed=True)
    if why == "gone":
        ada.left_at = clock.now()
        save(session, ada)
    session.rollback()
    for _time in range(2):
        assert post.hand_over(a_mail(address, "My <b>words</b>"), address)[0] == 250
    assert posts(session, thread) == []
    (mail,) = refusals(session)
    assert mail.to == ADA
    assert "My <b>words</b>" in mail.text
    assert "<b>" not in mail.html


def test_a_post_that_was_removed_does_not_come_back(
    session: Session, post: Door, ada: Membership, group: Group, thread: Thread, address: str
) -> None:
    post.hand_over(a_mail(address), address)
    remove(session, ada, Place(group.id, thread.id, 2))
    session.rollback()
    post.hand_over(a_mail(address), address)
    assert posts(session, thread) == [""]


def test_ten_megabytes_are_refused_before_they_are_read(
    session: Session, post: Door, thread: Thread, address: str
) -> None:
    code, said = post.hand_over(a_mail(address, "# Pumps\n" * 1_250_000), address)
    assert code == 552
    assert said
    client = smtplib.LMTP("127.0.0.1", post.port)
    client.ehlo()
    assert client.mail(ADA, ["SIZE=10000000"])[0] == 552
    client.close()
    assert posts(session, thread) == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("word " * 5000, 552, "20,000 characters at most"),
        ("> only a quote", 554, "nothing in it yet"),
        ("- " * 30 + "deep", 554, "flatter"),
    ],
)
def test_what_no_post_may_be_is_refused_in_words(
    session: Session,
    post: Door,
    thread: Thread,
    address: str,
    words: str,
    code: int,
    said: str,
) -> None:
    answer = post.hand_over(a_mail(address, words), address)
    assert (answer[0], said in answer[1]) == (code, True), answer
    assert posts(session, thread) == []


def test_one_recipient_at_a_time(post: Door, address: str) -> None:
    client = smtplib.LMTP("127.0.0.1", post.port)
    client.ehlo()
    client.mail(ADA)
    assert client.rcpt(address)[0] == 250
    assert client.rcpt(address)[0] == 452
    client.close()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\0\0",
        b"From: ada@example.org\r\n\r\n\xff\xfe",
        b"From: ada@example.org\r\nContent-Type: text/plain; charset=klingon\r\n\r\n\xe4",
        b"From: =?x?q?\xff?= <\r\nContent-Type: multipart/mixed\r\n\r\nhm",
        b"From: ada@example.org\r\nContent-Type: text/html\r\n\r\n<p" * 50,
        b"From: ada@example.org\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
    ],
)
def test_no_mail_is_too_broken_for_an_answer(
    session: Session, taking: Settings, address: str, data: bytes
) -> None:
    assert take(session, taking, address, data, returned=False).code in {250, 550, 554}


def nested(deep: int) -> bytes:
    parts = (f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(deep))
    return f"From: ada@example.org\r\n{''.join(parts)}\r\nhm".encode()


@pytest.mark.parametrize(
    "data",
    [
        nested(2000),
        b"Content-Type: message/rfc822\r\n\r\n" * 2000 + b"hm",
        b"From: ada@example.org\r\n" + b"X-Filler: x\r\n" * 50_000 + b"\r\nhm",
        b"From: " + b"a@b.example,\r\n " * 50_000 + b"ada@example.org\r\n\r\nhm",
        b"Content-Type: text/plain; " + b"a=b;\r\n " * 50_000 + b"c=d\r\n\r\nhm",
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nhm\r\n" * 50_000,
    ],
    ids=["parts", "mails", "headers", "senders", "parameters", "boundaries"],
)
def test_a_mail_made_to_keep_us_busy_is_refused_for_good(
    session: Session, taking: Settings, address: str, data: bytes
) -> None:
    assert take(session, taking, address, data, returned=False).code == 554


def test_long_headers_of_a_part_are_not_read(
    session: Session, taking: Settings, thread: Thread, address: str
) -> None:
    filler = b"; ".join(b"a%d=b" % number for number in range(50_000))
    data = (
        b"From: ada@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\n\r\nThe red one.\r\n--b\r\nContent-Type: text/x; " + filler + b"\r\n"
        b"Content-Disposition: attachment; " + filler + b"\r\n\r\nhm\r\n--b--\r\n"
    )
    assert take(session, taking, address, data, returned=False).code == 250
    (said,) = posts(session, thread)
    assert said.startswith("The red one.")


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-7"])
def test_what_is_half_a_character_is_left_out(
    session: Session, taking: Settings, thread: Thread, address: str, charset: str
) -> None:
    half = "\\ud800" if charset == "unicode_escape" else "+2AA-"
    data = f"From: {ADA}\r\nContent-Type: text/plain; charset={charset}\r\n\r\nThe {half}red one."
    assert take(session, taking, address, data.encode(), returned=False).code == 250
    assert posts(session, thread) == ["The red one."]


def test_of_two_senders_it_is_neithers(
    session: Session, taking: Settings, thread: Thread, address: str
) -> None:
    data = f"From: {ADA}\r\nFrom: mallory@example.org\r\n\r\nThe red one.".encode()
    assert take(session, taking, address, data, returned=False).code == 550
    assert posts(session, thread) == []


def test_a_mail_server_may_pipe_it_too(
    session: Session, taking: Settings, thread: Thread, address: str
) -> None:
    data = a_mail(address).as_bytes()
    assert take_piped(session, taking, data, None) == (DONE, "Taken.")
    assert posts(session, thread) == ["The red one."]
    assert take_piped(session, taking, data, "reply+none@meet.example.org")[0] == NO_SUCH_USER
    forged = a_mail(address, sender="bo@example.org").as_bytes()
    assert take_piped(session, taking, forged, address)[0] == WRONG_DATA
    returned = b"Return-Path: <>\r\n" + a_mail(address, Message_ID="<r@x.org>").as_bytes()
    assert take_piped(session, taking, returned, address)[0] == DONE
    assert posts(session, thread) == ["The red one."]


def test_a_mail_with_no_recipient_is_for_nobody(session: Session, taking: Settings) -> None:
    assert take_piped(session, taking, EmailMessage().as_bytes(), None)[0] == NO_SUCH_USER
