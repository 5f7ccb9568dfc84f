"""the search index of people

It is made by hand, since neither full-text tables nor their triggers are known to autogenerate,
and filled by the site: it holds nothing that profiles don't.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index: FTS5 beside a plain table on SQLite, a tsvector on PostgreSQL."""
    op.create_index("profile_topic_by_topic", "profile_topic", ["kind", "topic_id", "profile_id"])
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Drop the index."""
    op.drop_index("profile_topic_by_topic", "profile_topic")
    op.execute("DROP TABLE people_search")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE people_search_words")


# name_reach and topics_reach: the farthest relation that sees the field (people/visibility.py).
COLUMNS = """
    profile_id VARCHAR NOT NULL UNIQUE REFERENCES profile (id) ON DELETE CASCADE,
    membership_id VARCHAR NOT NULL UNIQUE REFERENCES membership (id) ON DELETE CASCADE,
    indexed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    name_reach SMALLINT NOT NULL,
    topics_reach SMALLINT NOT NULL,
    name_key VARCHAR COLLATE "C" NOT NULL
"""
SQLITE = (
    "CREATE TABLE people_search (id INTEGER PRIMARY KEY, "
    + COLUMNS.replace('COLLATE "C"', "").replace("TIMESTAMP WITH TIME ZONE", "DATETIME")
    + ")",
    """CREATE VIRTUAL TABLE people_search_words USING fts5(
        everyone, community, attendees, met,
        tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')""",
    """CREATE TRIGGER people_search_removed AFTER DELETE ON people_search
        BEGIN DELETE FROM people_search_words WHERE rowid = old.id; END""",
)
POSTGRESQL = (
    f"""CREATE TABLE people_search (
        id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, {COLUMNS}, words TSVECTOR NOT NULL)""",
    "CREATE INDEX people_search_words ON people_search USING gin (words)",
)
