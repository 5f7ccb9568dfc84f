"""saved searches"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_search",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("attendance_id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("watching", sa.Boolean(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["attendance.id"],
            name=op.f("fk_saved_search_attendance_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_saved_search_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint(
            "attendance_id", "name", name=op.f("uq_saved_search_attendance_id_name")
        ),
    )
    with op.batch_alter_table("saved_search", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_search_event_id"), ["event_id"], unique=False)
    op.create_table(
        "saved_search_fit",
        sa.Column("search_id", sa.String(), nullable=False),
        sa.Column("attendance_id", sa.String(), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["search_id"],
            ["saved_search.id"],
            name=op.f("fk_saved_search_fit_search_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["attendance.id"],
            name=op.f("fk_saved_search_fit_attendance_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("search_id", "attendance_id", name=op.f("pk_saved_search_fit")),
    )
    with op.batch_alter_table("saved_search_fit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_saved_search_fit_attendance_id"), ["attendance_id"], unique=False
        )
    op.create_index(
        "saved_search_fit_new",
        "saved_search_fit",
        ["search_id"],
        sqlite_where=sa.text("is_new"),
        postgresql_where=sa.text("is_new"),
    )


def downgrade() -> None:
    op.drop_table("saved_search_fit")
    op.drop_table("saved_search")
