"""Erasing for good, by the clock: the accounts whose deletion was not taken back."""

from eventnet import erasing
from eventnet.erasure.steps.account import erase_account
from eventnet.erasure.steps.between import erase_what_was_between
from eventnet.erasure.steps.edits import erase_from_edits
from eventnet.erasure.steps.files import erase_given_files, erase_photos
from eventnet.erasure.steps.groups import erase_from_groups
from eventnet.erasure.steps.ideas import erase_from_ideas
from eventnet.erasure.steps.mails import erase_from_mails_to_others, erase_own_mails
from eventnet.erasure.steps.pages import erase_from_pages
from eventnet.erasure.steps.plans import erase_from_plans
from eventnet.erasure.steps.tickets import erase_files, erase_tickets
from eventnet.erasure.steps.trail import erase_from_trail
from eventnet.erasure.steps.work import erase_from_jobs
from eventnet.erasure.tracks import Tracks, due, tracks_of
from eventnet.jobs import Ground, job, one_by_one

Step = erasing.Step[Tracks]

STEPS: tuple[Step, ...] = (
    erase_files,
    erase_from_plans,
    erase_from_edits,
    erase_own_mails,
    erase_from_mails_to_others,  # before what they wrote is no longer known as theirs
    erase_what_was_between,
    erase_from_groups,
    erase_from_ideas,
    erase_from_pages,
    erase_from_trail,
    erase_photos,
    erase_given_files,
    erase_from_jobs,
    erase_tickets,
    erase_account,
)


@job("slow", cron="*/10 * * * *")
def erase_due(ground: Ground) -> None:
    """Erase the accounts whose time has come; one that cannot be keeps no other waiting."""
    with ground.sessions() as session:
        accounts = due(session)
    one_by_one("account", accounts, lambda account_id: erase(ground, account_id))


def erase(ground: Ground, account_id: str) -> None:
    """Erase one account."""
    erasing.take_steps(ground, account_id, tracks_of, STEPS)
