"""promises kept back, and one kind of why not less"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("promise") as table:
        table.add_column(
            sa.Column("delivered", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    with op.batch_alter_table("promise") as table:
        table.alter_column("delivered", server_default=None)
    op.execute("UPDATE unmet_wish SET kind = 'theirs', slot_ids = '[]' WHERE kind = 'nothing'")


def downgrade() -> None:
    with op.batch_alter_table("promise") as table:
        table.drop_column("delivered")
