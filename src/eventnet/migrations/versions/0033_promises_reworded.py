"""promises that one of the two said anew, and what was agreed before"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("promise") as table:
        table.add_column(sa.Column("former_words", sa.String(length=300), nullable=True))
        table.add_column(sa.Column("former_due_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("reworded_by_id", sa.String(), nullable=True))
        table.add_column(
            sa.Column("rewording_delivered", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    with op.batch_alter_table("promise") as table:
        table.alter_column("rewording_delivered", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("promise") as table:
        table.drop_column("rewording_delivered")
        table.drop_column("reworded_by_id")
        table.drop_column("former_due_on")
        table.drop_column("former_words")
