"""groups, what is written in them, and its index

The index is made by hand, since full-text tables and their triggers are not known to autogenerate.
On SQLite it has the ids of posts for its own; whoever rebuilds that table makes its trigger anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "community_group",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("about", sa.String(length=1000), nullable=False),
        sa.Column("door", sa.String(length=20), nullable=False),
        sa.Column("once", sa.String(length=14), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_community_group_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_group")),
        sa.UniqueConstraint("once", name=op.f("uq_community_group_once")),
    )
    with op.batch_alter_table("community_group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_community_group_community_id"), ["community_id"], unique=False
        )

    op.create_table(
        "group_member",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["community_group.id"],
            name=op.f("fk_group_member_group_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["membership.id"],
            name=op.f("fk_group_member_member_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_id", "member_id", name=op.f("pk_group_member")),
    )
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_member_member_id"), ["member_id"], unique=False)

    op.create_table(
        "group_thread",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.String(), nullable=True),
        sa.Column("once", sa.String(length=14), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("latest_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["membership.id"], name=op.f("fk_group_thread_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["community_group.id"],
            name=op.f("fk_group_thread_group_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_thread")),
        sa.UniqueConstraint("by_id", "once", name=op.f("uq_group_thread_by_id_once")),
    )
    with op.batch_alter_table("group_thread", schema=None) as batch_op:
        batch_op.create_index("group_thread_latest", ["group_id", "latest_at"], unique=False)

    op.create_table(
        "member_block",
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("of_id", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["membership.id"], name=op.f("fk_member_block_by_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["of_id"], ["membership.id"], name=op.f("fk_member_block_of_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("by_id", "of_id", name=op.f("pk_member_block")),
    )
    with op.batch_alter_table("member_block", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_block_of_id"), ["of_id"], unique=False)

    op.create_table(
        "group_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=True),
        sa.Column("words", sa.String(length=20000), nullable=False),
        sa.Column("quotes", sa.Integer(), nullable=True),
        sa.Column("once", sa.String(length=14), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["membership.id"], name=op.f("fk_group_post_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["group_thread.id"],
            name=op.f("fk_group_post_thread_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_post")),
        sa.UniqueConstraint("by_id", "once", name=op.f("uq_group_post_by_id_once")),
        sa.UniqueConstraint("thread_id", "number", name=op.f("uq_group_post_thread_id_number")),
    )
    op.create_table(
        "group_reading",
        sa.Column("thread_id", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("following", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["membership.id"],
            name=op.f("fk_group_reading_member_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["group_thread.id"],
            name=op.f("fk_group_reading_thread_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("thread_id", "member_id", name=op.f("pk_group_reading")),
    )
    with op.batch_alter_table("group_reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_reading_member_id"), ["member_id"], unique=False)

    op.create_table(
        "group_mention",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("heard", sa.Boolean(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["membership.id"],
            name=op.f("fk_group_mention_member_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["group_post.id"],
            name=op.f("fk_group_mention_post_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("post_id", "member_id", name=op.f("pk_group_mention")),
    )
    with op.batch_alter_table("group_mention", schema=None) as batch_op:
        batch_op.create_index(
            "group_mention_waits",
            ["member_id"],
            unique=False,
            sqlite_where=sa.text("heard AND told_at IS NULL"),
            postgresql_where=sa.text("heard AND told_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_group_mention_member_id"), ["member_id"], unique=False)

    op.create_table(
        "group_reaction",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["membership.id"],
            name=op.f("fk_group_reaction_member_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["group_post.id"],
            name=op.f("fk_group_reaction_post_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("post_id", "member_id", name=op.f("pk_group_reaction")),
    )
    with op.batch_alter_table("group_reaction", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_group_reaction_member_id"), ["member_id"], unique=False
        )

    op.create_table(
        "post_report",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["membership.id"], name=op.f("fk_post_report_by_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["group_post.id"], name=op.f("fk_post_report_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "by_id", name=op.f("pk_post_report")),
    )
    with op.batch_alter_table("post_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_report_by_id"), ["by_id"], unique=False)

    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE post_search")
    with op.batch_alter_table("post_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_report_by_id"))

    op.drop_table("post_report")
    with op.batch_alter_table("group_reaction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_reaction_member_id"))

    op.drop_table("group_reaction")
    with op.batch_alter_table("group_mention", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_mention_member_id"))
        batch_op.drop_index(
            "group_mention_waits",
            sqlite_where=sa.text("heard AND told_at IS NULL"),
            postgresql_where=sa.text("heard AND told_at IS NULL"),
        )

    op.drop_table("group_mention")
    with op.batch_alter_table("group_reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_reading_member_id"))

    op.drop_table("group_reading")
    op.drop_table("group_post")
    with op.batch_alter_table("member_block", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_block_of_id"))

    op.drop_table("member_block")
    with op.batch_alter_table("group_thread", schema=None) as batch_op:
        batch_op.drop_index("group_thread_latest")

    op.drop_table("group_thread")
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_member_member_id"))

    op.drop_table("group_member")
    with op.batch_alter_table("community_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_community_group_community_id"))

    op.drop_table("community_group")


SQLITE = (
    """CREATE VIRTUAL TABLE post_search USING fts5(
        place, words, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4 5 6', detail='column')""",
    """CREATE TRIGGER group_post_removed AFTER DELETE ON group_post
        BEGIN DELETE FROM post_search WHERE rowid = old.id; END""",
)
POSTGRESQL = (
    """CREATE TABLE post_search (
        post_id INTEGER PRIMARY KEY REFERENCES group_post (id) ON DELETE CASCADE,
        group_id VARCHAR NOT NULL, words TSVECTOR NOT NULL)""",
    "CREATE INDEX post_search_words ON post_search USING gin (words)",
    "CREATE INDEX post_search_group ON post_search (group_id, post_id)",
)
