"""since when an event is archived"""

import sqlalchemy as sa
from alembic import op

from eventnet.database import Utc

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event") as table:
        table.add_column(sa.Column("archived_at", Utc(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("event") as table:
        table.drop_column("archived_at")
