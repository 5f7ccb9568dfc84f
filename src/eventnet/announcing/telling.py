"""The job that mails what is urgent, to those for whom it is and who have not read it away."""

from datetime import timedelta

from sqlmodel import Session, col, select

from eventnet.announcing.letters import KIND, announcement_letter
from eventnet.announcing.models import Announcement, AnnouncementDismissal
from eventnet.announcing.queries import hearers
from eventnet.batches import batches
from eventnet.database import lock, writing
from eventnet.events.models import Event
from eventnet.jobs import Ground, job
from eventnet.mail.outbox import post_all
from eventnet.schedule.desk import Desk, drawn_up
from eventnet.schedule.readers import readers

BATCH = 200
SECOND_THOUGHTS = timedelta(minutes=1)
"""So long the mails wait, so that whoever takes an announcement back takes them back too."""


@job()
def mail_announcement(ground: Ground, announcement_id: str) -> None:
    """Write a mail to each whom an urgent announcement is for."""
    with ground.sessions() as session:
        said = session.get(Announcement, announcement_id)
        if said is None or not said.stands:
            return
        event = session.get_one(Event, said.event_id)
        to = hearers(session, event, said.to, said.role_id)
        for some in batches(to, BATCH):
            _write(session, ground, event, said, some)


def _write(
    session: Session, ground: Ground, event: Event, said: Announcement, some: list[str]
) -> None:
    done = session.exec(
        select(AnnouncementDismissal.attendance_id).where(
            AnnouncementDismissal.announcement_id == said.id,
            col(AnnouncementDismissal.attendance_id).in_(some),
        )
    ).all()
    mails = []
    for reader in readers(session, [one for one in some if one not in done]).values():
        desk = Desk(ground.settings, event, reader, {}, KIND)
        mails.append(drawn_up(desk, announcement_letter, said))
        mails[-1].due_at = said.created_at + SECOND_THOUGHTS
    with writing(session):
        now = lock(session, Announcement, said.id)  # of taking back and mailing at once, one waits
        if now is not None and now.stands:
            post_all(session, mails)


def letters_of(announcement_id: str) -> str:
    """Return with what the names of an announcement's mails begin."""
    return f"announcement:{announcement_id}:"
