"""Briefs, and the teams that are picked for them."""

from datetime import timedelta

from sqlmodel import Session

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.crews.actions.writing import invite, write_brief
from eventnet.crews.forms import BriefFields
from eventnet.crews.looking import find_team
from eventnet.crews.models import CrewBrief, SeatState
from eventnet.crews.pool import seats_of

SECRET = "what is drawn by chance is drawn by this"


def fields(*skills: str, **said: object) -> BriefFields:
    """Return a brief that needs one person for each skill, all musts."""
    values: dict[str, object] = {
        "title": "A plan for the quay",
        "words": "For the harbour office.",
        "skill": list(skills) or ["maps", "pumps"],
        "must": [str(row) for row in range(max(2, len(skills)))],
        "least": 1,
        "most": 3,
        "until": clock.now().date() + timedelta(days=20),
    }
    return BriefFields.model_validate(values | said)


def briefed(session: Session, author: Membership, *skills: str, **said: object) -> str:
    """Write a brief and let its team be picked; return its id."""
    session.rollback()
    key = write_brief(session, author, fields(*skills, **said)).id
    looked(session, key)
    return key


def looked(session: Session, key: str) -> None:
    """Let the team of a brief be picked."""
    session.rollback()
    find_team(session, SECRET, key, session.get_one(CrewBrief, key).looks)


def invited(session: Session, author: Membership, *skills: str, **said: object) -> str:
    """Write a brief and invite whoever is picked; return its id."""
    key = briefed(session, author, *skills, **said)
    invite(session, author.id, key)
    return key


def states(session: Session, key: str) -> dict[str, SeatState]:
    """Return how each stands to a brief, by member."""
    session.rollback()
    return {one: seat.state for one, seat in seats_of(session, key).items()}


def picked(session: Session, key: str) -> set[str]:
    """Return who is picked."""
    return {one for one, state in states(session, key).items() if state is SeatState.PICKED}
