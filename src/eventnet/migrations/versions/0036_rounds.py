"""rounds: how a community holds them, who takes part, and the talks that come of them"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)


def _to(table: str, column: str, target: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )


def upgrade() -> None:
    op.create_table(
        "rounds_setting",
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("rhythm", sa.String(length=20), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("colleagues", sa.Boolean(), nullable=False),
        sa.Column("across", sa.JSON(), nullable=False),
        sa.Column("changed_at", UTC, nullable=False),
        _to("rounds_setting", "community_id", "community"),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_rounds_setting")),
    )
    op.create_table(
        "talk_round",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("begun_at", UTC, nullable=False),
        sa.Column("done_at", UTC, nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("talks", sa.Integer(), nullable=False),
        sa.Column("threes", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        _to("talk_round", "community_id", "community"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_round")),
        sa.UniqueConstraint(
            "community_id", "due_on", name=op.f("uq_talk_round_community_id_due_on")
        ),
    )
    op.create_table(
        "round_member",
        sa.Column("membership_id", sa.String(), nullable=False),
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("takes_part", sa.Boolean(), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("skips_next", sa.Boolean(), nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("from_hour", sa.Integer(), nullable=False),
        sa.Column("to_hour", sa.Integer(), nullable=False),
        sa.Column("where", sa.String(length=300), nullable=False),
        sa.Column("first_since", UTC, nullable=True),
        sa.Column("latest_round_id", sa.String(), nullable=True),
        sa.Column("calendar", sa.Integer(), nullable=False),
        sa.Column("since", UTC, nullable=False),
        _to("round_member", "membership_id", "membership"),
        _to("round_member", "community_id", "community"),
        _to("round_member", "latest_round_id", "talk_round", "SET NULL"),
        sa.PrimaryKeyConstraint("membership_id", name=op.f("pk_round_member")),
    )
    op.create_table(
        "round_talk",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("starts_at", UTC, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", UTC, nullable=False),
        sa.Column("asked_at", UTC, nullable=True),
        _to("round_talk", "round_id", "talk_round"),
        _to("round_talk", "community_id", "community"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_talk")),
    )
    op.create_table(
        "round_talk_side",
        sa.Column("talk_id", sa.String(), nullable=False),
        sa.Column("membership_id", sa.String(), nullable=False),
        sa.Column("suits", sa.Boolean(), nullable=False),
        sa.Column("out_at", UTC, nullable=True),
        sa.Column("met", sa.String(length=20), nullable=True),
        sa.Column("worth", sa.String(length=20), nullable=True),
        sa.Column("memory", sa.String(length=300), nullable=False),
        sa.Column("promise", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("kept_at", UTC, nullable=True),
        sa.Column("told_at", UTC, nullable=True),
        sa.Column("counted", sa.String(length=20), nullable=True),
        _to("round_talk_side", "talk_id", "round_talk"),
        _to("round_talk_side", "membership_id", "membership"),
        sa.PrimaryKeyConstraint("talk_id", "membership_id", name=op.f("pk_round_talk_side")),
    )
    for table, columns in (
        ("round_member", ("community_id", "latest_round_id")),
        ("round_talk", ("round_id", "community_id", "starts_at")),
        ("round_talk_side", ("membership_id",)),
    ):
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in (
        "round_talk_side",
        "round_talk",
        "round_member",
        "talk_round",
        "rounds_setting",
    ):
        op.drop_table(table)
