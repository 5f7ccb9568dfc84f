"""messages"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("pair_id", sa.String(), nullable=False),
        _to("conversation", "event_id", "event.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sa.UniqueConstraint("pair_id", name=op.f("uq_conversation_pair_id")),
    )
    op.create_index(op.f("ix_conversation_event_id"), "conversation", ["event_id"])
    op.create_table(
        "conversation_side",
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("attendance_id", sa.String(), nullable=False),
        sa.Column("other_id", sa.String(), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("latest_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mailed", sa.Boolean(), nullable=False),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        _to("conversation_side", "conversation_id", "conversation.id"),
        _to("conversation_side", "attendance_id", "attendance.id"),
        _to("conversation_side", "other_id", "attendance.id"),
        sa.PrimaryKeyConstraint(
            "conversation_id", "attendance_id", name=op.f("pk_conversation_side")
        ),
    )
    for column in ("attendance_id", "due_at", "other_id"):
        op.create_index(op.f(f"ix_conversation_side_{column}"), "conversation_side", [column])
    op.create_table(
        "message",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.String(), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered", sa.Boolean(), nullable=False),
        _to("message", "conversation_id", "conversation.id"),
        _to("message", "from_id", "attendance.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint(
            "conversation_id", "number", name=op.f("uq_message_conversation_id_number")
        ),
    )
    op.create_index(op.f("ix_message_from_id"), "message", ["from_id"])
    op.create_table(
        "message_choice",
        sa.Column("attendance_id", sa.String(), nullable=False),
        sa.Column("shows_reading", sa.Boolean(), nullable=False),
        _to("message_choice", "attendance_id", "attendance.id"),
        sa.PrimaryKeyConstraint("attendance_id", name=op.f("pk_message_choice")),
    )
    op.create_table(
        "message_report",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("about_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("up_to", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        _to("message_report", "event_id", "event.id"),
        _to("message_report", "conversation_id", "conversation.id"),
        _to("message_report", "by_id", "attendance.id"),
        _to("message_report", "about_id", "attendance.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_report")),
    )
    for column in ("about_id", "by_id", "event_id"):
        op.create_index(op.f(f"ix_message_report_{column}"), "message_report", [column])
    op.create_index(
        "message_report_waits_once",
        "message_report",
        ["conversation_id", "by_id"],
        unique=True,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )


def downgrade() -> None:
    for table in ("message_report", "message_choice", "message", "conversation_side"):
        op.drop_table(table)
    op.drop_table("conversation")
