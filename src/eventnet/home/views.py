"""The front pages."""

from zoneinfo import ZoneInfo

from starlette.responses import Response

from eventnet import clock
from eventnet.accounts.policies import Visitor
from eventnet.asks.queries import for_letter
from eventnet.communities.models import MemberRole
from eventnet.communities.policies import MemberVisit
from eventnet.communities.queries import communities_of, member_count
from eventnet.communities.visits import arrive
from eventnet.dates import day
from eventnet.discussions.queries import news_for
from eventnet.events.models import Phase
from eventnet.groups.queries import requests_waiting
from eventnet.home.queries import deleted_lately, events_of, left_lately, my_events, upcoming_events
from eventnet.home.since import since_then
from eventnet.introductions.showing import waiting_lines
from eventnet.listings.unread import unread_listings
from eventnet.mail.waiting import no_server
from eventnet.members.record import record
from eventnet.returning.past import asked_again
from eventnet.rounds.talks_shown import next_talks
from eventnet.rounds.zones import zone_for
from eventnet.templating import render


def home(visit: Visitor) -> Response:
    """Show what this place is, or what the reader has to do with it."""
    if visit.account is None:
        upcoming = upcoming_events(visit.session, clock.now())
        return render(visit, "home/welcome.html", {"events": upcoming})
    account_id, operates = visit.account.id, visit.account.is_operator
    mine = my_events(visit.session, account_id, clock.now())
    belongs = [community for community, _membership in communities_of(visit.session, account_id)]
    context = {
        "events": mine,
        "asked_again": asked_again(visit.session, account_id),
        "left": left_lately(visit.session, account_id, clock.now()),
        "deleted": deleted_lately(visit.session, account_id, clock.now()),
        "communities": belongs,
        "others": upcoming_events(visit.session, clock.now()) if operates and not mine else [],
        "trouble": no_server(visit.session, visit.settings) if operates else None,
    }
    return render(visit, "home/mine.html", context)


def community(visit: MemberVisit) -> Response:
    """Show a community to one of its members."""
    stewards_it = visit.membership.role is MemberRole.STEWARD
    before = arrive(visit.session, visit.membership.id, clock.now())
    news = news_for(visit.session, visit.membership)
    written = unread_listings(visit.session, visit.membership)
    mine = record(visit.session, visit.membership, clock.now())
    events = events_of(visit.session, visit.community, clock.now(), preparing=stewards_it)
    context = {
        "community": visit.community,
        "stewards_it": stewards_it,
        "people": member_count(visit.session, visit.community.id),
        "introductions": waiting_lines(visit.session, visit.membership, clock.now()),
        "record": mine,
        "promised": mine.promised(),
        "asks": for_letter(visit.session, visit.membership),
        "news": news,
        "unread": sum(unread for _thread, _group, unread in news),
        "written": written,
        "letters": sum(many for _listing, many in written),
        "since": since_then(visit.session, visit.membership, before, clock.now()),
        "zone": ZoneInfo(zone_for(visit.session, visit.account, visit.community.id)),
        "group_waiting": requests_waiting(visit.session, visit.membership),
        "talks": next_talks(visit.session, visit.membership.id, clock.now()),
        "now": clock.now(),
        "day": day,
        "today": clock.now().date(),
        "events": events,
        "shown": any(one.phase is not Phase.PREPARING for one in events),
    }
    return render(visit, "communities/community.html", context)
