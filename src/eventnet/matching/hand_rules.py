"""Pins and forbids: what organizers ask of all runs to come for two people."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from eventnet import audit
from eventnet.database import lock, writing
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.models import Attendance, Event, Slot
from eventnet.events.queries import slots
from eventnet.i18n import gettext as _
from eventnet.matching.models import HandRule, RuleKind
from eventnet.meetings.difference import Two
from eventnet.meetings.fit import also_refused
from eventnet.meetings.models import MeetingSide


def rules_of(session: Session, event_id: str) -> list[HandRule]:
    """Return the pins and forbids of an event, the latest first."""
    query = select(HandRule).where(HandRule.event_id == event_id)
    return list(session.exec(query.order_by(col(HandRule.made_at).desc(), col(HandRule.id))))


def meeting_at(session: Session, rules: Sequence[HandRule]) -> dict[str, datetime]:
    """Return when the two of a rule meet in the schedule as it is, by rule, if they do."""
    other = aliased(MeetingSide)
    query = (
        select(MeetingSide.attendance_id, other.attendance_id, Slot.starts_at)
        .join(other, col(other.meeting_id) == MeetingSide.meeting_id)
        .join(Slot, col(Slot.id) == MeetingSide.slot_id)
        .where(
            col(MeetingSide.live),
            col(MeetingSide.attendance_id).in_({rule.a_id for rule in rules}),
            col(other.attendance_id).in_({rule.b_id for rule in rules}),
        )
    )
    met = {(a_id, b_id): starts_at for a_id, b_id, starts_at in session.exec(query)}
    return {rule.id: met[rule.a_id, rule.b_id] for rule in rules if (rule.a_id, rule.b_id) in met}


def add_rule(
    session: Session,
    event: Event,
    two: Two,
    kind: RuleKind,
    *,
    slot_id: str | None = None,
    reason: str = "",
    account_id: str | None,
) -> HandRule:
    """Pin two people together, in one slot or in any, or keep them apart.

    Nothing is looked at but that both are of the event: whoever learned here that a pin cannot be
    kept would learn of a veto.
    """
    event_id = event.id
    _refuse_strangers(session, event_id, two)
    if slot_id is not None and slot_id not in {slot.id for slot in slots(session, event_id)}:
        raise Refused(_("That slot is no longer there. Choose another."))
    a_id, b_id = sorted(two)
    rule = HandRule(
        event_id=event_id,
        a_id=a_id,
        b_id=b_id,
        kind=kind,
        slot_id=slot_id if kind is RuleKind.PIN else None,
        reason=reason,
        account_id=account_id,
    )
    try:
        with writing(session):
            session.add(rule)
            session.flush()
            _tell(session, "rule.made", rule, account_id)
    except IntegrityError:
        raise Conflict(
            _("There is a rule for these two already. Take it back first, then make another.")
        ) from None
    return rule


def take_back_rule(session: Session, event_id: str, rule_id: str, account_id: str | None) -> None:
    """Let runs to come decide again."""
    with writing(session):
        rule = lock(session, HandRule, rule_id)
        if rule is None or rule.event_id != event_id:
            raise NotFound(_("There is no such rule."))
        session.delete(rule)
        _tell(session, "rule.taken_back", rule, account_id)


def _refuse_strangers(session: Session, event_id: str, two: Two) -> None:
    if len(two) != 2:
        raise Refused(_("Choose two different people."))
    query = select(Attendance.id).where(
        Attendance.event_id == event_id, col(Attendance.id).in_(two)
    )
    if len(session.exec(query).all()) < len(two):
        raise Refused(_("Choose two people of this event."))


def _tell(session: Session, deed: str, rule: HandRule, account_id: str | None) -> None:
    audit.record(
        session,
        deed,
        account_id=account_id,
        event_id=rule.event_id,
        subject=rule.id,
        kind=rule.kind,
        slot=rule.slot_id,
    )


def forbidden(session: Session, event_id: str) -> set[Two]:
    """Return the pairs that organizers keep apart."""
    query = select(HandRule.a_id, HandRule.b_id).where(
        HandRule.event_id == event_id, HandRule.kind == RuleKind.FORBID
    )
    return {frozenset(two) for two in session.exec(query)}


also_refused.append(forbidden)
