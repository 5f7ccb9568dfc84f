"""People who hang together in two clusters, and what they let others see."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations

from sqlmodel import Session, select

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event
from eventnet.networks.consent import choose
from eventnet.people.models import Audience, Profile, TopicKind
from eventnet.people.search import index_profile
from eventnet.people.topics import set_topics
from eventnet.ties.models import Tie
from eventnet.ties.strength import height_of
from tests.factories import save

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
PUMPS = ("ada", "bo", "cy", "dee", "eve", "fay")
DYKES = ("gus", "hal", "ida", "jo", "kit", "lou")


@dataclass
class Circle:
    """The people, by name."""

    session: Session
    event: Event
    people: dict[str, Attendance]

    def id(self, name: str) -> str:
        """Return somebody's membership."""
        return self.people[name].membership_id

    def member(self, name: str) -> Membership:
        """Return somebody's membership, as a row."""
        return self.session.get_one(Membership, self.id(name))

    def tie(self, one: str, other: str, *, since: datetime | None = None) -> None:
        """Let two know each other, since the event if nothing is said."""
        a_id, b_id = sorted((self.id(one), self.id(other)))
        made = Tie(
            a_id=a_id,
            b_id=b_id,
            community_id=self.event.community_id,
            strength=height_of(1, clock.now()),
            since=since or self.started() + timedelta(hours=2),
            latest=clock.now(),
        )
        save(self.session, made)

    def started(self) -> datetime:
        """Return the noon of the first day of the event."""
        day = self.event.starts_on
        return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)

    def hang_together(self) -> None:
        """Let each of a cluster know all others of it, and one of each one of the other."""
        for names in (PUMPS, DYKES):
            for one, other in combinations(names, 2):
                self.tie(one, other)
        self.tie("ada", "gus", since=LONG_AGO)

    def draws(self, *names: str) -> None:
        """Let some say that their ties may be drawn."""
        for name in names:
            choose(self.session, self.id(name), drawn=True)

    def profile(self, name: str) -> Profile:
        """Return somebody's profile."""
        query = select(Profile).where(Profile.membership_id == self.id(name))
        return self.session.exec(query).one()

    def hides(self, name: str, audience: Audience = Audience.NOBODY) -> None:
        """Let somebody show everything to fewer."""
        profile = self.profile(name)
        profile.visibility = dict.fromkeys(profile.visibility, audience.value)
        index_profile(self.session, profile)
        save(self.session, profile)

    def shows(self, topic: str, *names: str) -> None:
        """Let some have a topic in their profile."""
        for name in names:
            profile = self.profile(name)
            set_topics(self.session, profile, {TopicKind.INTEREST: [topic]})
            index_profile(self.session, profile)
            self.session.commit()
