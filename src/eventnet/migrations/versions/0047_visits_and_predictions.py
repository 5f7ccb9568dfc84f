"""when members were here before, and whether anyone may read how well the matching predicts"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("membership", sa.Column("here_at", sa.DateTime(timezone=True)))
    op.add_column("membership", sa.Column("here_before_at", sa.DateTime(timezone=True)))
    with op.batch_alter_table("community") as table:
        table.add_column(
            sa.Column("shows_predictions", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("community") as table:
        table.alter_column("shows_predictions", server_default=None)


def downgrade() -> None:
    op.drop_column("community", "shows_predictions")
    op.drop_column("membership", "here_before_at")
    op.drop_column("membership", "here_at")
