"""Asking those of an earlier event to come again; and their answers."""

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from eventnet import audit, clock, i18n
from eventnet.accounts.links import make_invitation
from eventnet.accounts.models import Account
from eventnet.arrivals.actions.joining import join_signed_in
from eventnet.arrivals.guest import Guest
from eventnet.communities.models import Community, Membership
from eventnet.database import writing
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Attendance, Event, Phase, Role
from eventnet.events.queries import phase
from eventnet.i18n import gettext as _
from eventnet.jobs import Ground, enqueue, job
from eventnet.mail.outbox import post
from eventnet.people.models import Profile
from eventnet.returning import past
from eventnet.returning.letters import letter
from eventnet.returning.models import ReturnInvitation
from eventnet.returning.past import AGAIN_AFTER, Standing, Wanted
from eventnet.settings import Settings

BATCH = 50
PAGE = "/e/{event}/again"


def ask(session: Session, event: Event, wanted: Wanted, of: Standing, *, account_id: str) -> int:
    """Let a job write to all of an earlier event who stand so; return how many they are."""
    now = clock.now()
    if phase(event, now) is Phase.OVER:
        raise Conflict(_("This event is over, so there is nothing left to invite to."))
    event_id = event.id
    with writing(session):
        count = past.standings(session, event_id, wanted, now)[of]
        if count:
            audit.record(
                session,
                "people.asked_again" if of is Standing.UNASKED else "people.asked_once_more",
                account_id=account_id,
                event_id=event_id,
                people=count,
            )
            said = {"source": wanted.source_id, "standing": of.value, **wanted.query}
            enqueue(session, mail_returners, event_id, said, now.isoformat(), i18n.language())
    return count


@job("slow")
def mail_returners(
    ground: Ground, event_id: str, said: dict[str, str], moment: str, language: str
) -> None:
    """Write to them, some at a time; what a crash leaves undone is done when it resumes.

    `moment` is when it was asked for, so that nobody becomes due while the job is at work.
    """
    i18n.use(language)
    asked, of = datetime.fromisoformat(moment), Standing(said["standing"])
    wanted = Wanted.read(said["source"], said)
    while True:
        with ground.sessions() as session, writing(session):
            event, source = session.get(Event, event_id), session.get(Event, wanted.source_id)
            if event is None or source is None:
                return
            some = past.returners(session, event.id, wanted, of, asked, offset=0, limit=BATCH)
            if not some:
                return
            mine = _take(session, event, source, [one.membership_id for one in some], asked)
            for one in some:
                if one.membership_id in mine:
                    _write(session, ground.settings, event, source, one)


def _take(
    session: Session, event: Event, source: Event, keys: list[str], asked: datetime
) -> set[str]:
    """Note that these are written to now; return those of them whom nobody else wrote to before.

    One statement, so that of two who ask at once one passes over whom the other has written to.
    """
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    row = {"event_id": event.id, "from_event_id": source.id, "written_at": clock.now()}
    statement = dialect.insert(ReturnInvitation).values(
        [{**row, "membership_id": key} for key in sorted(keys)]
    )
    taken = session.connection().execute(
        statement.on_conflict_do_update(
            index_elements=["event_id", "membership_id"],
            set_={
                "written_at": statement.excluded.written_at,
                "from_event_id": statement.excluded.from_event_id,
            },
            where=(col(ReturnInvitation.written_at) <= asked - AGAIN_AFTER)
            & col(ReturnInvitation.declined_at).is_(None),
        ).returning(col(ReturnInvitation.membership_id))
    )
    return set(taken.scalars())


def _write(
    session: Session, settings: Settings, event: Event, source: Event, one: past.Returner
) -> None:
    address = make_invitation(session, settings, one.email, PAGE.format(event=event.slug))
    community = session.get_one(Community, event.community_id)
    again = one.standing is Standing.DUE
    post(
        session,
        settings,
        one.email,
        letter(event, source, community, address, one.name, again=again),
    )


def come(session: Session, event: Event, account: Account, membership: Membership) -> None:
    """Come again, in the role that one had, if this event has one of that name.

    Whoever comes already goes on as they are; where all places are taken they wait for one.
    """
    _refuse_over(event)
    email, member_id, event_id = account.email, membership.id, event.id
    with writing(session):
        invitation = _own(session, event_id, member_id)
        there = session.exec(
            select(Attendance).where(
                Attendance.event_id == event_id,
                Attendance.membership_id == member_id,
                col(Attendance.left_at).is_(None),
            )
        ).first()
        if there is not None:
            return
        profile = session.exec(select(Profile).where(Profile.membership_id == member_id)).first()
        guest = Guest(
            email,
            profile.name if profile else "",
            profile.organization if profile else "",
            role=role_again(session, event_id, invitation),
        )
        join_signed_in(session, session.get_one(Event, event_id), guest, how="again")
        invitation.declined_at = None
        session.add(invitation)


def decline(session: Session, event: Event, membership: Membership) -> None:
    """Say that one does not come this time; nobody writes about it again."""
    _answer(session, event, membership, clock.now())


def think_again(session: Session, event: Event, membership: Membership) -> None:
    """Take that back."""
    _answer(session, event, membership, None)


def _answer(session: Session, event: Event, membership: Membership, at: datetime | None) -> None:
    _refuse_over(event)
    event_id, member_id = event.id, membership.id
    with writing(session):
        invitation = _own(session, event_id, member_id)
        invitation.declined_at = at
        session.add(invitation)


def role_again(session: Session, event_id: str, invitation: ReturnInvitation) -> str:
    """Return the name of the role somebody had, if this event has one; else nothing."""
    had = (
        select(Role.name)
        .join(Attendance, col(Attendance.role_id) == Role.id)
        .where(
            Attendance.event_id == invitation.from_event_id,
            Attendance.membership_id == invitation.membership_id,
        )
    )
    has = select(Role.name).where(Role.event_id == event_id, col(Role.name).in_(had))
    return session.exec(has).first() or ""


def _own(session: Session, event_id: str, member_id: str) -> ReturnInvitation:
    key = (event_id, member_id)
    found = session.get(ReturnInvitation, key, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound(_("There is no such page, or you are not asked to come to this event."))
    return found


def _refuse_over(event: Event) -> None:
    if phase(event, clock.now()) is Phase.OVER:
        raise Conflict(_("%(event)s is over.", event=event.name))
