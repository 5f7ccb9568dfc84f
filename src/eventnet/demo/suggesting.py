"""The demo's ideas: a dozen, with votes and comments, some settled, and one merged into another."""

from datetime import timedelta

from sqlmodel import Session, col, delete, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import MemberRole, Membership
from eventnet.database import insert_missing, writing
from eventnet.demo.grouping import FIONA
from eventnet.demo.talking import ELODIE, FLORIAN
from eventnet.events.models import Event
from eventnet.ideas.actions.stewarding import merge, set_status
from eventnet.ideas.actions.suggesting import comment, report, suggest
from eventnet.ideas.forms import CommentFields, IdeaFields, StatusFields
from eventnet.ideas.models import About, Idea, IdeaNews, IdeaVote, Status

# Who suggests it, for what, how many days ago, how many vote besides, the title and the words.
IDEAS: tuple[tuple[str, About, int, int, str, str], ...] = (
    (
        ELODIE,
        About.EVENT,
        40,
        61,
        "A quiet room at the next event",
        "After six meetings in a row I could not hear my own thoughts. One room with chairs, "
        "**no talking** and no music would do.",
    ),
    (
        FLORIAN,
        About.COMMUNITY,
        36,
        44,
        "A shared list of open water data",
        "Everybody keeps such a list. Ours has:\n\n- where the data is,\n- how often it is new,\n"
        "- whom to ask.\n\nWho would add theirs?",
    ),
    (
        FIONA,
        About.EVENT,
        33,
        38,
        "Longer meetings on the second day",
        "Twenty minutes are right to begin with. Whoever met on the first day wants forty.",
    ),
    (
        ELODIE,
        About.EVENT,
        30,
        17,
        "A room where nobody talks",
        "Somewhere to sit for ten minutes between two meetings.",
    ),
    (
        FLORIAN,
        About.EVENT,
        28,
        29,
        "Vegetarian food by default",
        "With meat for those who ask for it, rather than the other way round.",
    ),
    (
        FIONA,
        About.COMMUNITY,
        24,
        26,
        "A call every month, with one short talk",
        "Half an hour, always on the same day, and one person who shows what they are working on.",
    ),
    (
        FLORIAN,
        About.EVENT,
        21,
        22,
        "Childcare on both days",
        "Two of my colleagues stayed at home for want of it.",
    ),
    (
        ELODIE,
        About.COMMUNITY,
        18,
        15,
        "Who lends what: sensors, gauges, drones",
        "Most of them lie in a cupboard for eleven months of the year.",
    ),
    (
        FIONA,
        About.EVENT,
        14,
        12,
        "Name badges that can be read from two metres",
        "First names large, all else small.",
    ),
    (
        FLORIAN,
        About.EVENT,
        9,
        9,
        "The next event on an island",
        "I know one with a ferry at nine and one at six.",
    ),
    (
        ELODIE,
        About.COMMUNITY,
        6,
        7,
        "Write down what we learned about permits",
        "Fiona's table on the first day had it all, and nobody took notes.",
    ),
    (
        FIONA,
        About.COMMUNITY,
        2,
        3,
        "Show in which languages somebody speaks",
        "So that I know with whom I can talk in Portuguese, badly.",
    ),
)
STATUSES: tuple[tuple[str, Status, str], ...] = (
    (
        "A quiet room at the next event",
        Status.PLANNED,
        "The venue has one on the first floor; it is ours on both days.",
    ),
    (
        "A shared list of open water data",
        Status.UNDER_WAY,
        "Florian and two others collect what there is until June.",
    ),
    (
        "Vegetarian food by default",
        Status.DONE,
        "It was so this year, and will be again.",
    ),
    (
        "The next event on an island",
        Status.DECLINED,
        "The last ferry leaves before the evening begins, and some of us cannot stay overnight.",
    ),
)


def put_forward(session: Session, event: Event) -> None:
    """Let members suggest, vote and comment, and a steward say what becomes of it."""
    if session.exec(select(Idea.id)).first() is not None:
        return
    voters = _members(session, event)
    people = {one: _member(session, event, one) for one in (FIONA, ELODIE, FLORIAN)}
    keys: dict[str, str] = {}
    for place, (by, about, days, votes, title, words) in enumerate(IDEAS):
        with clock.at(clock.now() - timedelta(days=days)):
            said = IdeaFields(title=title, words=words, about=about)
            keys[title] = suggest(session, people[by], said).id
        _vote(session, keys[title], voters[place * 5 : place * 5 + votes])
    steward = session.exec(
        select(Membership).where(
            Membership.community_id == event.community_id, Membership.role == MemberRole.STEWARD
        )
    ).first()
    quiet, silent = keys["A quiet room at the next event"], keys["A room where nobody talks"]
    said_first = CommentFields(words="With a window, please. I would sit there all of Tuesday.")
    comment(session, people[FLORIAN], quiet, said_first)
    comment(session, people[FIONA], quiet, CommentFields(words="And a clock that does not tick."))
    off = keys["The next event on an island"]
    comment(session, people[ELODIE], off, CommentFields(words="Only if Florian rows."))
    report(session, people[FIONA], off, 2, "This is between the two of them.")
    if steward is not None:
        for title, status, why in STATUSES:
            set_status(session, steward, keys[title], StatusFields(status=status, why=why))
        merge(session, steward, silent, quiet)
    with writing(session):
        session.exec(delete(IdeaNews))  # nobody gets a mail about what the demo begins with


def _vote(session: Session, idea_id: str, voters: list[str]) -> None:
    rows = [{"idea_id": idea_id, "member_id": one, "at": clock.now()} for one in voters]
    with writing(session):
        insert_missing(session, IdeaVote, rows)


def _members(session: Session, event: Event) -> list[str]:
    query = select(Membership.id).where(Membership.community_id == event.community_id)
    return list(session.exec(query.order_by(col(Membership.joined_at), col(Membership.id))))


def _member(session: Session, event: Event, email: str) -> Membership:
    query = (
        select(Membership)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Account.email == email, Membership.community_id == event.community_id)
    )
    return session.exec(query).one()
