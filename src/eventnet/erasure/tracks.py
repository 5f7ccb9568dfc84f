"""By what somebody is known in what has no foreign key to them: ids, addresses and names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.accounts.addresses import former_addresses
from eventnet.accounts.models import Account, AddressChange
from eventnet.accounts.queries import account_by_email, other_addresses
from eventnet.arrivals.models import Ticket
from eventnet.asks.models import Ask
from eventnet.communities.models import Membership
from eventnet.discussions.models import Thread
from eventnet.events.models import Attendance
from eventnet.people.models import Profile
from eventnet.round_tables.models import RoundTable

SHORTEST = 3
"""A shorter name stands in too many mails that are about something else."""


@dataclass(frozen=True)
class Tracks:
    """What an account that is to be erased has left here."""

    account_id: str
    emails: frozenset[str]
    """Its own, and former ones that are nobody else's by now."""
    asked_for: frozenset[str]
    """Addresses that it once was to have, which may be others'."""
    names: frozenset[str]
    attendances: dict[str, str]
    """The event of each attendance."""
    ids: frozenset[str]
    """Of account, memberships, profiles, attendances, and of the round tables that they host."""
    photos: frozenset[str]
    titles: frozenset[str]
    """Of discussions that they began, and of what they asked: mails tell of them without a name."""

    @property
    def attendance_ids(self) -> list[str]:
        """The ids of the attendances, in order."""
        return sorted(self.attendances)

    @property
    def event_ids(self) -> list[str]:
        """The ids of the events, in order."""
        return sorted(set(self.attendances.values()))

    @cached_property
    def called(self) -> frozenset[str]:
        """The addresses and names by which others' mails may speak of them."""
        return self.emails | {name for name in self.names if len(name) >= SHORTEST}

    @cached_property
    def _calls(self) -> re.Pattern[str]:
        longest_first = sorted(self.called, key=len, reverse=True)
        return re.compile(
            rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE
        )

    @cached_property
    def _entitled(self) -> re.Pattern[str]:
        titles = "|".join(map(re.escape, sorted(self.titles, key=len, reverse=True)))
        return re.compile(rf"(?:^[^\w\n]*|“)(?:{titles})(?:[^\w\n]*$|”)", re.MULTILINE)

    def stand_in(self, text: str) -> bool:
        """Say whether a title of theirs is a line of a text, or stands in it in quotes."""
        return bool(self.titles and self._entitled.search(text))

    def are_called_in(self, text: str) -> bool:
        """Say whether a text names them; a word of which their name is a part does not."""
        return bool(self._calls.search(text))


def due(session: Session) -> list[str]:
    """Return the accounts whose deletion can no longer be taken back."""
    query = select(Account.id).where(col(Account.erase_at) <= clock.now())
    return list(session.exec(query.order_by(col(Account.erase_at), col(Account.id))))


def tracks_of(session: Session, account_id: str) -> Tracks | None:
    """Return what an account has left; None if it is gone, or was taken back."""
    account = session.get(Account, account_id)
    if account is None or account.erase_at is None or account.erase_at > clock.now():
        return None
    members = select(Membership.id).where(Membership.account_id == account_id)
    memberships = session.exec(members).all()
    profiles = session.exec(
        select(Profile).where(col(Profile.membership_id).in_(memberships))
    ).all()
    attendances = dict(
        session.exec(
            select(Attendance.id, Attendance.event_id).where(
                col(Attendance.membership_id).in_(memberships)
            )
        ).all()
    )
    hosted = select(RoundTable.id).where(col(RoundTable.host_id).in_(list(attendances)))
    tickets = select(Ticket.name).where(col(Ticket.attendance_id).in_(list(attendances)))
    changes = select(AddressChange.new_email).where(AddressChange.account_id == account_id)
    former = [
        email
        for email in former_addresses(session, account_id)
        if account_by_email(session, email) is None
    ]
    names = {profile.name for profile in profiles} | set(session.exec(tickets))
    return Tracks(
        account_id=account_id,
        emails=frozenset({account.email, *former, *other_addresses(session, account_id)}),
        asked_for=frozenset(session.exec(changes)) - {account.email},
        names=frozenset(_filled(names)),
        attendances=attendances,
        ids=frozenset(
            {
                account_id,
                *memberships,
                *attendances,
                *(one.id for one in profiles),
                *session.exec(hosted),
            }
        ),
        photos=frozenset(_filled(profile.photo for profile in profiles)),
        titles=frozenset(
            _filled(
                [
                    *session.exec(select(Thread.title).where(col(Thread.by_id).in_(memberships))),
                    *session.exec(select(Ask.title).where(col(Ask.by_id).in_(memberships))),
                ]
            )
        ),
    )


def _filled(texts: Iterable[str | None]) -> Iterable[str]:
    return (text.strip() for text in texts if text and text.strip())
