"""The job that learns, by night, in a process of its own."""

from eventnet.jobs import Ground, job
from eventnet.learning.queries import communities_with_ratings
from eventnet.logs import logger
from eventnet.matching.processes import apart

log = logger(__name__)

TEACHER = "eventnet.learning.teacher"


@job("slow", cron="35 2 * * *")
def learn_by_night(ground: Ground) -> None:
    """Learn in each community from what was rated so far."""
    with ground.sessions() as session:
        communities = communities_with_ratings(session)
    for community_id in communities:
        status = apart(ground, TEACHER, community_id)
        if status:
            log.error("learning.died", community_id=community_id, status=status)
