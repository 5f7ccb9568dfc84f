"""digests, answers by mail, feeds, and who follows whom"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def _to(column: str, table: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{of}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "member_follow",
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("of_id", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        _to("by_id", "member_follow", "membership"),
        _to("of_id", "member_follow", "membership"),
        sa.PrimaryKeyConstraint("by_id", "of_id", name=op.f("pk_member_follow")),
    )
    op.create_index(op.f("ix_member_follow_of_id"), "member_follow", ["of_id"])
    op.create_table(
        "reply_address",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("thread_id", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=True),
        sa.Column("taken", sa.Integer(), nullable=False),
        _to("member_id", "reply_address", "membership"),
        _to("thread_id", "reply_address", "group_thread"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_address")),
        sa.UniqueConstraint(
            "member_id", "thread_id", name=op.f("uq_reply_address_member_id_thread_id")
        ),
    )
    op.create_index(op.f("ix_reply_address_thread_id"), "reply_address", ["thread_id"])
    op.create_table(
        "digest",
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("rhythm", sa.String(length=20), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        _to("member_id", "digest", "membership"),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_digest")),
    )
    op.create_table(
        "feed_address",
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("about_id", sa.String(length=14), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=False),
        _to("member_id", "feed_address", "membership"),
        sa.PrimaryKeyConstraint("member_id", "kind", "about_id", name=op.f("pk_feed_address")),
    )
    op.add_column("outbox_mail", sa.Column("reply_to", sa.String(length=254), nullable=True))


def downgrade() -> None:
    op.drop_column("outbox_mail", "reply_to")
    for table in ("feed_address", "digest", "reply_address", "member_follow"):
        op.drop_table(table)
