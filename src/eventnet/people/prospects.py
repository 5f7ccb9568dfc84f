"""What one more answer is worth, and what those given are: numbers of people here, in words.

Whoever is counted appears to the reader and shows them the topics that they are counted for.
"""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Subquery, and_, case, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from eventnet.events.models import Attendance, Event
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.people.cloud import ANSWER_TO
from eventnet.people.directory import listed, people, topics_shown
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.people.search.index import people_search
from eventnet.people.viewers import Viewer
from eventnet.people.visibility import Relation, visible


@dataclass(frozen=True)
class Prospects:
    """How many people here have said something, and how many of them answer the reader's words."""

    saying: Counter[TopicKind]
    """By what they say."""
    answering: Counter[TopicKind]
    """By what the reader says: for what they offer, those who look for it."""


def prospects(session: Session, viewer: Viewer, profile: Profile) -> Prospects:
    """Count in two statements, however many people there are."""
    topic, seen = aliased(ProfileTopic), [*listed(viewer), topics_shown(viewer)]
    says = [
        select(col(topic.topic_id))
        .where(col(topic.profile_id) == people_search.c.profile_id, col(topic.kind) == kind)
        .correlate(people_search)
        .exists()
        for kind in TopicKind
    ]
    counts = people(*(func.coalesce(func.sum(case((one, 1), else_=0)), 0) for one in says))
    saying = session.execute(counts.where(*seen)).one()
    mine = _topics(profile.id)
    theirs = aliased(ProfileTopic)
    meets = or_(
        *(and_(mine.c.kind == kind, col(theirs.kind) == to) for kind, to in ANSWER_TO.items())
    )
    answering = session.execute(
        people(mine.c.kind, func.count(col(Attendance.id).distinct()))
        .join(theirs, col(theirs.profile_id) == people_search.c.profile_id)
        .join(mine, and_(mine.c.topic_id == col(theirs.topic_id), meets))
        .where(*seen)
        .group_by(mine.c.kind)
    )
    return Prospects(
        Counter(dict(zip(TopicKind, map(int, saying), strict=True))),
        Counter({TopicKind(kind): count for kind, count in answering}),
    )


def _topics(profile_id: str) -> Subquery:
    return (
        select(col(ProfileTopic.kind), col(ProfileTopic.topic_id))
        .where(col(ProfileTopic.profile_id) == profile_id)
        .subquery()
    )


def worth_of(question: str, event: Event, found: Prospects) -> str:
    """Say what the answer to a question would bring, in a sentence that is true here and now."""
    by_kind = {"offers": _offering, "seeks": _seeking, "interests": _interested}
    if question in by_kind:
        return by_kind[question](found.saying)
    return {
        "confirm": _(
            "Check what we know of you, and choose how meetings may come about and who may see you."
        ),
        "consent": _("Until you choose, each meeting that is planned for you waits for your yes.")
        if event.ask_unchosen
        else _("Until you choose, no meetings are planned for you."),
        "visibility": _(
            "Until you choose, only people you meet can see you, and nobody can wish to meet you."
        ),
        "headline": _("It stands below your name, and is what people read first."),
        "bio": _("With them, we also find people who work on the same things in other words."),
        "organization": _("So that nobody is matched with their own colleagues."),
        "photo": _("So that people find you across a room."),
    }[question]


def _offering(saying: Counter[TopicKind]) -> str:
    if not saying[TopicKind.SEEK]:
        return _("With what you offer, people who look for it can find you.")
    return ngettext(
        "%(num)d person here says what they look for. Say what you offer, and you see whether "
        "they need you.",
        "%(num)d people here say what they look for. Say what you offer, and you see who of them "
        "needs you.",
        saying[TopicKind.SEEK],
    )


def _seeking(saying: Counter[TopicKind]) -> str:
    if not saying[TopicKind.OFFER]:
        return _("With what you look for, we can suggest people who offer it.")
    return ngettext(
        "%(num)d person here says what they offer. Say what you look for, and you see whether "
        "they have it.",
        "%(num)d people here say what they offer. Say what you look for, and you see who of them "
        "has it.",
        saying[TopicKind.OFFER],
    )


def _interested(saying: Counter[TopicKind]) -> str:
    if not saying[TopicKind.INTEREST]:
        return _("With your interests, we can tell people what you have in common.")
    return ngettext(
        "%(num)d person here says what interests them. Say what interests you, and you see "
        "whether you share it.",
        "%(num)d people here say what interests them. Say what interests you, and you see with "
        "whom you share it.",
        saying[TopicKind.INTEREST],
    )


def brought(found: Prospects, profile: Profile) -> list[str]:
    """Say what the answers so far bring; and whether it works only one way."""
    offered, sought, shared = (
        found.answering[kind] for kind in (TopicKind.OFFER, TopicKind.SEEK, TopicKind.INTEREST)
    )
    said = []
    if offered:
        said.append(
            ngettext(
                "%(num)d person here looks for what you offer.",
                "%(num)d people here look for what you offer.",
                offered,
            )
        )
    if sought:
        said.append(
            ngettext(
                "%(num)d person here offers what you look for.",
                "%(num)d people here offer what you look for.",
                sought,
            )
        )
    if shared:
        said.append(
            ngettext(
                "%(num)d person here shares an interest with you.",
                "%(num)d people here share an interest with you.",
                shared,
            )
        )
    if said and not visible(profile.visibility, "topics", Relation.FELLOW):
        said.append(_("So far you see this and they do not: attendees are not shown your words."))
    return said
