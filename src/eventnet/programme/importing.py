"""Bring a programme in: keep what was read, and make the programme what it says, once seen."""

from sqlalchemy import ScalarResult
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from eventnet import audit, clock
from eventnet.affinities.actions import mark_stale
from eventnet.batches import batches
from eventnet.database import lock, writing
from eventnet.errors import Conflict, Gone, Refused
from eventnet.events.actions import held
from eventnet.i18n import gettext as _
from eventnet.jobs import Job, enqueue
from eventnet.programme.difference import Difference, compare
from eventnet.programme.models import Programme, ProgrammeDraft, Star, Talk
from eventnet.programme.readers.entries import Entry, Reading, RefusedEntry
from eventnet.programme.search import folded

on_applied: list[Job] = []
"""Jobs of later features, each given the id of an event, a name of this import, and what became of
talks that somebody starred: by their ids, what they said before."""


def keep_draft(
    session: Session, event_id: str, source: str, reading: Reading, address: str = ""
) -> ProgrammeDraft:
    """Keep what was read until an organizer brings it in or throws it away."""
    draft = ProgrammeDraft(
        event_id=event_id,
        source=source[:300],
        address=address,
        entries=[entry.model_dump(mode="json") for entry in reading.entries],
        refused=[one.model_dump() for one in reading.refused],
    )
    with writing(session):
        session.add(draft)
    return draft


def refused_of(draft: ProgrammeDraft) -> list[RefusedEntry]:
    """Return the entries that are left out, with their reasons."""
    return [RefusedEntry.model_validate(one) for one in draft.refused]


def difference(session: Session, draft: ProgrammeDraft) -> Difference:
    """Return what bringing a draft in would change now."""
    return _compare(session.exec(_talks(draft.event_id)), draft)


def bring_in(session: Session, draft_id: str, seen: str, by: str | None) -> Difference:
    """Make the programme what a draft says, if that changes what `seen` names; tell who starred.

    All talks are held, so that a star comes before or after: those who tell know of it, or it is
    refused because the talk is gone.
    """
    with writing(session):
        draft = lock(session, ProgrammeDraft, draft_id)
        if draft is None:
            raise Gone(_("Somebody brought this file in a moment ago, or discarded it."))
        event = held(session, draft.event_id)
        talks = session.exec(
            _talks(event.id).with_for_update().execution_options(populate_existing=True)
        )
        found = _compare(talks, draft)
        if found.fingerprint() != seen:
            raise Conflict(
                _("The programme has changed since this page was made. Please look at it again.")
            )
        if not found.changes_anything:
            raise Refused(_("The programme says all this already."))
        told = _told(session, found)
        _carry_out(session, event.id, found)
        source = Programme(event_id=event.id, source=draft.source, address=draft.address)
        session.merge(source)
        session.delete(draft)
        mark_stale(session, event.id)
        audit.record(
            session,
            "programme.imported",
            account_id=by,
            event_id=event.id,
            new=len(found.new),
            changed=len(found.changed),
            gone=len(found.gone),
        )
        for job in on_applied if told else ():
            enqueue(session, job, event.id, draft_id, told)
    return found


def discard(session: Session, draft_id: str) -> None:
    """Throw a draft away."""
    with writing(session):
        draft = lock(session, ProgrammeDraft, draft_id)
        if draft is None:
            raise Gone(_("Somebody brought this file in a moment ago, or discarded it."))
        session.delete(draft)


def stars_on(session: Session, talk_ids: list[str]) -> dict[str, int]:
    """Return how many starred each of these talks; those that nobody starred are left out."""
    found: dict[str, int] = {}
    for some in batches(talk_ids):
        query = select(Star.talk_id, func.count()).where(col(Star.talk_id).in_(some))
        found |= dict(session.exec(query.group_by(col(Star.talk_id))).all())
    return found


def _talks(event_id: str) -> SelectOfScalar[Talk]:
    return select(Talk).where(Talk.event_id == event_id).order_by(col(Talk.id))


def _compare(talks: ScalarResult[Talk], draft: ProgrammeDraft) -> Difference:
    entries = [Entry.model_validate(one) for one in draft.entries]
    return compare(talks.all(), entries, {one.key for one in refused_of(draft)})


def _told(session: Session, found: Difference) -> dict[str, dict[str, str]]:
    """Return what those who starred a talk should know: what it said before it changed or went."""
    moved = [one.talk for one in found.changed if one.moves or "room" in one.fields]
    starred = stars_on(session, [talk.id for talk in (*moved, *found.gone)])
    return {
        talk.id: {
            "title": talk.title,
            "room": talk.room,
            "starts_at": talk.starts_at.isoformat(),
            "ends_at": talk.ends_at.isoformat(),
        }
        for talk in (*moved, *found.gone)
        if talk.id in starred
    }


def _carry_out(session: Session, event_id: str, found: Difference) -> None:
    for entry in found.new:
        session.add(_say(Talk(event_id=event_id, **entry.model_dump(exclude={"speakers"})), entry))
    for change in found.changed:
        session.add(_say(change.talk, change.entry))
    now = clock.now()
    for talk in found.gone:
        talk.gone_at = now
        session.add(talk)


def _say(talk: Talk, entry: Entry) -> Talk:
    """Let a talk say what its source says, and be searched by it."""
    talk.title, talk.room, talk.abstract = entry.title, entry.room, entry.abstract
    talk.speakers, talk.gone_at = list(entry.speakers), None
    talk.starts_at, talk.ends_at = entry.starts_at, entry.ends_at
    talk.folded = folded(" ".join((entry.title, *entry.speakers, entry.room, entry.abstract)))
    return talk
