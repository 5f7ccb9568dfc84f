"""A word of the community that is called otherwise.

A former word stays known: whoever says it means the new one (`Topic.same_as_id`).
"""

from dataclasses import dataclass

from sqlmodel import Session, col, delete, select

from eventnet.communities.models import Topic
from eventnet.edits.kinds import Detail, Inverse
from eventnet.edits.models import Edit, EditKind
from eventnet.edits.spoken import (
    hold_unchanged,
    hold_words,
    in_profiles,
    members_saying,
    rows_of,
    spread,
    too_late,
)
from eventnet.edits.touched import Touched
from eventnet.errors import Refused
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.people.topics import topic_key


@dataclass(frozen=True)
class Renaming:
    """A word that is to be called otherwise."""

    topic_id: str
    label: str
    kind = EditKind.WORD_RENAMED

    def touched(self, session: Session, event: Event) -> Touched:
        """Return what this does to whom, held."""
        topic = self._held(session, event)
        profiles = rows_of(session, [topic.id])
        return Touched(
            [
                _("“%(before)s” becomes “%(after)s”.", before=topic.label, after=self.label),
                *in_profiles(len({one.profile_id for one in profiles})),
            ],
            members=members_saying(session, {one.profile_id for one in profiles}),
            mailed=False,
        )

    def carry_out(
        self, session: Session, event: Event, _cause_id: str, /
    ) -> tuple[Detail, Inverse]:
        """Give the word its new label; the former one means it from now on."""
        topic = self._held(session, event)
        before = {"label": topic.label, "key": topic.key}
        profiles = {one.profile_id for one in rows_of(session, [topic.id])}
        if topic.key != topic_key(self.label):
            _drop_alias(session, topic, topic_key(self.label))
            topic.key = topic_key(self.label)
            topic.label = self.label
            session.add(topic)
            session.flush()
            alias = Topic(community_id=topic.community_id, same_as_id=topic.id, **before)
            session.add(alias)
        topic.label = self.label
        session.add(topic)
        session.flush()
        spread(session, profiles)
        detail = {"before": before["label"], "after": self.label, "people": len(profiles)}
        return detail, {"topic": topic.id, "after": self.label, **before}

    def _held(self, session: Session, event: Event) -> Topic:
        topic = hold_words(session, event, [self.topic_id])[0]
        key = topic_key(self.label)
        other = session.exec(
            select(Topic).where(Topic.community_id == event.community_id, Topic.key == key)
        ).one_or_none()
        if other is not None and topic.id not in {other.id, other.same_as_id}:
            raise Refused(
                _("There is “%(label)s” already. Tick both, and make them one.", label=other.label)
            )
        if topic.label == self.label:
            raise Refused(_("That is what it is called already."))
        return topic


def _drop_alias(session: Session, topic: Topic, key: str) -> None:
    """Let a former word of a topic go, which it is to be called by again."""
    session.exec(delete(Topic).where(col(Topic.same_as_id) == topic.id, col(Topic.key) == key))


def rename_back(session: Session, event: Event, edit: Edit) -> list[str]:
    """Give a word its former label again."""
    before = edit.inverse
    topic = hold_unchanged(session, event, before["topic"])
    if topic.label != before["after"]:
        raise too_late()
    _drop_alias(session, topic, before["key"])
    topic.label, topic.key = before["label"], before["key"]
    session.add(topic)
    session.flush()
    spread(session, {one.profile_id for one in rows_of(session, [topic.id])})
    return []
