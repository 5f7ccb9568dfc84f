"""Inviting those who came in by a ticket: by mail, once, and again only after two days."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from eventnet import audit, clock, i18n
from eventnet.accounts.links import make_invitation
from eventnet.accounts.models import Account
from eventnet.arrivals.invitees import KIND, Standing, of_event, standing, standings
from eventnet.communities.models import Community
from eventnet.database import writing
from eventnet.errors import Conflict
from eventnet.events.models import Attendance, Event, Phase
from eventnet.events.queries import phase
from eventnet.i18n import gettext as _
from eventnet.jobs import Ground, enqueue, job
from eventnet.mail.outbox import Letter, post
from eventnet.people.models import Profile
from eventnet.settings import Settings

BATCH = 50
NEXT = "/e/{event}/next"
"""Where an invitation leads: to three short pages, or to where somebody stopped."""


def invite(session: Session, event: Event, account_id: str, wanted: Standing) -> int:
    """Let a job write to everybody who stands so; return how many they are."""
    now = clock.now()
    if phase(event, now) is Phase.OVER:
        raise Conflict(_("This event is over, so there is nothing left to invite to."))
    with writing(session):
        count = standings(session, event.id, now)[wanted]
        if count:
            audit.record(
                session,
                "people.invited" if wanted is Standing.UNINVITED else "people.reminded",
                account_id=account_id,
                event_id=event.id,
                people=count,
            )
            enqueue(
                session, mail_invitations, event.id, wanted.value, now.isoformat(), i18n.language()
            )
    return count


@job("slow")
def mail_invitations(
    ground: Ground, event_id: str, wanted: str, moment: str, language: str
) -> None:
    """Write the invitations, some at a time; what a crash leaves undone is done when it resumes.

    `moment` is when it was asked for, so that nobody becomes due while the job is at work.
    """
    i18n.use(language)
    while True:
        with ground.sessions() as session, writing(session):
            event = session.get(Event, event_id)
            asked = datetime.fromisoformat(moment)
            if event is None or not _write_some(
                session, ground.settings, event, Standing(wanted), asked
            ):
                return


def _write_some(
    session: Session, settings: Settings, event: Event, wanted: Standing, asked: datetime
) -> int:
    community = session.get_one(Community, event.community_id)
    query = of_event(select(Attendance, col(Account.email), col(Profile.name)), event.id)
    batch = session.execute(
        query.where(standing(asked) == wanted.value)
        .limit(BATCH)
        .with_for_update(of=Attendance, skip_locked=True)
    ).all()
    for attendance, email, name in batch:
        address = make_invitation(session, settings, email, NEXT.format(event=event.slug))
        again = wanted is Standing.DUE
        letter = invitation_letter(event, community, address, name or "", again=again)
        post(session, settings, email, letter)
        attendance.invited_at = clock.now()
    return len(batch)


def invitation_letter(
    event: Event, community: Community, address: str, name: str, *, again: bool
) -> Letter:
    """Return the mail whose link signs its reader in, to three short pages."""
    subject = (
        _("%(event)s: tell us whom you would like to meet", event=event.name)
        if again
        else _("Your invitation to %(event)s", event=event.name)
    )
    return Letter(
        kind=KIND,
        subject=subject,
        template="mail/invitation",
        why=_(
            "This came because a ticket for %(event)s names this address as its attendee’s.",
            event=event.name,
        ),
        context={
            "event": event,
            "community": community,
            "address": address,
            "name": name,
            "again": again,
        },
        event_id=event.id,
        secret=True,
    )
