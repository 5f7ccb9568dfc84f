"""What the demo's people said after they arrived: profiles, consent, availability, wishes."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.events.models import Attendance, Consent, Event, Slot, Unavailable
from eventnet.events.queries import zone
from eventnet.people.models import Profile, TopicKind
from eventnet.people.search import index_profiles
from eventnet.people.topics import set_topics
from eventnet.people.visibility import FIELDS
from eventnet.wishes.models import Wish, WishKind

KINDS = {
    "interests": TopicKind.INTEREST,
    "offers": TopicKind.OFFER,
    "seeks": TopicKind.SEEK,
}


def fill_in(session: Session, event: Event, people: dict[str, dict[str, Any]]) -> None:
    """Store what everybody said, in one transaction."""
    with writing(session):
        found = {
            email: (account, attendance, profile)
            for email, account, attendance, profile in session.exec(
                select(Account.email, Account, Attendance, Profile)
                .join(Membership, col(Membership.account_id) == Account.id)
                .join(Attendance, col(Attendance.membership_id) == Membership.id)
                .join(Profile, col(Profile.membership_id) == Membership.id)
                .where(Attendance.event_id == event.id)
            )
        }
        slots = session.exec(select(Slot).where(Slot.event_id == event.id)).all()
        for email, said in people.items():
            if email not in found:
                continue
            account, attendance, profile = found[email]
            account.time_zone = said.get("time_zone")
            attendance.confirmed_at = clock.now()
            attendance.consent = Consent(said["consent"]) if "consent" in said else None
            session.add_all(_absences(event, attendance, slots, said.get("unavailable", ())))
            _describe(profile, said)
            session.flush()
            set_topics(session, profile, {kind: said.get(key, ()) for key, kind in KINDS.items()})
        index_profiles(session, [profile.id for _account, _attendance, profile in found.values()])
        ids = {email: attendance.id for email, (_a, attendance, _p) in found.items()}
        session.add_all(_wishes(event, ids, people))


def _describe(profile: Profile, said: dict[str, Any]) -> None:
    profile.headline = said.get("headline", profile.headline)
    profile.bio = said.get("bio", "")
    profile.links = said.get("links", [])
    shown = dict(said.get("visibility", {}))
    shown["topics"] = shown.get("offers", "met")
    shown["photo"] = shown.get("name", "met")
    profile.visibility = {field: shown[field] for field in FIELDS if field in shown}


def _absences(
    event: Event, attendance: Attendance, slots: Iterable[Slot], told: Iterable[dict[str, Any]]
) -> Iterable[Unavailable]:
    spans = [
        (
            event.starts_on + timedelta(days=one["day"]),
            time.fromisoformat(one["from"]),
            time.fromisoformat(one["to"]),
        )
        for one in told
    ]
    for slot in slots:
        local = slot.starts_at.astimezone(zone(event))
        if any(_within(local.date(), local.time(), span) for span in spans):
            yield Unavailable(attendance_id=attendance.id, slot_id=slot.id)


def _within(day: date, begins: time, span: tuple[date, time, time]) -> bool:
    return span[0] == day and span[1] <= begins < span[2]


def _wishes(event: Event, ids: dict[str, str], people: dict[str, dict[str, Any]]) -> Iterable[Wish]:
    for key, kind in (("wants", WishKind.WANT), ("avoids", WishKind.AVOID)):
        for email, said in people.items():
            for other in said.get(key, ()):
                if email in ids and other in ids:
                    yield Wish(event_id=event.id, from_id=ids[email], to_id=ids[other], kind=kind)
