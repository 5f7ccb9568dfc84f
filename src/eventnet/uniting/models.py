"""Tables of accounts that are to become one, and of what somebody was before they did."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Utc
from eventnet.ids import new_id


class AccountUnion(SQLModel, table=True):
    """Somebody signed in as one account says that another is theirs too; it waits for proof."""

    __tablename__ = "account_union"

    id: str = Field(default_factory=new_id, primary_key=True)
    fingerprint: str = Field(unique=True)
    account_id: str = Field(
        foreign_key="account.id", ondelete="CASCADE", index=True, description="the one that stays"
    )
    other_id: str = Field(
        foreign_key="account.id", ondelete="CASCADE", index=True, description="the one that goes"
    )
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    expires_at: datetime = Field(sa_type=Utc)


class FormerSelf(SQLModel, table=True):
    """A membership or an attendance that is no more: its id leads to the one that is left."""

    __tablename__ = "former_self"

    former_id: str = Field(primary_key=True, max_length=14)
    membership_id: str | None = Field(
        default=None, foreign_key="membership.id", ondelete="CASCADE", index=True
    )
    attendance_id: str | None = Field(
        default=None, foreign_key="attendance.id", ondelete="CASCADE", index=True
    )
    since: datetime = Field(default_factory=clock.now, sa_type=Utc)
