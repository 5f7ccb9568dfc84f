"""exhibitor teams, their members, and whom they want to meet"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exhibitor_team",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("stand", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_exhibitor_team_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exhibitor_team")),
        sa.UniqueConstraint("event_id", "name", name=op.f("uq_exhibitor_team_event_id_name")),
    )
    op.create_table(
        "team_member",
        sa.Column("attendance_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stand_before", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["attendance.id"],
            name=op.f("fk_team_member_attendance_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["exhibitor_team.id"],
            name=op.f("fk_team_member_team_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attendance_id", name=op.f("pk_team_member")),
    )
    op.create_index(op.f("ix_team_member_team_id"), "team_member", ["team_id"])
    op.create_table(
        "team_target",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("attendance_id", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("member_id", sa.String(), nullable=True),
        sa.Column("wish_due", sa.Boolean(), nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["attendance.id"],
            name=op.f("fk_team_target_attendance_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["attendance.id"],
            name=op.f("fk_team_target_member_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["exhibitor_team.id"],
            name=op.f("fk_team_target_team_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team_id", "attendance_id", name=op.f("pk_team_target")),
    )
    for column in ("attendance_id", "member_id"):
        op.create_index(op.f(f"ix_team_target_{column}"), "team_target", [column])


def downgrade() -> None:
    for table in ("team_target", "team_member", "exhibitor_team"):
        op.drop_table(table)
