"""The pages of a map, and the choice whether one's ties are drawn."""

from typing import Any

from starlette.responses import Response

from eventnet import clock
from eventnet.communities.models import Community
from eventnet.communities.policies import MemberVisit
from eventnet.dates import day
from eventnet.errors import NotFound
from eventnet.events.policies import AttendeeVisit, InsiderVisit
from eventnet.forms import Form
from eventnet.groups.policies import GroupVisit
from eventnet.i18n import gettext as _
from eventnet.members.words import strength_in_words
from eventnet.networks.close import CloseView, read_cluster, read_own
from eventnet.networks.consent import choose, is_drawn
from eventnet.networks.drawing import label_lines
from eventnet.networks.few import LEAST
from eventnet.networks.forms import ChoiceFields
from eventnet.networks.keeping import Waiting, network
from eventnet.networks.measuring import MOST_WALKED
from eventnet.networks.own import own_ties
from eventnet.networks.places import MapPlace, place_at_event, place_in_group
from eventnet.networks.queries import maps_of
from eventnet.networks.showing import read_clusters, read_map
from eventnet.notices import with_notice
from eventnet.paging import pager, with_query
from eventnet.redirects import see
from eventnet.routing import Visit
from eventnet.templating import render

PAGE = 50
FIRST = 12
"""So many of one's own ties stand on the overview."""


def maps(visit: MemberVisit) -> Response:
    """Show which maps there are for the reader, and what they let be drawn."""
    said = ["yes"] if is_drawn(visit.session, visit.membership.id) else []
    return _maps(visit, Form({"drawn": said} if said else {}))


def choice(visit: MemberVisit) -> Response:
    """Take whether the reader's ties may be drawn."""
    form: Form[ChoiceFields] = Form.read(ChoiceFields, visit.form)
    if not form.valid:
        return _maps(visit, form, status=422)
    choose(visit.session, visit.membership.id, drawn=form.data.drawn)
    here = visit.url("maps", community=visit.community.slug)
    return with_notice(visit, see(here), _("Saved. You can change this at any time."))


def _maps(visit: MemberVisit, form: Form[ChoiceFields], status: int = 200) -> Response:
    context = {
        "community": visit.community,
        "form": form,
        "maps": maps_of(visit.session, visit.membership),
    }
    return render(visit, "networks/maps.html", context, status=status)


def event_map(visit: InsiderVisit) -> Response:
    """Show how the people of the event hang together."""
    return _map(visit, place_at_event(visit), visit.community)


def group_map(visit: GroupVisit) -> Response:
    """Show how the people of the group hang together."""
    return _map(visit, place_in_group(visit), visit.community)


def _map(visit: InsiderVisit | GroupVisit, place: MapPlace, community: Community) -> Response:
    now = clock.now()
    found = network(place.sight.session, place.sight.crowd, now)
    if isinstance(found, Waiting):
        return _wait(visit, place, community, found)
    if _asks_whether_done(visit):
        return Response(headers={"HX-Refresh": "true"})
    shown = read_map(place.sight, found, now, is_before=place.is_before)
    context = {
        **_about(place, community),
        "map": shown,
        "first": shown.own[:FIRST],
        "least": LEAST,
        "most_walked": MOST_WALKED,
        "label_lines": label_lines,
        "day": day,
    }
    return render(visit, "networks/map.html", context)


def _wait(
    visit: InsiderVisit | GroupVisit, place: MapPlace, community: Community, waiting: Waiting
) -> Response:
    """Say that the map is being worked out; the page asks again until it is there."""
    here = with_query(visit.request.url.path, dict(visit.request.query_params))
    context = {**_about(place, community), "waiting": waiting, "here": here}
    return render(visit, "networks/waiting.html", context, block="work")


def _asks_whether_done(visit: Visit) -> bool:
    return visit.request.headers.get("hx-request") == "true"


def event_cluster(visit: InsiderVisit) -> Response:
    """Show a cluster of the event's people."""
    return _cluster(visit, place_at_event(visit), visit.community)


def group_cluster(visit: GroupVisit) -> Response:
    """Show a cluster of the group's people."""
    return _cluster(visit, place_in_group(visit), visit.community)


def _cluster(visit: InsiderVisit | GroupVisit, place: MapPlace, community: Community) -> Response:
    sight, now = place.sight, clock.now()
    found = network(sight.session, sight.crowd, now)
    if isinstance(found, Waiting):
        return _wait(visit, place, community, found)
    if _asks_whether_done(visit):
        return Response(headers={"HX-Refresh": "true"})
    own = own_ties(sight, now)
    clusters = read_clusters(sight, found, own, is_before=place.is_before)
    said = visit.param("number")
    one = next((one for one in clusters if str(one.number) == said), None)
    if one is None:
        raise NotFound(_("There is no such cluster on this map, or not any more."))
    members = [key for key, number in found.cluster_of.items() if number == one.number - 1]
    until = sight.crowd.begins if place.is_before else None
    close = read_cluster(sight, members, own, now, until, with_me=one.is_mine)
    path = place.cluster(one.number, before=False)
    asked = visit.request.query_params.get("page", "1")
    query = {"ties": "before" if place.is_before else ""}
    context = {
        **_about(place, community),
        "cluster": one,
        "bridges": [line for line in clusters if line.number != one.number],
        **_close(close, path, asked, query),
    }
    return render(visit, "networks/cluster.html", context)


def event_mine(visit: AttendeeVisit) -> Response:
    """Show the reader's own ties at the event."""
    place = place_at_event(visit)
    return render(visit, "networks/mine.html", _mine(visit, place, visit.community))


def group_mine(visit: GroupVisit) -> Response:
    """Show the reader's own ties in the group."""
    place = place_in_group(visit)
    return render(visit, "networks/mine.html", _mine(visit, place, visit.community))


def _mine(
    visit: AttendeeVisit | GroupVisit, place: MapPlace, community: Community
) -> dict[str, Any]:
    now = clock.now()
    own = own_ties(place.sight, now)
    close = read_own(place.sight, own, now)
    asked = visit.request.query_params.get("page", "1")
    shown = pager(len(own), asked, size=PAGE, path=place.mine)
    return {
        **_about(place, community),
        "close": close,
        "own": own[shown.offset : shown.offset + PAGE],
        "pager": shown,
        "day": day,
    }


def _close(close: CloseView, path: str, asked: str, query: dict[str, str]) -> dict[str, Any]:
    shown = pager(len(close.lines), asked, size=PAGE, path=path, query=query)
    return {
        "close": close,
        "pager": shown,
        "lines": close.lines[shown.offset : shown.offset + PAGE],
    }


def _about(place: MapPlace, community: Community) -> dict[str, Any]:
    """Return what all pages of a map say."""
    reader = place.sight.reader
    return {
        "community": community,
        "place": place,
        "drawn": reader is not None and is_drawn(place.sight.session, reader.id),
        "may_choose": reader is not None,
        "strength_in_words": strength_in_words,
    }
