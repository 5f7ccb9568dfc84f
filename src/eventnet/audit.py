"""What was done to others' data, and by whom: a trail in the database, and the security log."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, Session, SQLModel

from eventnet import clock
from eventnet.database import Utc
from eventnet.ids import new_id
from eventnet.logs import logger

log = logger("eventnet.security")

ERASED = "erased"
"""Stands where there was the id of somebody about whom everything is erased."""


class AuditEntry(SQLModel, table=True):
    """One deed. It is only ever added; of whoever is erased the deed stays, and not who it was."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_event_id_at", "event_id", "at", "id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    at: datetime = Field(default_factory=clock.now, sa_type=Utc, index=True)
    account_id: str | None = Field(default=None, index=True, description="who; None: the system")
    event_id: str | None = None
    community_id: str | None = Field(default=None, index=True)
    deed: str = Field(max_length=60, description="such as `plan.published`")
    subject: str = Field(default="", index=True, description="the id of what it was done to")
    detail: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


def record(
    session: Session,
    deed: str,
    *,
    account_id: str | None = None,
    event_id: str | None = None,
    community_id: str | None = None,
    subject: str = "",
    **detail: Any,
) -> None:
    """Add to the trail, in the transaction of the deed, and to the security log."""
    session.add(
        AuditEntry(
            deed=deed,
            account_id=account_id,
            event_id=event_id,
            community_id=community_id,
            subject=subject,
            detail=detail,
        )
    )
    log.info(deed, account=account_id, event_id=event_id, subject=subject, **detail)
