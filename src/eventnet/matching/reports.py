"""The report on a draft: what a plan gives, to whom, and who is worst off and why."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from sqlmodel import Session, select

from eventnet.events.models import Event
from eventnet.matching.hand_rules import rules_of
from eventnet.matching.models import RuleKind
from eventnet.matching.newcomers import came_before
from eventnet.matching.placing import meeting_tables
from eventnet.matching.planning import Outcome, Share
from eventnet.meetings.difference import held_meetings
from eventnet.meetings.participants import Participant, participants
from eventnet.wishes.models import Wish, WishKind

FEW = 3
"""Fewer meetings than this is few."""
WORST = 10
STEP = 5
"""Wishes are counted in steps of this: they are nobody's but their owner's."""
Report = dict[str, Any]


def make_report(session: Session, event: Event, outcome: Outcome) -> Report:
    """Return what the organizer is told of a plan, as figures; `words.py` makes sentences of it."""
    people = participants(session, event)
    seated = meeting_tables(session, event, outcome.meetings)
    # Who wishes for no more than a seat at a round table takes no part in what is reported.
    shares = [share for share in outcome.shares if share.person in people or share.candidates]
    figures = outcome.figures
    return {
        "status": outcome.status,
        "people": len(shares),
        "served": sum(share.meetings > 0 for share in shares),
        "possible": sum(share.best > 0 for share in shares),
        "few": sum(share.meetings < FEW for share in shares),
        "meetings": len(outcome.meetings),
        "seats": outcome.seats,
        "seats_wished": outcome.seats_wished,
        "each": sorted(Counter(share.meetings for share in shares).items()),
        "gap": gap(figures["objective"], figures["bound"]),
        "objective": figures["objective"],
        "bound": figures["bound"],
        "floor_people": figures["floor_people"],
        "floor_met": figures["floor_met"],
        "shortfall": figures["shortfall"],
        "shortfall_bound": figures["shortfall_bound"],
        "wishes": _wishes(session, event, outcome),
        "kept": figures["kept"],
        "stay": figures["kept"] - figures["changes"],
        "walking": {"before": seated.before, "after": seated.after},
        "pins": _pins(session, event, outcome),
        "roles": _roles(people, shares),
        "newcomers": _newcomers(session, event, shares),
        "worst": [_worst(share) for share in _worst_off(shares)],
    }


OF_THE_RUN = ("ended", "freeing", "moved_by_hand")
"""What a report says of a run beside its plan: it stays where the plan is counted anew."""


def of_the_run(report: Report | None) -> Report:
    """Return what a report says that does not follow from the plan."""
    return {key: report[key] for key in OF_THE_RUN if key in report} if report else {}


def gap(objective: float | None, bound: float | None) -> float | None:
    """Return by what share of itself a plan could at most be better; None if nobody knows."""
    if objective is None or bound is None:
        return None
    if bound <= objective:
        return 0.0
    return (bound - objective) / objective if objective > 0 else None


def _wishes(session: Session, event: Event, outcome: Outcome) -> dict[str, int]:
    here = {share.person for share in outcome.shares}
    return wishes_between(session, event, here, [(one.a, one.b) for one in outcome.meetings])


def wishes_between(
    session: Session, event: Event, here: AbstractSet[str], meetings: Iterable[tuple[str, str]]
) -> dict[str, int]:
    """Count the wishes of those who are `here` that are met; a mutual one counts once.

    In steps, as everywhere: else a plan of two, or one that differs by two, would tell what they
    wish, and whoever wishes for somebody would read at the mutual ones whether that is returned.
    """
    query = select(Wish.from_id, Wish.to_id).where(
        Wish.event_id == event.id, Wish.kind == WishKind.WANT
    )
    wanted = {(a, b) for a, b in session.exec(query) if a in here and b in here}
    met = {pair for a, b in meetings for pair in ((a, b), (b, a))}
    mutual = {frozenset(two) for two in wanted if two[::-1] in wanted}
    return in_steps(
        {
            "wanted": len(wanted),
            "met": len(wanted & met),
            "mutual": len(mutual),
            "mutual_met": len(mutual & {frozenset(two) for two in met}),
        }
    )


def in_steps(counted: Mapping[str, int]) -> dict[str, int]:
    """Return counts to the nearest five, so that 0 stands for fewer than three."""
    return {name: STEP * round(number / STEP) for name, number in counted.items()}


def _roles(people: Mapping[str, Participant], shares: Sequence[Share]) -> list[dict[str, Any]]:
    by_role: dict[str, list[Share]] = defaultdict(list)
    for share in shares:
        if share.person in people:
            by_role[people[share.person].role].append(share)
    return [{"role": role, **_fare(found)} for role, found in sorted(by_role.items())]


def _newcomers(session: Session, event: Event, shares: Sequence[Share]) -> list[dict[str, Any]]:
    """Return how those fare whose first event of the community this is, beside the others.

    At a community's first event all are new, and there is nothing to compare.
    """
    before = came_before(session, event, [share.person for share in shares])
    if not before:
        return []
    groups = {"new": [share for share in shares if share.person not in before]}
    groups["before"] = [share for share in shares if share.person in before]
    return [{"group": group, **_fare(found)} for group, found in groups.items() if found]


def _fare(shares: Sequence[Share]) -> dict[str, Any]:
    return {
        "people": len(shares),
        "served": sum(share.meetings > 0 for share in shares),
        "few": sum(share.meetings < FEW for share in shares),
        "mean": sum(share.meetings for share in shares) / len(shares),
    }


def _pins(session: Session, event: Event, outcome: Outcome) -> dict[str, int]:
    """Count the pins, and those that are kept: by the plan, or by a meeting that stays anyway."""
    rules = [rule for rule in rules_of(session, event.id) if rule.kind is RuleKind.PIN]
    if not rules:
        return {"asked": 0, "kept": 0}
    there = {frozenset((one.a, one.b)): one.slot for one in outcome.meetings}
    for one in held_meetings(session, event.id):
        if not one.is_replaceable:
            there[one.two] = one.slot_id
    met = [(there.get(frozenset((rule.a_id, rule.b_id))), rule.slot_id) for rule in rules]
    kept = sum(slot is not None and wanted in {None, slot} for slot, wanted in met)
    return {"asked": len(rules), "kept": kept}


def _worst_off(shares: Sequence[Share]) -> list[Share]:
    """Return those who get least of what they could have: the short first, then by their share."""

    def rank(share: Share) -> tuple[float, ...]:
        own = share.worth / share.best if share.best > 0 else 0.0
        return (share.meetings - share.floor if share.meetings < share.floor else 0, own)

    return sorted(shares, key=rank)[:WORST]


def _worst(share: Share) -> dict[str, Any]:
    return {
        "attendance": share.person,
        "meetings": share.meetings,
        "share": share.worth / share.best if share.best > 0 else 0.0,
        "why": _why(share),
        "slots": share.slots,
        "candidates": share.candidates,
        "limit": share.limit,
    }


def _why(share: Share) -> str:
    """Name what stood in the way, as a word that `words.py` knows."""
    if share.slots == 0:
        return "no_slots"
    if share.limit == 0:
        return "no_limit"
    if share.candidates == 0:
        return "no_candidates"
    if share.limit is not None and share.meetings >= share.limit:
        return "limit"
    if share.meetings >= share.slots:
        return "slots"
    if share.candidates <= 2 * FEW:
        return "few_candidates"
    if share.slots <= FEW:
        return "few_slots"
    return "wanted_elsewhere"
