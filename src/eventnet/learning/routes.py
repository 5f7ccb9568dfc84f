"""Routes of what was learned, for organizers and, where a community shows it, for anyone."""

from typing import Any

from eventnet.communities.policies import steward
from eventnet.events.policies import matching
from eventnet.learning import public, views
from eventnet.learning.policies import predictions
from eventnet.routing import Page

PREDICTIONS = "/c/{community}/predictions"
LEARNED = "/e/{event}/organize/learned"

pages: list[Page[Any]] = [
    Page("GET", LEARNED, views.page, "learned", matching),
    Page("POST", LEARNED, views.choose, "learned-choose", matching),
    Page("GET", PREDICTIONS, public.page, "predictions", predictions),
    Page("POST", PREDICTIONS, public.show, "predictions-show", steward),
]
