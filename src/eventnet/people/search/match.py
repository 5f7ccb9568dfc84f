"""The condition that a profile holds the words of a query, where its viewer may look."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, cast, false, literal_column, select
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlmodel import Session

from eventnet.people.models import Audience
from eventnet.people.search.index import WEIGHTS, full_text, people_search
from eventnet.people.search.words import words_of

MOST_WORDS = 8
"""Words of a query that count."""


def matches(session: Session, query: str, within: Collection[Audience]) -> ColumnElement[bool]:
    """Return the condition on `people_search` that a query holds under the audiences `within`.

    Every word must be there; the last one may be the beginning of a longer one, since it may still
    be being typed. A query without any word finds nobody. Words are letters and digits only, so
    that no operator of either database gets through.
    """
    words = words_of(query)[:MOST_WORDS]
    looked_at = [option for option in WEIGHTS if option in within]
    if not words or not looked_at:
        return false()
    if session.get_bind().dialect.name == "sqlite":
        terms = " AND ".join(f'"{word}"' for word in words)
        look = f"{{{' '.join(looked_at)}}} : ({terms}*)"
        found = select(full_text.c.rowid).where(
            literal_column("people_search_words").op("MATCH")(look)
        )
        # The sum keeps SQLite from walking through everything found once for every attendance.
        inside: ColumnElement[bool] = (people_search.c.id + 0).in_(found)
        return inside
    weights = "".join(WEIGHTS[option] for option in looked_at)
    *whole, last = (f"'{word}':" for word in words)
    look = " & ".join([*(f"{word}{weights}" for word in whole), f"{last}*{weights}"])
    return people_search.c.words.op("@@", is_comparison=True)(cast(look, TSQUERY))
