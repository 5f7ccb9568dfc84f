"""What two of the demo's people who agreed to meet have written to each other."""

from sqlmodel import Session

from eventnet.database import writing
from eventnet.demo.asking import attendances
from eventnet.events.models import Attendance, Event
from eventnet.messages.actions import write

ELODIE = "elodie.guerin@montesanto.example"
FLORIAN = "florian.reimers@lindenhafen.example"
SAID = (
    (FLORIAN, "I bring the tide tables of both harbours. Is there a large table somewhere?"),
    (ELODIE, "The one by the coffee is long enough. I bring the maps, and a ruler."),
    (FLORIAN, "Then we need nobody else."),
)


def talk(session: Session, event: Event) -> None:
    """Let them write to each other."""
    ids = attendances(session, event)
    two = {ELODIE: FLORIAN, FLORIAN: ELODIE}
    with writing(session):
        for by, words in SAID:
            writer = session.get_one(Attendance, ids[by])
            write(session, writer, ids[two[by]], words)
