"""what figures know of an answer that was changed since"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outcome") as table:
        table.add_column(sa.Column("counted_happened", sa.String(length=20), nullable=True))
        table.add_column(sa.Column("counted_worth", sa.String(length=20), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("outcome") as table:
        table.drop_column("counted_worth")
        table.drop_column("counted_happened")
