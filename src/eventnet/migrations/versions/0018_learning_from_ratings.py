"""learning from ratings; somebody's meetings of any state found by an index"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "learning",
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ratings", sa.Integer(), nullable=False),
        sa.Column("raters", sa.Integer(), nullable=False),
        sa.Column("weights_id", sa.String(), nullable=True),
        sa.Column("weights", sa.JSON(), nullable=True),
        sa.Column("quality", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_learning_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_learning")),
    )
    op.create_index(op.f("ix_meeting_side_attendance_id"), "meeting_side", ["attendance_id"])
    op.add_column("affinity_state", sa.Column("weights_id", sa.String(), nullable=True))
    op.add_column(
        "affinity_state",
        sa.Column("standard_weights", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_meeting_side_attendance_id"), "meeting_side")
    with op.batch_alter_table("affinity_state") as table:
        table.drop_column("standard_weights")
        table.drop_column("weights_id")
    op.drop_table("learning")
