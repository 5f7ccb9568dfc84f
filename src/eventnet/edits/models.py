"""Tables of edits, and of whom each touched."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id


class EditKind(StrEnum):
    """What was edited."""

    SLOTS_OUT = "slots_out"
    SLOTS_MOVED = "slots_moved"
    TABLES = "tables"
    WORD_RENAMED = "word_renamed"
    WORDS_MERGED = "words_merged"
    WHO_MEETS = "who_meets"
    ROLE_CHANGED = "role_changed"
    ROLE_OUT = "role_out"
    QUESTION_CHANGED = "question_changed"
    QUESTION_OUT = "question_out"


class Edit(SQLModel, table=True):
    """What an organizer changed of what others rely on, and what takes it back."""

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    account_id: str | None = Field(foreign_key="account.id", ondelete="SET NULL", default=None)
    kind: EditKind = Field(sa_type=Choice(EditKind))
    at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    detail: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSON, description="what its sentence is made of"
    )
    inverse: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSON, description="what undoing it needs: ids and states"
    )
    undo_until: datetime = Field(sa_type=Utc)
    undone_at: datetime | None = Field(default=None, sa_type=Utc)
    undone_by: str | None = Field(foreign_key="account.id", ondelete="SET NULL", default=None)
    told_at: datetime | None = Field(
        default=None, sa_type=Utc, index=True, description="since when it is told, and stays"
    )

    @property
    def is_of_words(self) -> bool:
        """Whether it is one of the vocabulary: told in the profile, where the words stand."""
        return self.kind in {EditKind.WORD_RENAMED, EditKind.WORDS_MERGED}

    @property
    def is_silent(self) -> bool:
        """Whether nobody gets a mail of it."""
        of_questions = self.kind in {EditKind.QUESTION_CHANGED, EditKind.QUESTION_OUT}
        return self.is_of_words or of_questions

    def may_be_undone(self, now: datetime) -> bool:
        """Say whether it can still be taken back: it was not told yet, and its time is not over."""
        return self.undone_at is None and self.told_at is None and now < self.undo_until


class EditTouch(SQLModel, table=True):
    """Somebody whom an edit touched."""

    __tablename__ = "edit_touch"

    edit_id: str = Field(foreign_key="edit.id", ondelete="CASCADE", primary_key=True)
    membership_id: str = Field(
        foreign_key="membership.id", ondelete="CASCADE", primary_key=True, index=True
    )
