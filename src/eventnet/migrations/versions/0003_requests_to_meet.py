"""requests to meet"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting_request",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("from_id", sa.String(), nullable=False),
        sa.Column("to_id", sa.String(), nullable=False),
        sa.Column("pair_id", sa.String(), nullable=False),
        sa.Column("awaits_id", sa.String(), nullable=False),
        sa.Column("slot_id", sa.String(), nullable=True),
        sa.Column("message", sa.String(length=1000), nullable=False),
        sa.Column("reply", sa.String(length=1000), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("cause_id", sa.String(), nullable=True),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.Column("old_slot_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["awaits_id"],
            ["attendance.id"],
            name=op.f("fk_meeting_request_awaits_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_meeting_request_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["from_id"],
            ["attendance.id"],
            name=op.f("fk_meeting_request_from_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_meeting_request_meeting_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["old_slot_id"], ["slot.id"], name=op.f("fk_meeting_request_old_slot_id")
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_meeting_request_slot_id")),
        sa.ForeignKeyConstraint(
            ["to_id"], ["attendance.id"], name=op.f("fk_meeting_request_to_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_request")),
    )
    with op.batch_alter_table("meeting_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_meeting_request_awaits_id"), ["awaits_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_meeting_request_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_meeting_request_expires_at"), ["expires_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_meeting_request_from_id"), ["from_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_meeting_request_meeting_id"), ["meeting_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_meeting_request_to_id"), ["to_id"], unique=False)
        batch_op.create_index(
            "meeting_request_waits_once",
            ["pair_id"],
            unique=True,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("said", sa.String(length=500), nullable=False, server_default="")
        )


def downgrade() -> None:
    op.drop_column("meeting", "said")
    op.drop_table("meeting_request")
