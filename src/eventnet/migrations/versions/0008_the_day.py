"""the day"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "check_in",
        sa.Column("attendance_id", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("look", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["attendance.id"],
            name=op.f("fk_check_in_attendance_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_check_in_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attendance_id", "on", name=op.f("pk_check_in")),
    )
    op.create_table(
        "meeting_sign",
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("attendance_id", sa.String(), nullable=False),
        sa.Column("here_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_minutes", sa.Integer(), nullable=True),
        sa.Column("missing_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["attendance.id"],
            name=op.f("fk_meeting_sign_attendance_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_meeting_sign_meeting_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("meeting_id", "attendance_id", name=op.f("pk_meeting_sign")),
    )
    op.create_table(
        "slot_seeker",
        sa.Column("attendance_id", sa.String(), nullable=False),
        sa.Column("slot_id", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["attendance.id"],
            name=op.f("fk_slot_seeker_attendance_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slot.id"], name=op.f("fk_slot_seeker_slot_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attendance_id", "slot_id", name=op.f("pk_slot_seeker")),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("slot_id", sa.String(), nullable=False),
        sa.Column("a_id", sa.String(), nullable=False),
        sa.Column("b_id", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=True),
        sa.Column("a_yes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("b_yes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.CheckConstraint("a_id < b_id", name=op.f("ck_proposal_in_order")),
        sa.ForeignKeyConstraint(
            ["a_id"], ["attendance.id"], name=op.f("fk_proposal_a_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["b_id"], ["attendance.id"], name=op.f("fk_proposal_b_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_proposal_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_proposal_meeting_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slot.id"], name=op.f("fk_proposal_slot_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    for table, column in (
        ("check_in", "event_id"),
        ("meeting_sign", "attendance_id"),
        ("slot_seeker", "slot_id"),
        ("proposal", "a_id"),
        ("proposal", "b_id"),
        ("proposal", "meeting_id"),
        ("proposal", "slot_id"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in ("proposal", "slot_seeker", "meeting_sign", "check_in"):
        op.drop_table(table)
