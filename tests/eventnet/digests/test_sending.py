"""Digests: what is new and may be read, once, in the morning, and stopped with a click."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Community, Membership
from eventnet.digests import sending
from eventnet.digests.actions import choose
from eventnet.digests.models import Digest, Rhythm
from eventnet.digests.queries import is_stopped, rhythm_of
from eventnet.digests.sending import send_digests, tell
from eventnet.discussions.actions.answering import block, follow, note_read
from eventnet.discussions.actions.moderating import judge
from eventnet.discussions.actions.writing import remove
from eventnet.discussions.holding import Place
from eventnet.discussions.models import Following
from eventnet.following import actions as following
from eventnet.groups.actions.coming import leave, put_out
from eventnet.groups.models import Door, Group
from eventnet.jobs import Ground
from eventnet.mail.models import MailStop, MailTrouble, OutboxMail
from eventnet.mail.outbox import post
from eventnet.mail.server import compose
from eventnet.people.models import Profile
from tests.browser import Browser
from tests.eventnet.digests.people import long_a_member
from tests.eventnet.groups.people import Open, a_group, a_post, a_thread
from tests.factories import save
from tests.races import at_once, careless_lock, only_where_writes_are_many, overtaken, without

MORNING = timedelta(hours=20, minutes=10)
"""From Sunday noon to Monday morning."""
ADA = "ada@example.org"


def digests(session: Session, to: str = ADA) -> list[OutboxMail]:
    session.rollback()
    kind = OutboxMail.kind == "digests"
    query = select(OutboxMail).where(kind, OutboxMail.to == to)
    return list(session.exec(query.order_by(OutboxMail.created_at)))  # type: ignore[arg-type]


def on_monday(
    ground: Ground, session: Session, to: str = ADA, after: timedelta = MORNING
) -> list[OutboxMail]:
    session.commit()
    with clock.at(clock.now() + after):
        send_digests.work(ground)
    return digests(session, to)


def test_one_mail_gathers_what_is_new_in_ones_groups(
    session: Session, ground: Ground, bo: Membership, group: Group
) -> None:
    a_thread(session, bo, group, "Which pump?", "The *red* one leaks.")
    a_thread(session, bo, group, "And which valve?")
    (mail,) = on_monday(ground, session)
    assert mail.subject == "2 new things in Harbour"
    assert "Which pump?" in mail.text
    assert "request pumps · 1 new post · Bo Berg" in mail.text
    assert "The red one leaks." in mail.text
    assert mail.text.count("/sign-in/way-in/") == 3
    assert "once a week at most, as you are a member of Harbour" in mail.text
    assert digests(session, "bo@example.org") == []  # one's own posts are no news


def test_nothing_new_is_no_mail(session: Session, ground: Ground, ada: Membership) -> None:
    assert on_monday(ground, session) == []
    assert session.get_one(Digest, ada.id).told_at is not None


def test_what_was_told_is_not_told_again_and_what_came_since_is(
    session: Session, ground: Ground, bo: Membership, group: Group
) -> None:
    thread = a_thread(session, bo, group)
    assert len(on_monday(ground, session)) == 1
    assert len(on_monday(ground, session, after=MORNING + timedelta(days=7))) == 1
    with clock.at(clock.now() + timedelta(days=8)):
        a_post(session, bo, thread, "News at last")
    first, second = on_monday(ground, session, after=MORNING + timedelta(days=14))
    assert "News at last" not in first.text
    assert "News at last" in second.text


@pytest.mark.parametrize(
    "why",
    [
        *("read", "muted", "removed", "hidden", "blocked", "put out", "left"),
        *("stopped", "troubled", "never", "gone", "deactivated"),
    ],
)
def test_nothing_comes_of_what_is_not_for_them_at_the_time_of_sending(
    session: Session, ground: Ground, ada: Membership, bo: Membership, group: Group, why: str
) -> None:
    thread = a_thread(session, bo, group)
    place = Place(group.id, thread.id, 1)
    if why == "read":
        note_read(session, ada, group.id, thread.id, 1)
    if why == "muted":
        follow(session, ada, group.id, thread.id, Following.MUTED)
    if why == "removed":
        remove(session, bo, place)
    if why == "hidden":
        judge(session, bo, place, "hide")
    if why == "blocked":
        block(session, ada, bo.id, blocked=True)
    if why == "put out":
        put_out(session, bo, group.id, ada.id)
    if why == "left":
        leave(session, ada, group.id)
    if why == "stopped":
        save(session, MailStop(email=ADA, kind="digests"))
    if why == "troubled":
        save(session, MailTrouble(email=ADA, words="550"))
    if why == "never":
        choose(session, ada, ADA, Rhythm.NEVER)
    if why == "gone":
        ada.left_at = clock.now()
        save(session, ada)
    if why == "deactivated":
        account = session.get_one(Account, ada.account_id)
        account.deactivated_at = clock.now()
        save(session, account)
    assert on_monday(ground, session) == []


def test_a_mention_comes_first(
    session: Session, ground: Ground, ada: Membership, bo: Membership, group: Group
) -> None:
    meant = a_thread(session, bo, group, "For you")
    a_post(session, bo, meant, "What do you say?", meant_for=ada.id)
    a_thread(session, bo, group, "For all")
    (mail,) = on_monday(ground, session)
    said = mail.text
    assert said.index("Meant for you") < said.index("For you\n") < said.index("In your groups")


def test_whom_one_follows_is_read_in_open_groups_that_one_is_not_in(
    session: Session, ground: Ground, ada: Membership, dee: Membership, bo: Membership
) -> None:
    open_one, hidden = a_group(session, dee, bo), a_group(session, dee, door=Door.HIDDEN)
    a_thread(session, dee, open_one, "In the open")
    a_thread(session, bo, open_one, "By another")
    a_thread(session, dee, hidden, "Behind the door")
    following.follow(session, ada, dee.id)
    (mail,) = on_monday(ground, session)
    assert "From people whom you follow" in mail.text
    assert "In the open" in mail.text
    assert "By another" not in mail.text
    assert "Behind the door" not in mail.text


@pytest.mark.parametrize("why", ["not followed", "hides", "left the group", "blocked"])
def test_nothing_comes_of_whom_one_does_not_follow_or_see(
    session: Session, ground: Ground, ada: Membership, dee: Membership, bo: Membership, why: str
) -> None:
    open_one = a_group(session, bo, dee)
    a_thread(session, dee, open_one, "In the open")
    if why != "not followed":
        following.follow(session, ada, dee.id)
    if why == "hides":
        query = select(Profile).where(Profile.membership_id == dee.id)
        profile = session.exec(query).one()
        profile.visibility = {"name": "nobody"}
        save(session, profile)
    if why == "left the group":
        leave(session, dee, open_one.id)
    if why == "blocked":
        block(session, ada, dee.id, blocked=True)
    assert on_monday(ground, session) == []


def test_a_daily_digest_comes_every_day(
    session: Session, ground: Ground, ada: Membership, bo: Membership, group: Group
) -> None:
    choose(session, ada, ADA, Rhythm.DAILY)
    a_thread(session, bo, group, "On Sunday")
    assert len(on_monday(ground, session)) == 1
    with clock.at(clock.now() + timedelta(days=1)):
        a_thread(session, bo, group, "On Monday")
    assert len(on_monday(ground, session, after=MORNING + timedelta(days=1))) == 2


def test_it_comes_in_the_morning_of_its_reader(
    session: Session, ground: Ground, ada: Membership, bo: Membership, group: Group
) -> None:
    account = session.get_one(Account, ada.account_id)
    account.time_zone = "America/Los_Angeles"
    save(session, account)
    a_thread(session, bo, group)
    assert on_monday(ground, session) == []
    assert len(on_monday(ground, session, after=MORNING + timedelta(hours=7))) == 1


def test_one_discussion_alone_is_told_at_length_and_can_be_answered(
    session: Session, ground: Ground, bo: Membership, group: Group
) -> None:
    settings = ground.settings.model_copy(update={"reply_address": "reply@meet.example.org"})
    a_thread(session, bo, group, "Which pump?", "word " * 300)
    (mail,) = on_monday(Ground(settings, ground.sessions), session)
    assert mail.subject == "New in “Which pump?”"
    assert mail.text.count("word") >= 300
    assert mail.reply_to is not None
    assert mail.reply_to.startswith("reply+")
    assert len(mail.reply_to.partition("@")[0]) <= 64
    assert mail.text.lstrip().startswith("↑↑↑")
    assert compose(mail, settings)["Reply-To"] == mail.reply_to


def test_where_no_answers_are_taken_none_is_asked_for(
    session: Session, ground: Ground, bo: Membership, group: Group
) -> None:
    a_thread(session, bo, group)
    (mail,) = on_monday(ground, session)
    assert mail.reply_to is None
    assert "↑↑↑" not in mail.text + mail.html


@pytest.mark.parametrize("rhythm", [None, *(one for one in Rhythm if one is not Rhythm.NEVER)])
def test_it_is_stopped_by_one_click_of_a_mail_program_without_signing_in(
    session: Session,
    ground: Ground,
    ada: Membership,
    bo: Membership,
    group: Group,
    browser: Open,
    rhythm: Rhythm | None,
) -> None:
    if rhythm is not None:
        choose(session, ada, ADA, rhythm)
    a_thread(session, bo, group)
    (mail,) = on_monday(ground, session)
    message = compose(mail, ground.settings)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = message["List-Unsubscribe"].strip("<>")
    stranger: Browser = browser()
    answer = stranger.client.post(urlsplit(url).path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not answer.headers.get_list("set-cookie")
    session.rollback()
    assert is_stopped(session, ADA)
    with clock.at(clock.now() + timedelta(days=7)):
        a_thread(session, bo, group, "After the click")
    assert len(on_monday(ground, session, after=MORNING + timedelta(days=7))) == 1
    choose(session, ada, ADA, Rhythm.WEEKLY)
    assert not is_stopped(session, ADA)
    assert rhythm_of(session, ada.id) is Rhythm.WEEKLY


def test_whoever_takes_digests_up_again_hears_nothing_of_the_time_between(
    session: Session, ground: Ground, ada: Membership, bo: Membership, group: Group
) -> None:
    choose(session, ada, ADA, Rhythm.NEVER)
    a_thread(session, bo, group)
    choose(session, ada, ADA, Rhythm.DAILY)
    assert on_monday(ground, session) == []


def test_a_job_that_runs_twice_at_once_writes_one_mail(
    session: Session, app: Starlette, ground: Ground, ada: Membership, bo: Membership, group: Group
) -> None:
    a_thread(session, bo, group)
    key, settings, monday = ada.id, ground.settings, clock.now() + MORNING
    session.rollback()

    def deed(own: Session) -> None:
        with clock.at(monday):
            tell(own, settings, key)

    at_once(app, *[deed] * 6)
    assert len(digests(session)) == 1


def test_without_the_hold_and_the_name_of_the_mail_it_comes_twice(
    session: Session,
    app: Starlette,
    ground: Ground,
    ada: Membership,
    bo: Membership,
    group: Group,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_where_writes_are_many(session)
    a_thread(session, bo, group)
    key, settings, monday = ada.id, ground.settings, clock.now() + MORNING
    without(session, "outbox_mail.uq_outbox_mail_once", "digest.pk_digest")
    session.rollback()

    def deed(own: Session) -> None:
        with clock.at(monday):
            tell(own, settings, key)

    monkeypatch.setattr(sending, "lock", careless_lock)
    overtaken(app, deed, deed, after="eventnet.mail.outbox._said")
    assert len(digests(session)) == 2


def test_a_crash_in_the_middle_loses_no_digest_and_repeats_none(
    session: Session,
    ground: Ground,
    community: Community,
    bo: Membership,
    group: Group,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    others = [long_a_member(session, community, f"Nr{number} Reader") for number in range(3)]
    there = a_group(session, bo, *others)
    a_thread(session, bo, there)
    a_thread(session, bo, group)
    written: list[str] = []

    def fails_after_two(*given: Any) -> OutboxMail | None:
        if len(written) == 2:
            raise OSError("no room on the disk")
        written.append("one")
        return post(*given)

    monkeypatch.setattr(sending, "post", fails_after_two)
    with pytest.raises(OSError, match="no room"):
        on_monday(ground, session)
    monkeypatch.setattr(sending, "post", post)
    on_monday(ground, session)
    on_monday(ground, session)
    for to in (ADA, *(f"nr{number}@example.org" for number in range(3))):
        assert len(digests(session, to)) == 1


def test_scripts_in_what_people_write_stay_text(
    session: Session, ground: Ground, bo: Membership, group: Group
) -> None:
    a_thread(session, bo, group, "<script>x()</script>", "<img src=x onerror=x()>")
    (mail,) = on_monday(ground, session)
    assert "<script>" not in mail.html
    assert "<img" not in mail.html
