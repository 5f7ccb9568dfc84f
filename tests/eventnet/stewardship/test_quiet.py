"""Discussions that went quiet and trails of events go once stewards say so; what is alive stays."""

from datetime import date

import pytest
from sqlmodel import Session, func, select
from starlette.applications import Starlette

from eventnet import audit, clock
from eventnet.audit import AuditEntry
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.database import writing
from eventnet.discussions.actions.writing import reply
from eventnet.discussions.forms import PostFields
from eventnet.discussions.models import Post, PostReport, Reaction, Reading, Thread
from eventnet.discussions.search import search
from eventnet.jobs import Ground
from eventnet.stewardship import quiet
from eventnet.stewardship.models import KeepingRule
from eventnet.stewardship.over import YEAR, counts, rule_of, years_of
from eventnet.stewardship.quiet import forget_quiet
from eventnet.stewardship.sweeping import keep
from tests.eventnet.groups.people import a_group, a_post, a_thread, somebody
from tests.factories import a_community, an_event, save
from tests.races import at_once, overtaken


@pytest.fixture
def here(session: Session) -> Community:
    return a_community(session, "harbour")


@pytest.fixture
def ada(session: Session, here: Community) -> Membership:
    return somebody(session, here, "Ada", MemberRole.STEWARD)


def rule(session: Session, here: Community, **years: int) -> None:
    save(session, KeepingRule.model_validate({"community_id": here.id, **years}))


def said(session: Session, by: Membership, title: str, years: float, answers: int = 0) -> str:
    """Have somebody write in a group of their own, so many years ago."""
    group = a_group(session, by)
    with clock.at(clock.now() - years * YEAR):
        thread = a_thread(session, by, group, title, f"{title} are heavy.")
        for number in range(answers):
            a_post(session, by, thread, f"Answer {number}")
    return thread.id


def there(session: Session) -> set[str]:
    session.rollback()
    return set(session.exec(select(Thread.id)))


def test_discussions_stay_until_a_steward_says_how_long(
    session: Session, ground: Ground, here: Community, ada: Membership
) -> None:
    old = said(session, ada, "Pumps", 19)
    with clock.at(clock.now() - 9 * YEAR), writing(session):
        audit.record(session, "plan.published", community_id=here.id, event_id="an event")
    keep.work(ground)
    assert there(session) == {old}
    assert "discussions" not in counts(
        session, here.id, years_of(rule_of(session, here.id)), clock.now()
    )


def test_discussions_that_went_quiet_go_with_all_that_hangs_on_them_some_at_a_time(
    session: Session,
    ground: Ground,
    here: Community,
    ada: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(quiet, "MOST_POSTS", 2)
    rule(session, here, discussions=2)
    for number in range(3):
        said(session, ada, f"Pumps {number}", 2.5 + number)
    said(session, ada, "Dykes", 3, answers=4)  # more than fit
    stays = said(session, ada, "Hulls", 1.5)
    abroad = a_community(session, "abroad")
    other = said(session, somebody(session, abroad, "Zoe"), "Masts", 9)
    years = years_of(rule_of(session, here.id))
    assert counts(session, here.id, years, clock.now())["discussions"] == 4
    keep.work(ground)
    assert there(session) == {stays, other}
    assert session.exec(select(func.count()).select_from(Post)).one() == 2
    for table in (Reading, Reaction, PostReport):
        left = session.exec(select(table)).all()
        assert [one for one in left if getattr(one, "thread_id", stays) not in {stays, other}] == []
    member = session.get_one(Membership, ada.id)
    assert [len(search(session, member, word).found) for word in ("Dykes", "Hulls")] == [0, 1]
    done = session.exec(select(AuditEntry).where(AuditEntry.deed == "keeping.done")).all()
    assert [one.detail for one in done] == [{"gone": {"discussions": 4}}]
    keep.work(ground)  # begun anew there is nothing to do, and nothing to say
    session.rollback()
    again = session.exec(select(AuditEntry.id).where(AuditEntry.deed == "keeping.done")).all()
    assert len(again) == 1


def test_what_stopped_on_the_way_is_gone_on_with(
    session: Session,
    ground: Ground,
    here: Community,
    ada: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rule(session, here, discussions=2)
    for number in range(3):
        said(session, ada, f"Pumps {number}", 3)
    monkeypatch.setattr(quiet, "MOST_POSTS", 1)
    forget, done = quiet._forget_some, list[int]()

    def stops(*given: object) -> int:
        if done:
            raise RuntimeError("killed")
        done.append(forget(*given))  # type: ignore[arg-type]
        return done[0]

    with monkeypatch.context() as patch:
        patch.setattr(quiet, "_forget_some", stops)
        with pytest.raises(RuntimeError):
            keep.work(ground)
    assert len(there(session)) == 2
    keep.work(ground)
    assert there(session) == set()


def test_a_reported_discussion_waits_for_its_moderators(
    session: Session, ground: Ground, here: Community, ada: Membership
) -> None:
    rule(session, here, discussions=2)
    key = said(session, ada, "Pumps", 3)
    bo = somebody(session, here, "Bo")
    post = session.exec(select(Post).where(Post.thread_id == key)).one()
    shown = PostReport(post_id=post.key, by_id=bo.id, reason="Rude")
    save(session, shown)
    keep.work(ground)
    assert there(session) == {key}
    shown.settled_at = clock.now()
    save(session, shown)
    keep.work(ground)
    assert there(session) == set()


def test_an_answer_that_comes_while_its_discussion_is_chosen_keeps_it(
    session: Session, app: Starlette, here: Community, ada: Membership
) -> None:
    key = said(session, ada, "Pumps", 3)
    group = session.get_one(Thread, key).group_id
    community, since, me = here.id, clock.now() - 2 * YEAR, ada.id
    session.rollback()

    def answering(own: Session) -> object:
        return reply(own, own.get_one(Membership, me), group, key, PostFields(words="It floats."))

    def forgetting(own: Session) -> object:
        return forget_quiet(own, community, since)

    if session.get_bind().dialect.name == "sqlite":
        at_once(app, answering, forgetting)
        left = there(session)
        assert len(session.exec(select(Post)).all()) == 2 * len(left)
        return
    came = overtaken(app, forgetting, answering, after="eventnet.stewardship.quiet._that_fit")
    assert came[0] == 0
    assert there(session) == {key}


def test_trails_of_events_that_are_over_go_and_others_stay(
    session: Session, ground: Ground, here: Community
) -> None:
    rule(session, here, event_trails=3)
    ended = an_event(session, here, "spring")
    ended.starts_on = ended.ends_on = date(2027, 5, 11)
    to_come = an_event(session, here, "autumn")
    to_come.starts_on = to_come.ends_on = date(2033, 5, 11)
    foreign = an_event(session, a_community(session, "abroad"), "abroad")
    foreign.starts_on = foreign.ends_on = date(2027, 5, 11)
    save(session, ended, to_come, foreign)
    with clock.at(clock.now()), writing(session):
        for event in (ended, to_come, foreign):
            audit.record(session, f"{event.slug}.old", event_id=event.id)
        audit.record(session, "gone.old", event_id="erased", community_id=here.id)
        audit.record(session, "steward.old", community_id=here.id)
    now = clock.now() + 4 * YEAR
    with clock.at(now - 2 * YEAR), writing(session):
        audit.record(session, "spring.new", event_id=ended.id)
    with clock.at(now):
        years = years_of(rule_of(session, here.id))
        assert counts(session, here.id, years, now)["event_trails"] == 2
        keep.work(ground)
        session.rollback()
        left = set(session.exec(select(AuditEntry.deed)))
    assert left == {"autumn.old", "abroad.old", "steward.old", "spring.new", "keeping.done"}
