"""Who is in no team with whom: who rules the other out or blocks them, and some others as well.

Whoever writes briefs could find out that two never come up together, and would know why if there
were one reason only. So some pairs that nobody keeps apart are kept apart too: a few in a hundred,
drawn once for all by the site's secret, far more than there are vetoes. What anybody can observe
is then much more likely chance than a veto.
"""

import hashlib
from collections.abc import Sequence

from sqlmodel import Session

from eventnet.people.silence import kept_apart

ONE_IN = 40
"""One pair in so many is kept apart by chance."""


class Apart:
    """Answers from whom somebody is kept apart, each asked once."""

    def __init__(self, session: Session, secret: str, ids: Sequence[str]) -> None:
        self.session = session
        self.key = hashlib.sha256(f"crews:{secret}".encode()).digest()
        self.ids = ids
        self.known: dict[str, frozenset[str]] = {}

    def __call__(self, member_id: str) -> frozenset[str]:
        """Return from whom of all somebody is kept apart."""
        if member_id not in self.known:
            found = kept_apart(self.session, member_id, self.ids)
            found |= {one for one in self.ids if self._by_chance(member_id, one)}
            self.known[member_id] = frozenset(found - {member_id})
        return self.known[member_id]

    def _by_chance(self, one: str, other: str) -> bool:
        pair = " ".join(sorted((one, other))).encode()
        drawn = hashlib.blake2b(pair, key=self.key, digest_size=4).digest()
        return int.from_bytes(drawn) % ONE_IN == 0
