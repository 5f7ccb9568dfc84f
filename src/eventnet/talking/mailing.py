"""The clockwork that mails of messages which stay unread for some minutes."""

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.asking.people import view_askers
from eventnet.database import lock, writing
from eventnet.events.models import Event
from eventnet.jobs import Ground, job
from eventnet.mail.outbox import post_all
from eventnet.messages.models import Conversation, ConversationSide
from eventnet.schedule.desk import Desk, drawn_up
from eventnet.schedule.readers import readers
from eventnet.settings import Settings
from eventnet.talking.letters import KIND, message_letter
from eventnet.wishes.silence import is_heard

BATCH = 500


@job(cron="* * * * *")
def tell_unread(ground: Ground) -> None:
    """Write to those who have not read what came some minutes ago; the rest in the next minute."""
    with ground.sessions() as session:
        due = (
            select(ConversationSide.conversation_id, ConversationSide.attendance_id)
            .where(col(ConversationSide.due_at) <= clock.now())
            .order_by(col(ConversationSide.due_at))
            .limit(BATCH)
        )
        for key, own_id in session.exec(due).all():
            with writing(session):
                _tell(session, ground.settings, key, own_id)


def _tell(session: Session, settings: Settings, conversation_id: str, own_id: str) -> None:
    conversation = lock(session, Conversation, conversation_id)
    side = session.get(ConversationSide, (conversation_id, own_id), populate_existing=True)
    if conversation is None or side is None or side.due_at is None or side.due_at > clock.now():
        return
    side.due_at = None
    session.add(side)
    to = readers(session, [own_id]).get(own_id)
    if to is None or side.read >= side.heard or not is_heard(session, side.other_id, own_id):
        return
    side.mailed = True
    event = session.get_one(Event, conversation.event_id)
    people = view_askers(session, event.id, {own_id: [side.other_id]}).get(own_id, {})
    desk = Desk(settings, event, to, people, KIND)
    post_all(session, [drawn_up(desk, message_letter, side)])
