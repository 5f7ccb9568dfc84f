"""Who may be paired at all: roles, organizations, vetoes."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from matcher.people import People
from matcher.problem import Flags, Ints


@dataclass(frozen=True)
class Permits:
    """The rules as arrays over n people.

    Attributes
    ----------
    role: (n,) number of the role.
    roles: (k, k) whether people of two roles may meet.
    organization: (n,) number of the organization, a number of their own for those without.
    vetoed: sorted keys low · n + high of the pairs that either side avoids.
    """

    role: Ints
    roles: Flags
    organization: Ints
    vetoed: np.ndarray[tuple[int], np.dtype[np.int64]]

    @classmethod
    def of(cls, people: People) -> Self:
        """Return the rules of a people file."""
        everyone, n = people.people, len(people)
        at = {person.id: i for i, person in enumerate(everyone)}
        number = {name: k for k, name in enumerate(dict.fromkeys(p.role for p in everyone))}
        roles = np.full((len(number), len(number)), people.meets is None, np.bool_)
        for one, other in people.meets or ():
            if one in number and other in number:
                roles[number[one], number[other]] = roles[number[other], number[one]] = True
        places = {name: k for k, name in enumerate(dict.fromkeys(p.organization for p in everyone))}
        organization = np.array(
            [
                places[p.organization] if p.organization and not people.same_organization
                else len(places) + i
                for i, p in enumerate(everyone)
            ],
            np.int32,
        )  # fmt: skip
        vetoed = [
            min(i, at[other]) * n + max(i, at[other])
            for i, person in enumerate(everyone)
            for other in person.avoids
        ]
        return cls(
            role=np.array([number[person.role] for person in everyone], np.int32),
            roles=roles,
            organization=organization,
            vetoed=np.unique(np.array(vetoed, np.int64)),
        )

    def allow(self, a: Ints, b: Ints) -> Flags:
        """Return which of the pairs (a, b) may meet."""
        n = len(self.role)
        key = np.minimum(a, b).astype(np.int64) * n + np.maximum(a, b)
        allowed: Flags = (
            (a != b)
            & self.roles[self.role[a], self.role[b]]
            & (self.organization[a] != self.organization[b])
            & ~np.isin(key, self.vetoed)
        )
        return allowed
