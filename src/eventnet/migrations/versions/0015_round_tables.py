"""round tables"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "event", sa.Column("round_tables", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column(
        "event", sa.Column("round_seats", sa.Integer(), nullable=False, server_default="12")
    )
    op.create_table(
        "round_table",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("host_id", sa.String(), nullable=False),
        sa.Column("slot_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("about", sa.String(length=600), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("said", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_round_table_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["host_id"], ["attendance.id"], name=op.f("fk_round_table_host_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_round_table_slot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_table")),
    )
    for column in ("event_id", "host_id"):
        op.create_index(op.f(f"ix_round_table_{column}"), "round_table", [column])
    _unique("round_table_is_free", "round_table", ["slot_id", "number"])
    op.create_table(
        "round_seat",
        sa.Column("table_id", sa.String(), nullable=False),
        sa.Column("attendance_id", sa.String(), nullable=False),
        sa.Column("slot_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(), nullable=True),
        sa.Column("cause_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["table_id"],
            ["round_table.id"],
            name=op.f("fk_round_seat_table_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["attendance.id"],
            name=op.f("fk_round_seat_attendance_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_round_seat_slot_id")),
        sa.PrimaryKeyConstraint("table_id", "attendance_id", name=op.f("pk_round_seat")),
    )
    for column in ("attendance_id", "run_id"):
        op.create_index(op.f(f"ix_round_seat_{column}"), "round_seat", [column])
    _unique("round_seat_is_alone", "round_seat", ["attendance_id", "slot_id"])
    _unique("round_seat_is_free", "round_seat", ["table_id", "number"])


def _unique(name: str, table: str, columns: list[str]) -> None:
    op.create_index(
        name,
        table,
        columns,
        unique=True,
        sqlite_where=sa.text("live = 1"),
        postgresql_where=sa.text("live"),
    )


def downgrade() -> None:
    op.drop_table("round_seat")
    op.drop_table("round_table")
    op.drop_column("event", "round_seats")
    op.drop_column("event", "round_tables")
