"""What becomes of pages when somebody who wrote on them is erased."""

from sqlmodel import Session, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.erasure.actions import delete_account
from eventnet.erasure.erasing import erase
from eventnet.jobs import Ground
from eventnet.pages.actions.writing import restore
from eventnet.pages.forms import RestoreFields
from eventnet.pages.models import SharedPage
from eventnet.pages.titles import page_called
from eventnet.settings import Settings
from tests.eventnet.erasure.conftest import LATER
from tests.eventnet.groups.people import Desk, a_group
from tests.eventnet.pages.writing import a_page, address, place, saved, words_of


def erased(session: Session, settings: Settings, ground: Ground, who: Membership) -> None:
    account_id = who.account_id
    delete_account(session, settings, session.get_one(Account, account_id))
    with clock.at(clock.now() + LATER):
        erase(ground, account_id)
    session.rollback()
    session.expire_all()


def test_page_is_again_as_another_saved_it_last(
    session: Session,
    settings: Settings,
    ground: Ground,
    desk: Desk,
    ada: Membership,
    bo: Membership,
) -> None:
    group = a_group(session, bo, ada)
    page = a_page(session, ada, group, "Adas title", "Adas words")
    saved(session, bo, page, "Bos words", title="Bos title")
    saved(session, ada, page, "Adas last words", title="Adas last title", note="Adas note")
    erased(session, settings, ground, ada)
    assert words_of(session, page) == ["", "Bos words", "", "Bos words"]
    assert page.title == "Bos title"
    assert page_called(session, group.id, "Adas title") is None
    theirs = desk.sit(bo)
    assert "Bos words" in theirs.get(address(page)).text
    history = theirs.get(f"{address(page)}/history").text
    assert "Adas" not in history
    assert "erased, and its words with them" in history
    assert "is erased" in theirs.get(f"{address(page)}/versions/1").text
    values = {"version": str(page.latest)}
    back = theirs.post(f"{address(page)}/versions/1/restore", values)
    assert back.status_code == 409


def test_what_nobody_else_wrote_on_is_gone_and_so_is_what_was_brought_back_of_it(
    session: Session, settings: Settings, ground: Ground, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, bo, ada)
    alone = a_page(session, ada, group, "Alone", "Adas words")
    page = a_page(session, bo, group, "Both", "Bos words")
    saved(session, ada, page, "Adas words")
    saved(session, bo, page, "Bos again")
    session.refresh(page)
    restore(session, bo, place(page), "2", RestoreFields(version="3"))
    alone_id = alone.id
    erased(session, settings, ground, ada)
    assert session.get(SharedPage, alone_id) is None
    assert words_of(session, page) == ["Bos words", "", "Bos again", "", "Bos again"]
    assert [one.title for one in session.exec(select(SharedPage))] == ["Both"]
