"""Routes of rounds."""

from typing import Any

from eventnet.communities.policies import member, steward
from eventnet.rounds import knowing
from eventnet.rounds.policies import knows_calendar
from eventnet.rounds.views import desk, mine, talk
from eventnet.routing import Page

JOBS = (knowing,)  # imported so that ties know of talks
HERE = "/c/{community}/rounds"
ONE = f"{HERE}/talks/{{round_talk}}"
DESK = f"{HERE}/steward"

pages: list[Page[Any]] = [
    Page("GET", HERE, mine.rounds, "rounds", member),
    Page("POST", HERE, mine.take_part, "rounds-take-part", member),
    Page("POST", f"{HERE}/stop", mine.stop, "rounds-stop", member),
    Page("POST", f"{HERE}/calendar", mine.renew, "rounds-calendar-renew", member),
    Page("GET", "/talks/{token}.ics", talk.feed, "rounds-calendar", knows_calendar),
    Page("GET", ONE, talk.talk, "talk", member),
    Page("POST", ONE, talk.tell, "talk-tell", member),
    Page("POST", f"{ONE}/time", talk.propose, "talk-propose", member),
    Page("POST", f"{ONE}/suits", talk.accept, "talk-accept", member),
    Page("POST", f"{ONE}/off", talk.decline, "talk-decline", member),
    Page("POST", f"{ONE}/kept", talk.keep, "talk-keep", member),
    Page("GET", f"{ONE}/talk.ics", talk.file, "talk-file", member),
    Page("GET", DESK, desk.desk, "rounds-desk", steward),
    Page("POST", DESK, desk.set_up, "rounds-set-up", steward),
    Page("POST", f"{DESK}/run", desk.run, "rounds-run", steward),
]
