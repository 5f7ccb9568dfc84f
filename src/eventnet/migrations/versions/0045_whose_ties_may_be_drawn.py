"""whose ties may be drawn on maps"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "network_choice",
        sa.Column("membership_id", sa.String(), nullable=False),
        sa.Column("drawn", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["membership.id"],
            name=op.f("fk_network_choice_membership_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("membership_id", name=op.f("pk_network_choice")),
    )


def downgrade() -> None:
    op.drop_table("network_choice")
