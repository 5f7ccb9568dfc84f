"""when somebody was reminded, and whom organizers marked"""

import sqlalchemy as sa
from alembic import op

from eventnet.database import Utc

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attendance") as table:
        table.add_column(sa.Column("reminded_at", Utc(), nullable=True))
        table.add_column(sa.Column("vip", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("attendance") as table:
        table.alter_column("vip", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("attendance") as table:
        table.drop_column("vip")
        table.drop_column("reminded_at")
