"""crews: the brief, the skills it needs, who is picked and invited, and what members chose"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0042"
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "crew_brief",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("once", sa.String(length=14), nullable=False),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("looked_among", sa.Integer(), nullable=False),
        sa.Column("gap", sa.Float(), nullable=True),
        sa.Column("lacks", sa.JSON(), nullable=False),
        sa.Column("created_at", UTC, nullable=False),
        sa.Column("looked_at", UTC, nullable=False),
        sa.Column("ended_at", UTC, nullable=True),
        _to("crew_brief", "community_id", "community"),
        _to("crew_brief", "by_id", "membership"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crew_brief")),
        sa.UniqueConstraint("once", name=op.f("uq_crew_brief_once")),
    )
    op.create_index("ix_crew_brief_by_id", "crew_brief", ["by_id"])
    op.create_index("ix_crew_brief_community_id_state", "crew_brief", ["community_id", "state"])
    op.create_table(
        "crew_skill",
        sa.Column("brief_id", sa.String(), nullable=False),
        sa.Column("topic_id", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("must", sa.Boolean(), nullable=False),
        _to("crew_skill", "brief_id", "crew_brief"),
        _to("crew_skill", "topic_id", "topic"),
        sa.PrimaryKeyConstraint("brief_id", "topic_id", name=op.f("pk_crew_skill")),
    )
    op.create_index("ix_crew_skill_topic_id", "crew_skill", ["topic_id"])
    op.create_table(
        "crew_seat",
        sa.Column("brief_id", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("covers", sa.JSON(), nullable=False),
        sa.Column("because", sa.JSON(), nullable=False),
        sa.Column("invited_at", UTC, nullable=True),
        sa.Column("changed_at", UTC, nullable=False),
        _to("crew_seat", "brief_id", "crew_brief"),
        _to("crew_seat", "member_id", "membership"),
        sa.PrimaryKeyConstraint("brief_id", "member_id", name=op.f("pk_crew_seat")),
    )
    op.create_index("ix_crew_seat_member_id", "crew_seat", ["member_id"])
    op.create_table(
        "crew_choice",
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("may_be_suggested", sa.Boolean(), nullable=False),
        _to("crew_choice", "member_id", "membership"),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_crew_choice")),
    )


def downgrade() -> None:
    for table in ("crew_choice", "crew_seat", "crew_skill", "crew_brief"):
        op.drop_table(table)
