"""The index of pages: title and words of what is there to be read, as it is now."""

from sqlmodel import Session, select

from eventnet.discussions.index import WordIndex
from eventnet.pages.markdown import as_text
from eventnet.pages.models import PageVersion, SharedPage
from eventnet.people.search.words import words_of

pages = WordIndex("page_search", "page_id")


def index_page(session: Session, page: SharedPage) -> None:
    """Bring the index in step with a page, inside the caller's transaction."""
    session.flush()
    pages.forget(session, [page.stored_id])
    if page.removed_at is not None:
        return
    query = select(PageVersion.words).where(
        PageVersion.page_id == page.stored_id, PageVersion.number == page.latest
    )
    words = words_of(f"{page.title}\n{as_text(session.exec(query).one())}")
    pages.put(session, [(page.stored_id, page.group_id, words)])
