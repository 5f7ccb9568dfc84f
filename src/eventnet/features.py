"""The features in the order in which each may build on those before it, and their pages."""

from typing import Any

from eventnet.absence import models as absence_models
from eventnet.absence import rereading as absence_rereading
from eventnet.absence import routes as absence
from eventnet.accounts import models as accounts_models
from eventnet.accounts import routes as accounts
from eventnet.accounts import sweeping as accounts_sweeping
from eventnet.affinities import models as affinities_models
from eventnet.afterwards import routes as afterwards
from eventnet.announcing import models as announcing_models
from eventnet.announcing import routes as announcing
from eventnet.announcing import sweeping as announcing_sweeping
from eventnet.arrivals import models as arrivals_models
from eventnet.arrivals import routes as arrivals
from eventnet.arrivals import sweeping as arrivals_sweeping
from eventnet.asking import routes as asking
from eventnet.board import routes as board
from eventnet.closing import erasing as closing_erasing
from eventnet.closing import routes as closing
from eventnet.communities import models as communities_models
from eventnet.communities import routes as communities
from eventnet.contacts import models as contacts_models
from eventnet.contacts import routes as contacts
from eventnet.day import models as day_models
from eventnet.day import routes as day
from eventnet.day import sweeping as day_sweeping
from eventnet.door import routes as door
from eventnet.drafts import routes as drafts
from eventnet.edits import models as edits_models
from eventnet.edits import routes as edits
from eventnet.edits import telling as edits_telling
from eventnet.erasure import erasing, leaving
from eventnet.erasure import routes as erasure
from eventnet.event_questions import models as event_questions_models
from eventnet.events import models as events_models
from eventnet.events import routes as events
from eventnet.floor import models as floor_models
from eventnet.home import routes as home
from eventnet.hosting import routes as hosting
from eventnet.learning import jobs as learning_jobs
from eventnet.learning import routes as learning
from eventnet.mail import sweeping as mail_sweeping
from eventnet.mailbox import routes as mailbox
from eventnet.matching import jobs as matching_jobs
from eventnet.matching import models as matching_models
from eventnet.matching import routes as matching
from eventnet.meetings import actions as meetings_actions
from eventnet.meetings import models as meetings_models
from eventnet.members import routes as members
from eventnet.messages import models as messages_models
from eventnet.messages import settling as messages_settling
from eventnet.notes import models as notes_models
from eventnet.organize import routes as organize
from eventnet.outcomes import asking as outcomes_asking
from eventnet.outcomes import counted as outcomes_counted
from eventnet.outcomes import models as outcomes_models
from eventnet.outcomes import reminding as outcomes_reminding
from eventnet.outcomes import routes as outcomes
from eventnet.oversight import routes as oversight
from eventnet.paper import routes as paper
from eventnet.people import models as people_models
from eventnet.people import routes as people
from eventnet.privacy import routes as privacy
from eventnet.programme import models as programme_models
from eventnet.programme import routes as programme
from eventnet.programme import sweeping as programme_sweeping
from eventnet.requests import models as requests_models
from eventnet.requests import settling as requests_settling
from eventnet.round_tables import models as round_tables_models
from eventnet.routing import Page
from eventnet.schedule import models as schedule_models
from eventnet.schedule import routes as schedule
from eventnet.starring import routes as starring
from eventnet.talking import alerting as talking_alerting
from eventnet.talking import mailing as talking_mailing
from eventnet.talking import routes as talking
from eventnet.teams import models as teams_models
from eventnet.teams import routes as teams
from eventnet.waiting import models as waiting_models
from eventnet.waiting import routes as waiting
from eventnet.watches import looking as watches_looking
from eventnet.watches import models as watches_models
from eventnet.watches import routes as watches
from eventnet.watches import sweeping as watches_sweeping
from eventnet.watches import telling as watches_telling
from eventnet.welcome import routes as welcome
from eventnet.whatif import jobs as whatif_jobs
from eventnet.whatif import models as whatif_models
from eventnet.whatif import routes as whatif
from eventnet.wishes import models as wishes_models

# Imported so that their tables are known, whoever asks first.
TABLES = (
    accounts_models,
    communities_models,
    events_models,
    floor_models,
    affinities_models,
    wishes_models,
    notes_models,
    event_questions_models,
    round_tables_models,
    programme_models,
    absence_models,
    meetings_models,
    requests_models,
    messages_models,
    people_models,
    watches_models,
    contacts_models,
    arrivals_models,
    waiting_models,
    matching_models,
    whatif_models,
    schedule_models,
    outcomes_models,
    day_models,
    edits_models,
    teams_models,
    announcing_models,
)

# Imported so that the clock knows their jobs.
BY_CLOCK = (
    accounts_sweeping,
    arrivals_sweeping,
    mail_sweeping,
    programme_sweeping,
    absence_rereading,
    meetings_actions,
    requests_settling,
    messages_settling,
    talking_alerting,
    talking_mailing,
    watches_looking,
    watches_telling,
    watches_sweeping,
    matching_jobs,
    whatif_jobs,
    outcomes_asking,
    outcomes_counted,
    outcomes_reminding,
    learning_jobs,
    day_sweeping,
    edits_telling,
    announcing_sweeping,
    leaving,
    erasing,
    closing_erasing,
)

pages: list[Page[Any]] = [
    *accounts.pages,
    *communities.pages,
    *events.pages,
    *mailbox.pages,
    *paper.pages,
    *organize.pages,
    *welcome.pages,
    *programme.pages,
    *absence.pages,
    *matching.pages,
    *drafts.pages,
    *whatif.pages,
    *schedule.pages,
    *outcomes.pages,
    *learning.pages,
    *day.pages,
    *announcing.pages,
    *board.pages,
    *door.pages,
    *asking.pages,
    *talking.pages,
    *starring.pages,
    *hosting.pages,
    *edits.pages,
    *teams.pages,
    *arrivals.pages,
    *waiting.pages,
    *people.pages,
    *watches.pages,
    *contacts.pages,
    *privacy.pages,
    *erasure.pages,
    *closing.pages,
    *oversight.pages,
    *afterwards.pages,
    *members.pages,
    *home.pages,
]
