"""when a deleted event is erased"""

import sqlalchemy as sa
from alembic import op

from eventnet.database import Utc

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event") as table:
        table.add_column(sa.Column("erase_at", Utc(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("event") as table:
        table.drop_column("erase_at")
