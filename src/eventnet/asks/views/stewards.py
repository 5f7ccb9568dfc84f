"""What stewards read of asks."""

from starlette.responses import Response

from eventnet import clock
from eventnet.asks.figures import figures, unanswered
from eventnet.asks.topics import topics_of
from eventnet.communities.policies import MemberVisit
from eventnet.dates import day
from eventnet.templating import render


def show(visit: MemberVisit) -> Response:
    """Show how asks go in the community, and which have no answer."""
    waiting = unanswered(visit.session, visit.community.id)
    topics = topics_of(visit.session, [ask.id for ask in waiting])
    context = {
        "community": visit.community,
        "figures": figures(visit.session, visit.community.id, clock.now()),
        "unanswered": [(ask, list(topics[ask.id].values())) for ask in waiting],
        "day": day,
    }
    return render(visit, "asks/figures.html", context)
