"""The demo's groups: an open one, one by request and a hidden one, and what is there."""

from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

from sqlmodel import Session, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.demo.pages import write_pages
from eventnet.demo.talking import ELODIE, FLORIAN
from eventnet.discussions.actions.answering import react, report
from eventnet.discussions.actions.writing import begin_thread, reply
from eventnet.discussions.forms import PostFields, ThreadFields
from eventnet.discussions.holding import Place
from eventnet.discussions.models import ReactionKind
from eventnet.events.models import Event
from eventnet.files.actions.giving import add_file
from eventnet.files.keeping import Sent, folder_of
from eventnet.groups.actions.coming import invite, join
from eventnet.groups.actions.running import open_group
from eventnet.groups.forms import GroupFields
from eventnet.groups.models import Door, Group
from eventnet.settings import Settings

FIONA = "fiona.hathersage@plainpermit.example"
QUESTION = """\
Our harbour wants to publish water levels every ten minutes. What do you use?

- a file that is written anew each time, or
- something that remembers what was there **before**?

We have one person, on Tuesdays.
"""
ANSWER = """\
A file, and the last hundred of them beside it. With one person on Tuesdays that is the one that
still works in five years. We wrote down [how](https://lindenhafen.example/levels):

1. write it under another name,
2. move it into place,
3. keep what was there.
"""
LEVELS = """\
time,level in cm
06:50,412
07:00,415
07:10,419
07:20,424
"""
CHECKS = """\
1. Is the clock of the gauge right?
2. Is the last level older than ten minutes?
3. Does the page say so?
"""


def group_up(session: Session, settings: Settings, event: Event) -> None:
    """Let some open groups, and talk in them, in the three weeks before the demo's present."""
    if session.exec(select(Group.id)).first() is not None:
        return
    fiona, elodie, florian = (_member(session, event, one) for one in (FIONA, ELODIE, FLORIAN))
    said = GroupFields(
        name="Tide and water levels",
        about="For everybody who measures, publishes or waits for water.",
    )
    with _days_ago(21):
        tide = open_group(session, florian, said).id
        for one in (fiona, elodie):
            join(session, one, tide)
    begun = ThreadFields(title="How do you publish water levels?", words=QUESTION)
    with _days_ago(6):
        thread = begin_thread(session, elodie, tide, begun).id
    with _days_ago(5):
        reply(session, florian, tide, thread, PostFields(words=ANSWER, quotes="1"))
        _share_files(session, florian, Place(tide, thread, 2), folder_of(settings))
    said_last = PostFields(words="This is what I needed. Thank you!", meant_for=fiona.id)
    with _days_ago(4):
        reply(session, elodie, tide, thread, said_last)
        react(session, elodie, Place(tide, thread, 2), ReactionKind.HELPED)
    with _days_ago(3):
        react(session, fiona, Place(tide, thread, 2), ReactionKind.THANKS)
        write_pages(session, tide, florian, elodie, fiona)
    aside = ThreadFields(title="Who was at the lock on Tuesday?", words="I left my ruler there.")
    with _days_ago(2):
        lock = begin_thread(session, florian, tide, aside).id
        report(session, elodie, Place(tide, lock, 1), "This is not about water levels.")
    permits = GroupFields(
        name="Permits, compared",
        about="What we ask of people, what we were asked, and which of it was needed.",
        door=Door.REQUEST,
    )
    by_request = open_group(session, fiona, permits).id
    join(session, elodie, by_request)
    table = GroupFields(name="The long table", about="Those of the last evening.", door=Door.HIDDEN)
    hidden = open_group(session, elodie, table).id
    invite(session, elodie, hidden, fiona.id)


def _days_ago(days: int) -> AbstractContextManager[None]:
    """Let things be done some days before the present of the demo."""
    return clock.at(clock.now() - timedelta(days=days))


def _share_files(session: Session, florian: Membership, place: Place, folder: Path) -> None:
    """Let somebody give the group a table, and an answer the list that it speaks of."""
    table = Sent("Levels at the north pier.csv", LEVELS.encode())
    add_file(session, florian, place.group_id, table, folder)
    add_file(session, florian, place, Sent("What to check.txt", CHECKS.encode()), folder)


def _member(session: Session, event: Event, email: str) -> Membership:
    query = (
        select(Membership)
        .join(Account)
        .where(Account.email == email, Membership.community_id == event.community_id)
    )
    return session.exec(query).one()
