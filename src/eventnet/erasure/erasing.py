"""Erasing for good, by the clock: the accounts whose deletion was not taken back."""

from collections.abc import Callable

from sqlmodel import Session

from eventnet.database import let_go
from eventnet.erasure.steps.account import erase_account
from eventnet.erasure.steps.between import erase_what_was_between
from eventnet.erasure.steps.edits import erase_from_edits
from eventnet.erasure.steps.files import erase_photos
from eventnet.erasure.steps.mails import erase_from_mails_to_others, erase_own_mails
from eventnet.erasure.steps.plans import erase_from_plans
from eventnet.erasure.steps.tickets import erase_files, erase_tickets
from eventnet.erasure.steps.trail import erase_from_trail
from eventnet.erasure.steps.work import erase_from_jobs
from eventnet.erasure.tracks import Tracks, due, tracks_of
from eventnet.jobs import Ground, job
from eventnet.logs import logger

log = logger(__name__)

Step = Callable[[Ground, Session, Tracks], None]


# What tells whom to look for goes last: whoever takes up the work of a process that died finds by
# it what is left to do, and does again what was done.
STEPS: tuple[Step, ...] = (
    erase_files,
    erase_from_plans,
    erase_from_edits,
    erase_what_was_between,
    erase_own_mails,
    erase_from_mails_to_others,
    erase_from_trail,
    erase_photos,
    erase_from_jobs,
    erase_tickets,
    erase_account,
)


@job("slow", cron="*/10 * * * *")
def erase_due(ground: Ground) -> None:
    """Erase the accounts whose time has come; one that cannot be keeps no other waiting."""
    failed = None
    with ground.sessions() as session:
        accounts = due(session)
    for account_id in accounts:
        try:
            erase(ground, account_id)
        except Exception as error:
            log.exception("account.not_erased", account=account_id)
            failed = error
    if failed is not None:
        raise failed


def erase(ground: Ground, account_id: str) -> None:
    """Erase one account, step by step, each with a session and transactions of its own."""
    for step in STEPS:
        with ground.sessions() as session:
            tracks = tracks_of(session, account_id)
            if tracks is None:
                return
            step(ground, session, tracks)
    with ground.sessions() as session:
        let_go(session)
