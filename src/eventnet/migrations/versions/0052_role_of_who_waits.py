"""as whom somebody comes who waits for a place"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("waiting_guest") as table:
        table.add_column(sa.Column("role", sa.String(length=60), nullable=False, server_default=""))
    with op.batch_alter_table("waiting_guest") as table:
        table.alter_column("role", server_default=None)


def downgrade() -> None:
    op.drop_column("waiting_guest", "role")
