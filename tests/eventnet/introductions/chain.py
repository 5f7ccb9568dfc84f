"""People who know each other in a row, and what they do with introductions."""

from dataclasses import dataclass

from sqlmodel import Session, select

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event
from eventnet.introductions import answering, asking
from eventnet.introductions.consent import choose
from eventnet.introductions.models import Introduction, IntroductionState, IntroductionStep
from eventnet.introductions.queries import waiting_for
from eventnet.introductions.rules import PATIENCE
from eventnet.introductions.ways import ways
from eventnet.people.models import Audience, Profile
from eventnet.ties.models import Tie
from eventnet.ties.strength import height_of
from eventnet.wishes.models import Wish, WishKind
from tests.factories import save


@dataclass
class Chain:
    """The people, by name."""

    session: Session
    people: dict[str, Attendance]

    def id(self, name: str) -> str:
        """Return somebody's membership."""
        return self.people[name].membership_id

    def member(self, name: str) -> Membership:
        """Return somebody's membership, as a row."""
        return self.session.get_one(Membership, self.id(name))

    def event(self) -> Event:
        """Return the event at which they are."""
        return self.session.get_one(Event, self.people["ada"].event_id)

    def tie(self, one: str, other: str, heavy: float = 1) -> None:
        """Let two know each other."""
        a_id, b_id = sorted((self.id(one), self.id(other)))
        now = clock.now()
        made = Tie(
            a_id=a_id,
            b_id=b_id,
            community_id=self.member(one).community_id,
            strength=height_of(heavy, now),
            since=now,
            latest=now,
        )
        save(self.session, made)

    def agrees(self, name: str, *, introduces: bool = True, reachable: bool = True) -> None:
        """Let somebody say what others may ask."""
        choose(self.session, self.id(name), introduces=introduces, reachable=reachable)

    def rules_out(self, name: str, other: str) -> None:
        """Let somebody rather not meet another."""
        one, two = self.people[name], self.people[other]
        wish = Wish(from_id=one.id, to_id=two.id, event_id=one.event_id, kind=WishKind.AVOID)
        save(self.session, wish)

    def hides(self, name: str, audience: Audience) -> None:
        """Let somebody show everything to fewer."""
        query = select(Profile).where(Profile.membership_id == self.id(name))
        profile = self.session.exec(query).one()
        profile.visibility = dict.fromkeys(profile.visibility, audience.value)
        save(self.session, profile)

    def put(self, name: str, goal: str, waits_for: str, *, made: bool = False) -> None:
        """Let there be a request that waits for somebody's word, or was made."""
        asked = Introduction(
            community_id=self.member("ada").community_id,
            from_id=self.id(name),
            to_id=self.id(goal),
            message="About pumps",
            state=IntroductionState.MADE if made else IntroductionState.WAITING,
            expires_at=clock.now() + PATIENCE,
        )
        save(self.session, asked)
        step = IntroductionStep(
            introduction_id=asked.id, number=1, membership_id=self.id(waits_for), reached=True
        )
        save(self.session, step)

    def ways(self, name: str, goal: str) -> list[tuple[str, bool]]:
        """Return whom somebody can ask for another, and whether they know them."""
        self.session.rollback()
        names = {one.membership_id: known for known, one in self.people.items()}
        found = ways(self.session, self.id(name), self.id(goal), clock.now())
        return [(names[way.first_id], way.is_direct) for way in found]

    def asks(self, name: str, first: str, goal: str, message: str = "About pumps") -> str:
        """Let somebody ask another for an introduction to a third."""
        made = asking.ask(self.session, self.id(name), self.id(goal), self.id(first), message)
        return made.id

    def passes(self, name: str, key: str, to: str, words: str = "A good one") -> None:
        """Let somebody pass a request on."""
        answering.pass_on(self.session, key, self.id(name), self.id(to), words)

    def agrees_to(self, name: str, key: str, *, gives_address: bool = False) -> None:
        """Let somebody say yes."""
        answering.agree(self.session, key, self.id(name), gives_address=gives_address)

    def waits(self, name: str) -> list[str]:
        """Return what waits for somebody's word."""
        self.session.rollback()
        found = waiting_for(self.session, self.id(name), clock.now())
        return [one.introduction.id for one in found]

    def state(self, key: str) -> IntroductionState:
        """Return what has become of a request."""
        self.session.rollback()
        return self.session.get_one(Introduction, key, populate_existing=True).state

    def steps(self, key: str) -> list[IntroductionStep]:
        """Return whose word it took."""
        self.session.rollback()
        query = select(IntroductionStep).where(IntroductionStep.introduction_id == key)
        return sorted(self.session.exec(query), key=lambda step: step.number)
