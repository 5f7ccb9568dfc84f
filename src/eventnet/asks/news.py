"""Something to tell a member about an ask; the mails of the day gather it."""

from sqlmodel import Session

from eventnet import clock
from eventnet.asks.models import AskNews, NewsKind
from eventnet.database import insert_missing
from eventnet.ids import new_id


def tell(session: Session, ask_id: str, member_id: str, kind: NewsKind, about: str = "") -> None:
    """Note what somebody is to be told, inside the caller's transaction. Again changes nothing."""
    row = {
        "id": new_id(),
        "ask_id": ask_id,
        "member_id": member_id,
        "kind": kind,
        "about": about,
        "at": clock.now(),
    }
    insert_missing(session, AskNews, [row])
