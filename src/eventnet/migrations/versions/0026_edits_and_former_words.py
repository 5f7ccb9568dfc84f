"""edits that can be undone, former words, and a slot where another was taken out"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

STANDING = sa.text("removed_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "edit",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("inverse", sa.JSON(), nullable=False),
        sa.Column("undo_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_edit_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_edit_account_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["account.id"], name=op.f("fk_edit_undone_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edit")),
    )
    for column in ("event_id", "told_at"):
        op.create_index(op.f(f"ix_edit_{column}"), "edit", [column])
    op.create_table(
        "edit_touch",
        sa.Column("edit_id", sa.String(), nullable=False),
        sa.Column("membership_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edit_id"], ["edit.id"], name=op.f("fk_edit_touch_edit_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["membership.id"],
            name=op.f("fk_edit_touch_membership_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("edit_id", "membership_id", name=op.f("pk_edit_touch")),
    )
    op.create_index(op.f("ix_edit_touch_membership_id"), "edit_touch", ["membership_id"])
    with op.batch_alter_table("topic") as table:
        table.add_column(sa.Column("same_as_id", sa.String(), nullable=True))
        table.create_foreign_key(
            op.f("fk_topic_same_as_id"), "topic", ["same_as_id"], ["id"], ondelete="CASCADE"
        )
        table.create_index(op.f("ix_topic_same_as_id"), ["same_as_id"])
    with op.batch_alter_table("slot") as table:
        table.drop_constraint(op.f("uq_slot_event_id_starts_at"), type_="unique")
    op.create_index(
        "slot_is_alone",
        "slot",
        ["event_id", "starts_at"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )


def downgrade() -> None:
    op.drop_index("slot_is_alone", "slot")
    with op.batch_alter_table("slot") as table:
        table.create_unique_constraint(
            op.f("uq_slot_event_id_starts_at"), ["event_id", "starts_at"]
        )
    with op.batch_alter_table("topic") as table:
        table.drop_index(op.f("ix_topic_same_as_id"))
        table.drop_constraint(op.f("fk_topic_same_as_id"), type_="foreignkey")
        table.drop_column("same_as_id")
    op.drop_table("edit_touch")
    op.drop_table("edit")
