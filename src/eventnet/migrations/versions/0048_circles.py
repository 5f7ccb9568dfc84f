"""circles: what is put together for a brief, and the group that was opened with whoever said yes"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("crew_brief") as table:
        table.add_column(
            sa.Column("kind", sa.String(length=20), nullable=False, server_default="crew")
        )
        table.add_column(sa.Column("group_id", sa.String(), nullable=True))
        table.create_foreign_key(
            op.f("fk_crew_brief_group_id"),
            "community_group",
            ["group_id"],
            ["id"],
            ondelete="SET NULL",
        )
        table.create_index("ix_crew_brief_group_id", ["group_id"])
    with op.batch_alter_table("crew_brief") as table:
        table.alter_column("kind", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("crew_brief") as table:
        table.drop_index("ix_crew_brief_group_id")
        table.drop_constraint(op.f("fk_crew_brief_group_id"), type_="foreignkey")
        table.drop_column("group_id")
        table.drop_column("kind")
