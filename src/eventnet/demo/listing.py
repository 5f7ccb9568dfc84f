"""The demo's jobs and services: ten of every kind, some of them ended, one answered."""

from datetime import timedelta

from sqlmodel import Session, col, select, update

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.demo.grouping import FIONA
from eventnet.demo.talking import ELODIE, FLORIAN
from eventnet.events.models import Event
from eventnet.listings.actions.answering import answer, write_back
from eventnet.listings.actions.putting_up import put_up
from eventnet.listings.forms import LineFields, ListingFields
from eventnet.listings.models import Kind, Listing, ListingAnswer, ListingLine

# Who puts it up, how many days ago, for how many days, the kind, the place, from anywhere, the
# title and the words.
LISTINGS: tuple[tuple[str, int, int, Kind, str, bool, str, str], ...] = (
    (
        ELODIE,
        3,
        60,
        Kind.JOB_OFFERED,
        "Montesanto",
        False,
        "Somebody who draws maps that people understand",
        "Two years, four days a week, in a team of three.\n\n- maps on paper and on screens\n"
        "- evenings with members, some in the rain",
    ),
    (
        FLORIAN,
        5,
        45,
        Kind.JOB_OFFERED,
        "Lindenhafen",
        True,
        "Hydrologist for the outer harbour",
        "You read tide tables for pleasure. We have **forty years** of them on paper.",
    ),
    (
        FIONA,
        6,
        30,
        Kind.SERVICE_OFFERED,
        "",
        True,
        "I read your permit before you ask for it",
        "Half an hour, free for members. I say what will be asked of you, and what will not.",
    ),
    (
        FLORIAN,
        9,
        40,
        Kind.SERVICE_SOUGHT,
        "Lindenhafen",
        False,
        "A diver for one morning",
        "To look at four sensors at five metres. We bring coffee and the boat.",
    ),
    (
        ELODIE,
        11,
        50,
        Kind.SERVICE_OFFERED,
        "",
        True,
        "Translating from Portuguese to French and back",
        "About water, energy and councils. Other things at your own risk.",
    ),
    (
        FIONA,
        14,
        60,
        Kind.SERVICE_SOUGHT,
        "",
        True,
        "Somebody to test forms in a screen reader",
        "Six forms, two hours, paid. You tell us what is wrong, and we put it right with you.",
    ),
    (
        ELODIE,
        16,
        30,
        Kind.OTHER,
        "Montesanto",
        False,
        "A desk to spare from June on",
        "By the window, with two energy engineers and a quiet dog.",
    ),
    (
        FLORIAN,
        20,
        22,
        Kind.WORK_SOUGHT,
        "Anywhere by the sea",
        True,
        "Our trainee looks for her first post",
        "She finishes in the summer, and calibrated every gauge that we have. I vouch for her.",
    ),
    (
        FIONA,
        60,
        30,
        Kind.JOB_OFFERED,
        "",
        True,
        "A plain-language editor for three months",
        "For a hundred letters that nobody understands so far.",
    ),
    (
        FLORIAN,
        80,
        40,
        Kind.SERVICE_SOUGHT,
        "Lindenhafen",
        False,
        "Transport for a buoy",
        "Two metres high, and it rings.",
    ),
)
ANSWERED = "I read your permit before you ask for it"


def advertise(session: Session, event: Event) -> None:
    """Let members put up what they offer and look for, and one be answered."""
    if session.exec(select(Listing.id)).first() is not None:
        return
    people = {one: _member(session, event, one) for one in (FIONA, ELODIE, FLORIAN)}
    keys = {}
    for by, days, run, kind, place, remote, title, words in LISTINGS:
        with clock.at(clock.now() - timedelta(days=days)):
            said = ListingFields(
                kind=kind,
                title=title,
                words=words,
                place=place,
                remote="yes" if remote else "",
                until=clock.now().date() + timedelta(days=run),
            )
            keys[title] = put_up(session, people[by], said).id
    there, elodie, fiona = keys[ANSWERED], people[ELODIE], people[FIONA]
    asked = "We want to put a turbine into a mill. Whom would you ask first, the river or the mill?"
    answer(session, elodie, there, LineFields(words=asked))
    begun = session.exec(select(ListingAnswer).where(ListingAnswer.listing_id == there)).one()
    said_back = LineFields(words="The mill. Send me what they sent you, I have time on Thursday.")
    write_back(session, fiona, there, begun.id, said_back)
    with writing(session):  # nobody gets a mail about what the demo begins with
        untold = col(ListingLine.told_at).is_(None)
        session.exec(update(ListingLine).where(untold).values(told_at=clock.now()))


def _member(session: Session, event: Event, email: str) -> Membership:
    query = (
        select(Membership)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Account.email == email, Membership.community_id == event.community_id)
    )
    return session.exec(query).one()
