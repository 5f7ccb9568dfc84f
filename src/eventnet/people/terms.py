"""What a search asks for, term by term, in words: as chips that can be taken away."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from eventnet.communities.models import Topic
from eventnet.events.queries import roles
from eventnet.i18n import gettext as _
from eventnet.people.directory import Wanted, listed, people, topics_shown
from eventnet.people.models import ProfileTopic
from eventnet.people.search.index import people_search
from eventnet.people.viewers import Viewer


@dataclass(frozen=True)
class Term:
    """One thing that a search asks for."""

    param: str
    """What it is called in the address."""
    kind: str
    label: str

    def __str__(self) -> str:
        """Say it in a line."""
        return f"{self.kind}: {self.label}" if self.kind else self.label


def terms_of(session: Session, viewer: Viewer, searches: Sequence[Wanted]) -> list[list[Term]]:
    """Return the terms of each of these searches, in as many statements for one as for all.

    A topic is named while somebody shows it to the viewer: whoever brings an id learns no word.
    """
    named = {role.id: role.name for role in roles(session, viewer.event_id)}
    named |= _topics(session, viewer, searches)
    return [_terms(wanted, named) for wanted in searches]


def _terms(wanted: Wanted, named: dict[str, str]) -> list[Term]:
    gone = _("something that nobody shows now")
    kinds = {
        "q": "",
        "role": _("Here as"),
        "offers": _("Offers"),
        "seeks": _("Looks for"),
        "interests": _("Interested in"),
        "organization": _("Works for"),
        "known": "",
    }
    asked = wanted.query()
    labels = {name: named.get(value, gone) for name, value in asked.items()}
    labels |= {
        "q": f"“{wanted.words}”",
        "organization": wanted.organization,
        "known": _("Without people I know"),
    }
    return [Term(name, kind, labels[name]) for name, kind in kinds.items() if name in asked]


def _topics(session: Session, viewer: Viewer, searches: Sequence[Wanted]) -> dict[str, str]:
    ids = {topic_id for wanted in searches for topic_id in wanted.topics().values() if topic_id}
    somebody = (
        people(col(ProfileTopic.profile_id))
        .join(ProfileTopic, col(ProfileTopic.profile_id) == people_search.c.profile_id)
        .where(col(ProfileTopic.topic_id) == col(Topic.id), topics_shown(viewer), *listed(viewer))
        .correlate(Topic)
    )
    asked = aliased(Topic)  # a former word is called by the one that took its place
    rows = session.execute(
        select(col(asked.id), col(Topic.label))
        .join(Topic, col(Topic.id) == func.coalesce(col(asked.same_as_id), col(asked.id)))
        .where(col(asked.id).in_(ids), somebody.exists())
    )
    return {row.id: row.label for row in rows}
