"""The demo's community and its events, set up as an organizer would on the pages."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Community, MemberRole, Membership, Topic
from eventnet.database import writing
from eventnet.events.actions import create_event
from eventnet.events.charges import Charge
from eventnet.events.forms import NewEvent
from eventnet.events.models import Duty, Event, MayMeet, Role, Slot
from eventnet.events.queries import zone
from eventnet.images import store_image
from eventnet.people.models import Profile
from eventnet.settings import Settings

OPERATOR = "operator@estuary.example"
ORGANIZER = "organizer@estuary.example"
# Who helps with a part of the event.
HELPERS = {
    "benta.doca@estuary.example": Duty.DOOR,
    "celso.farol@estuary.example": Duty.CONTENT,
    "marisol.vela@estuary.example": Duty.MATCHING,
}
# Whom the demo introduces: address → who that is.
CAST = {
    ORGANIZER: "organizes the conference, and looks after the community",
    "benta.doca@estuary.example": "helps to organize: at the door, and nothing else",
    "celso.farol@estuary.example": "helps to organize: texts, look and programme",
    "marisol.vela@estuary.example": "helps to organize: the matching",
    "fiona.hathersage@plainpermit.example": "exhibits; a full profile; says: book me",
    "tomas.barroca@escuta.example": "exhibits; a full profile; says: ask me",
    "adaeze.okonjo@lightstreet.example": "attends, and has said almost nothing yet",
    "carmen.rovira@villaseca.example": "came the year before, and stays in touch",
    OPERATOR: "runs this installation",
}


def found_community(session: Session, story: dict[str, Any]) -> Community:
    """Make the community, whoever looks after it, and whoever runs the installation."""
    with writing(session):
        community = _community(session, story)
        operator = Account(email=OPERATOR, is_operator=True)
        organizer = Account(email=ORGANIZER)
        session.add_all([operator, organizer])
        session.flush()
        steward = Membership(
            community_id=community.id, account_id=organizer.id, role=MemberRole.STEWARD
        )
        session.add(steward)
        session.flush()
        session.add(Profile(membership_id=steward.id, community_id=community.id, name="Inês Cais"))
    return community


def open_first(session: Session, community: Community, story: dict[str, Any]) -> Event:
    """Make the event that the community began with, at the moment at which it opened."""
    story = story | story["first"]
    with writing(session):
        event = _open(session, community, story)
        event.opens_at = clock.now()
    return event


def open_conference(
    session: Session, settings: Settings, community: Community, story: dict[str, Any], folder: Path
) -> Event:
    """Make the event, and those who help to run it."""
    with writing(session):
        event = _open(session, community, story)
        event.logo = store_image(
            (folder / "logo.png").read_bytes(), settings.files_dir, square=None, longest=800
        )
        event.opens_at = clock.now().replace(second=0, microsecond=0) - timedelta(days=7)
        event.yes_hours = 7 * 24
        _helpers(session, event)
    return event


def _open(session: Session, community: Community, story: dict[str, Any]) -> Event:
    organizer = session.exec(select(Account).where(Account.email == ORGANIZER)).one()
    event = create_event(session, community, organizer, _details(story))
    event.accent = story["event"]["accent"]
    event.wishes_until = _local(event, story["event"]["wishes_close"])
    _roles(session, event, story)
    _slots(session, event, story)
    return event


def _community(session: Session, story: dict[str, Any]) -> Community:
    told = story["community"]
    community = Community(
        slug=told["slug"], name=told["name"], about=told["about"], shows_predictions=True
    )
    session.add(community)
    session.flush()
    for topic in story["topics"]:
        label = topic["name"]
        session.add(Topic(community_id=community.id, label=label, key=label.casefold()))
    return community


def _details(story: dict[str, Any]) -> NewEvent:
    event, venue = story["event"], story["venue"]
    return NewEvent(
        slug=event["slug"],
        name=event["name"],
        tagline=event["tagline"],
        about=event["description"],
        venue=venue["name"],
        city=venue["city"],
        time_zone=event["time_zone"],
        starts_on=event["starts"],
        ends_on=event["ends"],
    )


def _local(event: Event, moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=zone(event))


def _helpers(session: Session, event: Event) -> None:
    accounts = {email: Account(email=email) for email in HELPERS}
    session.add_all(accounts.values())
    session.flush()
    for email, duty in HELPERS.items():
        session.add(Charge.of([duty]).helper(event.id, accounts[email].id))


def _roles(session: Session, event: Event, story: dict[str, Any]) -> None:
    there = session.exec(select(Role).where(Role.event_id == event.id)).all()
    for role in there:
        session.delete(role)
    session.flush()
    made = {}
    for position, told in enumerate(story["roles"]):
        made[told["key"]] = Role(
            event_id=event.id,
            name=told["name"],
            position=position,
            max_meetings=told["cap"],
            floor=told["floor"],
        )
    session.add_all(made.values())
    session.flush()
    for one, other in story["meets"]:
        a, b = sorted((made[one].id, made[other].id))
        session.add(MayMeet(event_id=event.id, a_role_id=a, b_role_id=b))


def _slots(session: Session, event: Event, story: dict[str, Any]) -> None:
    for day in story["days"]:
        for slot in day["slots"]:
            session.add(
                Slot(
                    event_id=event.id,
                    starts_at=_local(event, f"{day['date']}T{slot['start']}"),
                    minutes=story["meeting"]["minutes"],
                    tables=slot["tables"],
                )
            )
