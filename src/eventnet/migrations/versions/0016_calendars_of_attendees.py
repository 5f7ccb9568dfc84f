"""calendars of attendees"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_calendar",
        sa.Column("attendance_id", sa.String(), nullable=False),
        sa.Column("address", sa.String(length=2000), nullable=False),
        sa.Column("given", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(length=20), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["attendance.id"],
            name=op.f("fk_own_calendar_attendance_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attendance_id", name=op.f("pk_own_calendar")),
    )
    op.create_index(op.f("ix_own_calendar_due_at"), "own_calendar", ["due_at"])
    op.create_table(
        "busy_time",
        sa.Column("attendance_id", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["own_calendar.attendance_id"],
            name=op.f("fk_busy_time_attendance_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attendance_id", "starts_at", name=op.f("pk_busy_time")),
    )
    op.create_table(
        "free_anyway",
        sa.Column("attendance_id", sa.String(), nullable=False),
        sa.Column("slot_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["own_calendar.attendance_id"],
            name=op.f("fk_free_anyway_attendance_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slot.id"], name=op.f("fk_free_anyway_slot_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attendance_id", "slot_id", name=op.f("pk_free_anyway")),
    )
    op.create_index(op.f("ix_free_anyway_slot_id"), "free_anyway", ["slot_id"])


def downgrade() -> None:
    op.drop_table("free_anyway")
    op.drop_table("busy_time")
    op.drop_table("own_calendar")
