"""Indexes of what is written in groups, kept in step inside the transactions that change it.

Each row that is shown has its group and its words in an index of its kind. On SQLite that is a
full-text table whose rows have the ids of what they index, on PostgreSQL a plain one with a
tsvector. What is hidden or removed is in neither.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    TableClause,
    cast,
    column,
    delete,
    insert,
    literal_column,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlmodel import Session, col, select

from eventnet.batches import batches
from eventnet.discussions.markdown import as_text
from eventnet.discussions.models import Post, Thread
from eventnet.people.search.words import words_of

BATCH = 500
LAST_POSITION = 16383  # PostgreSQL's own limit


class Wanted(NamedTuple):
    """Rows that hold every word, of which the last may be the beginning of a longer one."""

    words: list[str]
    places: list[str]
    """The groups in which to look."""
    before: int | None
    """The id before which to begin; None: with the newest."""


@dataclass(frozen=True)
class WordIndex:
    """The index of one kind of what is written in groups, whose ids count."""

    name: str
    key: str
    """How its rows call the id of what they index, on PostgreSQL."""

    def put(self, session: Session, rows: Sequence[tuple[int | None, str, list[str]]]) -> None:
        """Add rows: id, group and words."""
        if not rows:
            return
        if _is_sqlite(session):
            lines: list[dict[str, Any]] = [
                {"rowid": key, "place": group_id, "words": " ".join(words)}
                for key, group_id, words in rows
            ]
            session.connection().execute(insert(self._table(session)), lines)
            return
        for key, group_id, words in rows:
            vector = cast(_vector(words), TSVECTOR)
            values = {self.key: key, "group_id": group_id, "words": vector}
            session.connection().execute(insert(self._table(session)).values(values))

    def forget(self, session: Session, ids: Collection[int]) -> None:
        """Take these out."""
        here = self._table(session)
        session.connection().execute(delete(here).where(self._id(session).in_(ids)))

    def merge(self, session: Session) -> None:
        """Let go of words of rows that are gone, which a full-text table keeps until merged."""
        if _is_sqlite(session):
            merge = f"INSERT INTO {self.name}({self.name}) VALUES ('optimize')"  # noqa: S608
            session.connection().exec_driver_sql(merge)

    def narrow(self, session: Session, query: Any, row_id: Any, wanted: Wanted) -> Any:
        """Narrow a query to rows of what is wanted, the newest first."""
        here, key = self._table(session), self._id(session)
        query = query.join(here, key == row_id)
        if _is_sqlite(session):
            query = query.where(self._holds_in_sqlite(wanted))
        else:
            query = query.where(_holds(here.c.words, wanted), here.c.group_id.in_(wanted.places))
        if wanted.before is not None:
            query = query.where(key < wanted.before)
        return query.order_by(key.desc())

    @cached_property
    def _full_text(self) -> TableClause:
        return table(self.name, column("rowid"), column("place"), column("words"))

    @cached_property
    def _plain(self) -> TableClause:
        return table(self.name, column(self.key), column("group_id"), column("words"))

    def _table(self, session: Session) -> TableClause:
        return self._full_text if _is_sqlite(session) else self._plain

    def _id(self, session: Session) -> Any:
        return self._table(session).c["rowid" if _is_sqlite(session) else self.key]

    def _holds_in_sqlite(self, wanted: Wanted) -> ColumnElement[bool]:
        """Look among words and groups at once, to pass over what is not for the reader."""
        terms = " AND ".join(f'"{word}"' for word in wanted.words)
        here = " OR ".join(f'"{place}"' for place in wanted.places)
        look = f"({{place}} : ({here})) AND ({{words}} : ({terms}*))"
        return literal_column(self.name).op("MATCH", is_comparison=True)(look)


posts = WordIndex("post_search", "post_id")


def index_posts(session: Session, post_ids: Collection[int]) -> None:
    """Bring the index in step with these posts, inside the caller's transaction."""
    session.flush()
    for some in batches(sorted(post_ids), BATCH):
        posts.forget(session, some)
        rows = session.exec(
            select(Post, Thread)
            .join(Thread, col(Thread.id) == Post.thread_id)
            .where(
                col(Post.id).in_(some),
                col(Post.removed_at).is_(None),
                col(Post.hidden_at).is_(None),
            )
        ).all()
        found = [(post.id, thread.group_id, _words(post, thread)) for post, thread in rows]
        posts.put(session, found)


def _words(post: Post, thread: Thread) -> list[str]:
    """Return the words of a post, with the title of its thread before those of the first."""
    title = thread.title if post.number == 1 else ""
    return words_of(f"{title}\n{as_text(post.words)}")


def _vector(words: list[str]) -> str:
    """Write a tsvector as text; the words are letters and digits, so there is nothing to quote."""
    return " ".join(
        f"'{word}':{min(place, LAST_POSITION)}"
        for word, place in {word: place for place, word in reversed([*enumerate(words, 1)])}.items()
    )


def _holds(vector: Any, wanted: Wanted) -> ColumnElement[bool]:
    *whole, last = (f"'{word}'" for word in wanted.words)
    look = " & ".join([*whole, f"{last}:*"])
    found: ColumnElement[bool] = vector.op("@@", is_comparison=True)(cast(look, TSQUERY))
    return found


def merge_index(session: Session) -> None:
    """Let go of words of posts that are gone."""
    posts.merge(session)


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
