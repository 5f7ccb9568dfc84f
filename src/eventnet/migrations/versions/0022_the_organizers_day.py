"""what organizers do on the day: in others' place, at the door, and to everybody"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("meeting_sign", "proposal"):
        with op.batch_alter_table(name) as table:
            table.add_column(
                sa.Column("by_desk", sa.Boolean(), nullable=False, server_default=sa.false())
            )
        with op.batch_alter_table(name) as table:
            table.alter_column("by_desk", server_default=None)
    with op.batch_alter_table("check_in") as table:
        table.add_column(sa.Column("door_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "announcement",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("words", sa.String(length=280), nullable=False),
        sa.Column("to", sa.String(length=20), nullable=False),
        sa.Column("role_id", sa.String(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_announcement_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["role_id"],
            ["role.id"],
            name=op.f("fk_announcement_role_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
    )
    op.create_index("ix_announcement_event_id", "announcement", ["event_id"])
    op.create_table(
        "announcement_dismissal",
        sa.Column("announcement_id", sa.String(), nullable=False),
        sa.Column("attendance_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name=op.f("fk_announcement_dismissal_announcement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["attendance.id"],
            name=op.f("fk_announcement_dismissal_attendance_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "announcement_id", "attendance_id", name=op.f("pk_announcement_dismissal")
        ),
    )
    op.create_index(
        "ix_announcement_dismissal_attendance_id", "announcement_dismissal", ["attendance_id"]
    )


def downgrade() -> None:
    op.drop_table("announcement_dismissal")
    op.drop_table("announcement")
    with op.batch_alter_table("check_in") as table:
        table.drop_column("door_at")
    for name in ("proposal", "meeting_sign"):
        with op.batch_alter_table(name) as table:
            table.drop_column("by_desk")
