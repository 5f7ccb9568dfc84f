"""listings: jobs and services, what is written about them, reports"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _to(column: str, table: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{of}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "listing",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("once", sa.String(length=14), nullable=False),
        sa.Column("found", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("edited_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("hidden_at", MOMENT, nullable=True),
        sa.Column("reminded_at", MOMENT, nullable=True),
        _to("community_id", "listing", "community"),
        _to("by_id", "listing", "membership"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
        sa.UniqueConstraint("by_id", "once", name=op.f("uq_listing_by_id_once")),
    )
    op.create_index("ix_listing_community_id_until", "listing", ["community_id", "until"])
    op.create_table(
        "listing_answer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("listing_id", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _to("listing_id", "listing_answer", "listing"),
        _to("by_id", "listing_answer", "membership"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_answer")),
        sa.UniqueConstraint("listing_id", "by_id", name=op.f("uq_listing_answer_listing_id_by_id")),
    )
    op.create_index(op.f("ix_listing_answer_by_id"), "listing_answer", ["by_id"])
    op.create_table(
        "listing_line",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("once", sa.String(length=14), nullable=False),
        sa.Column("delivered", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT, nullable=True),
        _to("answer_id", "listing_line", "listing_answer"),
        _to("by_id", "listing_line", "membership"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_line")),
        sa.UniqueConstraint("by_id", "once", name=op.f("uq_listing_line_by_id_once")),
    )
    op.create_index(op.f("ix_listing_line_answer_id"), "listing_line", ["answer_id"])
    untold = sa.text("told_at IS NULL")
    op.create_index(
        "ix_listing_line_untold",
        "listing_line",
        ["at"],
        sqlite_where=untold,
        postgresql_where=untold,
    )
    op.create_table(
        "listing_report",
        sa.Column("listing_id", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        _to("listing_id", "listing_report", "listing"),
        _to("by_id", "listing_report", "membership"),
        sa.PrimaryKeyConstraint("listing_id", "by_id", name=op.f("pk_listing_report")),
    )
    op.create_index(op.f("ix_listing_report_by_id"), "listing_report", ["by_id"])


def downgrade() -> None:
    for table in ("listing_report", "listing_line", "listing_answer", "listing"):
        op.drop_table(table)
