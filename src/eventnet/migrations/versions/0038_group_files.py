"""files that a group shares"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def _to(column: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{of}.id"], name=op.f(f"fk_group_file_{column}"), ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "group_file",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored", sa.String(length=20), nullable=False),
        sa.Column("once", sa.String(length=14), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        _to("group_id", "community_group"),
        _to("by_id", "membership"),
        _to("post_id", "group_post"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_file")),
        sa.UniqueConstraint("by_id", "once", name=op.f("uq_group_file_by_id_once")),
        sa.UniqueConstraint("stored", name=op.f("uq_group_file_stored")),
    )
    op.create_index(op.f("ix_group_file_group_id"), "group_file", ["group_id"])
    op.create_index(op.f("ix_group_file_post_id"), "group_file", ["post_id"])


def downgrade() -> None:
    op.drop_table("group_file")
