"""Everybody who takes part in a round, as the pairing and the engine read them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, or_, select

from eventnet.absence.models import BusyTime
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership, Topic
from eventnet.events.models import Attendance, Event, Slot
from eventnet.events.queries import not_deleted
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.rounds.barred import barred, wants, wished
from eventnet.rounds.calendar import previous_round
from eventnet.rounds.hall import Guest, Hall
from eventnet.rounds.hours import Window
from eventnet.rounds.models import RoundMember, RoundsSetting, RoundTalk, RoundTalkSide, TalkRound
from eventnet.time_zones import zone_named

Document = dict[str, Any]
FIELDS = {TopicKind.INTEREST: "interests", TopicKind.OFFER: "offers", TopicKind.SEEK: "seeks"}
UTC = ZoneInfo("UTC")


@dataclass(frozen=True)
class Guestbook:
    """Who takes part in a round: for the pairing, and as the engine reads them."""

    hall: Hall
    people: Document


def guests_of(session: Session, held: TalkRound) -> list[tuple[RoundMember, Profile]]:
    """Return who takes part in a round, in the order of their ids."""
    before = previous_round(session, held)
    every = or_(
        col(RoundMember.every) == 1,
        col(RoundMember.latest_round_id).is_(None),
        col(RoundMember.latest_round_id) != (before.id if before else ""),
    )
    return list(session.exec(_members(held.community_id).where(*_now(held), every)))


def _members(community_id: str) -> Any:
    """Return the query for those who take part in rounds, and are there to be met."""
    return (
        select(RoundMember, Profile)
        .join(Membership, col(Membership.id) == RoundMember.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .join(Profile, col(Profile.membership_id) == RoundMember.membership_id)
        .where(
            RoundMember.community_id == community_id,
            col(RoundMember.takes_part),
            col(Membership.left_at).is_(None),
            col(Account.deactivated_at).is_(None),
        )
        .order_by(col(RoundMember.membership_id))
    )


def _now(held: TalkRound) -> tuple[Any, ...]:
    paused = RoundMember.paused_until
    return (
        col(RoundMember.skips_next).is_(False),
        or_(col(paused).is_(None), col(paused) <= held.due_on),
    )


def read(session: Session, setting: RoundsSetting, held: TalkRound, window: Window) -> Guestbook:
    """Read all that a round needs to know."""
    guests, key = guests_of(session, held), held.community_id
    here = {one.membership_id for one, _profile in guests}
    busy = _busy(session, key, window)
    sides, opposite = _sides(setting)
    free: dict[Any, int] = {}

    def starts(one: RoundMember) -> int:
        kind = (one.time_zone, tuple(one.days), one.from_hour, one.to_hour)
        if kind not in free:
            zone = zone_named(one.time_zone) or UTC
            free[kind] = window.weekly(zone, one.days, (one.from_hour, one.to_hour))
        mine = window.without(free[kind], busy[one.membership_id])
        return window.starts(mine, setting.minutes)

    hall = Hall(
        guests={
            one.membership_id: Guest(
                id=one.membership_id,
                starts=starts(one),
                organization=firm(profile.organization),
                side=sides.get(firm(profile.organization), ""),
                is_first=one.first_since is not None,
            )
            for one, profile in guests
        },
        barred=frozenset(pair for pair in barred(session, key) if here.issuperset(pair)),
        wished=frozenset(pair for pair in wished(session, key) if here.issuperset(pair)),
        colleagues=setting.colleagues,
        opposite=opposite,
    )
    return Guestbook(hall, _document(session, setting, hall, [profile for _one, profile in guests]))


def firm(organization: str) -> str:
    """Return by what two organisations are held to be the same."""
    return " ".join(organization.casefold().split())


def _sides(setting: RoundsSetting) -> tuple[dict[str, str], dict[str, str]]:
    """Return on which side people of an organisation are, and which side each side meets."""
    sides: dict[str, str] = {}
    opposite: dict[str, str] = {}
    for number, rule in enumerate(setting.across):
        one, other = f"{number}:one", f"{number}:other"
        sides.setdefault(firm(rule["one"]), one)
        sides.setdefault(firm(rule["other"]), other)
        opposite |= {one: other, other: one}
    return sides, opposite


def _document(
    session: Session, setting: RoundsSetting, hall: Hall, profiles: list[Profile]
) -> Document:
    topics = _topics(session, setting.community_id)
    avoids: dict[str, list[str]] = defaultdict(list)
    for a, b in sorted(hall.barred):
        avoids[a].append(b)
    wanted: dict[str, list[str]] = defaultdict(list)
    for by, to in sorted(wants(session, setting.community_id)):
        if by in hall.guests and to in hall.guests:
            wanted[by].append(to)
    people = [
        {
            "id": profile.membership_id,
            "role": hall.guests[profile.membership_id].side,
            "organization": hall.guests[profile.membership_id].organization or None,
            **{name: topics[profile.id, kind] for kind, name in FIELDS.items()},
            "texts": [text for text in (profile.headline, profile.bio) if text],
            "wants": wanted[profile.membership_id],
            "avoids": avoids[profile.membership_id],
        }
        for profile in profiles
    ]
    return {
        "format": "eventnet-people/1",
        "people": people,
        "meets": [["", ""], *(list(pair) for pair in hall.opposite.items())],
        "same_organization": hall.colleagues,
    }


def _topics(session: Session, community_id: str) -> dict[tuple[str, TopicKind], list[str]]:
    found: dict[tuple[str, TopicKind], list[str]] = defaultdict(list)
    query = (
        select(ProfileTopic.profile_id, ProfileTopic.kind, Topic.label)
        .join(Topic, col(Topic.id) == ProfileTopic.topic_id)
        .where(Topic.community_id == community_id)
        .order_by(col(Topic.key))
    )
    for profile_id, kind, label in session.exec(query):
        found[profile_id, TopicKind(kind)].append(label)
    return found


def _busy(
    session: Session, community_id: str, window: Window
) -> dict[str, list[tuple[datetime, datetime]]]:
    """Return what members have ahead: meetings, other talks, what their calendar says."""
    found: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for member, starts_at, ends_at in _occupied(session, community_id, window):
        found[member].append((starts_at, ends_at))
    return found


def _occupied(
    session: Session, community_id: str, window: Window
) -> Iterable[tuple[str, datetime, datetime]]:
    slots = (
        select(Attendance.membership_id, Slot)
        .join(MeetingSide, col(MeetingSide.attendance_id) == Attendance.id)
        .join(Meeting, col(Meeting.id) == MeetingSide.meeting_id)
        .join(Slot, col(Slot.id) == Meeting.slot_id)
        .join(Event, col(Event.id) == Attendance.event_id)
        .where(
            Event.community_id == community_id,
            not_deleted(),
            col(MeetingSide.live),
            Slot.starts_at < window.ends_at,
            Slot.starts_at > window.starts_at,
        )
    )
    yield from ((member, slot.starts_at, slot.ends_at) for member, slot in session.exec(slots))
    calendars = (
        select(Attendance.membership_id, BusyTime.starts_at, BusyTime.ends_at)
        .join(BusyTime, col(BusyTime.attendance_id) == Attendance.id)
        .join(Event, col(Event.id) == Attendance.event_id)
        .where(
            Event.community_id == community_id,
            BusyTime.starts_at < window.ends_at,
            BusyTime.ends_at > window.starts_at,
        )
    )
    yield from session.exec(calendars)
    talks = (
        select(RoundTalkSide.membership_id, RoundTalk)
        .join(RoundTalk, col(RoundTalk.id) == RoundTalkSide.talk_id)
        .where(
            RoundTalk.community_id == community_id,
            col(RoundTalk.live),
            col(RoundTalkSide.out_at).is_(None),
            RoundTalk.starts_at < window.ends_at,
            RoundTalk.starts_at > window.starts_at,
        )
    )
    yield from ((member, talk.starts_at, talk.ends_at) for member, talk in session.exec(talks))
