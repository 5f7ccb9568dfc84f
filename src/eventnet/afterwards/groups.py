"""The groups by which the figures are divided: roles, and who is new, none of them small."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventnet.afterwards.crowd import Crowd
from eventnet.afterwards.small import large_groups, none_between
from eventnet.i18n import gettext as _

REST = ""
"""The key of the roles that are put together."""


@dataclass(frozen=True)
class Groups:
    """Roles that are large enough, and the rest of them together."""

    keys: Sequence[str]
    """In the order of the roles; the rest last."""
    names: Mapping[str, str]
    sizes: Mapping[str, int]
    group_of: Mapping[str, str]
    """By person."""
    newness: bool
    """Whether the new may stand beside the others."""

    @property
    def may_be_shown(self) -> bool:
        """Whether there is something to compare."""
        return len(self.keys) > 1


def groups_of(crowd: Crowd) -> Groups:
    """Divide people by role, and say whether they may be divided by who is new as well."""
    roles = Counter(crowd.role_of.values())
    alone, rest = large_groups({role: roles[role] for role in crowd.names})
    shown = set(alone)
    group_of = {one: role if role in shown else REST for one, role in crowd.role_of.items()}
    return Groups(
        keys=[role for role in crowd.names if role in shown] + ([REST] if rest else []),
        names={**crowd.names, REST: _("Other roles")},
        sizes=Counter(group_of.values()),
        group_of=group_of,
        newness=none_between((group, one in crowd.before) for one, group in group_of.items())
        and len({one in crowd.before for one in group_of}) > 1,
    )
