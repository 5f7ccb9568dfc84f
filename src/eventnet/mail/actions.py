"""What becomes known about an address: it wants no such mail, or it takes mail again."""

from sqlmodel import Session, col, delete, select

from eventnet.database import insert_missing, writing
from eventnet.mail.models import MailStop, MailTrouble


def stop_mail(session: Session, email: str, kind: str) -> None:
    """Write no more mails of this kind to an address. Saying so again changes nothing."""
    with writing(session):
        insert_missing(session, MailStop, [{"email": email, "kind": kind}])


def resume_mail(session: Session, email: str, kind: str) -> None:
    """Write mails of this kind to an address again. Saying so again changes nothing."""
    with writing(session):
        mine = (col(MailStop.email) == email, col(MailStop.kind) == kind)
        session.exec(delete(MailStop).where(*mine))


def forget_trouble(session: Session, email: str) -> bool:
    """Write to an address again, inside the caller's transaction; False if we did all along."""
    gone = delete(MailTrouble).where(col(MailTrouble.email) == email)
    return session.exec(gone).rowcount > 0


def move_stops(session: Session, old: str, new: str) -> None:
    """Let what somebody stopped at one address be stopped at their new one, in this transaction."""
    stopped = session.exec(select(MailStop).where(col(MailStop.email).in_((old, new)))).all()
    there = {stop.kind for stop in stopped if stop.email == new}
    for stop in stopped:
        if stop.email == old and stop.kind in there:
            session.delete(stop)
        elif stop.email == old:
            stop.email = new
            session.add(stop)
