"""The console's first page: how far the event has come, and what comes next."""

from starlette.responses import Response

from eventnet import clock
from eventnet.board.queries import board
from eventnet.events.models import Duty, Phase
from eventnet.events.policies import InsiderVisit, hosts
from eventnet.events.queries import phase
from eventnet.navigation import may_open
from eventnet.organize.queries import numbers
from eventnet.organize.steps import headline, more_steps, steps
from eventnet.outcomes.counting import tally
from eventnet.outcomes.held import held_in_words
from eventnet.templating import render


def home(visit: InsiderVisit) -> Response:
    """Show how far the event has come, and of what comes next what this person sees to."""
    now = clock.now()
    where = phase(visit.event, now)
    counted = numbers(visit.session, visit.event.id)
    frame = visit.frame
    more = more_steps(visit.session, visit.event, visit.account.id)
    every = steps(visit.event, counted, now, more)
    road = [step for step in every if may_open(frame, step.page)]
    of_door = where is Phase.RUNNING and Duty.DOOR in visit.duties
    context = {
        "event": visit.event,
        "phase": where,
        "now": now,
        "board": board(visit.session, visit.event) if of_door else None,
        "numbers": counted,
        "outcomes": tally(visit.session, visit.event.id, now),
        "held_in_words": held_in_words(),
        "steps": road,
        "headline": headline(visit.event, counted, now, road, helps=not visit.organizes),
        "may_host": visit.organizes and hosts(visit.session, visit.community.id, visit.account),
        "community": visit.community,
    }
    return render(visit, "organize/home.html", context)
