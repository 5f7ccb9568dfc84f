"""Removing a page that one wrote alone, putting it back, and what is gone after a week."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select, text

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.errors import Conflict
from eventnet.groups.actions.coming import leave
from eventnet.groups.actions.running import close_group
from eventnet.jobs import Ground
from eventnet.pages.actions.forgetting import forget_writers
from eventnet.pages.actions.keeping import judge, report, set_lock
from eventnet.pages.actions.withdrawing import put_back, withdraw
from eventnet.pages.models import WITHDRAWN, PageVersion, SharedPage
from eventnet.pages.sweeping import sweep_pages
from tests.eventnet.groups.people import Desk, a_group
from tests.eventnet.pages.writing import HERE, a_page, address, place, saved

SOON = WITHDRAWN - timedelta(minutes=1)


def test_page_is_removed_by_who_wrote_it_and_put_back(
    session: Session, desk: Desk, ada: Membership, bo: Membership, dee: Membership
) -> None:
    group = a_group(session, ada, bo, dee)
    page = a_page(session, bo, group, "Pumps", "Blue words")
    saved(session, bo, page, "Bluer words")
    index = a_page(session, ada, group, "Index", "See [[Pumps]]")
    mine, keeper, reader = desk.sit(bo), desk.sit(ada), desk.sit(dee)
    shown = mine.get(address(page)).text
    assert "all of its 2 versions" in shown
    assert "1 page links to it" in shown
    for person in (reader, keeper):
        assert person.post(f"{address(page)}/removal", {"do": "remove"}).status_code == 404
        assert f"{address(page)}/removal" not in person.get(address(page)).text
    for _click in range(2):
        answer = mine.post(f"{address(page)}/removal", {"do": "remove"})
        assert answer.status_code == 303
    for path in ("", "/history", "/versions/1", "/edit"):
        gone = reader.get(address(page) + path)
        assert gone.status_code == 404
        assert "Whoever wrote this page removed it" in gone.text
    assert "Blue" not in reader.get("/c/harbour/discussions?q=blue").text
    assert address(page) not in reader.get(f"{HERE}/{group.id}/pages").text
    assert "<em>(removed)</em>" in reader.get(address(index)).text
    taken = reader.post(f"{HERE}/{group.id}/pages", {"title": "Pumps", "words": "Mine"})
    assert "who can still put it back" in " ".join(taken.text.split())
    assert "Bluer words" in keeper.get(address(page)).text
    assert "Put it back" not in keeper.get(address(page)).text
    for person in (mine, keeper):
        assert "Removed by whoever wrote it" in person.get(f"{HERE}/{group.id}/pages").text
    assert "Put it back" in mine.get(address(page)).text
    mine.post(f"{address(page)}/removal", {"do": "restore"})
    assert "Bluer words" in reader.get(address(page)).text
    assert address(page) in reader.get("/c/harbour/discussions?q=bluer").text
    assert "(removed)" not in reader.get(address(index)).text


def test_page_that_others_wrote_on_stays_and_says_why(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    page = a_page(session, bo, a_group(session, ada, bo))
    saved(session, ada, page, "By another")
    mine = desk.sit(bo)
    shown = mine.get(address(page)).text
    assert "it is theirs too" in shown
    assert f"{address(page)}/removal" not in shown
    answer = mine.post(f"{address(page)}/removal", {"do": "remove"})
    assert answer.status_code == 409
    assert "Others wrote on this page too" in answer.text
    assert "By another" in mine.get(address(page)).text


def test_page_is_ones_own_again_once_the_others_are_erased(
    session: Session, ada: Membership, bo: Membership
) -> None:
    page = a_page(session, bo, a_group(session, ada, bo))
    saved(session, ada, page, "By another")
    forget_writers(session, page, [ada.id])
    session.commit()
    withdraw(session, bo, place(page))
    session.refresh(page)
    assert page.withdrawn_at is not None


def test_what_moderators_did_to_it_stands(
    session: Session, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    locked, removed = a_page(session, bo, group), a_page(session, bo, group, "Valves")
    set_lock(session, ada, place(locked), locked=True)
    with pytest.raises(Conflict):
        withdraw(session, bo, place(locked))
    judge(session, ada, place(removed), "remove")
    with pytest.raises(Exception, match="The moderators removed this page"):
        put_back(session, bo, place(removed))


def test_moderators_read_it_and_leave_it_removed(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    page = a_page(session, bo, group, "Pumps", "Rude words")
    report(session, ada, place(page), "Not kind")
    withdraw(session, bo, place(page))
    keeper = desk.sit(ada)
    reports = keeper.get(f"{HERE}/{group.id}/reports").text
    assert "Leave it removed" in reports
    assert "Put it back" not in reports
    for verdict in ("restore", "remove"):
        answer = keeper.post(f"{address(page)}/verdict", {"do": verdict})
        assert answer.status_code == 409
    keeper.post(f"{address(page)}/verdict", {"do": "keep"})
    assert "Nothing is reported" in keeper.get(f"{HERE}/{group.id}/reports").text


def test_it_is_removed_also_from_a_closed_group_and_after_leaving(
    session: Session, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    closed, left = a_page(session, bo, group), a_page(session, bo, group, "Valves")
    leave(session, bo, group.id)
    withdraw(session, bo, place(left))
    close_group(session, ada, group.id, closed=True)
    withdraw(session, bo, place(closed))
    session.rollback()
    gone = session.exec(select(SharedPage.withdrawn_at)).all()
    assert None not in gone


def test_after_a_week_it_is_gone_for_good(
    session: Session, ground: Ground, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    page, kept = a_page(session, bo, group), a_page(session, bo, group, "Valves")
    judge(session, ada, place(kept), "remove")
    withdraw(session, bo, place(page))
    begun = clock.now()
    with clock.at(begun + SOON):
        sweep_pages.work(ground)
        put_back(session, bo, place(page))
        withdraw(session, bo, place(page))
    with clock.at(begun + SOON + WITHDRAWN):
        with pytest.raises(Exception, match="no such page"):
            put_back(session, bo, place(page))
        sweep_pages.work(ground)
    session.rollback()
    session.expire_all()
    assert session.exec(select(SharedPage.title)).all() == ["Valves"]
    assert len(session.exec(select(PageVersion)).all()) == 1
    assert session.execute(text("SELECT count(*) FROM page_search")).scalar_one() == 0
    assert a_page(session, ada, group, "Pumps").title == "Pumps"
