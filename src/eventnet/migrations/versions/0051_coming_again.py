"""who is asked to come to an event again"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "return_invitation",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("membership_id", sa.String(), nullable=False),
        sa.Column("from_event_id", sa.String(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_return_invitation_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["membership.id"],
            name=op.f("fk_return_invitation_membership_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["from_event_id"],
            ["event.id"],
            name=op.f("fk_return_invitation_from_event_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("event_id", "membership_id", name=op.f("pk_return_invitation")),
    )
    for column in ("membership_id", "from_event_id"):
        op.create_index(op.f(f"ix_return_invitation_{column}"), "return_invitation", [column])


def downgrade() -> None:
    op.drop_table("return_invitation")
