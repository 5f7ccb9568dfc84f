"""What a run that starts now would work with, whom it leaves out, and what to mend before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select as select_columns
from sqlalchemy import union
from sqlmodel import Session, col, func, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.affinities.models import AffinityState, PairAffinity
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Consent, Event
from eventnet.events.queries import present, slots
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.meetings.participants import planned


@dataclass(frozen=True)
class Readiness:
    """How many take part, and how many do not and why; `places` are tables over all slots."""

    take_part: int
    asked: int
    unchosen: int
    own: int
    paused: int
    lonely: int
    slots: int
    places: int
    stands: int
    afar: int

    @property
    def is_ready(self) -> bool:
        """Whether a run makes any sense."""
        return self.take_part > 1 and self.slots > 0

    @property
    def left_out(self) -> list[str]:
        """Who is not planned, and why."""
        found = []
        if self.unchosen:
            found.append(
                ngettext(
                    "%(num)d person has not chosen how to be planned, so they are not.",
                    "%(num)d people have not chosen how to be planned, so they are not.",
                    self.unchosen,
                )
            )
        if self.own:
            found.append(
                ngettext(
                    "%(num)d person wants only meetings of their own making.",
                    "%(num)d people want only meetings of their own making.",
                    self.own,
                )
            )
        if self.paused:
            found.append(
                ngettext(
                    "%(num)d person takes a break from new meetings.",
                    "%(num)d people take a break from new meetings.",
                    self.paused,
                )
            )
        if self.lonely:
            found.append(
                ngettext(
                    "%(num)d person takes part, and nobody is there whom they could meet.",
                    "%(num)d people take part, and nobody is there whom they could meet.",
                    self.lonely,
                )
            )
        return found

    @property
    def warnings(self) -> Sequence[str]:
        """What an organizer should mend before a run."""
        found = []
        if self.slots == 0:
            found.append(_("There is no slot ahead: set up the grid first."))
        elif self.places == self.stands == self.afar == 0:
            found.append(_("There are no tables, and nobody has a stand: nobody could meet."))
        elif self.take_part > 4 * self.places and self.stands == self.afar == 0:
            found.append(
                _(
                    "%(places)d places at tables are few for %(people)d people:"
                    " not everybody can meet someone.",
                    places=self.places,
                    people=self.take_part,
                )
            )
        if self.take_part < 2:
            found.append(_("Fewer than two people take part. Ask your attendees to choose."))
        elif self.unchosen > self.take_part:
            found.append(
                _("Most people have not chosen yet. Remind them, or let them be asked by default.")
            )
        return found


def readiness(session: Session, event: Event) -> Readiness:
    """Return what a run that starts now would work with."""
    people = _taking_part(session, event)
    chose = _choices(session, event)
    ahead = [slot for slot in slots(session, event.id) if slot.starts_at > clock.now()]
    state = session.get(AffinityState, event.id)
    is_computed = state is not None and state.computed_at is not None
    return Readiness(
        take_part=people.number,
        asked=people.asked,
        unchosen=0 if event.ask_unchosen else chose.get(None, 0),
        own=chose.get(Consent.OWN, 0),
        paused=_pausing(session, event),
        lonely=_lonely(session, event, all_in=people.number) if is_computed else 0,
        slots=len(ahead),
        places=sum(slot.tables for slot in ahead),
        stands=people.stands,
        afar=people.afar,
    )


class _TakingPart(NamedTuple):
    """How many may be planned, and of these how many are asked, have a stand, or are afar."""

    number: int
    asked: int
    stands: int
    afar: int


def _taking_part(session: Session, event: Event) -> _TakingPart:
    """Count those who may be planned: `participants` reads them one by one, for the engine."""
    query = (
        select_columns(
            func.count(),
            func.count().filter(col(Attendance.consent).is_distinct_from(Consent.BOOK)),
            func.count().filter(col(Attendance.stand) != ""),
            func.count().filter(col(Attendance.afar)),
        )
        .select_from(Attendance)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(col(Attendance.event_id) == event.id, present(), planned(event))
    )
    return _TakingPart(*session.execute(query).one())


def _choices(session: Session, event: Event) -> dict[Consent | None, int]:
    """Count those who are there, and take no break, by what they chose."""
    query = (
        select(Attendance.consent, func.count())
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Attendance.event_id == event.id, present(), col(Attendance.paused_at).is_(None))
        .group_by(col(Attendance.consent))
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _pausing(session: Session, event: Event) -> int:
    """Count those who take a break."""
    query = (
        select(func.count())
        .select_from(Attendance)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Attendance.event_id == event.id, present(), col(Attendance.paused_at).is_not(None))
    )
    return session.exec(query).one()


def _lonely(session: Session, event: Event, *, all_in: int) -> int:
    """Count those of all who take part that have nobody to meet who does so too."""
    taking_part = (
        select(Attendance.id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Attendance.event_id == event.id, present(), planned(event))
    ).cte("taking_part")
    here = select(taking_part.c.id)
    one, other = col(PairAffinity.a_id), col(PairAffinity.b_id)
    # Pair by pair of the event: SQLite would look up each two of those who take part.
    pairs = (
        select(one, other)
        .where(
            PairAffinity.event_id == event.id,
            col(PairAffinity.value).is_not(None),
            one.in_(here),
            other.in_(here),
        )
        .cte("pairs")
    )
    paired = union(select(pairs.c.a_id), select(pairs.c.b_id)).subquery()
    return all_in - session.exec(select(func.count()).select_from(paired)).one()
