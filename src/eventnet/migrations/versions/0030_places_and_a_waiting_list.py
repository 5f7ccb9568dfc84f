"""how many places an event has, and who waits for one"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event") as table:
        table.add_column(sa.Column("places", sa.Integer(), nullable=True))
    op.create_table(
        "waiting_guest",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("organization", sa.String(length=300), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_waiting_guest_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_waiting_guest_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_guest")),
        sa.UniqueConstraint(
            "event_id", "account_id", name=op.f("uq_waiting_guest_event_id_account_id")
        ),
    )
    op.create_index(op.f("ix_waiting_guest_account_id"), "waiting_guest", ["account_id"])


def downgrade() -> None:
    op.drop_table("waiting_guest")
    with op.batch_alter_table("event") as table:
        table.drop_column("places")
