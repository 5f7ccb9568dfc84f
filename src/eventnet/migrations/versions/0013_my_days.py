"""my days"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unmet_wish",
        sa.Column("from_id", sa.String(), nullable=False),
        sa.Column("to_id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("slot_ids", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_id"],
            ["attendance.id"],
            name=op.f("fk_unmet_wish_from_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["to_id"], ["attendance.id"], name=op.f("fk_unmet_wish_to_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_unmet_wish_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name=op.f("fk_unmet_wish_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("from_id", "to_id", name=op.f("pk_unmet_wish")),
    )
    for column in ("to_id", "event_id", "run_id"):
        op.create_index(op.f(f"ix_unmet_wish_{column}"), "unmet_wish", [column])
    op.create_table(
        "schedule_look",
        sa.Column("attendance_id", sa.String(), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["attendance.id"],
            name=op.f("fk_schedule_look_attendance_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attendance_id", name=op.f("pk_schedule_look")),
    )
    op.create_table(
        "reminder_choice",
        sa.Column("attendance_id", sa.String(), nullable=False),
        sa.Column("evening", sa.Boolean(), nullable=False),
        sa.Column("minutes", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["attendance.id"],
            name=op.f("fk_reminder_choice_attendance_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attendance_id", name=op.f("pk_reminder_choice")),
    )
    op.create_index("meeting_changed", "meeting", ["event_id", "changed_at"])


def downgrade() -> None:
    op.drop_index("meeting_changed", "meeting")
    op.drop_table("reminder_choice")
    op.drop_table("schedule_look")
    op.drop_table("unmet_wish")
