"""Jobs that tell people what happens on the day, once it is committed."""

from eventnet.day.letters import KIND, SignNews, proposal_letter, sign_letter
from eventnet.day.models import MeetingSign, Proposal
from eventnet.events.models import Event, Slot
from eventnet.jobs import Ground, job
from eventnet.meetings.queries import sides_of
from eventnet.people.queries import view_people
from eventnet.schedule.days import people_of
from eventnet.schedule.desk import Desk, write_at
from eventnet.schedule.readers import readers


@job()
def tell_sign(ground: Ground, meeting_id: str, sayer_id: str, news: str) -> None:
    """Write to the other of two what one said, unless it was taken back since."""
    with ground.sessions() as session:
        sign = session.get(MeetingSign, (meeting_id, sayer_id))
        sides = [one for one in sides_of(session, meeting_id) if one.attendance_id != sayer_id]
        if sign is None or not sides or not _holds(sign, SignNews(news)):
            return
        own = sides[0]
        event = session.get_one(Event, own.event_id)
        to = readers(session, [own.attendance_id]).get(own.attendance_id)
        if to is None:
            return
        people = people_of(session, event, own.attendance_id, [own])
        desk = Desk(ground.settings, event, to, people, KIND)
        write_at(session, desk, sign_letter, own, sign, SignNews(news))


def _holds(sign: MeetingSign, news: SignNews) -> bool:
    return {
        SignNews.LATE: sign.late_minutes is not None,
        SignNews.MISSING: sign.missing_at is not None,
        SignNews.HERE: sign.here_at is not None,
    }[news]


@job()
def tell_proposal(ground: Ground, proposal_id: str) -> None:
    """Ask by mail those of the two who did not look themselves."""
    with ground.sessions() as session:
        proposal = session.get(Proposal, proposal_id)
        if proposal is None or not proposal.is_open:
            return
        event = session.get_one(Event, proposal.event_id)
        slot = session.get_one(Slot, proposal.slot_id)
        asked = [one for one in (proposal.a_id, proposal.b_id) if one != proposal.by_id]
        for key, to in readers(session, asked).items():
            people = view_people(session, event.id, key, [proposal.other(key)])
            desk = Desk(ground.settings, event, to, people, KIND)
            write_at(session, desk, proposal_letter, proposal, slot)
