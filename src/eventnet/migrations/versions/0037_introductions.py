"""ties between members, and introductions over them"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def _to(column: str, table: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{of}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "tie",
        sa.Column("a_id", sa.String(), nullable=False),
        sa.Column("b_id", sa.String(), nullable=False),
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("strength", sa.Float(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("latest", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("a_id < b_id", name=op.f("ck_tie_in_order")),
        _to("a_id", "tie", "membership"),
        _to("b_id", "tie", "membership"),
        _to("community_id", "tie", "community"),
        sa.PrimaryKeyConstraint("a_id", "b_id", name=op.f("pk_tie")),
    )
    op.create_index("tie_of_a", "tie", ["a_id", "strength"])
    op.create_index("tie_of_b", "tie", ["b_id", "strength"])
    op.create_index(op.f("ix_tie_community_id"), "tie", ["community_id"])
    op.create_table(
        "introduction_choice",
        sa.Column("membership_id", sa.String(), nullable=False),
        sa.Column("introduces", sa.Boolean(), nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        _to("membership_id", "introduction_choice", "membership"),
        sa.PrimaryKeyConstraint("membership_id", name=op.f("pk_introduction_choice")),
    )
    op.create_table(
        "introduction",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("from_id", sa.String(), nullable=False),
        sa.Column("to_id", sa.String(), nullable=False),
        sa.Column("message", sa.String(length=1000), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gives_address", sa.Boolean(), nullable=False),
        _to("community_id", "introduction", "community"),
        _to("from_id", "introduction", "membership"),
        _to("to_id", "introduction", "membership"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_introduction")),
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index(
        "introduction_waits_once",
        "introduction",
        ["from_id", "to_id"],
        unique=True,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    for column in ("community_id", "expires_at", "from_id", "to_id"):
        op.create_index(op.f(f"ix_introduction_{column}"), "introduction", [column])
    op.create_table(
        "introduction_step",
        sa.Column("introduction_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.String(), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("yes", sa.Boolean(), nullable=True),
        _to("introduction_id", "introduction_step", "introduction"),
        _to("membership_id", "introduction_step", "membership"),
        sa.PrimaryKeyConstraint("introduction_id", "number", name=op.f("pk_introduction_step")),
    )
    op.create_index(
        op.f("ix_introduction_step_membership_id"), "introduction_step", ["membership_id"]
    )


def downgrade() -> None:
    for table in ("introduction_step", "introduction", "introduction_choice", "tie"):
        op.drop_table(table)
