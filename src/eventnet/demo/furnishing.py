"""The demo's room, and the few who take part from afar."""

from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.demo.asking import attendances
from eventnet.demo.conference import CAST, ORGANIZER
from eventnet.events.models import Attendance, Event
from eventnet.floor.models import Wall
from eventnet.meetings.switching import switch
from eventnet.organize.forms import OnlineFields, RoomFields
from eventnet.organize.room import ONLINE, PLAN, plan_shown, save_online, save_room
from eventnet.versions import version_of
from eventnet.wishes.models import Wish, WishKind

PER_ROW = 9
ADDRESS = "https://meet.estuary.example/{meeting}"
FROM_AFAR = 8


def furnish(session: Session, event: Event) -> None:
    """Say how the tables stand and where people meet online; let some take part from afar."""
    event_id = event.id
    by = session.exec(select(Account.id).where(Account.email == ORGANIZER)).one()
    stands = select(Attendance.stand).where(
        Attendance.event_id == event_id, col(Attendance.stand).is_not(None)
    )
    names = sorted({str(stand) for stand in session.exec(stands) if stand})
    room = RoomFields(
        per_row=PER_ROW,
        entrance=Wall.BOTTOM,
        stands="\n".join(names),
        stands_wall=Wall.TOP,
        version=version_of(plan_shown(session, event_id), only=PLAN),
    )
    save_room(session, event_id, room, by)
    online = OnlineFields(online_pattern=ADDRESS, version=version_of(event, only=ONLINE))
    save_online(session, event_id, online, by)
    for attendance_id in _from_afar(session, event):
        switch(session, attendance_id, afar=True)


def _from_afar(session: Session, event: Event) -> list[str]:
    """Return some without a stand: whom those that the demo introduces want to meet, then others."""
    cast = [key for email, key in attendances(session, event).items() if email in CAST]
    wanted = select(Wish.to_id).where(col(Wish.from_id).in_(cast), Wish.kind == WishKind.WANT)
    liked = set(session.exec(wanted))
    query = (
        select(Attendance.id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(
            Attendance.event_id == event.id,
            col(Attendance.stand).is_(None),
            col(Account.email).not_in(list(CAST)),
        )
        .order_by(col(Account.email).desc())
    )
    rest = session.exec(query).all()
    first = [key for key in rest if key in liked][: FROM_AFAR // 2]
    return [*first, *[key for key in rest if key not in liked][: FROM_AFAR - len(first)]]
