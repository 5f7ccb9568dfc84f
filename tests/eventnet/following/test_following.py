"""Following a member: with a click, told to nobody, and only whom one sees."""

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.discussions.actions.answering import block
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.following import actions
from eventnet.following.actions import follow, unfollow
from eventnet.following.models import Follow
from eventnet.following.queries import followed
from eventnet.mail.models import OutboxMail
from eventnet.people.models import Profile
from tests.eventnet.groups.people import Desk, somebody
from tests.factories import a_community, save
from tests.races import Deed, at_once


def names(session: Session, member: Membership) -> list[str]:
    session.rollback()
    return [one.name for one in followed(session, member)]


def test_a_button_on_a_members_page_follows_them_and_ends_it(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    sitting, page = desk.sit(ada), f"/c/harbour/people/{bo.id}"
    assert f"{page}/follow" in sitting.browser.get(page).text
    assert sitting.browser.post(f"{page}/follow", {}).headers["location"] == page
    assert names(session, ada) == ["Bo Berg"]
    assert f"{page}/unfollow" in sitting.browser.get(page).text
    there = sitting.browser.post(f"{page}/unfollow", {"next": "/c/harbour/reaching#people"})
    assert there.headers["location"] == "/c/harbour/reaching#people"
    assert names(session, ada) == []


def test_whoever_is_followed_is_not_told(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    follow(session, ada, bo.id)
    assert session.exec(select(OutboxMail)).all() == []
    assert "Ada" not in desk.sit(bo).read("/c/harbour/reaching").partition("<main")[2]


def test_nobody_follows_whom_they_do_not_see(
    session: Session, ada: Membership, cy: Membership
) -> None:
    elsewhere = somebody(session, a_community(session, "quarry"), "Eve")
    for other in (cy.id, elsewhere.id, "nobody"):
        with pytest.raises(NotFound):
            follow(session, ada, other)
    with pytest.raises(Refused):
        follow(session, ada, ada.id)


@pytest.mark.parametrize("why", ["hides", "left", "blocked"])
def test_whoever_is_not_seen_any_more_is_not_listed(
    session: Session, ada: Membership, bo: Membership, why: str
) -> None:
    follow(session, ada, bo.id)
    if why == "hides":
        profile = session.exec(select(Profile).where(Profile.membership_id == bo.id)).one()
        profile.visibility = {"name": "nobody"}
        save(session, profile)
    if why == "left":
        bo.left_at = clock.now()
        save(session, bo)
    if why == "blocked":
        block(session, ada, bo.id, blocked=True)
    assert names(session, ada) == []
    unfollow(session, ada, bo.id)
    assert session.exec(select(Follow)).all() == []


def test_there_is_an_end_to_how_many_one_follows(
    session: Session, ada: Membership, bo: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST", 0)
    with pytest.raises(Conflict, match="0 people"):
        follow(session, ada, bo.id)


def test_a_double_click_follows_once(
    session: Session, app: Starlette, ada: Membership, bo: Membership
) -> None:
    mine, theirs = ada.id, bo.id
    session.rollback()
    deed: Deed = lambda own: follow(own, own.get_one(Membership, mine), theirs)  # noqa: E731
    at_once(app, *[deed] * 5)
    assert names(session, ada) == ["Bo Berg"]
