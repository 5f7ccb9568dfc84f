"""publications that can be undone, and runs from scratch"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("run", sa.Column("keeps", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("run") as table:
        table.alter_column("keeps", server_default=None)
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "publication",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=True),
        sa.Column("at", moment, nullable=False),
        sa.Column("undo_until", moment, nullable=False),
        sa.Column("told_at", moment, nullable=True),
        sa.Column("undone_at", moment, nullable=True),
        sa.Column("undone_by_id", sa.String(), nullable=True),
        sa.Column("lost", sa.Integer(), nullable=False),
        _key("publication", "event_id", "event"),
        _key("publication", "run_id", "run"),
        _key("publication", "account_id", "account", "SET NULL"),
        _key("publication", "undone_by_id", "account", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    _index("publication", "event_id", "run_id")
    op.create_table(
        "meeting_before",
        sa.Column("publication_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("change", sa.String(length=20), nullable=False),
        sa.Column("slot_id", sa.String(), nullable=True),
        sa.Column("table_number", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=True),
        sa.Column("answer_until", moment, nullable=True),
        sa.Column("affinity", sa.Float(), nullable=False),
        sa.Column("because", sa.JSON(), nullable=False),
        sa.Column("run_id", sa.String(), nullable=True),
        sa.Column("cause_id", sa.String(), nullable=True),
        _key("meeting_before", "publication_id", "publication"),
        _key("meeting_before", "meeting_id", "meeting"),
        sa.PrimaryKeyConstraint("publication_id", "meeting_id", name=op.f("pk_meeting_before")),
    )
    _index("meeting_before", "meeting_id")
    op.create_table(
        "side_before",
        sa.Column("publication_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("attendance_id", sa.String(), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=True),
        sa.Column("answered_at", moment, nullable=True),
        _key("side_before", "publication_id", "publication"),
        _key("side_before", "meeting_id", "meeting"),
        _key("side_before", "attendance_id", "attendance"),
        sa.PrimaryKeyConstraint(
            "publication_id", "meeting_id", "attendance_id", name=op.f("pk_side_before")
        ),
    )
    _index("side_before", "meeting_id", "attendance_id")
    op.create_table(
        "seat_before",
        sa.Column("publication_id", sa.String(), nullable=False),
        sa.Column("table_id", sa.String(), nullable=False),
        sa.Column("attendance_id", sa.String(), nullable=False),
        sa.Column("change", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("run_id", sa.String(), nullable=True),
        sa.Column("cause_id", sa.String(), nullable=True),
        _key("seat_before", "publication_id", "publication"),
        _key("seat_before", "table_id", "round_table"),
        _key("seat_before", "attendance_id", "attendance"),
        sa.PrimaryKeyConstraint(
            "publication_id", "table_id", "attendance_id", name=op.f("pk_seat_before")
        ),
    )
    _index("seat_before", "table_id", "attendance_id")


def downgrade() -> None:
    for name in ("seat_before", "side_before", "meeting_before", "publication"):
        op.drop_table(name)
    with op.batch_alter_table("run") as table:
        table.drop_column("keeps")


def _key(table: str, column: str, of: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{of}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
