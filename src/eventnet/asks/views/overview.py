"""What waits for me, what I asked, what is open to all, and who knows about something."""

from starlette.responses import Response

from eventnet.asks.evidence import who_knows
from eventnet.asks.forms import LookFields
from eventnet.asks.queries import helped_with, lines_of, mine
from eventnet.asks.reading import open_asks
from eventnet.asks.topics import labels_of, mentioned
from eventnet.asks.words import reasons, topics_in
from eventnet.communities.policies import MemberVisit
from eventnet.dates import at, day
from eventnet.forms import Form
from eventnet.paging import pager
from eventnet.templating import render

PAGE = 30
MOST_FOUND = 20


def asks(visit: MemberVisit) -> Response:
    """Show what waits for the reader, what they asked, and what they answered."""
    member, zone = visit.membership, visit.account.time_zone
    found = mine(visit.session, member)
    because = [why for one in found.waiting if one.turn for why in one.turn.because]
    labels = labels_of(visit.session, topics_in(because))
    context = {
        "community": visit.community,
        "mine": found,
        "open": len(open_asks(visit.session, member)),
        "helped": helped_with(visit.session, member.id),
        "why": lambda turn: reasons(turn.because, labels, to_them=True),
        "day": day,
        "at": lambda value: at(value, zone),
    }
    return render(visit, "asks/asks.html", context)


def open_to_all(visit: MemberVisit) -> Response:
    """Show the asks that nobody has answered, and that anybody may answer."""
    found = open_asks(visit.session, visit.membership)
    path = visit.url("asks-open", community=visit.community.slug)
    pages = pager(len(found), visit.request.query_params.get("page", "1"), size=PAGE, path=path)
    shown = found[pages.offset : pages.offset + PAGE]
    context = {
        "community": visit.community,
        "lines": lines_of(visit.session, visit.membership, shown),
        "pager": pages,
        "day": day,
    }
    return render(visit, "asks/open.html", context)


def knows(visit: MemberVisit) -> Response:
    """Show who knows about something, each with what the reader may see of why."""
    form: Form[LookFields] = Form.read(LookFields, visit.request.query_params)
    words = form.data.q if form.valid else ""
    topics = mentioned(visit.session, visit.membership, words) if words else {}
    found = who_knows(visit.session, visit.membership, topics, words) if words else []
    context = {
        "community": visit.community,
        "form": form,
        "words": words,
        "found": [(one.person, reasons(one.because, topics)) for one in found[:MOST_FOUND]],
        "path": visit.url("asks-knows", community=visit.community.slug),
    }
    status = 200 if form.valid else 422
    return render(visit, "asks/knows.html", context, status=status, block="results")
