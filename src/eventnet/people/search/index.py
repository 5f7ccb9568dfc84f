"""Keep the search index in step with profiles, inside the transaction that changes them.

Each profile has one narrow row: to whom name and topics are shown, so that a list of ten thousand
people reads little, and the name as it is sorted. Its words stand apart by audience: a query looks
only where its viewer may look, and what is for nobody is nowhere. On SQLite they are the columns
of a full-text table, on PostgreSQL the four weights of a tsvector.
"""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import column, delete, insert, or_, table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.batches import batches
from eventnet.database import Utc, writing
from eventnet.jobs import Ground, job
from eventnet.people.models import Audience, Profile
from eventnet.people.queries import Topics, topics_of
from eventnet.people.search.words import words_of
from eventnet.people.visibility import audience, reach

# The audiences that the index knows, from the largest, with their weights in PostgreSQL.
WEIGHTS = {
    Audience.EVERYONE: "A",
    Audience.COMMUNITY: "B",
    Audience.ATTENDEES: "C",
    Audience.MET: "D",
}
BATCH = 500
LAST_POSITION = 16383  # PostgreSQL's own limit

people_search = table(
    "people_search",
    column("id"),
    column("profile_id"),
    column("membership_id"),
    column("indexed_at", Utc()),
    column("name_reach"),
    column("topics_reach"),
    column("name_key"),
    column("words"),  # on PostgreSQL
)
full_text = table(  # on SQLite
    "people_search_words", column("rowid"), *(column(option.value) for option in WEIGHTS)
)


def index_profile(session: Session, profile: Profile) -> None:
    """Bring the index in step with one profile, inside the caller's transaction."""
    index_profiles(session, [profile.id])


def index_profiles(session: Session, profile_ids: Collection[str]) -> None:
    """Bring the index in step with these profiles, inside the caller's transaction."""
    session.flush()
    for some in batches(profile_ids, BATCH):
        _index_batch(session, some)


def _index_batch(session: Session, profile_ids: list[str]) -> None:
    topics = topics_of(session, profile_ids)
    profiles = session.exec(select(Profile).where(col(Profile.id).in_(profile_ids))).all()
    if not profiles:
        return
    told = {profile.id: _by_audience(profile, topics[profile.id]) for profile in profiles}
    rows = [_row(profile) for profile in profiles]
    if session.get_bind().dialect.name == "sqlite":
        _put(session, sqlite.insert(people_search), rows)
        _put_full_text(session, told)
    else:
        for row in rows:
            row["words"] = _vector(told[row["profile_id"]])
        _put(session, postgresql.insert(people_search), rows)


def _row(profile: Profile) -> dict[str, Any]:
    return {
        "profile_id": profile.id,
        "membership_id": profile.membership_id,
        "indexed_at": max(clock.now(), profile.updated_at),
        "name_reach": int(reach(profile.visibility, "name")),
        "topics_reach": int(reach(profile.visibility, "topics")),
        "name_key": " ".join(words_of(profile.name)),
    }


def _put(session: Session, statement: Any, rows: list[dict[str, Any]]) -> None:
    """Insert rows, or change those that are there."""
    changed = {name: statement.excluded[name] for name in rows[0] if name != "profile_id"}
    session.connection().execute(
        statement.on_conflict_do_update(index_elements=["profile_id"], set_=changed), rows
    )


def _put_full_text(session: Session, told: dict[str, dict[Audience, list[str]]]) -> None:
    numbered = select(people_search.c.id, people_search.c.profile_id)
    ids = dict(session.execute(numbered.where(people_search.c.profile_id.in_(told))).all())
    rows = [
        {"rowid": row_id, **{option.value: " ".join(told[key][option]) for option in WEIGHTS}}
        for row_id, key in ids.items()
    ]
    connection = session.connection()
    connection.execute(delete(full_text).where(full_text.c.rowid.in_(ids)))
    connection.execute(insert(full_text), rows)


def _by_audience(profile: Profile, topics: Topics) -> dict[Audience, list[str]]:
    """Return the words of a profile by whom they are for."""
    told: dict[Audience, list[str]] = {option: [] for option in Audience}
    texts = {
        "name": profile.name,
        "headline": profile.headline,
        "organization": profile.organization,
        "bio": profile.bio,
        "topics": "\n".join(label for labels in topics.values() for label in labels),
    }
    for field, text in texts.items():
        told[audience(profile.visibility, field)] += words_of(text)
    return told


def _vector(told: dict[Audience, list[str]]) -> str:
    """Write a tsvector as text; the words are letters and digits, so there is nothing to quote."""
    places: dict[str, dict[str, int]] = {}
    position = 0
    for option, weight in WEIGHTS.items():
        for word in told[option]:
            position = min(position + 1, LAST_POSITION)
            places.setdefault(word, {}).setdefault(weight, position)
    return " ".join(
        f"'{word}':{','.join(f'{place}{weight}' for weight, place in at.items())}"
        for word, at in places.items()
    )


def merge_index(session: Session) -> None:
    """Let go of words of rows that are gone, which a full-text table keeps until it is merged."""
    if session.get_bind().dialect.name == "sqlite":
        merge = "INSERT INTO people_search_words(people_search_words) VALUES ('optimize')"
        session.connection().exec_driver_sql(merge)


def behind(session: Session, limit: int) -> Iterable[str]:
    """Return profiles that the index doesn't know, or knows as they were before."""
    return session.exec(
        select(Profile.id)
        .outerjoin(people_search, people_search.c.profile_id == Profile.id)
        .where(
            or_(
                people_search.c.profile_id.is_(None),
                people_search.c.indexed_at < col(Profile.updated_at),
            )
        )
        .limit(limit)
    )


@job("slow", cron="*/10 * * * *")
def catch_up(ground: Ground) -> None:
    """Index what was left behind: rows from before the index, or made by hand."""
    while True:
        with ground.sessions() as session, writing(session):
            ids = list(behind(session, BATCH))
            index_profiles(session, ids)
        if len(ids) < BATCH:
            return
