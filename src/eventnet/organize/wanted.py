"""Which part of the roll somebody wants to see or to do something with, and in which order."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, exists, func, or_
from sqlmodel import col

from eventnet.accounts.models import Account
from eventnet.events.models import Attendance
from eventnet.events.queries import present
from eventnet.mail.models import MailTrouble
from eventnet.people.completeness import answered, total
from eventnet.people.models import Profile
from eventnet.round_tables.models import RoundTable
from eventnet.wishes.models import Wish, WishKind

Condition = ColumnElement[bool]


def wishing() -> Condition:
    """Return whether an attendance wants to meet somebody."""
    return exists().where(col(Wish.from_id) == col(Attendance.id), col(Wish.kind) == WishKind.WANT)


def hosting() -> Condition:
    """Return whether an attendance hosts a round table that is not called off."""
    return exists().where(
        col(RoundTable.host_id) == col(Attendance.id), col(RoundTable.live).is_(True)
    )


def bounced() -> Condition:
    """Return whether mail to somebody came back."""
    return exists().where(col(MailTrouble.email) == col(Account.email))


SHOWN: dict[str, Callable[[], Condition]] = {
    "uninvited": lambda: (
        col(Attendance.invited_at).is_(None) & col(Attendance.confirmed_at).is_(None)
    ),
    "silent": lambda: (
        col(Attendance.invited_at).is_not(None) & col(Attendance.confirmed_at).is_(None)
    ),
    "unchosen": lambda: col(Attendance.consent).is_(None),
    "unwishing": lambda: ~wishing(),
    "vip": lambda: col(Attendance.vip).is_(True),
    "hosts": hosting,
    "trouble": bounced,
}
"""Which of those who come are shown, by what they have done or what is so of them."""
LEFT = "left"

PROFILES: dict[str, Callable[[], Condition]] = {
    "little": lambda: answered() * 2 < total(),
    "more": lambda: (answered() * 2 >= total()) & (answered() < total()),
    "whole": lambda: answered() == total(),
}
"""Of whom so much of the profile is filled in."""

Order = SQLColumnExpression[Any]
SORTED: dict[str, Callable[[], Order]] = {
    "least": lambda: answered().asc(),
    "most": lambda: answered().desc(),
    "newest": lambda: col(Attendance.created_at).desc(),
}
"""The orders beside that by name."""

LONGEST = 100


@dataclass(frozen=True)
class Wanted:
    """Words in name, address or organisation; a role; who, and how full their profile is."""

    words: str = ""
    role_id: str = ""
    show: str = ""
    """A key of `SHOWN`, or `LEFT`: those who no longer come."""
    profile: str = ""
    sort: str = ""
    by_address: bool = True
    """Whether words are looked for in addresses, too; else an address could be guessed at."""

    @classmethod
    def read(cls, said: Callable[[str], str]) -> "Wanted":
        """Read it from an address or a form; what there is no such thing of is not wanted."""
        show, profile, sort = said("show"), said("profile"), said("sort")
        return cls(
            words=said("q")[:LONGEST],
            role_id=said("role")[:LONGEST],
            show=show if show in SHOWN or show == LEFT else "",
            profile=profile if profile in PROFILES else "",
            sort=sort if sort in SORTED else "",
        )

    @property
    def query(self) -> dict[str, str]:
        """Return how an address says it."""
        said = asdict(self)
        del said["by_address"]
        return {"q": said.pop("words"), "role": said.pop("role_id"), **said}

    @property
    def is_narrow(self) -> bool:
        """Whether it is less than everybody who comes."""
        return bool(self.words or self.role_id or self.show or self.profile)

    def conditions(self, event_id: str) -> list[Condition]:
        """Return what has to be so. The statement joins membership, account and profile."""
        here = present()
        conditions: list[Condition] = [
            col(Attendance.event_id) == event_id,
            ~here if self.show == LEFT else here,
        ]
        if self.show in SHOWN:
            conditions.append(SHOWN[self.show]())
        if self.profile:
            conditions.append(PROFILES[self.profile]())
        if self.role_id:
            conditions.append(col(Attendance.role_id) == self.role_id)
        searched = [col(Profile.name), col(Profile.organization)]
        if self.by_address:
            searched.append(col(Account.email))
        return conditions + [
            or_(*(column.icontains(word, autoescape=True) for column in searched))
            for word in self.words.split()
        ]

    def order(self) -> list[Order]:
        """Return the order: as wanted, and by name among equals."""
        by_name: list[Order] = [
            func.lower(func.coalesce(Profile.name, Account.email)),
            col(Attendance.id),
        ]
        return [SORTED[self.sort](), *by_name] if self.sort else by_name
