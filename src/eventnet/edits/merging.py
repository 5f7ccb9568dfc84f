"""Words of the community that mean the same, made one; what people said goes along.

A former word stays known: whoever says it means the new one (`Topic.same_as_id`).
"""

from dataclasses import dataclass

from sqlmodel import Session, col, delete, select

from eventnet.batches import batches
from eventnet.communities.models import Topic
from eventnet.edits.kinds import Detail, Inverse
from eventnet.edits.models import Edit, EditKind
from eventnet.edits.spoken import (
    hold_unchanged,
    hold_words,
    in_profiles,
    members_saying,
    rows_of,
    say,
    spread,
    too_late,
)
from eventnet.edits.touched import Touched
from eventnet.errors import Refused
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.people.models import ProfileTopic, TopicKind


@dataclass(frozen=True)
class Merging:
    """Words that are to be one, `into_id`."""

    topic_ids: tuple[str, ...]
    into_id: str
    kind = EditKind.WORDS_MERGED

    def touched(self, session: Session, event: Event) -> Touched:
        """Return what this does to whom, held."""
        into, others = self._held(session, event)
        said = rows_of(session, [one.id for one in others])
        profiles = {one.profile_id for one in said}
        labels = ", ".join(_("“%(label)s”", label=one.label) for one in others)
        return Touched(
            [
                ngettext(
                    "%(labels)s becomes “%(into)s”.",
                    "%(labels)s become “%(into)s”.",
                    len(others),
                    labels=labels,
                    into=into.label,
                ),
                *in_profiles(len(profiles)),
            ],
            members=members_saying(session, profiles),
            mailed=False,
        )

    def carry_out(
        self, session: Session, event: Event, _cause_id: str, /
    ) -> tuple[Detail, Inverse]:
        """Let everybody who says one of the words say the one; all of them mean it from now on."""
        into, others = self._held(session, event)
        ids = [one.id for one in others]
        said = rows_of(session, ids)
        rows = {(one.profile_id, one.kind) for one in said}
        had = rows & {(one.profile_id, one.kind) for one in rows_of(session, [into.id])}
        former = session.exec(select(Topic).where(col(Topic.same_as_id).in_(ids))).all()
        inverse = {
            "into": into.id,
            "topics": ids,
            "former": {one.id: one.same_as_id for one in former},
            "said": [[one.profile_id, one.kind.value, one.topic_id] for one in said],
            "had": [[profile, kind.value] for profile, kind in sorted(had)],
        }
        say(session, into.id, rows)
        for some in batches(ids):
            session.exec(delete(ProfileTopic).where(col(ProfileTopic.topic_id).in_(some)))
        for one in (*others, *former):
            one.same_as_id = into.id
            session.add(one)
        session.flush()
        profiles = {profile for profile, _kind in rows}
        spread(session, profiles)
        detail = {
            "before": [one.label for one in others],
            "after": into.label,
            "people": len(profiles),
        }
        return detail, inverse

    def _held(self, session: Session, event: Event) -> tuple[Topic, list[Topic]]:
        wanted = {*self.topic_ids, self.into_id}
        if len(wanted) < 2:
            raise Refused(_("Tick at least two words that mean the same."))
        found = {one.id: one for one in hold_words(session, event, wanted)}
        return found[self.into_id], [found[key] for key in sorted(wanted - {self.into_id})]


def part(session: Session, event: Event, edit: Edit) -> list[str]:
    """Let words that were made one be several again, for all who did not take it out since."""
    before = edit.inverse
    into = hold_unchanged(session, event, before["into"])
    topics = session.exec(select(Topic).where(col(Topic.id).in_(before["topics"]))).all()
    if len(topics) < len(before["topics"]) or any(one.same_as_id != into.id for one in topics):
        raise too_late()
    for one in topics:
        one.same_as_id = None
        session.add(one)
    for key, parent in before["former"].items():
        if (alias := session.get(Topic, key)) is not None:
            alias.same_as_id = parent
            session.add(alias)
    session.flush()
    has = {(one.profile_id, one.kind.value) for one in rows_of(session, [into.id])}
    had = {tuple(one) for one in before["had"]}
    for topic in topics:
        rows = {
            (profile, TopicKind(kind))
            for profile, kind, topic_id in before["said"]
            if topic_id == topic.id and (profile, kind) in has
        }
        say(session, topic.id, rows)
    for profile, kind in {(one[0], one[1]) for one in before["said"]} - had:
        row = session.get(ProfileTopic, (profile, TopicKind(kind), into.id))
        if row is not None:
            session.delete(row)
    session.flush()
    spread(session, {one[0] for one in before["said"]})
    return []
