"""Mails: those to them, and those to others that speak of them."""

from collections.abc import Sequence

from sqlmodel import Session, and_, col, delete, or_, select, update

from eventnet import clock
from eventnet.accounts.models import SignInLink
from eventnet.batches import batches
from eventnet.database import writing
from eventnet.erasure.tracks import Tracks
from eventnet.jobs import Ground
from eventnet.mail.models import MailStop, MailTrouble, OutboxMail

AT_A_TIME = 100
"""Words that are looked for in one statement: databases take no expression that is much longer."""


def erase_own_mails(_ground: Ground, session: Session, tracks: Tracks) -> None:
    """Erase what was mailed to them, the links in it, and what is known of their addresses."""
    emails, asked_for = list(tracks.emails), list(tracks.asked_for)
    about_a_change = and_(col(OutboxMail.to).in_(asked_for), OutboxMail.kind == "address")
    with writing(session):
        session.exec(delete(OutboxMail).where(or_(col(OutboxMail.to).in_(emails), about_a_change)))
        session.exec(delete(MailStop).where(col(MailStop.email).in_(emails)))
        session.exec(delete(MailTrouble).where(col(MailTrouble.email).in_(emails)))
        session.exec(delete(SignInLink).where(col(SignInLink.email).in_(emails)))
        for key in tracks.ids:  # links of others that lead on to a page about them
            leads = col(SignInLink.next).contains(key, autoescape=True)
            session.exec(update(SignInLink).where(leads).values(next="/"))


def erase_from_mails_to_others(_ground: Ground, session: Session, tracks: Tracks) -> None:
    """Wipe mails to others that name them; one that still waits after a week is given up.

    What has arrived in others' mailboxes is theirs, and out of reach.
    """
    for some in batches(sorted(tracks.called | tracks.ids | tracks.titles), AT_A_TIME):
        _wipe_what_speaks(session, tracks, some)


def _wipe_what_speaks(session: Session, tracks: Tracks, words: Sequence[str]) -> None:
    """Wipe mails to others in which one of these words stands for them."""
    texts = (OutboxMail.subject, OutboxMail.text, OutboxMail.html, OutboxMail.once)
    speaks = or_(*(col(text).contains(word, autoescape=True) for word in words for text in texts))
    with writing(session):
        for mail in session.exec(select(OutboxMail).where(speaks)):
            said = "\n".join((mail.subject, mail.text, mail.html))
            by_id = any(key in f"{said}\n{mail.once}" for key in tracks.ids)
            if not by_id and not tracks.are_called_in(said) and not tracks.stand_in(said):
                continue
            mail.subject = mail.text = mail.html = ""
            if mail.once and any(key in mail.once for key in tracks.ids):
                mail.once = None
            if mail.sent_at is None:
                mail.failed_at = mail.failed_at or clock.now()
            session.add(mail)
