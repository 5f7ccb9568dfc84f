"""Everything that is kept about one account, by the name of the file in which it is handed out.

Of others it holds what their pages would show to the reader now, and nothing else: it asks the
same functions as those pages do.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, and_, col, or_, select

from eventnet.accounts.addresses import former_addresses
from eventnet.accounts.models import Account, AddressChange, OtherAddress, SignInLink
from eventnet.accounts.queries import browsers, identities, other_addresses
from eventnet.arrivals.models import Ticket, TicketImport
from eventnet.arrivals.told import LINK
from eventnet.audit import AuditEntry
from eventnet.communities.models import Community, Membership
from eventnet.edits.models import Edit
from eventnet.events.models import Attendance, Event, Helper, Organizer, Role
from eventnet.events.queries import zone
from eventnet.mail.models import MailStop, MailTrouble, OutboxMail
from eventnet.matching.models import Publication, Run
from eventnet.people.models import Profile
from eventnet.people.queries import topics_of
from eventnet.privacy.asking_around import asks_of
from eventnet.privacy.attending import at_event
from eventnet.privacy.declared import told
from eventnet.privacy.in_crews import crews_of
from eventnet.privacy.in_groups import in_groups
from eventnet.privacy.in_ideas import ideas_of
from eventnet.privacy.in_listings import listings_of
from eventnet.privacy.introducing import introductions
from eventnet.privacy.reaching import reaching
from eventnet.privacy.rounds import in_rounds
from eventnet.returning.models import ReturnInvitation
from eventnet.uniting.models import AccountUnion
from eventnet.waiting.models import WaitingGuest

# A token as `tokens.Signer` makes it.
SIGNED = re.compile(r"\.?[\w-]+\.[\w-]{5,}\.[\w-]{40,}")
LOOKED = "attendance.viewed"
MOST_LOOKS = 50
# What organizers and operators do to somebody; the subject of other deeds is somebody else.
DONE_TO = (
    "attendance.changed",
    "attendance.removed",
    "attendance.returned",
    "address.retried",
    LOOKED,
)
APPOINTED = (
    "organizer.added",
    "organizer.changed",
    "organizer.removed",
    "steward.appointed",
    "steward.dismissed",
    "member.removed",
    "member.returned",
)


def everything(session: Session, account: Account) -> dict[str, Any]:
    """Return what is kept about an account, by file."""
    mine = _attendances(session, account.id)
    ids = [attendance.id for _event, _role, attendance in mine]
    addresses = [
        account.email,
        *former_addresses(session, account.id),
        *other_addresses(session, account.id),
    ]
    mine_in = memberships(session, account.id)
    found: dict[str, Any] = {
        "account": _account(session, account),
        "sessions": _sessions(session, account, addresses),
        "profiles": [_profile(session, *row) for row in mine_in],
        "introductions": introductions(session, mine_in),
        "tickets": _tickets(session, account.email, ids),
        "mails": [_mail(mail) for mail in _mails(session, addresses)],
        "waiting": _waiting(session, account.id),
        "asked_again": _asked_again(session, [row[0].id for row in mine_in]),
        "organizing": _organizing(session, account.id),
        "rounds": [line for row in mine_in for line in in_rounds(session, *row[:2])],
        "groups": in_groups(session, account.id),
        "reaching": [
            {"community": row[1].name, **line}
            for row in mine_in
            for line in reaching(session, row[0])
        ],
        "deeds": _deeds(session, account.id, ids),
        "asks": [
            {"community": row[1].name, **line}
            for row in mine_in
            for line in asks_of(session, row[0])
        ],
        "ideas": [
            {"community": row[1].name, **line}
            for row in mine_in
            for line in ideas_of(session, row[0])
        ],
        "listings": [
            {"community": row[1].name, **line}
            for row in mine_in
            for line in listings_of(session, row[0])
        ],
        "crews": [
            {"community": row[1].name, **line}
            for row in mine_in
            for line in crews_of(session, row[0])
        ],
        "attendances": [],
        "answers": [],
        "wishes": [],
        "starred_sessions": [],
        "round_tables": [],
        "notes": [],
        "searches": [],
        "contacts": [],
        "requests": [],
        "messages": [],
        "reports": [],
        "meetings": [],
        "pairs_by_hand": [],
        "promises": [],
        "days": [],
        "team": [],
    }
    for event, role, attendance in mine:
        for file, lines in at_event(session, event, role, attendance).items():
            found[file] += [{"event": event.name, **line} for line in lines]
    return found


def memberships(
    session: Session, account_id: str
) -> list[tuple[Membership, Community, Profile | None]]:
    """Return where an account is or was a member, with the profile there."""
    query = (
        select(Membership, Community, Profile)
        .join(Community, col(Community.id) == Membership.community_id)
        .outerjoin(Profile, col(Profile.membership_id) == Membership.id)
        .where(Membership.account_id == account_id)
        .order_by(col(Membership.joined_at), col(Membership.id))
    )
    return list(session.exec(query))


def _attendances(session: Session, account_id: str) -> list[tuple[Event, Role, Attendance]]:
    query = (
        select(Event, Role, Attendance)
        .join(Attendance, col(Attendance.event_id) == Event.id)
        .join(Role, col(Role.id) == Attendance.role_id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .where(Membership.account_id == account_id)
        .order_by(col(Event.starts_on), col(Event.id))
    )
    return list(session.exec(query))


def _account(session: Session, account: Account) -> dict[str, Any]:
    stops = session.exec(select(MailStop).where(MailStop.email == account.email))
    trouble = session.get(MailTrouble, account.email)
    changes = select(AddressChange).where(AddressChange.account_id == account.id)
    changes = changes.order_by(col(AddressChange.created_at))
    unions = select(AccountUnion).where(AccountUnion.account_id == account.id)
    others = select(OtherAddress).where(OtherAddress.account_id == account.id)
    return {
        **told("account", account),
        "connected": [told("identity", one) for one in identities(session, account.id)],
        "other_addresses": [told("other_address", one) for one in session.exec(others)],
        "two_accounts": [told("account_union", one) for one in session.exec(unions)],
        "address_changes": [told("address_change", one) for one in session.exec(changes)],
        "mails_stopped": [told("mail_stop", one) for one in stops],
        "mail_trouble": told("mail_trouble", trouble) if trouble else None,
    }


def _sessions(session: Session, account: Account, addresses: list[str]) -> dict[str, Any]:
    query = select(SignInLink).where(col(SignInLink.email).in_(addresses))
    links = session.exec(query.order_by(col(SignInLink.created_at)))
    return {
        "browsers": [told("login", one) for one in browsers(session, account.id)],
        "links": [told("sign_in_link", one) for one in links],
    }


def _profile(
    session: Session, membership: Membership, community: Community, profile: Profile | None
) -> dict[str, Any]:
    line = {"community": community.name, **told("membership", membership), "profile": None}
    if profile is not None:
        topics = topics_of(session, [profile.id]).get(profile.id, {})
        line["profile"] = told("profile", profile) | {
            "topics": [{"kind": kind, "topic": one} for kind in topics for one in topics[kind]]
        }
    return line


def _tickets(session: Session, email: str, attendance_ids: list[str]) -> list[dict[str, Any]]:
    """Return the tickets that brought this person, and those with their address that await them."""
    awaits = and_(col(Ticket.attendance_id).is_(None), col(Ticket.email) == email)
    rows = session.exec(
        select(Event.name, Ticket)
        .join(Event, col(Event.id) == Ticket.event_id)
        .where(or_(col(Ticket.attendance_id).in_(attendance_ids), awaits))
        .order_by(col(Ticket.changed_at), col(Ticket.id))
    )
    # Whoever joined by a link has a fingerprint for a reference.
    return [
        {"event": event, **told("ticket", one)} | ({"reference": ""} if one.source == LINK else {})
        for event, one in rows
    ]


def _mails(session: Session, addresses: list[str]) -> list[OutboxMail]:
    query = select(OutboxMail).where(col(OutboxMail.to).in_(addresses))
    return list(session.exec(query.order_by(col(OutboxMail.created_at), col(OutboxMail.id))))


def _mail(mail: OutboxMail) -> dict[str, Any]:
    """Return a mail, with its words if they were sent and sign nobody in.

    Its links lose what is signed in them, for an archive is passed on more lightly than a mail.
    """
    readable = mail.sent_at is not None and not mail.secret
    text = SIGNED.sub("…", mail.text) if readable else ""
    return told("outbox_mail", mail) | {"text": text}


def _asked_again(session: Session, member_ids: list[str]) -> list[dict[str, Any]]:
    """Return the events to which somebody was asked to come again."""
    query = (
        select(Event.name, ReturnInvitation)
        .join(ReturnInvitation, col(ReturnInvitation.event_id) == Event.id)
        .where(col(ReturnInvitation.membership_id).in_(member_ids))
        .order_by(col(ReturnInvitation.written_at), col(Event.id))
    )
    return [{"event": name, **told("return_invitation", row)} for name, row in session.exec(query)]


def _waiting(session: Session, account_id: str) -> list[dict[str, Any]]:
    """Return the events for a place at which somebody waits."""
    query = (
        select(Event.name, WaitingGuest)
        .join(WaitingGuest, col(WaitingGuest.event_id) == Event.id)
        .where(WaitingGuest.account_id == account_id)
        .order_by(col(WaitingGuest.since))
    )
    return [{"event": name, **told("waiting_guest", row)} for name, row in session.exec(query)]


def _organizing(session: Session, account_id: str) -> dict[str, Any]:
    organizes = session.exec(
        select(Event.name, Organizer)
        .join(Organizer, col(Organizer.event_id) == Event.id)
        .where(Organizer.account_id == account_id)
        .order_by(col(Organizer.since))
    )
    helps = session.exec(
        select(Event.name, Helper)
        .join(Helper, col(Helper.event_id) == Event.id)
        .where(Helper.account_id == account_id)
        .order_by(col(Helper.since))
    )
    imports = select(TicketImport).where(TicketImport.account_id == account_id)
    published = select(Publication).where(
        or_(Publication.account_id == account_id, Publication.undone_by_id == account_id)
    )
    runs = select(Run).where(Run.account_id == account_id)
    edits = select(Edit).where(Edit.account_id == account_id)
    return {
        "events": [{"event": event, **told("organizer", one)} for event, one in organizes],
        "helping": [{"event": event, **told("helper", one)} for event, one in helps],
        "ticket_files": [
            told("ticket_import", one)
            for one in session.exec(imports.order_by(col(TicketImport.created_at)))
        ],
        "runs": [told("run", one) for one in session.exec(runs.order_by(col(Run.created_at)))],
        "publications": [
            told("publication", one)
            for one in session.exec(published.order_by(col(Publication.at)))
        ],
        "changes": [told("edit", one) for one in session.exec(edits.order_by(col(Edit.at)))],
    }


@dataclass(frozen=True)
class Look:
    """When an organizer of an event looked at it as somebody sees it."""

    event: str
    at: datetime


def looks_at(session: Session, account_id: str) -> list[Look]:
    """Return the last looks at somebody's events as they see them; not by whom."""
    events = {one.id: event for event, _role, one in _attendances(session, account_id)}
    query = (
        select(AuditEntry.subject, AuditEntry.at)
        .where(col(AuditEntry.subject).in_(list(events)), AuditEntry.deed == LOOKED)
        .order_by(col(AuditEntry.at).desc(), col(AuditEntry.id))
        .limit(MOST_LOOKS)
    )
    return [
        Look(events[key].name, at.astimezone(zone(events[key]))) for key, at in session.exec(query)
    ]


def _deeds(session: Session, account_id: str, attendance_ids: list[str]) -> list[dict[str, Any]]:
    """Return what this person did, and what was done to them; not by whom, nor to whom else."""
    done_to = and_(col(AuditEntry.subject).in_(attendance_ids), col(AuditEntry.deed).in_(DONE_TO))
    appointed = and_(col(AuditEntry.subject) == account_id, col(AuditEntry.deed).in_(APPOINTED))
    query = select(AuditEntry).where(or_(AuditEntry.account_id == account_id, done_to, appointed))
    return [
        {**told("audit_entry", one), "by_me": one.account_id == account_id}
        for one in session.exec(query.order_by(col(AuditEntry.at), col(AuditEntry.id)))
    ]
