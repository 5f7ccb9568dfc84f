"""ideas: their words and comments, votes, news of them, reports"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _to(column: str, table: str, of: str, deleted: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{of}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=deleted
    )


def upgrade() -> None:
    op.create_table(
        "idea",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("about", sa.String(length=20), nullable=False),
        sa.Column("by_id", sa.String(), nullable=True),
        sa.Column("once", sa.String(length=14), nullable=False),
        sa.Column("found", sa.String(), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("why", sa.String(length=400), nullable=False),
        sa.Column("status_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("merged_into_id", sa.String(), nullable=True),
        sa.Column("root_id", sa.String(), nullable=False),
        _to("community_id", "idea", "community"),
        _to("by_id", "idea", "membership", "SET NULL"),
        _to("merged_into_id", "idea", "idea", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea")),
        sa.UniqueConstraint("by_id", "once", name=op.f("uq_idea_by_id_once")),
    )
    for column in ("community_id", "merged_into_id", "root_id"):
        op.create_index(op.f(f"ix_idea_{column}"), "idea", [column])
    op.create_table(
        "idea_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("once", sa.String(length=14), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("posted_at", MOMENT, nullable=False),
        sa.Column("edited_at", MOMENT, nullable=True),
        sa.Column("removed_at", MOMENT, nullable=True),
        sa.Column("hidden_at", MOMENT, nullable=True),
        _to("idea_id", "idea_post", "idea"),
        _to("by_id", "idea_post", "membership", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_post")),
        sa.UniqueConstraint("idea_id", "number", name=op.f("uq_idea_post_idea_id_number")),
        sa.UniqueConstraint("by_id", "once", name=op.f("uq_idea_post_by_id_once")),
    )
    for table in ("idea_vote", "idea_news"):
        op.create_table(
            table,
            sa.Column("idea_id", sa.String(), nullable=False),
            sa.Column("member_id", sa.String(), nullable=False),
            sa.Column("at", MOMENT, nullable=False),
            _to("idea_id", table, "idea"),
            _to("member_id", table, "membership"),
            sa.PrimaryKeyConstraint("idea_id", "member_id", name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_member_id"), table, ["member_id"])
    op.create_index("ix_idea_news_at", "idea_news", ["at"])
    op.create_table(
        "idea_report",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        _to("post_id", "idea_report", "idea_post"),
        _to("by_id", "idea_report", "membership"),
        sa.PrimaryKeyConstraint("post_id", "by_id", name=op.f("pk_idea_report")),
    )
    op.create_index(op.f("ix_idea_report_by_id"), "idea_report", ["by_id"])


def downgrade() -> None:
    for table in ("idea_report", "idea_news", "idea_vote", "idea_post", "idea"):
        op.drop_table(table)
