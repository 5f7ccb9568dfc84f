"""The reader's own ties among the people of a map: whom they met, as their own record says.

Not as the ties say that are kept: those rest on what the other of the two said as well, which is
not the reader's to see.
"""

from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy

from eventnet.communities.models import Membership
from eventnet.members.encounters import Between
from eventnet.members.record import record
from eventnet.networks.sight import Sight
from eventnet.people.queries import PersonView
from eventnet.people.silence import unheard_members
from eventnet.ties.strength import Strength


@dataclass(frozen=True)
class OwnTie:
    """Somebody here whom the reader met, or exchanged contact details with."""

    person: PersonView
    href: str | None
    strength: Strength
    since: datetime
    between: Between

    @property
    def member_id(self) -> str:
        """Return whom it is with."""
        return self.person.membership_id


def own_ties(sight: Sight, now: datetime, until: datetime | None = None) -> list[OwnTie]:
    """Return the reader's own ties here that are older than `until`, the strongest first."""
    if sight.reader is None:
        return []
    met = {one.person.membership_id: one for one in record(sight.session, sight.reader, now).met}
    met = {key: met[key] for key in _here(sight, sight.reader, set(met))}
    seen = sight.see(met)
    ties = []
    for key, one in met.items():
        there = seen.get(key)
        person = there if there and there.name else replace(one.person, has_page=False)
        since = _since(one.between)
        if until is None or since < until:
            strength = one.between.strength(now)
            ties.append(OwnTie(person, sight.href(person), strength, since, one.between))
    order = list(Strength)
    return sorted(ties, key=lambda tie: (-order.index(tie.strength), tie.person.name.casefold()))


def _here(sight: Sight, reader: Membership, ids: set[str]) -> list[str]:
    """Return who of these is of the crowd, but for those of whom the reader wants nothing."""
    members = sight.crowd.members.subquery()
    query = sqlalchemy.select(members.c[0]).where(members.c[0].in_(ids))
    here = set(sight.session.execute(query).scalars())
    return sorted(here - unheard_members(sight.session, reader.id, here))


def _since(between: Between) -> datetime:
    """Return when the two met first."""
    times = [one.at for one in between.encounters]
    return min([*times, *([between.exchanged_at] if between.exchanged_at else [])])
