"""pages that a group writes together, and their index

The index is made by hand, since full-text tables and their triggers are not known to autogenerate.
On SQLite it has the ids of pages for its own; whoever rebuilds that table makes its trigger anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def _to(column: str, table: str, of: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{of}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )


def upgrade() -> None:
    op.create_table(
        "group_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=14), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("latest_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        _to("group_id", "group_page", "community_group"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_page")),
        sa.UniqueConstraint("key", name=op.f("uq_group_page_key")),
    )
    op.create_index("group_page_latest", "group_page", ["group_id", "latest_at"])
    op.create_table(
        "page_version",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("words", sa.String(length=20000), nullable=False),
        sa.Column("note", sa.String(length=120), nullable=False),
        sa.Column("restores", sa.Integer(), nullable=True),
        sa.Column("once", sa.String(length=14), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        _to("by_id", "page_version", "membership", "SET NULL"),
        _to("page_id", "page_version", "group_page"),
        sa.PrimaryKeyConstraint("page_id", "number", name=op.f("pk_page_version")),
        sa.UniqueConstraint("by_id", "once", name=op.f("uq_page_version_by_id_once")),
    )
    op.create_table(
        "page_title",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("folded", sa.String(length=32), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        _to("group_id", "page_title", "community_group"),
        _to("page_id", "page_title", "group_page"),
        sa.PrimaryKeyConstraint("group_id", "folded", name=op.f("pk_page_title")),
    )
    op.create_index(op.f("ix_page_title_page_id"), "page_title", ["page_id"])
    op.create_table(
        "page_link",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("folded", sa.String(length=32), nullable=False),
        _to("page_id", "page_link", "group_page"),
        sa.PrimaryKeyConstraint("page_id", "folded", name=op.f("pk_page_link")),
    )
    op.create_index(op.f("ix_page_link_folded"), "page_link", ["folded"])
    op.create_table(
        "page_report",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        _to("by_id", "page_report", "membership"),
        _to("page_id", "page_report", "group_page"),
        sa.PrimaryKeyConstraint("page_id", "by_id", name=op.f("pk_page_report")),
    )
    op.create_index(op.f("ix_page_report_by_id"), "page_report", ["by_id"])
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE page_search")
    for table in ("page_report", "page_link", "page_title", "page_version", "group_page"):
        op.drop_table(table)


SQLITE = (
    """CREATE VIRTUAL TABLE page_search USING fts5(
        place, words, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4 5 6', detail='column')""",
    """CREATE TRIGGER group_page_removed AFTER DELETE ON group_page
        BEGIN DELETE FROM page_search WHERE rowid = old.id; END""",
)
POSTGRESQL = (
    """CREATE TABLE page_search (
        page_id INTEGER PRIMARY KEY REFERENCES group_page (id) ON DELETE CASCADE,
        group_id VARCHAR NOT NULL, words TSVECTOR NOT NULL)""",
    "CREATE INDEX page_search_words ON page_search USING gin (words)",
    "CREATE INDEX page_search_group ON page_search (group_id, page_id)",
)
