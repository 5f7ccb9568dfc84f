"""The demo's crews: one with some yeses, one that waits for a word; and circles around two."""

from datetime import timedelta

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.crews.actions.answering import answer
from eventnet.crews.actions.writing import ask_for_circle, invite, write_brief
from eventnet.crews.forms import BriefFields, CircleFields
from eventnet.crews.looking import find_team
from eventnet.crews.models import CrewBrief, SeatState
from eventnet.crews.pool import seats_of
from eventnet.database import writing
from eventnet.people.models import Audience, Profile, TopicKind
from eventnet.people.search import index_profile
from eventnet.people.topics import set_topics

FIONA = "fiona.hathersage@plainpermit.example"
ORGANIZER = "organizer@estuary.example"
FLORIAN = "florian.reimers@lindenhafen.example"


def crew_up(session: Session, secret: str) -> None:
    """Let Fiona put a crew together, of which some have said yes, and be asked for another.

    Around her a circle has been found and nobody asked yet; around the organizer some said yes.
    """
    if session.exec(select(CrewBrief.id)).first() is not None:
        return
    harbour = _write(
        session,
        FIONA,
        "A dry-summer plan for Lindenhafen harbour",
        "For a harbour of 9,000 people that ran out of water last August. They want a plan that "
        "the council can vote on in the autumn: metering, leaks, and who may use rain water. Six "
        "half days together, two of them on the quay.",
        skills={
            "Leak detection": (1, True),
            "Drought planning": (1, True),
            "Smart metering": (1, False),
        },
        secret=secret,
    )
    invite(session, _member(session, FIONA).id, harbour)
    seats = seats_of(session, harbour)
    for key in list(seats)[:2]:
        answer(session, session.get_one(Membership, key), harbour, yes=True)
    other = _write(
        session,
        FLORIAN,
        "What the rain gardens did",
        "For three towns on the estuary, each with forty rain gardens: find out on maps whether "
        "cellars stay dry, and write it so that a mayor reads it. Two days in June.",
        skills={"Evaluation": (2, True), "Geodata": (2, True)},
        secret=secret,
    )
    if any(seat.state is SeatState.PICKED for seat in seats_of(session, other).values()):
        invite(session, _member(session, FLORIAN).id, other)
    _say(session, ORGANIZER)
    _circle(session, FIONA, "Who completes whom after the summit", "", secret)
    water = _circle(
        session,
        ORGANIZER,
        "Hosts for the next summit",
        "Each of us hosts the others for a day, and shows what the others look for.",
        secret,
    )
    invite(session, _member(session, ORGANIZER).id, water)
    for key in list(seats_of(session, water))[:2]:
        answer(session, session.get_one(Membership, key), water, yes=True)


def _say(session: Session, email: str) -> None:
    """Let somebody who attends nothing say what they offer and look for, to their community."""
    member = _member(session, email)
    with writing(session):
        profile = session.exec(select(Profile).where(Profile.membership_id == member.id)).one()
        set_topics(
            session,
            profile,
            {
                TopicKind.OFFER: ["Public procurement", "Skills and training"],
                TopicKind.SEEK: ["Project finance", "Stormwater", "Participation"],
            },
        )
        shown = Audience.COMMUNITY.value
        profile.visibility = profile.visibility | {"name": shown, "topics": shown}
        session.add(profile)
        session.flush()
        index_profile(session, profile)


def _circle(session: Session, email: str, title: str, words: str, secret: str) -> str:
    said = CircleFields(
        title=title, words=words, size=5, until=clock.now().date() + timedelta(days=21)
    )
    brief = ask_for_circle(session, _member(session, email), said)
    key, number = brief.id, brief.looks
    find_team(session, secret, key, number)
    return key


def _write(
    session: Session,
    email: str,
    title: str,
    words: str,
    *,
    skills: dict[str, tuple[int, bool]],
    secret: str,
) -> str:
    said = BriefFields(
        title=title,
        words=words,
        skill=list(skills),
        people=[people for people, _must in skills.values()],
        must=[str(row) for row, (_people, must) in enumerate(skills.values()) if must],
        least=3,
        most=4,
        until=clock.now().date() + timedelta(days=21),
    )
    brief = write_brief(session, _member(session, email), said)
    key, number = brief.id, brief.looks
    find_team(session, secret, key, number)
    return key


def _member(session: Session, email: str) -> Membership:
    query = select(Membership).join(Account, col(Account.id) == Membership.account_id)
    return session.exec(query.where(Account.email == email)).one()
