"""Routes of maps: of an event for who attends or organizes it, of a group for who is in it."""

from typing import Any

from eventnet.communities.policies import member
from eventnet.events.policies import attendee, insider
from eventnet.groups.policies import writes
from eventnet.networks import views
from eventnet.routing import Page

CHOICE = "/c/{community}/maps"
EVENT = "/e/{event}/map"
GROUP = "/c/{community}/groups/{group}/map"

pages: list[Page[Any]] = [
    Page("GET", CHOICE, views.maps, "maps", member),
    Page("POST", CHOICE, views.choice, "maps-choice", member),
    Page("GET", EVENT, views.event_map, "event-map", insider),
    Page("GET", f"{EVENT}/mine", views.event_mine, "event-map-mine", attendee),
    Page("GET", f"{EVENT}/clusters/{{number}}", views.event_cluster, "event-map-cluster", insider),
    Page("GET", GROUP, views.group_map, "group-map", writes),
    Page("GET", f"{GROUP}/mine", views.group_mine, "group-map-mine", writes),
    Page("GET", f"{GROUP}/clusters/{{number}}", views.group_cluster, "group-map-cluster", writes),
]
