"""Pages that somebody writes, for tests of them."""

from sqlmodel import Session, col, select

from eventnet.communities.models import Membership
from eventnet.groups.models import Group
from eventnet.pages.actions.writing import Place, begin_page, save_page
from eventnet.pages.forms import PageFields
from eventnet.pages.models import PageVersion, SharedPage

HERE = "/c/harbour/groups"


def a_page(
    session: Session, by: Membership, group: Group, title: str = "Pumps", words: str = "All of them"
) -> SharedPage:
    """Begin a page."""
    return begin_page(session, by, group.id, PageFields(title=title, words=words))


def saved(
    session: Session, by: Membership, page: SharedPage, words: str, title: str = "", note: str = ""
) -> None:
    """Save a page once more, over what it is now."""
    session.refresh(page)
    said = PageFields(title=title or page.title, words=words, note=note, version=str(page.latest))
    save_page(session, by, Place(page.group_id, page.key), said)


def place(page: SharedPage) -> Place:
    """Return where a page is."""
    return Place(page.group_id, page.key)


def address(page: SharedPage) -> str:
    """Return the address of a page."""
    return f"{HERE}/{page.group_id}/pages/{page.key}"


def words_of(session: Session, page: SharedPage) -> list[str]:
    """Return what each version of a page says, from the first on."""
    session.rollback()
    query = select(PageVersion.words).where(PageVersion.page_id == page.id)
    return list(session.exec(query.order_by(col(PageVersion.number))))
