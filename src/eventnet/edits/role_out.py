"""A role removed, or made part of another, whose people come as that from then on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from eventnet.affinities.actions import mark_stale
from eventnet.announcing.models import Announcement
from eventnet.batches import batches
from eventnet.edits.barring import (
    Barred,
    Rules,
    carry_out,
    hold_barred,
    hold_rules,
    put_back_requests,
    refuse_barred,
)
from eventnet.edits.counting import meetings_by_person, over, over_in_words
from eventnet.edits.kinds import Detail, Inverse
from eventnet.edits.limits import ROLE
from eventnet.edits.models import Edit, EditKind
from eventnet.edits.restoring import put_back_meetings
from eventnet.edits.standing import lines, members_of
from eventnet.edits.touched import Touched
from eventnet.errors import Conflict
from eventnet.events.models import Attendance, Event, Role
from eventnet.events.queries import roles
from eventnet.events.roles import (
    MOST_ROLES,
    Pair,
    every_pair,
    find_role,
    ordered,
    pairs_set,
    put_pairs,
    refuse_taken,
)
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.versions import content


@dataclass(frozen=True)
class _Leaving:
    """A role that goes, who has it, and what comes of that; all of it held."""

    role: Role
    into: Role | None
    people: Sequence[str]
    """The attendances that have it, of those who left too."""
    present: Sequence[str]
    capped: Sequence[str]
    announced: Sequence[str]
    barred: Barred


@dataclass(frozen=True)
class RoleOut:
    """A role that goes; whoever has it comes as `into_id` from then on."""

    role_id: str
    into_id: str = ""
    choice: str = ""
    kind = EditKind.ROLE_OUT

    def touched(self, session: Session, event: Event) -> Touched:
        """Return what this does to whom, held."""
        leaving = self._held(session, event)
        most = leaving.into.max_meetings if leaving.into else None
        barred = leaving.barred
        return Touched(
            [
                *_sentences(leaving),
                *over_in_words(leaving.capped, most),
                *barred.sentences(),
            ],
            [words for _at, _id, words in lines(session, event, barred.standing)],
            members_of(session, {*leaving.present, *barred.standing.felt_by, *barred.seen_by}),
            grave=bool(barred.standing.meetings),
            choices=barred.choices,
            told=members_of(session, {*leaving.present, *barred.told(self.choice)}),
        )

    def carry_out(self, session: Session, event: Event, cause_id: str, /) -> tuple[Detail, Inverse]:
        """Give its people the other role, call off what that does not allow, and remove it."""
        leaving = self._held(session, event)
        role, into, barred = leaving.role, leaving.into, leaving.barred
        pairs = pairs_set(session, event.id)
        inverse: Inverse = {
            "role": content(role, ("id", *ROLE)),
            "into": into.id if into else None,
            "pairs": sorted(map(list, (pair for pair in pairs if role.id in pair))),
            "ruled": bool(pairs),
            "people": list(leaving.people),
            "moved": list(leaving.present),
            "capped": list(leaving.capped),
            "announced": list(leaving.announced),
        }
        name, into_name = role.name, into.name if into else ""
        if into is not None:
            _give(session, leaving.people, role.id, into.id)
            _announce(session, leaving.announced, into.id)
        kept = carry_out(session, barred, self.choice, cause_id)
        session.delete(session.get_one(Role, self.role_id))
        session.flush()
        if pairs:
            put_pairs(session, event.id, {pair for pair in pairs if self.role_id not in pair})
        mark_stale(session, event.id)
        gone = {one["id"] for one in kept["meetings"]}
        told = {*leaving.present, *barred.told(self.choice)}
        detail = {
            "name": name,
            "into": into_name,
            "meetings": len(gone),
            "stay": len(barred.standing.meetings) - len(gone),
            "requests": len(kept["requests"]),
            "people": len(told),
        }
        slots = sorted({one.slot_id for one in barred.standing.meetings if one.id in gone})
        return detail, {**inverse, "slots": slots, **kept}

    def _held(self, session: Session, event: Event) -> _Leaving:
        role = find_role(session, event.id, self.role_id)
        others = [one for one in roles(session, event.id) if one.id != role.id]
        if not others:
            raise Conflict(_("This is the only role of the event, and people need one to come as."))
        into = next((one for one in others if one.id == self.into_id), None)
        before = hold_rules(session, event.id)
        people = sorted(key for key, of in before.role_of.items() if of == role.id)
        announced = session.exec(select(Announcement.id).where(Announcement.role_id == role.id))
        ids = sorted(announced)
        if into is None:
            _refuse_in_use(role, len(people), len(ids))
        counts = meetings_by_person(session, role.id)
        most = into.max_meetings if into else None
        after = _after(session, event, before, role.id, into.id if into else "")
        return _Leaving(
            role,
            into,
            people,
            sorted(counts),
            over(counts, role.max_meetings, most),
            ids,
            hold_barred(session, event, before, after),
        )


def _refuse_in_use(role: Role, people: int, announced: int) -> None:
    if people:
        raise Conflict(
            ngettext(
                "%(num)d person has the role “%(role)s”. Say below as what they come instead.",
                "%(num)d people have the role “%(role)s”. Say below as what they come instead.",
                people,
                role=role.name,
            )
        )
    if announced:
        raise Conflict(
            _(
                "An announcement is for those who come as “%(role)s”. Say below which role takes "
                "its place.",
                role=role.name,
            )
        )


def _after(session: Session, event: Event, before: Rules, role_id: str, into_id: str) -> Rules:
    """Return the rules without a role, and with its people in the other."""
    pairs = {pair for pair in before.allowed if role_id not in pair}
    if pairs_set(session, event.id) and not pairs:
        raise Conflict(
            _("Then nobody could meet anybody. Say first who may meet whom without this role.")
        )
    role_of = {key: into_id if of == role_id else of for key, of in before.role_of.items()}
    return replace(before, role_of=role_of, allowed=pairs)


def _sentences(leaving: _Leaving) -> list[str]:
    role, into = leaving.role.name, leaving.into
    if into is None:
        return [_("“%(role)s” is removed.", role=role)]
    return [
        ngettext(
            "“%(role)s” is removed, and %(num)d person comes as “%(into)s” from now on.",
            "“%(role)s” is removed, and %(num)d people come as “%(into)s” from now on.",
            len(leaving.present),
            role=role,
            into=into.name,
        )
    ]


def _give(session: Session, people: Sequence[str], from_id: str, to_id: str) -> None:
    session.flush()
    for some in batches(people):
        session.execute(
            update(Attendance)
            .where(col(Attendance.id).in_(some), col(Attendance.role_id) == from_id)
            .values(role_id=to_id)
            .execution_options(synchronize_session=False)
        )
    session.expire_all()


def _announce(session: Session, ids: Sequence[str], role_id: str) -> None:
    for one in session.exec(select(Announcement).where(col(Announcement.id).in_(ids))):
        one.role_id = role_id
        session.add(one)
    session.flush()


def bring_back(session: Session, event: Event, edit: Edit) -> list[str]:
    """Let the role be there again, with those who had it and still come as the other."""
    kept = edit.inverse
    there = roles(session, event.id)
    _refuse_changed(there, kept)
    before = hold_rules(session, event.id)
    ruled = bool(pairs_set(session, event.id))
    session.add(Role(event_id=event.id, **kept["role"]))
    session.flush()
    pairs = _pairs_again(session, event, before, kept, ruled=ruled)
    if kept["into"]:
        _give(session, kept["people"], kept["into"], kept["role"]["id"])
        _announce(session, kept["announced"], kept["role"]["id"])
    after = hold_rules(session, event.id)
    refuse_barred(session, event, before, replace(after, allowed=pairs))
    put_pairs(session, event.id, pairs)
    lost = put_back_meetings(session, event.id, kept["meetings"], edit.id)
    put_back_requests(session, event.id, kept["requests"])
    return lost


def _refuse_changed(there: Sequence[Role], kept: dict[str, Any]) -> None:
    if kept["into"] and kept["into"] not in {one.id for one in there}:
        raise Conflict(_("The role that took its place was removed since. Undo that first."))
    refuse_taken(list(there), kept["role"]["name"])
    if len(there) >= MOST_ROLES:
        raise Conflict(_("The event has as many roles as one can have by now. Remove one first."))


def _pairs_again(
    session: Session, event: Event, before: Rules, kept: dict[str, Any], *, ruled: bool
) -> set[Pair]:
    """Return who may meet with the role again: by its own rule, or everybody if there was none."""
    possible, role_id = every_pair(roles(session, event.id)), kept["role"]["id"]
    own = {ordered(a, b) for a, b in kept["pairs"]}
    if not kept["ruled"]:
        own = {pair for pair in possible if role_id in pair}
    if not ruled and not kept["ruled"]:
        return possible
    return (set(before.allowed) | own) & possible
