"""contacts"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact_card",
        sa.Column("attendance_id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("shares_email", sa.Boolean(), nullable=False),
        sa.Column("shares_organization", sa.Boolean(), nullable=False),
        sa.Column("shares_links", sa.Boolean(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["attendance.id"],
            name=op.f("fk_contact_card_attendance_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_contact_card_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attendance_id", name=op.f("pk_contact_card")),
        sa.UniqueConstraint("event_id", "code", name=op.f("uq_contact_card_event_id_code")),
    )
    op.create_table(
        "contact",
        sa.Column("a_id", sa.String(), nullable=False),
        sa.Column("b_id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("a_id < b_id", name=op.f("ck_contact_in_order")),
        sa.ForeignKeyConstraint(
            ["a_id"], ["attendance.id"], name=op.f("fk_contact_a_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["b_id"], ["attendance.id"], name=op.f("fk_contact_b_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_contact_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("a_id", "b_id", name=op.f("pk_contact")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_b_id"), ["b_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_event_id"), ["event_id"], unique=False)


def downgrade() -> None:
    op.drop_table("contact")
    op.drop_table("contact_card")
