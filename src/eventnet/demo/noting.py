"""Whom the demo's people bookmarked, and what they noted on them for themselves."""

from sqlmodel import Session

from eventnet.database import writing
from eventnet.demo.asking import FIONA, attendances
from eventnet.events.models import Event
from eventnet.notes.actions import bookmark, write_note

BOOKMARKS = (
    (FIONA, "annika.ahlstrom@norrvik.example"),
    (FIONA, "karen.kjaer@fjernlun.example"),
)
NOTES = (
    (
        FIONA,
        "karen.kjaer@fjernlun.example",
        "Measured before and after, with a street that got nothing.\nAsk who paid for the street.",
    ),
    (FIONA, "mathieu.lefort@iskele.example", "The three question marks: bring the annex."),
)


def keep_in_mind(session: Session, event: Event) -> None:
    """Let them bookmark people, and write notes."""
    ids = attendances(session, event)
    with writing(session):
        for one, other in BOOKMARKS:
            bookmark(session, event, ids[one], ids[other])
        for one, other, words in NOTES:
            write_note(session, event, ids[one], ids[other], words)
