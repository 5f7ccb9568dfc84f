"""accounts that become one, members who are removed or idle, and how long things are kept"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

# The trail knows of every sign-in; a browser that stays signed in was seen later than that.
SEEN = """
UPDATE account SET seen_at = (
    SELECT max(at) FROM (
        SELECT at FROM audit_entry
        WHERE audit_entry.account_id = account.id AND deed = 'sign_in'
        UNION ALL
        SELECT seen_at AS at FROM login WHERE login.account_id = account.id
    ) AS visits
)
"""


def _to_account(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["account.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "other_address",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        _to_account("account_id", "other_address"),
        sa.PrimaryKeyConstraint("email", name=op.f("pk_other_address")),
    )
    op.create_index(op.f("ix_other_address_account_id"), "other_address", ["account_id"])
    op.create_table(
        "account_union",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("other_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        _to_account("account_id", "account_union"),
        _to_account("other_id", "account_union"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_union")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_account_union_fingerprint")),
    )
    for column in ("account_id", "other_id"):
        op.create_index(op.f(f"ix_account_union_{column}"), "account_union", [column])
    with op.batch_alter_table("account") as table:
        table.add_column(sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_account_seen_at"), "account", ["seen_at"])
    op.execute(SEEN)
    with op.batch_alter_table("membership") as table:
        for column in ("warned_at", "ends_at", "removed_at"):
            table.add_column(sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_membership_ends_at"), "membership", ["ends_at"])
    op.create_table(
        "keeping_rule",
        sa.Column("community_id", sa.String(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=True)
            for name in ("members", "asks", "introductions", "talks", "trail")
        ),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_keeping_rule_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_keeping_rule")),
    )


def downgrade() -> None:
    op.drop_table("keeping_rule")
    op.drop_index(op.f("ix_membership_ends_at"), "membership")
    with op.batch_alter_table("membership") as table:
        for column in ("removed_at", "ends_at", "warned_at"):
            table.drop_column(column)
    op.drop_index(op.f("ix_account_seen_at"), "account")
    with op.batch_alter_table("account") as table:
        table.drop_column("seen_at")
    op.drop_table("account_union")
    op.drop_table("other_address")
