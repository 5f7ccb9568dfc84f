"""What jobs were told to do, which the queue keeps."""

from sqlmodel import Session

from eventnet.erasure.tracks import Tracks
from eventnet.jobs import Ground, forget


def erase_from_jobs(_ground: Ground, session: Session, tracks: Tracks) -> None:
    """Forget the jobs that were given one of their ids or addresses; those that wait do nothing."""
    forget(session, tracks.ids | tracks.emails | tracks.asked_for)
