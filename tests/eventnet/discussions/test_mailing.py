"""Whoever a post is meant for hears of it by mail: seldom, and only what they may read."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.communities.models import Community, Membership
from eventnet.discussions.actions.answering import block, follow, note_read
from eventnet.discussions.actions.moderating import judge
from eventnet.discussions.actions.writing import remove
from eventnet.discussions.holding import Place
from eventnet.discussions.mailing import OLD, PATIENCE, QUIET, tell_meant
from eventnet.discussions.models import Following, Mention, Thread
from eventnet.groups.actions.coming import put_out
from eventnet.groups.models import Door, Group
from eventnet.jobs import Ground
from eventnet.mail.models import MailStop, OutboxMail
from tests.eventnet.groups.people import a_group, a_post, a_thread, somebody
from tests.factories import save

SOON = PATIENCE + timedelta(minutes=1)


@pytest.fixture
def group(session: Session, ada: Membership, bo: Membership) -> Group:
    return a_group(session, ada, bo, door=Door.HIDDEN)


@pytest.fixture
def thread(session: Session, bo: Membership, group: Group) -> Thread:
    return a_thread(session, bo, group)


def mails(session: Session) -> list[OutboxMail]:
    session.rollback()
    return list(session.exec(select(OutboxMail).where(OutboxMail.kind == "mentions")))


def later(ground: Ground, session: Session, after: timedelta = SOON) -> list[OutboxMail]:
    session.commit()
    with clock.at(clock.now() + after):
        tell_meant.work(ground)
    return mails(session)


def test_one_mail_tells_by_whom_and_where_and_not_what(
    session: Session, ground: Ground, ada: Membership, bo: Membership, thread: Thread
) -> None:
    a_post(session, bo, thread, "The secret is water", meant_for=ada.id)
    assert later(ground, session, timedelta(minutes=1)) == []
    (mail,) = later(ground, session)
    assert mail.to == "ada@example.org"
    assert mail.subject == "Bo Berg means you in “Which pump?”"
    assert "water" not in mail.text + mail.html
    assert mail.stop_url is not None
    assert "/sign-in/way-in/" in mail.text
    assert len(later(ground, session, SOON * 2)) == 1


def test_no_other_comes_for_some_hours_and_then_one_for_all(
    session: Session, ground: Ground, ada: Membership, bo: Membership, thread: Thread
) -> None:
    a_post(session, bo, thread, "One", meant_for=ada.id)
    assert len(later(ground, session)) == 1
    for words in ("Two", "Three"):
        a_post(session, bo, thread, words, meant_for=ada.id)
    assert len(later(ground, session, SOON * 3)) == 1
    told = later(ground, session, QUIET + SOON * 2)
    assert sorted(mail.subject for mail in told)[0] == "2 posts are meant for you"


@pytest.mark.parametrize(
    "why",
    ["read", "muted", "removed", "hidden", "put out", "blocked later", "stopped", "old", "left"],
)
def test_nothing_is_mailed_of_what_is_not_for_them_any_more(
    session: Session,
    ground: Ground,
    ada: Membership,
    bo: Membership,
    group: Group,
    thread: Thread,
    why: str,
) -> None:
    dee = somebody(session, session.get_one(Community, ada.community_id), "Dina")
    other = a_group(session, bo, ada, dee, door=Door.HIDDEN)
    meant = a_thread(session, bo, other, "Other")
    a_post(session, bo, meant, "One", meant_for=ada.id)
    place = Place(other.id, meant.id, 2)
    if why == "read":
        note_read(session, ada, other.id, meant.id, 2)
    if why == "muted":
        follow(session, ada, other.id, meant.id, Following.MUTED)
    if why == "removed":
        remove(session, bo, place)
    if why == "hidden":
        judge(session, bo, place, "hide")
    if why == "put out":
        put_out(session, bo, other.id, ada.id)
    if why == "blocked later":
        block(session, ada, bo.id, blocked=True)
    if why == "stopped":
        save(session, MailStop(email="ada@example.org", kind="mentions"))
    if why == "left":
        ada.left_at = clock.now()
        save(session, ada)
    assert later(ground, session, OLD + SOON if why == "old" else SOON) == []


def test_whoever_is_blocked_cannot_mean_them_and_does_not_learn_it(
    session: Session, ground: Ground, ada: Membership, bo: Membership, thread: Thread
) -> None:
    block(session, ada, bo.id, blocked=True)
    a_post(session, bo, thread, "One", meant_for=ada.id)
    assert session.exec(select(Mention.heard)).one() is False
    assert later(ground, session) == []


def test_scripts_in_names_and_titles_stay_text(
    session: Session, ground: Ground, community: Community, ada: Membership
) -> None:
    eve = somebody(session, community, "Eve <script>x()</script>")
    group = a_group(session, eve, ada)
    thread = a_thread(session, eve, group, '"><img src=x onerror=x()>')
    a_post(session, eve, thread, "Hi", meant_for=ada.id)
    (mail,) = later(ground, session)
    assert "<script>" not in mail.html
    assert "<img" not in mail.html
    assert "&lt;img" in mail.html
