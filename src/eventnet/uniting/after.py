"""What is done once two accounts are one: ties counted anew, photos that nobody has let go."""

from sqlmodel import select

from eventnet.images import drop_image
from eventnet.jobs import Ground, job
from eventnet.people.models import Profile
from eventnet.people.views.profile import photos
from eventnet.ties.counting import count_community


@job("slow")
def count_ties(ground: Ground, community_id: str) -> None:
    """Count the ties of a community anew, in which somebody was there twice."""
    count_community(ground, community_id)


@job()
def drop_photos(ground: Ground, name: str) -> None:
    """Let go of a photo, unless a profile has it."""
    with ground.sessions() as session:
        if session.exec(select(Profile.id).where(Profile.photo == name)).first() is None:
            drop_image(photos(ground.settings), name)
