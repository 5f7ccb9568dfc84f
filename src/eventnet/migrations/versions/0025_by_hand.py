"""pairs pinned and forbidden by hand, drafts changed by hand, when a run is near enough"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("run") as table:
        table.add_column(sa.Column("solved", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("edition", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("enough", sa.Float(), nullable=True))
        table.add_column(sa.Column("around_id", sa.String(), nullable=True))
        table.create_foreign_key(
            op.f("fk_run_around_id"), "run", ["around_id"], ["id"], ondelete="SET NULL"
        )
    with op.batch_alter_table("run") as table:
        table.alter_column("edition", server_default=None)
    op.create_table(
        "plan_edit",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("a_id", sa.String(), nullable=False),
        sa.Column("b_id", sa.String(), nullable=False),
        sa.Column("slot_id", sa.String(), nullable=True),
        sa.Column("account_id", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _points("plan_edit", "run_id", "run"),
        _points("plan_edit", "a_id", "attendance"),
        _points("plan_edit", "b_id", "attendance"),
        _points("plan_edit", "account_id", "account", "SET NULL"),
        sa.PrimaryKeyConstraint("run_id", "number", "a_id", "b_id", name=op.f("pk_plan_edit")),
    )
    op.create_index(op.f("ix_plan_edit_a_id"), "plan_edit", ["a_id"])
    op.create_index(op.f("ix_plan_edit_b_id"), "plan_edit", ["b_id"])
    op.create_table(
        "hand_rule",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("a_id", sa.String(), nullable=False),
        sa.Column("b_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("slot_id", sa.String(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("account_id", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _points("hand_rule", "event_id", "event"),
        _points("hand_rule", "a_id", "attendance"),
        _points("hand_rule", "b_id", "attendance"),
        _points("hand_rule", "slot_id", "slot", "SET NULL"),
        _points("hand_rule", "account_id", "account", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_rule")),
        sa.UniqueConstraint("a_id", "b_id", name=op.f("uq_hand_rule_a_id_b_id")),
    )
    op.create_index(op.f("ix_hand_rule_event_id"), "hand_rule", ["event_id"])
    op.create_index(op.f("ix_hand_rule_b_id"), "hand_rule", ["b_id"])


def downgrade() -> None:
    op.drop_table("hand_rule")
    op.drop_table("plan_edit")
    with op.batch_alter_table("run") as table:
        table.drop_constraint(op.f("fk_run_around_id"), type_="foreignkey")
        table.drop_column("around_id")
        table.drop_column("enough")
        table.drop_column("edition")
        table.drop_column("solved")


def _points(table: str, column: str, to: str, gone: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete=gone)
