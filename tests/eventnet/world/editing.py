"""What the organizers of the world edited: a slot taken out, and a word that became another."""

from datetime import timedelta

from sqlmodel import Session

from eventnet import clock
from eventnet.communities.models import Topic
from eventnet.edits.models import Edit, EditKind, EditTouch
from eventnet.events.models import Event
from tests.eventnet.world.building import Facts
from tests.eventnet.world.marks import mark
from tests.factories import save


def edits(session: Session, facts: Facts, spring: Event, autumn: Event) -> None:
    """Let each event have an edit of its grid, and one of its words, that touched the attendee."""
    for event, owner, place in ((spring, "organizer", "harbour"), (autumn, "rival", "quarry")):
        ids = facts.ids if event is spring else facts.foreign
        grid = Edit(
            event_id=event.id,
            account_id=facts.accounts[owner],
            kind=EditKind.SLOTS_OUT,
            detail={"slots": 1, "meetings": 0, "tables": 0, "people": 1},
            inverse={"slots": [], "meetings": [], "tables": []},
            undo_until=clock.now() + timedelta(days=1),
        )
        words = Edit(
            event_id=event.id,
            account_id=facts.accounts[owner],
            kind=EditKind.WORD_RENAMED,
            detail={
                "before": mark(place, "wordbefore"),
                "after": mark(place, "wordafter"),
                "people": 1,
            },
            inverse={"topic": "gone", "label": "", "key": "", "after": ""},
            undo_until=clock.now() + timedelta(days=1),
        )
        spare = mark(place, "spareword")  # that nobody says
        topic = Topic(community_id=event.community_id, label=spare, key=spare)
        save(session, grid, words, topic)
        ids |= {"edit": grid.id, "topic": topic.id}
        if event is spring:
            touch = EditTouch(edit_id=words.id, membership_id=facts.memberships["attendee"])
            save(session, touch)
