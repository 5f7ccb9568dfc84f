"""asks, to whom each is put, what they answered, and what that taught"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ask",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("useful_until", sa.Date(), nullable=False),
        sa.Column("reach", sa.String(length=20), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("may_open", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("waves", sa.Integer(), nullable=False),
        sa.Column("wave", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["membership.id"], name=op.f("fk_ask_by_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_ask_community_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ask")),
    )
    op.create_index("ix_ask_by_id", "ask", ["by_id"])
    op.create_index("ix_ask_community_id_state", "ask", ["community_id", "state"])
    op.create_index("ix_ask_next_at", "ask", ["next_at"])
    op.create_table(
        "ask_topic",
        sa.Column("ask_id", sa.String(), nullable=False),
        sa.Column("topic_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ask_id"], ["ask.id"], name=op.f("fk_ask_topic_ask_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_ask_topic_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ask_id", "topic_id", name=op.f("pk_ask_topic")),
    )
    op.create_index("ix_ask_topic_topic_id", "ask_topic", ["topic_id"])
    op.create_table(
        "ask_turn",
        sa.Column("ask_id", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("wave", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("load", sa.Integer(), nullable=False),
        sa.Column("because", sa.JSON(), nullable=False),
        sa.Column("suggested_by_id", sa.String(), nullable=True),
        sa.Column("tells_who", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ask_id"], ["ask.id"], name=op.f("fk_ask_turn_ask_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["membership.id"], name=op.f("fk_ask_turn_member_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["suggested_by_id"],
            ["membership.id"],
            name=op.f("fk_ask_turn_suggested_by_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("ask_id", "member_id", name=op.f("pk_ask_turn")),
    )
    op.create_index("ix_ask_turn_member_id", "ask_turn", ["member_id"])
    op.create_index("ix_ask_turn_suggested_by_id", "ask_turn", ["suggested_by_id"])
    op.create_index(
        "ix_ask_turn_waiting",
        "ask_turn",
        ["member_id"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "ask_answer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("ask_id", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("delivered", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("thanked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("helped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["ask_id"], ["ask.id"], name=op.f("fk_ask_answer_ask_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["membership.id"], name=op.f("fk_ask_answer_by_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ask_answer")),
        sa.UniqueConstraint("ask_id", "by_id", name=op.f("uq_ask_answer_ask_id_by_id")),
    )
    op.create_index("ix_ask_answer_by_id", "ask_answer", ["by_id"])
    op.create_table(
        "ask_reply",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("delivered", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["ask_answer.id"],
            name=op.f("fk_ask_reply_answer_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["membership.id"], name=op.f("fk_ask_reply_by_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ask_reply")),
    )
    op.create_index("ix_ask_reply_answer_id", "ask_reply", ["answer_id"])
    op.create_index("ix_ask_reply_by_id", "ask_reply", ["by_id"])
    op.create_table(
        "ask_help",
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("topic_id", sa.String(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["membership.id"], name=op.f("fk_ask_help_member_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_ask_help_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "topic_id", name=op.f("pk_ask_help")),
    )
    op.create_index("ix_ask_help_topic_id", "ask_help", ["topic_id"])
    op.create_table(
        "ask_choice",
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("willing", sa.String(length=20), nullable=True),
        sa.Column("shows_reliability", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["membership.id"],
            name=op.f("fk_ask_choice_member_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_ask_choice")),
    )
    op.create_table(
        "ask_news",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("ask_id", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["ask_id"], ["ask.id"], name=op.f("fk_ask_news_ask_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["membership.id"], name=op.f("fk_ask_news_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ask_news")),
        sa.UniqueConstraint(
            "ask_id",
            "member_id",
            "kind",
            "about",
            name=op.f("uq_ask_news_ask_id_member_id_kind_about"),
        ),
    )
    op.create_index("ix_ask_news_member_id", "ask_news", ["member_id"])
    op.create_index(
        "ix_ask_news_untold",
        "ask_news",
        ["member_id"],
        sqlite_where=sa.text("told_at IS NULL"),
        postgresql_where=sa.text("told_at IS NULL"),
    )


def downgrade() -> None:
    for table in (
        "ask_news",
        "ask_choice",
        "ask_help",
        "ask_reply",
        "ask_answer",
        "ask_turn",
        "ask_topic",
        "ask",
    ):
        op.drop_table(table)
