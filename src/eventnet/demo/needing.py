"""What people of the demo's community need to know: asks under way, answered, and open to all."""

from datetime import timedelta

from sqlmodel import Session, col, select, update

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.asks.actions.answering import answer
from eventnet.asks.actions.asking import ask
from eventnet.asks.actions.choosing import choose
from eventnet.asks.actions.thanking import accept
from eventnet.asks.forms import AskFields
from eventnet.asks.models import Ask, AskNews, Willingness
from eventnet.asks.waves import move_on
from eventnet.communities.models import Membership
from eventnet.database import writing

FIONA = "fiona.hathersage@plainpermit.example"
TOMAS = "tomas.barroca@escuta.example"
ELODIE = "elodie.guerin@montesanto.example"
FLORIAN = "florian.reimers@lindenhafen.example"


def need(session: Session) -> None:
    """Let people ask, and one be helped; nobody gets a mail about it."""
    if session.exec(select(Ask.id)).first() is not None:
        return
    choose(session, _member(session, FIONA).id, Willingness.GLADLY, shows_reliability=True)
    helped = _ask(
        session,
        TOMAS,
        "Showing that a rationing plan worked",
        "The council wants to see an effect after one dry summer. What would you measure, and "
        "against what?",
        "Evaluation",
        "Energy communities",
        "Geodata",
    )
    fiona = _member(session, FIONA)
    said = answer(
        session,
        fiona,
        helped,
        "Take a town that looks like yours and did nothing, and read both sets of meters from the "
        "year before on. I can send you how we wrote it up.",
    )
    accept(session, _member(session, TOMAS), helped, said.id)
    _ask(
        session,
        ELODIE,
        "Maps that energy communities understand",
        "Our members do not read the plans that we draw. Who has drawn others?",
        "Energy communities",
        "Geodata",
    )
    _ask(
        session,
        FIONA,
        "Somebody who has found leaks by sound",
        "We have eleven kilometres of old pipe and one listening stick. Is it worth buying "
        "sensors for a pilot?",
        "Leak detection",
    )
    _ask(
        session,
        FLORIAN,
        "A bell that rings under water",
        "For a buoy in the outer harbour: it should be heard by divers, and by nobody else.",
    )
    with writing(session):
        session.exec(
            update(AskNews).where(col(AskNews.told_at).is_(None)).values(told_at=clock.now())
        )


def _ask(session: Session, email: str, title: str, words: str, *topics: str) -> str:
    said = AskFields(
        title=title,
        words=words,
        topics=", ".join(topics),
        useful_until=clock.now().date() + timedelta(days=21),
        named="yes",
        may_open="yes",
    )
    key = ask(session, _member(session, email), said).id
    move_on(session, key)
    return key


def _member(session: Session, email: str) -> Membership:
    query = select(Membership).join(Account, col(Account.id) == Membership.account_id)
    return session.exec(query.where(Account.email == email)).one()
