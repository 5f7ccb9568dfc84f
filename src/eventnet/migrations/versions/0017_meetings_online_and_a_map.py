"""meetings online, and a map of the room"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "event",
        sa.Column("online_pattern", sa.String(length=300), nullable=False, server_default=""),
    )
    op.add_column(
        "attendance",
        sa.Column("afar", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("meeting", sa.Column("room", sa.String(length=60), nullable=True))
    op.create_table(
        "floor_plan",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("per_row", sa.Integer(), nullable=False),
        sa.Column("entrance", sa.String(length=20), nullable=False),
        sa.Column("stands", sa.JSON(), nullable=False),
        sa.Column("stands_wall", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_floor_plan_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_floor_plan")),
    )


def downgrade() -> None:
    op.drop_table("floor_plan")
    op.drop_column("meeting", "room")
    op.drop_column("attendance", "afar")
    op.drop_column("event", "online_pattern")
