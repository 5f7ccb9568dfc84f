"""The console's first page: how far the event has come, and what comes next."""

from starlette.responses import Response

from eventnet import clock
from eventnet.board.queries import board
from eventnet.events.models import Phase
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import phase
from eventnet.organize.queries import numbers
from eventnet.organize.steps import headline, steps
from eventnet.outcomes.counting import tally
from eventnet.outcomes.held import held_in_words
from eventnet.templating import render


def home(visit: InsiderVisit) -> Response:
    """Show how far the event has come."""
    now = clock.now()
    where = phase(visit.event, now)
    counted = numbers(visit.session, visit.event.id)
    road = steps(visit.event, counted, now)
    context = {
        "event": visit.event,
        "phase": where,
        "now": now,
        "board": board(visit.session, visit.event) if where is Phase.RUNNING else None,
        "numbers": counted,
        "outcomes": tally(visit.session, visit.event.id, now),
        "held_in_words": held_in_words(),
        "steps": road,
        "headline": headline(visit.event, counted, now, road),
    }
    return render(visit, "organize/home.html", context)
