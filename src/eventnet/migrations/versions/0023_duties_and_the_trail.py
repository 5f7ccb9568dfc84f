"""helpers with duties, and the trail of an event in its order"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "helper",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("door", sa.Boolean(), nullable=False),
        sa.Column("content", sa.Boolean(), nullable=False),
        sa.Column("matching", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_helper_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_helper_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "account_id", name=op.f("pk_helper")),
    )
    with op.batch_alter_table("helper") as table:
        table.create_index(table.f("ix_helper_account_id"), ["account_id"], unique=False)
    with op.batch_alter_table("audit_entry") as table:
        table.create_index("ix_audit_entry_event_id_at", ["event_id", "at", "id"], unique=False)
        table.create_index(table.f("ix_audit_entry_subject"), ["subject"], unique=False)
        table.drop_index(table.f("ix_audit_entry_event_id"))


def downgrade() -> None:
    with op.batch_alter_table("audit_entry") as table:
        table.create_index(table.f("ix_audit_entry_event_id"), ["event_id"], unique=False)
        table.drop_index(table.f("ix_audit_entry_subject"))
        table.drop_index("ix_audit_entry_event_id_at")
    op.drop_table("helper")
