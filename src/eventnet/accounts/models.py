"""Tables of accounts and of the ways to sign in."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id

TAKEN_BACK_WITHIN = timedelta(days=7)
"""How long a deleted account is kept, unseen, for its owner to change their mind."""


class Account(SQLModel, table=True):
    """A person, known by an address that receives mail."""

    id: str = Field(default_factory=new_id, primary_key=True)
    email: str = Field(unique=True, max_length=254, description="in lower case")
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    seen_at: datetime | None = Field(
        default=None, sa_type=Utc, index=True, description="when they last opened a page here"
    )
    is_operator: bool = False
    deactivated_at: datetime | None = Field(default=None, sa_type=Utc)
    erase_at: datetime | None = Field(
        default=None,
        sa_type=Utc,
        index=True,
        description="when all about them is erased; until then its owner can take that back",
    )
    time_zone: str | None = None
    language: str | None = None


class OtherAddress(SQLModel, table=True):
    """One more address that signs in to an account: that of another one, which became one with it.

    Mails go to the account's own address. No other account has this one.
    """

    __tablename__ = "other_address"

    email: str = Field(primary_key=True, max_length=254, description="in lower case")
    account_id: str = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    since: datetime = Field(default_factory=clock.now, sa_type=Utc)


class Identity(SQLModel, table=True):
    """An account at an identity provider, known by issuer and subject, never by address."""

    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    account_id: str = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    issuer: str
    subject: str
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class LinkPurpose(StrEnum):
    """What a mailed link is for."""

    SIGN_IN = "sign_in"
    INVITATION = "invitation"
    IDENTITY = "identity"
    PROOF = "proof"
    """That it is still the same person, before something that could lock them out."""


class SignInLink(SQLModel, table=True):
    """A link mailed to an address; only its fingerprint is kept."""

    __tablename__ = "sign_in_link"

    id: str = Field(default_factory=new_id, primary_key=True)
    fingerprint: str = Field(unique=True)
    email: str = Field(index=True, max_length=254)
    purpose: LinkPurpose = Field(sa_type=Choice(LinkPurpose))
    next: str = Field(default="/", description="the path to go on to")
    issuer: str | None = Field(default=None, description="of the identity that it will link")
    subject: str | None = None
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    expires_at: datetime = Field(sa_type=Utc)
    used_at: datetime | None = Field(default=None, sa_type=Utc)
    voided_at: datetime | None = Field(default=None, sa_type=Utc)


class AddressChange(SQLModel, table=True):
    """That an account was to have another address; only the fingerprint of its link is kept."""

    __tablename__ = "address_change"

    id: str = Field(default_factory=new_id, primary_key=True)
    fingerprint: str = Field(unique=True)
    account_id: str = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    old_email: str = Field(max_length=254)
    new_email: str = Field(max_length=254)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    expires_at: datetime = Field(sa_type=Utc, description="until when it can be confirmed")
    confirmed_at: datetime | None = Field(default=None, sa_type=Utc)
    ended_at: datetime | None = Field(
        default=None, sa_type=Utc, description="when it was replaced, or the old address objected"
    )
    objected_at: datetime | None = Field(
        default=None,
        sa_type=Utc,
        description="when the old address of it, or of one before, objected",
    )


class Login(SQLModel, table=True):
    """A browser in which somebody is signed in: the session behind the cookie."""

    id: str = Field(default_factory=new_id, primary_key=True)
    fingerprint: str = Field(unique=True)
    account_id: str = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    agent: str = Field(default="", max_length=300, description="what the browser calls itself")
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    seen_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    expires_at: datetime = Field(sa_type=Utc)


class SpentState(SQLModel, table=True):
    """An answer of an identity provider that was taken; it is not taken again."""

    __tablename__ = "spent_state"

    fingerprint: str = Field(primary_key=True)
    expires_at: datetime = Field(sa_type=Utc, index=True)
