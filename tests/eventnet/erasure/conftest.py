"""The fullest world, in which the attendee has left tracks also where no page shows them."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from eventnet import audit, clock
from eventnet.accounts.letters import ask_for_link
from eventnet.accounts.links import make_link
from eventnet.accounts.models import Account
from eventnet.arrivals.actions.imports import apply_import, choose
from eventnet.arrivals.models import TicketImport
from eventnet.arrivals.readers import Field
from eventnet.arrivals.reading import Choices
from eventnet.asks.models import Ask, AskAnswer
from eventnet.crews.models import CrewBrief
from eventnet.database import writing
from eventnet.erasure.actions import delete_account
from eventnet.files.models import GroupFile
from eventnet.introductions.models import Introduction
from eventnet.jobs import Ground
from eventnet.listings.models import Listing, ListingAnswer
from eventnet.mail.models import MailStop, MailTrouble, OutboxMail
from eventnet.meetings.models import MeetingSide
from eventnet.messages.models import ConversationSide
from eventnet.people.models import Profile
from eventnet.people.views.profile import photos
from eventnet.rounds.models import RoundTalkSide
from eventnet.watches.models import SavedSearch
from tests.eventnet.world.building import PICTURE
from tests.eventnet.world.cast import Persona, email
from tests.eventnet.world.marks import mark
from tests.eventnet.world.visiting import World
from tests.factories import save
from tests.work import do_jobs

ME = Persona.ATTENDEE.value
MARKED = f"zq{ME}vv"
"""With this begins every word that the attendee has said."""
PHOTO = "facesofattende23.webp"
HEADER = "Order code,Attendee name,Attendee email,Company,Product\n"


@dataclass
class Case:
    """Somebody in the world who is to be erased."""

    world: World
    ground: Ground
    account_id: str
    ids: set[str]
    """Of their account, membership, profile and attendance."""
    shared: set[str]
    """Of what is of them and others: meetings, talks, introductions, asks, listings, files; and of
    searches."""

    @property
    def words(self) -> set[str]:
        """What must stand nowhere."""
        return {MARKED, email(ME), "new@elsewhere.example", PHOTO, *self.ids}

    def session(self) -> Session:
        """Open a session."""
        return Session(self.world.app.state.engine)


@pytest.fixture
def case(world: World) -> Iterator[Case]:
    """Return the attendee, who has left tracks everywhere, and whose account is not deleted yet."""
    facts, engine = world.facts, world.app.state.engine
    attendance_id, account_id = facts.attendances[ME], facts.accounts[ME]
    with Session(engine) as session:
        profile = session.exec(
            select(Profile).where(Profile.membership_id == facts.memberships[ME])
        ).one()
        ids = {account_id, facts.memberships[ME], attendance_id, profile.id}
        shared = {
            *session.exec(
                select(MeetingSide.meeting_id).where(MeetingSide.attendance_id == attendance_id)
            ),
            *session.exec(
                select(RoundTalkSide.talk_id).where(
                    RoundTalkSide.membership_id == facts.memberships[ME]
                )
            ),
            *session.exec(select(SavedSearch.id).where(SavedSearch.attendance_id == attendance_id)),
            *session.exec(
                select(ConversationSide.conversation_id).where(
                    ConversationSide.attendance_id == attendance_id
                )
            ),
            *session.exec(select(Ask.id).where(Ask.by_id == facts.memberships[ME])),
            *session.exec(select(CrewBrief.id).where(CrewBrief.by_id == facts.memberships[ME])),
            *session.exec(
                select(AskAnswer.id)
                .join(Ask, col(Ask.id) == AskAnswer.ask_id)
                .where(Ask.by_id == facts.memberships[ME])
            ),
        }
        member_id = profile.membership_id
        listings = select(Listing.id).where(Listing.by_id == member_id)
        shared |= {
            *session.exec(listings),
            *session.exec(
                select(ListingAnswer.id).where(col(ListingAnswer.listing_id).in_(listings))
            ),
        }
        own = (Introduction.from_id == member_id) | (Introduction.to_id == member_id)
        shared |= set(session.exec(select(Introduction.id).where(own)))
        shared |= set(session.exec(select(GroupFile.id).where(GroupFile.by_id == member_id)))
        profile.photo = PHOTO
        save(session, profile)
        leave_tracks(session, world, account_id, attendance_id)
    folder = photos(world.settings)
    shutil.copyfile(folder / PICTURE, folder / PHOTO)
    ground = Ground(world.settings, lambda: Session(engine))
    yield Case(world, ground, account_id, ids, shared)
    (folder / PHOTO).unlink(missing_ok=True)


def leave_tracks(session: Session, world: World, account_id: str, attendance_id: str) -> None:
    """Let mails, files, links, jobs and the trail speak of the attendee."""
    spring = session.get_one(TicketImport, world.facts.ids["import"]).event_id
    row = f"{mark(ME, 'name')},{email(ME)},{mark(ME, 'organization')},Visitor\n"
    known, other = (f"{mark(ME, order)},{row}" for order in ("reference", "order"))
    columns: list[Field | None] = ["reference", "name", "email", "organization", "ticket"]
    waits, applied = (
        TicketImport(event_id=spring, file_name=name, data=(HEADER + known + other).encode())
        for name in ("waits.csv", "applied.csv")
    )
    save(session, waits, applied)
    for held in (waits, applied):
        choose(session, held.id, Choices(columns=columns))
    apply_import(session, applied.id, None)
    session.refresh(applied)
    assert applied.counts == {"changed": 1, "refused": 1}
    mails = [
        OutboxMail(
            to=email("near0"),
            kind="request",
            once=f"request:{attendance_id}",
            subject=f"{mark(ME, 'name')} asks",
            text=f"{mark(ME, 'name')} says: {mark(ME, 'message')}",
            html=f"<p>{mark(ME, 'name')}</p>",
            sent_at=clock.now(),
        ),
        OutboxMail(
            to=email("near1"),
            kind="organizing",
            subject="You now help",
            text=f"{email(ME)} added you",
            html="",
        ),
        OutboxMail(
            to=email("near0"),
            kind="schedule",
            once=f"round-table:{world.facts.ids['table-mine']}:1:off:someone",
            subject="A round table is off",
            text=mark(ME, "title"),
            html="",
        ),
        OutboxMail(
            to="new@elsewhere.example", kind="address", subject="New?", text="Is it?", html=""
        ),
    ]
    trouble = MailTrouble(email=email(ME), words=mark(ME, "bounce"))
    save(session, *mails, trouble, MailStop(email=email(ME), kind="schedule"))
    with writing(session):
        make_link(session, world.settings, email("near0"), f"/e/spring/messages/{attendance_id}")
        audit.record(session, "attendance.changed", subject=attendance_id, who=email(ME))
        audit.record(session, "plan.published", account_id=account_id, event_id=spring)
    ask_for_link(session, email(ME), f"/e/spring/people/{attendance_id}")


def delete_at_once(case: Case) -> None:
    """Delete the account as its owner does, and do what follows of it."""
    with case.session() as session:
        account = session.get_one(Account, case.account_id)
        delete_account(session, case.world.settings, account)
    do_jobs(case.world.app)


LATER = timedelta(days=7, minutes=1)
