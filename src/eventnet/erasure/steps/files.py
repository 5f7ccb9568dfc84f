"""Photos on the disk."""

from sqlmodel import Session, col, select

from eventnet.erasure.tracks import Tracks
from eventnet.images import drop_image
from eventnet.jobs import Ground
from eventnet.people.models import Profile
from eventnet.people.views.profile import photos


def erase_photos(ground: Ground, session: Session, tracks: Tracks) -> None:
    """Erase their photos; a file that another profile has too stays with it."""
    theirs = select(Profile.photo).where(
        col(Profile.photo).in_(tracks.photos), col(Profile.id).not_in(tracks.ids)
    )
    others = set(session.exec(theirs))
    for name in tracks.photos - others:
        drop_image(photos(ground.settings), name)
