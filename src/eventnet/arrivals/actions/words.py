"""What tickets say about people, brought into their profiles: only where they have not spoken.

A word that still is the one of the ticket follows the ticket; a word of the person's own stays,
and what they took away stays away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session, col

from eventnet import clock
from eventnet.arrivals.guest import Guest
from eventnet.database import insert_missing
from eventnet.people.models import Profile


@dataclass(frozen=True)
class Said:
    """A guest as the ticket names them now, and as it named them before, if it did."""

    membership_id: str
    now: Guest
    before: Guest | None


def fill_profiles(session: Session, community_id: str, said: Sequence[Said]) -> list[str]:
    """Make missing profiles, and let the others follow their ticket; return the ids of all new
    and changed ones. Belongs inside the caller's transaction.
    """
    known = _profiles(session, [one.membership_id for one in said])
    fresh = [one for one in said if one.membership_id not in known]
    if fresh:
        insert_missing(session, Profile, [_first_words(community_id, one) for one in fresh])
    changes = [
        change
        for one in said
        if (profile := known.get(one.membership_id)) and (change := _change(one, profile))
    ]
    if changes:
        session.execute(update(Profile), changes)
    made = _profiles(session, [one.membership_id for one in fresh])
    return [profile.id for profile in made.values()] + [change["id"] for change in changes]


def _profiles(session: Session, membership_ids: Sequence[str]) -> dict[str, Any]:
    found = select(
        col(Profile.membership_id),
        col(Profile.id),
        col(Profile.name),
        col(Profile.organization),
        col(Profile.headline),
        col(Profile.links),
    ).where(col(Profile.membership_id).in_(membership_ids))
    return {row[0]: row for row in session.execute(found)} if membership_ids else {}


def _first_words(community_id: str, said: Said) -> dict[str, Any]:
    return {
        "membership_id": said.membership_id,
        "community_id": community_id,
        "name": said.now.name,
        "organization": said.now.organization,
        "headline": said.now.headline,
        "links": [said.now.website] if said.now.website else [],
    }


def _change(said: Said, profile: Any) -> dict[str, Any] | None:
    now, before = said.now, said.before
    mine = {
        "name": profile.name,
        "organization": profile.organization,
        "headline": profile.headline,
        "links": profile.links,
    }
    merged = {
        "name": merge(profile.name, before.name if before else "", now.name),
        "organization": merge(
            profile.organization, before.organization if before else "", now.organization
        ),
        "headline": merge(profile.headline, before.headline if before else "", now.headline),
        "links": _links(profile.links, before.website if before else "", now.website),
    }
    if merged == mine:
        return None
    return {"id": profile.id, **merged, "updated_at": clock.now()}


def merge(mine: str, before: str, now: str) -> str:
    """Return what a word becomes: the ticket's, unless the person has said or removed it."""
    return now if now and mine == before else mine


def _links(mine: list[str], before: str, now: str) -> list[str]:
    return [now] if now and mine == ([before] if before else []) else mine
