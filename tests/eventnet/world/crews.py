"""What people of the world need a team for, who is picked, invited and in, and who said no."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session

from eventnet import clock
from eventnet.crews.models import (
    BriefState,
    CrewBrief,
    CrewChoice,
    CrewSeat,
    CrewSkill,
    Kind,
    SeatState,
)
from eventnet.events.models import Event
from tests.eventnet.world.building import Facts, a_topic
from tests.eventnet.world.cast import Persona
from tests.eventnet.world.marks import mark
from tests.factories import save

ME = Persona.ATTENDEE.value


def crews(session: Session, facts: Facts, spring: Event, winter: Event) -> None:
    """Let the attendee put a crew together and be asked: also by one who rules them out."""
    topic = a_topic(session, spring.community_id, mark("harbour", "crewtopic"))
    members = facts.memberships
    mine = _brief(session, facts, spring, ME)
    put = _brief(session, facts, spring, "near0")
    by_far3 = _brief(session, facts, spring, "far3")
    foreign = _brief(session, facts, winter, "winter1")
    facts.ids |= {"brief": put.id, "brief-mine": mine.id}
    facts.foreign["brief"] = foreign.id
    for brief in (mine, put):
        save(session, CrewSkill(brief_id=brief.id, topic_id=topic.id, people=2, must=True))
    because: list[dict[str, Any]] = [
        {"what": "offers", "topics": [topic.id]},
        {"what": "words", "words": [mark(ME, "crewreason")]},
    ]
    _seat(session, mine, members["near1"], SeatState.PICKED)
    _seat(session, mine, members["near0"], SeatState.YES)
    _seat(session, mine, members["far0"], SeatState.INVITED)
    _seat(session, mine, members["far2"], SeatState.NO)
    _seat(session, put, members[ME], SeatState.INVITED, topic.id, because)
    _seat(session, put, members["far2"], SeatState.YES)
    _seat(session, by_far3, members[ME], SeatState.INVITED)
    circle = _brief(session, facts, spring, ME, Kind.CIRCLE)
    ring = _brief(session, facts, spring, "near0", Kind.CIRCLE)
    facts.ids |= {"brief-circle": circle.id, "brief-ring": ring.id}
    for brief in (circle, ring):
        save(session, CrewSkill(brief_id=brief.id, topic_id=topic.id, people=1, must=False))
    gets: list[dict[str, Any]] = [{"what": "gets", "topics": [topic.id]}]
    _seat(session, circle, members["near1"], SeatState.PICKED, topic.id, gets)
    _seat(session, circle, members["near0"], SeatState.YES, topic.id, gets)
    _seat(session, circle, members["far0"], SeatState.INVITED, topic.id, gets)
    _seat(session, ring, members[ME], SeatState.YES, topic.id, gets)
    _seat(session, ring, members["near1"], SeatState.YES, topic.id, gets)
    _seat(session, ring, members["far2"], SeatState.INVITED, topic.id, gets)
    save(
        session,
        CrewChoice(member_id=members[ME], may_be_suggested=True),
        CrewChoice(member_id=members["near0"], may_be_suggested=True),
    )


def _brief(
    session: Session, facts: Facts, event: Event, by: str, kind: Kind = Kind.CREW
) -> CrewBrief:
    made = CrewBrief(
        kind=kind,
        community_id=event.community_id,
        by_id=facts.memberships[by],
        title=mark(by, "crewtitle"),
        words=mark(by, "crewwords"),
        least=2,
        most=4,
        until=clock.now().date() + timedelta(days=20),
        state=BriefState.PROPOSED,
        gap=0.0,
        looked_among=9,
    )
    save(session, made)
    return made


def _seat(
    session: Session,
    brief: CrewBrief,
    member_id: str,
    state: SeatState,
    topic_id: str = "",
    because: list[dict[str, Any]] | None = None,
) -> None:
    made = CrewSeat(
        brief_id=brief.id,
        member_id=member_id,
        state=state,
        covers=[topic_id] if topic_id else [],
        because=because or [],
    )
    save(session, made)
