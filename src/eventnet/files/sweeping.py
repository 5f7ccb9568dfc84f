"""The clockwork that clears away files of which no row tells, and of posts that are gone."""

from datetime import timedelta

from sqlmodel import col, delete, select

from eventnet import clock
from eventnet.database import writing
from eventnet.discussions.models import Post
from eventnet.files.keeping import OURS, drop, folder_of
from eventnet.files.models import GroupFile
from eventnet.jobs import Ground, job

PATIENCE = timedelta(hours=1)
"""So long a file may lie on the disk before its row is there."""


@job(cron="17 * * * *")
def sweep_files(ground: Ground) -> None:
    """Let go of files of removed posts, and of those whose group is gone."""
    gone = select(Post.id).where(col(Post.removed_at).is_not(None))
    with ground.sessions() as session, writing(session):
        session.exec(delete(GroupFile).where(col(GroupFile.post_id).in_(gone)))
    folder = folder_of(ground.settings)
    if not folder.is_dir():
        return
    old = (clock.now() - PATIENCE).timestamp()
    there = [
        file.name
        for file in folder.iterdir()
        if OURS.fullmatch(file.name) and file.stat().st_mtime < old
    ]
    with ground.sessions() as session:
        known = set(session.exec(select(GroupFile.stored)))
    for name in there:
        if name not in known:
            drop(folder, name)
