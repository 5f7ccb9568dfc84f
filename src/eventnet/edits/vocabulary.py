"""Renaming a word of the community, and making several one; what people said goes along.

A former word stays known: whoever says it means the new one (`Topic.same_as_id`).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy
from sqlmodel import Session, col, delete, func, select

from eventnet.affinities.actions import mark_stale
from eventnet.batches import batches
from eventnet.communities.models import Topic
from eventnet.database import insert_missing
from eventnet.edits.kinds import Detail, Inverse
from eventnet.edits.models import Edit, EditKind
from eventnet.edits.touched import Touched
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.models import Attendance, Event
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.people.search import index_profiles
from eventnet.people.topics import topic_key


@dataclass(frozen=True)
class Word:
    """A word of the vocabulary, and in how many profiles it stands as what."""

    id: str
    label: str
    offers: int
    seeks: int
    interests: int
    former: tuple[str, ...]
    """Words that mean it as well."""


def vocabulary(session: Session, community_id: str, words: str = "") -> list[Word]:
    """Return the words of a community that somebody says, or that contain these, by use."""
    counts: dict[str, dict[TopicKind, int]] = {}
    rows = session.execute(
        sqlalchemy.select(col(ProfileTopic.topic_id), col(ProfileTopic.kind), func.count())
        .join(Topic, col(Topic.id) == ProfileTopic.topic_id)
        .where(col(Topic.community_id) == community_id)
        .group_by(col(ProfileTopic.topic_id), col(ProfileTopic.kind))
    )
    for topic_id, kind, number in rows:
        counts.setdefault(topic_id, {})[kind] = number
    former: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for topic in session.exec(
        select(Topic).where(Topic.community_id == community_id).order_by(col(Topic.key))
    ):
        labels[topic.id] = topic.label
        if topic.same_as_id is not None:
            former.setdefault(topic.same_as_id, []).append(topic.label)
    wanted = topic_key(words)
    found = [
        Word(
            key,
            labels[key],
            of.get(TopicKind.OFFER, 0),
            of.get(TopicKind.SEEK, 0),
            of.get(TopicKind.INTEREST, 0),
            tuple(former.get(key, ())),
        )
        for key, of in counts.items()
        if wanted in topic_key(labels[key])
    ]
    return sorted(
        found, key=lambda one: (-(one.offers + one.seeks + one.interests), topic_key(one.label))
    )


@dataclass(frozen=True)
class Renaming:
    """A word that is to be called otherwise."""

    topic_id: str
    label: str
    kind = EditKind.WORD_RENAMED

    def touched(self, session: Session, event: Event) -> Touched:
        """Return what this does to whom, held."""
        topic = self._held(session, event)
        profiles = _said(session, [topic.id])
        return Touched(
            [
                _("“%(before)s” becomes “%(after)s”.", before=topic.label, after=self.label),
                *_profiles(len({one.profile_id for one in profiles})),
            ],
            members=_members(session, {one.profile_id for one in profiles}),
            mailed=False,
        )

    def carry_out(
        self, session: Session, event: Event, _cause_id: str, /
    ) -> tuple[Detail, Inverse]:
        """Give the word its new label; the former one means it from now on."""
        topic = self._held(session, event)
        before = {"label": topic.label, "key": topic.key}
        profiles = {one.profile_id for one in _said(session, [topic.id])}
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
        _changed(session, profiles)
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


@dataclass(frozen=True)
class Merging:
    """Words that are to be one, `into_id`."""

    topic_ids: tuple[str, ...]
    into_id: str
    kind = EditKind.WORDS_MERGED

    def touched(self, session: Session, event: Event) -> Touched:
        """Return what this does to whom, held."""
        into, others = self._held(session, event)
        said = _said(session, [one.id for one in others])
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
                *_profiles(len(profiles)),
            ],
            members=_members(session, profiles),
            mailed=False,
        )

    def carry_out(
        self, session: Session, event: Event, _cause_id: str, /
    ) -> tuple[Detail, Inverse]:
        """Let everybody who says one of the words say the one; all of them mean it from now on."""
        into, others = self._held(session, event)
        ids = [one.id for one in others]
        said = _said(session, ids)
        rows = {(one.profile_id, one.kind) for one in said}
        had = rows & {(one.profile_id, one.kind) for one in _said(session, [into.id])}
        former = session.exec(select(Topic).where(col(Topic.same_as_id).in_(ids))).all()
        inverse = {
            "into": into.id,
            "topics": ids,
            "former": {one.id: one.same_as_id for one in former},
            "said": [[one.profile_id, one.kind.value, one.topic_id] for one in said],
            "had": [[profile, kind.value] for profile, kind in sorted(had)],
        }
        _say(session, into.id, rows)
        for some in batches(ids):
            session.exec(delete(ProfileTopic).where(col(ProfileTopic.topic_id).in_(some)))
        for one in (*others, *former):
            one.same_as_id = into.id
            session.add(one)
        session.flush()
        profiles = {profile for profile, _kind in rows}
        _changed(session, profiles)
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


def hold_words(session: Session, event: Event, topic_ids: Collection[str]) -> list[Topic]:
    """Return these words of the event's community, held: nobody says them anew meanwhile."""
    query = select(Topic).where(
        Topic.community_id == event.community_id,
        col(Topic.id).in_(topic_ids),
        col(Topic.same_as_id).is_(None),
    )
    found = session.exec(
        query.order_by(col(Topic.id)).with_for_update().execution_options(populate_existing=True)
    ).all()
    if len(found) < len(set(topic_ids)):
        raise NotFound(_("One of these words is not there any more. Look at the list again."))
    return list(found)


def rename_back(session: Session, event: Event, edit: Edit) -> list[str]:
    """Give a word its former label again."""
    before = edit.inverse
    topic = _unless_changed(session, event, before["topic"])
    if topic.label != before["after"]:
        raise _too_late()
    _drop_alias(session, topic, before["key"])
    topic.label, topic.key = before["label"], before["key"]
    session.add(topic)
    session.flush()
    _changed(session, {one.profile_id for one in _said(session, [topic.id])})
    return []


def part(session: Session, event: Event, edit: Edit) -> list[str]:
    """Let words that were made one be several again, for all who did not take it out since."""
    before = edit.inverse
    into = _unless_changed(session, event, before["into"])
    topics = session.exec(select(Topic).where(col(Topic.id).in_(before["topics"]))).all()
    if len(topics) < len(before["topics"]) or any(one.same_as_id != into.id for one in topics):
        raise _too_late()
    for one in topics:
        one.same_as_id = None
        session.add(one)
    for key, parent in before["former"].items():
        if (alias := session.get(Topic, key)) is not None:
            alias.same_as_id = parent
            session.add(alias)
    session.flush()
    has = {(one.profile_id, one.kind.value) for one in _said(session, [into.id])}
    had = {tuple(one) for one in before["had"]}
    for topic in topics:
        rows = {
            (profile, TopicKind(kind))
            for profile, kind, topic_id in before["said"]
            if topic_id == topic.id and (profile, kind) in has
        }
        _say(session, topic.id, rows)
    for profile, kind in {(one[0], one[1]) for one in before["said"]} - had:
        row = session.get(ProfileTopic, (profile, TopicKind(kind), into.id))
        if row is not None:
            session.delete(row)
    session.flush()
    _changed(session, {one[0] for one in before["said"]})
    return []


def _unless_changed(session: Session, event: Event, topic_id: str) -> Topic:
    try:
        return hold_words(session, event, [topic_id])[0]
    except NotFound:
        raise _too_late() from None


def _too_late() -> Conflict:
    return Conflict(_("This word was changed again since. Undo that first."))


def _said(session: Session, topic_ids: Sequence[str]) -> list[ProfileTopic]:
    query = select(ProfileTopic).where(col(ProfileTopic.topic_id).in_(topic_ids))
    return list(session.exec(query.order_by(col(ProfileTopic.profile_id))).all())


def _say(session: Session, topic_id: str, rows: Iterable[tuple[str, TopicKind]]) -> None:
    insert_missing(
        session,
        ProfileTopic,
        [{"profile_id": who, "kind": kind, "topic_id": topic_id} for who, kind in rows],
    )


def _profiles(number: int) -> list[str]:
    if not number:
        return []
    return [
        ngettext(
            "It stands in %(num)d profile, whose owner is told there.",
            "It stands in %(num)d profiles, whose owners are told there.",
            number,
        )
    ]


def _members(session: Session, profile_ids: Collection[str]) -> frozenset[str]:
    found: set[str] = set()
    for some in batches(sorted(profile_ids)):
        found.update(session.exec(select(Profile.membership_id).where(col(Profile.id).in_(some))))
    return frozenset(found)


def _changed(session: Session, profile_ids: Collection[str]) -> None:
    """Let search know of it, and affinities of every event that one of them attends."""
    index_profiles(session, sorted(profile_ids))
    events: set[str] = set()
    for some in batches(sorted(profile_ids)):
        events.update(
            session.exec(
                select(Attendance.event_id)
                .join(Profile, col(Profile.membership_id) == Attendance.membership_id)
                .where(col(Profile.id).in_(some))
                .distinct()
            )
        )
    for event_id in sorted(events):
        mark_stale(session, event_id)
