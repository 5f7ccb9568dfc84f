"""Tables of the outbox and of what people do not want to hear of."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Utc
from eventnet.ids import new_id


class OutboxMail(SQLModel, table=True):
    """A mail, written in the transaction of its cause and delivered by a job."""

    __tablename__ = "outbox_mail"

    id: str = Field(default_factory=new_id, primary_key=True)
    to: str = Field(index=True, max_length=254)
    kind: str = Field(max_length=40, description="what it is about; one can be stopped by kind")
    once: str | None = Field(default=None, unique=True, description="no two mails say this")
    subject: str
    text: str
    html: str
    stop_url: str | None = Field(default=None, description="the one-click address")
    event_id: str | None = Field(default=None, index=True)
    reply_to: str | None = Field(
        default=None, max_length=254, description="where an answer to it goes"
    )
    secret: bool = Field(default=False, description="holds a link that signs in: text is wiped")
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc, index=True)
    due_at: datetime = Field(default_factory=clock.now, sa_type=Utc, index=True)
    attempts: int = 0
    claimed_at: datetime | None = Field(default=None, sa_type=Utc)
    sent_at: datetime | None = Field(default=None, sa_type=Utc)
    failed_at: datetime | None = Field(default=None, sa_type=Utc)
    failure: str | None = None


class MailStop(SQLModel, table=True):
    """Mails of one kind that an address does not want."""

    __tablename__ = "mail_stop"
    __table_args__ = (UniqueConstraint("email", "kind"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    email: str = Field(max_length=254)
    kind: str = Field(max_length=40)
    stopped_at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class MailTrouble(SQLModel, table=True):
    """An address that mail came back from: only what it asks for is written to it.

    It ends when somebody signs in by a link mailed there, or an organizer has it tried again.
    """

    __tablename__ = "mail_trouble"

    email: str = Field(primary_key=True, max_length=254)
    since: datetime = Field(default_factory=clock.now, sa_type=Utc)
    words: str = Field(description="what the mail server said")
