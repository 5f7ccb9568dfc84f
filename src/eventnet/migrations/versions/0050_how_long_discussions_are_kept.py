"""how long quiet discussions and trails of events are kept, and where old links to people lead"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("keeping_rule") as table:
        for name in ("discussions", "event_trails"):
            table.add_column(sa.Column(name, sa.Integer(), nullable=True))
    people = ("membership", "attendance")
    op.create_table(
        "former_self",
        sa.Column("former_id", sa.String(length=14), nullable=False),
        *(sa.Column(f"{name}_id", sa.String(), nullable=True) for name in people),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{name}_id"],
                [f"{name}.id"],
                name=op.f(f"fk_former_self_{name}_id"),
                ondelete="CASCADE",
            )
            for name in people
        ),
        sa.PrimaryKeyConstraint("former_id", name=op.f("pk_former_self")),
    )
    for name in people:
        op.create_index(op.f(f"ix_former_self_{name}_id"), "former_self", [f"{name}_id"])


def downgrade() -> None:
    op.drop_table("former_self")
    with op.batch_alter_table("keeping_rule") as table:
        for name in ("event_trails", "discussions"):
            table.drop_column(name)
