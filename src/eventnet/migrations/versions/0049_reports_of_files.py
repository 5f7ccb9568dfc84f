"""files are found and reported, a page is removed by who wrote it, what is written about listings is read"""

import sqlalchemy as sa
from alembic import op

from eventnet.people.search.kept import kept_words

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None
FILES = sa.table("group_file", sa.column("id"), sa.column("name"), sa.column("found"))


def _to(column: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{of}.id"], name=op.f(f"fk_file_report_{column}"), ondelete="CASCADE"
    )


def upgrade() -> None:
    op.add_column("group_file", sa.Column("hidden_at", sa.DateTime(timezone=True)))
    with op.batch_alter_table("group_file") as table:
        table.add_column(sa.Column("found", sa.String(), nullable=False, server_default=""))
    bind = op.get_bind()
    for key, name in bind.execute(sa.select(FILES.c.id, FILES.c.name)).all():
        bind.execute(FILES.update().where(FILES.c.id == key).values(found=kept_words(name)))
    with op.batch_alter_table("group_file") as table:
        table.alter_column("found", server_default=None)
    op.create_table(
        "file_report",
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        _to("file_id", "group_file"),
        _to("by_id", "membership"),
        sa.PrimaryKeyConstraint("file_id", "by_id", name=op.f("pk_file_report")),
    )
    op.create_index(op.f("ix_file_report_by_id"), "file_report", ["by_id"])
    op.add_column("group_page", sa.Column("withdrawn_at", sa.DateTime(timezone=True)))
    op.add_column("listing_line", sa.Column("read_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE listing_line SET read_at = at")  # what is there already is no news


def downgrade() -> None:
    op.drop_column("listing_line", "read_at")
    op.drop_column("group_page", "withdrawn_at")
    op.drop_table("file_report")
    op.drop_column("group_file", "found")
    op.drop_column("group_file", "hidden_at")
