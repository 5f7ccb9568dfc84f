"""The pages of one map: where each of them is, and of whom it is."""

from collections.abc import Callable
from dataclasses import dataclass

from eventnet.events.policies import InsiderVisit
from eventnet.groups.policies import GroupVisit
from eventnet.networks.sight import Sight, at_event, in_group
from eventnet.paging import with_query

BEFORE = "before"


@dataclass(frozen=True)
class MapPlace:
    """A map of an event or a group, as one reader comes to it."""

    sight: Sight
    name: str
    """Of the event or the group."""
    back: str
    """The page from which the map is reached."""
    here: Callable[..., str]
    """The address of a page of this map, by the end of its name and what stands in its path."""
    is_before: bool
    """Whether the ties of before the event are asked for."""

    @property
    def has_before(self) -> bool:
        """Whether there is a time that parts before from after."""
        return self.sight.crowd.begins is not None

    def overview(self, *, before: bool = False) -> str:
        """Return the address of the whole map."""
        return with_query(self.here(""), {"ties": BEFORE if before else ""})

    def cluster(self, number: int, *, before: bool | None = None) -> str:
        """Return the address of a cluster, with the ties that are shown now if nothing is said."""
        is_before = self.is_before if before is None else before
        path = self.here("-cluster", number=number)
        return with_query(path, {"ties": BEFORE if is_before else ""})

    @property
    def mine(self) -> str:
        """Return the address of the reader's own ties."""
        return self.here("-mine")


def place_at_event(visit: InsiderVisit) -> MapPlace:
    """Return the map of the event of a visit."""
    slug = visit.event.slug
    return MapPlace(
        sight=at_event(visit),
        name=visit.event.name,
        back=visit.url("people", event=slug),
        here=lambda page, **parts: visit.url(f"event-map{page}", event=slug, **parts),
        is_before=visit.request.query_params.get("ties") == BEFORE,
    )


def place_in_group(visit: GroupVisit) -> MapPlace:
    """Return the map of the group of a visit."""
    parts = {"community": visit.community.slug, "group": visit.group.id}
    return MapPlace(
        sight=in_group(visit),
        name=visit.group.name,
        back=visit.url("group", **parts),
        here=lambda page, **more: visit.url(f"group-map{page}", **parts, **more),
        is_before=False,
    )
