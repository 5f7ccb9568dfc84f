"""The table of floor plans."""

from enum import StrEnum

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from eventnet.database import Choice


class Wall(StrEnum):
    """A wall of the room, as the map is drawn: table 1 stands at the left of the top row."""

    TOP = "top"
    RIGHT = "right"
    BOTTOM = "bottom"
    LEFT = "left"


class FloorPlan(SQLModel, table=True):
    """How the tables of an event stand, as far as a map needs it. Most events have one room."""

    __tablename__ = "floor_plan"

    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", primary_key=True)
    per_row: int
    entrance: Wall = Field(default=Wall.BOTTOM, sa_type=Choice(Wall))
    stands: list[str] = Field(default_factory=list, sa_type=JSON)
    """Their names, as they stand from left to right or from top to bottom."""
    stands_wall: Wall = Field(default=Wall.TOP, sa_type=Choice(Wall))
