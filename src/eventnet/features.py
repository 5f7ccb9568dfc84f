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
from eventnet.asks import models as asks_models
from eventnet.asks import routes as asks
from eventnet.asks import telling as asks_telling
from eventnet.asks import waves as asks_waves
from eventnet.board import routes as board
from eventnet.closing import erasing as closing_erasing
from eventnet.closing import routes as closing
from eventnet.communities import models as communities_models
from eventnet.communities import routes as communities
from eventnet.contacts import models as contacts_models
from eventnet.contacts import routes as contacts
from eventnet.crews import models as crews_models
from eventnet.crews import routes as crews
from eventnet.day import models as day_models
from eventnet.day import routes as day
from eventnet.day import sweeping as day_sweeping
from eventnet.digests import models as digests_models
from eventnet.digests import sending as digests_sending
from eventnet.discussions import mailing as discussions_mailing
from eventnet.discussions import models as discussions_models
from eventnet.discussions import routes as discussions
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
from eventnet.feeds import models as feeds_models
from eventnet.feeds import routes as feeds
from eventnet.files import models as files_models
from eventnet.files import routes as files
from eventnet.files import sweeping as files_sweeping
from eventnet.floor import models as floor_models
from eventnet.following import models as following_models
from eventnet.following import routes as following
from eventnet.groups import models as groups_models
from eventnet.groups import routes as groups
from eventnet.home import routes as home
from eventnet.hosting import routes as hosting
from eventnet.ideas import models as ideas_models
from eventnet.ideas import routes as ideas
from eventnet.ideas import telling as ideas_telling
from eventnet.introductions import models as introductions_models
from eventnet.introductions import routes as introductions
from eventnet.introductions import settling as introductions_settling
from eventnet.learning import jobs as learning_jobs
from eventnet.learning import routes as learning
from eventnet.listings import models as listings_models
from eventnet.listings import routes as listings
from eventnet.listings import telling as listings_telling
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
from eventnet.networks import models as networks_models
from eventnet.networks import routes as networks
from eventnet.networks import warming as networks_warming
from eventnet.notes import models as notes_models
from eventnet.organize import routes as organize
from eventnet.outcomes import asking as outcomes_asking
from eventnet.outcomes import counted as outcomes_counted
from eventnet.outcomes import models as outcomes_models
from eventnet.outcomes import reminding as outcomes_reminding
from eventnet.outcomes import routes as outcomes
from eventnet.oversight import routes as oversight
from eventnet.pages import models as pages_models
from eventnet.pages import routes as shared_pages
from eventnet.pages import sweeping as pages_sweeping
from eventnet.paper import routes as paper
from eventnet.people import models as people_models
from eventnet.people import routes as people
from eventnet.privacy import routes as privacy
from eventnet.programme import models as programme_models
from eventnet.programme import routes as programme
from eventnet.programme import sweeping as programme_sweeping
from eventnet.replies import addresses as replies_addresses
from eventnet.replies import models as replies_models
from eventnet.requests import models as requests_models
from eventnet.requests import settling as requests_settling
from eventnet.returning import models as returning_models
from eventnet.returning import routes as returning
from eventnet.round_tables import models as round_tables_models
from eventnet.rounds import beginning as rounds_beginning
from eventnet.rounds import models as rounds_models
from eventnet.rounds import routes as rounds
from eventnet.rounds import telling as rounds_telling
from eventnet.routing import Page
from eventnet.schedule import models as schedule_models
from eventnet.schedule import routes as schedule
from eventnet.starring import routes as starring
from eventnet.stewardship import models as stewardship_models
from eventnet.stewardship import routes as stewardship
from eventnet.stewardship import sweeping as stewardship_sweeping
from eventnet.talking import alerting as talking_alerting
from eventnet.talking import mailing as talking_mailing
from eventnet.talking import routes as talking
from eventnet.teams import models as teams_models
from eventnet.teams import routes as teams
from eventnet.ties import counting as ties_counting
from eventnet.ties import models as ties_models
from eventnet.uniting import formerly as uniting_formerly
from eventnet.uniting import models as uniting_models
from eventnet.uniting import routes as uniting
from eventnet.uniting import sweeping as uniting_sweeping
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
    ties_models,
    day_models,
    edits_models,
    teams_models,
    introductions_models,
    rounds_models,
    announcing_models,
    asks_models,
    crews_models,
    groups_models,
    discussions_models,
    networks_models,
    ideas_models,
    listings_models,
    following_models,
    replies_models,
    digests_models,
    feeds_models,
    uniting_models,
    stewardship_models,
    files_models,
    pages_models,
    returning_models,
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
    ties_counting,
    learning_jobs,
    day_sweeping,
    edits_telling,
    rounds_beginning,
    rounds_telling,
    announcing_sweeping,
    introductions_settling,
    asks_waves,
    asks_telling,
    discussions_mailing,
    ideas_telling,
    listings_telling,
    digests_sending,
    files_sweeping,
    pages_sweeping,
    leaving,
    erasing,
    uniting_sweeping,
    closing_erasing,
    stewardship_sweeping,
    networks_warming,
)

# Imported so that they hang on to the list of an earlier feature.
HANGING = (replies_addresses, uniting_formerly)

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
    *returning.pages,
    *asking.pages,
    *talking.pages,
    *starring.pages,
    *hosting.pages,
    *edits.pages,
    *teams.pages,
    *introductions.pages,
    *rounds.pages,
    *members.pages,
    *groups.pages,
    *discussions.pages,
    *ideas.pages,
    *listings.pages,
    *files.pages,
    *shared_pages.pages,
    *arrivals.pages,
    *waiting.pages,
    *people.pages,
    *watches.pages,
    *contacts.pages,
    *asks.pages,
    *networks.pages,
    *following.pages,
    *feeds.pages,
    *uniting.pages,
    *crews.pages,
    *privacy.pages,
    *erasure.pages,
    *closing.pages,
    *oversight.pages,
    *afterwards.pages,
    *stewardship.pages,
    *home.pages,
]
