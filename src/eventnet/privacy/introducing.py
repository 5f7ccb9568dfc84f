"""What is kept about somebody's introductions, in every community of theirs."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from eventnet.communities.models import Community, Membership
from eventnet.introductions.models import (
    Introduction,
    IntroductionChoice,
    IntroductionState,
    IntroductionStep,
)
from eventnet.networks.models import NetworkChoice
from eventnet.people.members import view_those_told
from eventnet.people.models import Profile
from eventnet.privacy.declared import told


def introductions(
    session: Session, belongs: Sequence[tuple[Membership, Community, Profile | None]]
) -> list[dict[str, Any]]:
    """Return by community what somebody lets others ask and see, what they asked and said."""
    return [
        {
            "community": community.name,
            "choice": told("introduction_choice", choice) if choice else None,
            "map": told("network_choice", drawn) if drawn else None,
            "asked": _asked(session, membership),
            "answered": _answered(session, membership),
        }
        for membership, community, _profile in belongs
        for choice in [session.get(IntroductionChoice, membership.id)]
        for drawn in [session.get(NetworkChoice, membership.id)]
    ]


def _asked(session: Session, reader: Membership) -> list[dict[str, Any]]:
    """Return those that somebody asked for, and those to them that were made."""
    mine = Introduction.from_id == reader.id
    made = (Introduction.to_id == reader.id) & (Introduction.state == IntroductionState.MADE)
    query = select(Introduction).where(mine | made).order_by(col(Introduction.created_at))
    found = session.exec(query).all()
    people = view_those_told(session, reader, {one.other(reader.id) for one in found})
    return [
        {
            **told("introduction", one),
            "by_me": one.from_id == reader.id,
            "with": people[other].name if (other := one.other(reader.id)) in people else None,
        }
        for one in found
    ]


def _answered(session: Session, reader: Membership) -> list[dict[str, Any]]:
    """Return those that reached somebody for their word, and what they said."""
    query = (
        select(IntroductionStep, Introduction.from_id)
        .join(Introduction, col(Introduction.id) == IntroductionStep.introduction_id)
        .where(IntroductionStep.membership_id == reader.id, col(IntroductionStep.reached))
        .order_by(col(IntroductionStep.asked_at))
    )
    found = session.exec(query).all()
    people = view_those_told(session, reader, {by for _step, by in found})
    return [
        {
            **told("introduction_step", step),
            "asked_by": people[by].name if by in people else None,
        }
        for step, by in found
    ]
