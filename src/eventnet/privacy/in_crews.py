"""What is kept about somebody's crews: their briefs, those they were asked for, what they chose."""

from typing import Any

from sqlmodel import Session, col, select

from eventnet.asks.topics import labels_of
from eventnet.communities.models import Membership
from eventnet.crews.models import CrewBrief, CrewChoice, CrewSeat, SeatState
from eventnet.crews.pool import needs_of
from eventnet.crews.reading import own_briefs, put_to
from eventnet.crews.showing import crew
from eventnet.privacy.declared import told

Lines = list[dict[str, Any]]


def crews_of(session: Session, member: Membership) -> Lines:
    """Return a member's briefs and seats; of others what they read there.

    That somebody was picked for a crew and not asked is not among it: it is the pick of another.
    """
    lines: Lines = [
        {
            "what": "written by me",
            **told("crew_brief", brief),
            "skills": _skills(session, brief),
            "people": _people(session, member, brief),
        }
        for brief in own_briefs(session, member)
    ]
    for state in (SeatState.INVITED, SeatState.YES):
        lines += [
            {
                "what": "put to me",
                "title": brief.title,
                "words": brief.words,
                "my": told("crew_seat", seat),
                "people": _people(session, member, brief) if state is SeatState.YES else [],
            }
            for brief, seat in put_to(session, member, state)
        ]
    said_no = select(CrewSeat).where(
        CrewSeat.member_id == member.id, CrewSeat.state == SeatState.NO
    )
    lines += [
        {"what": "put to me", "my": told("crew_seat", seat)}
        for seat in session.exec(said_no.order_by(col(CrewSeat.changed_at)))
    ]
    choice = session.get(CrewChoice, member.id)
    return [*lines, *([{"what": "chosen", **told("crew_choice", choice)}] if choice else [])]


def _skills(session: Session, brief: CrewBrief) -> Lines:
    needs = needs_of(session, brief.id)
    labels = labels_of(session, needs)
    return [{"topic": labels[key], **told("crew_skill", one)} for key, one in needs.items()]


def _people(session: Session, member: Membership, brief: CrewBrief) -> Lines:
    people = crew(session, member, brief)
    return [{"person": one.name} for one in people if one.membership_id != member.id]
