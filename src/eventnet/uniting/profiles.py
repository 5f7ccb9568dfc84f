"""Two profiles in one community become one: the words are chosen, the stricter audience holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Any, NamedTuple

from sqlmodel import Session, col, delete, select

from eventnet import clock
from eventnet.communities.models import Topic
from eventnet.database import insert_missing
from eventnet.i18n import gettext as _
from eventnet.people.models import Audience, Profile, ProfileTopic
from eventnet.people.search import index_profile
from eventnet.people.visibility import FIELDS, REACH, audience
from eventnet.people.words import field_names
from eventnet.uniting.standing import Selves, profiles

TOPICS, PHOTO = "topics", "photo"
MINE, THEIRS, BOTH = "mine", "theirs", "both"
"""Whose words of a field are kept: those of the profile that stays, of the other, or of both."""
LONGEST_SHOWN = 300

Choices = Mapping[str, str]
"""By `name_of` a field of a profile: which of the two is kept; the one that stays unless said."""


def name_of_choices(sent: Iterable[str]) -> list[str]:
    """Return which names of what a form sent are choices about fields."""
    return [name for name in sent if name.startswith("keep-")]


class Emails(NamedTuple):
    """What the two accounts are called on the page."""

    stays: str
    goes: str


@dataclass(frozen=True)
class Difference:
    """A field in which the two profiles differ."""

    label: str
    name: str
    """What it is called in the form."""
    usual: str
    """Which of the options is marked first."""
    options: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Pair:
    """Two profiles in one community, and in what they differ."""

    community_id: str
    differences: list[Difference]


def name_of(profile: Profile, field: str) -> str:
    """Return what the choice about a field of the profile that stays is called in the form."""
    return f"keep-{profile.community_id}-{field}"


def pairs(session: Session, selves: Selves, emails: Emails) -> list[Pair]:
    """Return the profiles that come together, with what is to be chosen."""
    found = profiles(session, selves)
    return [
        _pair(session, found[stays], found[goes], emails)
        for goes, stays in selves.memberships.items()
        if stays in found and goes in found
    ]


def _pair(session: Session, stays: Profile, goes: Profile, emails: Emails) -> Pair:
    differences = []
    for field, label in field_names():
        mine, theirs = (_shown(session, one, field) for one in (stays, goes))
        if not theirs or (mine == theirs and field != PHOTO):
            continue
        options = [(MINE, emails.stays, mine or _("nothing")), (THEIRS, emails.goes, theirs)]
        usual = MINE if mine else THEIRS
        if field == TOPICS:
            options, usual = [(BOTH, _("All of both"), ""), *options], BOTH
        differences.append(Difference(label, name_of(stays, field), usual, options))
    return Pair(stays.community_id, differences)


def _shown(session: Session, profile: Profile, field: str) -> str:
    if field == TOPICS:
        return ", ".join(sorted(_labels(session, profile.id), key=str.casefold))
    if field == PHOTO:
        return _("the photo there") if profile.photo else ""
    value = getattr(profile, field)
    said = " · ".join(value) if isinstance(value, list) else value
    return shorten(said, LONGEST_SHOWN, placeholder=" …")


def _labels(session: Session, profile_id: str) -> set[str]:
    query = (
        select(Topic.label)
        .join(ProfileTopic, col(ProfileTopic.topic_id) == Topic.id)
        .where(ProfileTopic.profile_id == profile_id)
    )
    return set(session.exec(query))


def unite_profiles(session: Session, selves: Selves, choices: Choices) -> set[str]:
    """Bring the profiles of doubled memberships together; return the photos that nobody keeps."""
    dropped: set[str] = set()
    found = profiles(session, selves)
    for goes_in, stays_in in selves.memberships.items():
        goes, stays = found.get(goes_in), found.get(stays_in)
        if goes is None:
            continue
        if stays is None:
            goes.membership_id = stays_in
            session.add(goes)
            session.flush()
            index_profile(session, goes)
            continue
        dropped |= _unite(session, stays, goes, choices)
    return dropped


def _unite(session: Session, stays: Profile, goes: Profile, choices: Choices) -> set[str]:
    photos = {name for name in (stays.photo, goes.photo) if name}
    for field in FIELDS:
        chosen = choices.get(name_of(stays, field), "")
        if field == TOPICS:
            _unite_topics(session, stays, goes, chosen)
        elif chosen == THEIRS or not getattr(stays, field):
            setattr(stays, field, getattr(goes, field))
    stays.visibility = _stricter(stays.visibility, goes.visibility)
    stays.skipped = [*stays.skipped, *(one for one in goes.skipped if one not in stays.skipped)]
    stays.updated_at = clock.now()
    session.add(stays)
    session.delete(goes)
    session.flush()
    index_profile(session, stays)
    return photos - {stays.photo}


def _unite_topics(session: Session, stays: Profile, goes: Profile, chosen: str) -> None:
    """Keep the topics of one or of both; without a choice no word is lost."""
    own = select(ProfileTopic).where(ProfileTopic.profile_id == stays.id)
    if chosen == THEIRS:
        session.exec(delete(ProfileTopic).where(col(ProfileTopic.profile_id) == stays.id))
    if chosen in (THEIRS, BOTH, "") or not session.exec(own).first():
        theirs = select(ProfileTopic).where(ProfileTopic.profile_id == goes.id)
        rows = [
            {"profile_id": stays.id, "kind": one.kind, "topic_id": one.topic_id}
            for one in session.exec(theirs)
        ]
        insert_missing(session, ProfileTopic, rows)


def _stricter(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, str]:
    """Return of each field the smaller of two audiences; who has chosen nothing narrows nothing."""
    if not mine or not theirs:
        return dict(mine or theirs)
    fields = dict.fromkeys([*mine, *theirs])
    return {
        field: min((_audience(mine, field), _audience(theirs, field)), key=lambda one: REACH[one])
        for field in fields
    }


def _audience(visibility: Mapping[str, Any], field: str) -> Audience:
    if field in FIELDS:
        return audience(visibility, field)
    try:
        return Audience(visibility.get(field, Audience.NOBODY))
    except ValueError:
        return Audience.NOBODY
