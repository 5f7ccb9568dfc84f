"""What somebody answered to the questions of the event, as a viewer may see it."""

from sqlmodel import Session

from eventnet.event_questions.models import SeenBy
from eventnet.event_questions.queries import Answered, answers_of
from eventnet.people.models import Audience
from eventnet.people.visibility import ANSWER, Relation, visible

AUDIENCE = {SeenBy.EVERYONE: Audience.ATTENDEES, SeenBy.ORGANIZERS: Audience.NOBODY}
"""To whom an answer is shown on the pages of people; organizers have their own."""


def shown_answers(
    session: Session, event_id: str, attendance_id: str, relation: Relation
) -> list[Answered]:
    """Return the answers of somebody whom the viewer sees, in the order of the questions."""
    return [
        one
        for one in answers_of(session, event_id, attendance_id)
        if visible({ANSWER: AUDIENCE[one.seen_by]}, ANSWER, relation)
    ]
