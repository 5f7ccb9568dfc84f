"""Photos and files on the disk."""

from sqlmodel import Session, col, select

from eventnet.communities.models import Membership
from eventnet.erasure.tracks import Tracks
from eventnet.files.actions.giving import erase_files_of
from eventnet.files.keeping import folder_of
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


def erase_given_files(ground: Ground, session: Session, tracks: Tracks) -> None:
    """Erase the files that they gave to groups."""
    members = select(Membership.id).where(Membership.account_id == tracks.account_id)
    ids = session.exec(members.order_by(col(Membership.id))).all()
    erase_files_of(session, ids, folder_of(ground.settings))
