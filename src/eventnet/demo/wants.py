"""Whom they want to meet, and whom they would rather not."""

from collections import Counter
from random import Random

from eventnet.demo.people import Person

CROWD = 25
# How many somebody names, at the least and the most, by how much else they typed.
NAMED = {"complete": (7, 18), "half": (2, 10), "ticket": (0, 0)}


def make_wants(random: Random, people: list[Person]) -> dict[str, list[str]]:
    """Return for each address the addresses wanted: by need, by fame, sometimes because they did.

    Exhibitors don't want exhibitors, nor investors investors: the event doesn't pair them.
    """
    fame = {person.email: random.lognormvariate(0, 0.3) for person in people}
    wants: dict[str, list[str]] = {person.email: [] for person in people}
    wanted: Counter[str] = Counter()
    for person in random.sample(people, len(people)):
        # Who is wanted by many already is named less: people guess that the chance is small.
        pull = {
            one.email: _pull(person, one)
            * fame[one.email]
            * random.uniform(0.5, 1.5)
            / (1 + (wanted[one.email] / CROWD) ** 3)
            for one in people
            if _may_meet(person, one)
        }
        best = sorted(pull, key=lambda email: -pull[email])
        wants[person.email] = best[: random.randint(*NAMED[person.depth])]
        wanted.update(wants[person.email])
    by_address = {person.email: person for person in people}
    for email, named in list(wants.items()):
        for other in named:
            answers = by_address[other].depth != "ticket" and random.random() < 0.22
            if answers and email not in wants[other]:
                wants[other].append(email)
    return wants


def make_avoids(
    random: Random, people: list[Person], wants: dict[str, list[str]]
) -> dict[str, list[str]]:
    """Return for some addresses one or two to be kept apart from: rivals and old quarrels."""
    avoids: dict[str, list[str]] = {}
    for person in random.sample([one for one in people if one.depth != "ticket"], 52):
        rivals = [
            one
            for one in people
            if one.organization != person.organization
            and one.organization.field == person.organization.field
            and one.email not in wants[person.email]
        ]
        chosen = random.sample(rivals, random.choice((1, 1, 2)))
        avoids[person.email] = [one.email for one in chosen]
    return avoids


def _may_meet(person: Person, other: Person) -> bool:
    alike = person.role == other.role and person.role in ("exhibitor", "investor")
    return person.organization != other.organization and not alike


def _pull(person: Person, other: Person) -> float:
    """Return how much there is in it for ``person``."""
    fits = 3.0 * len(set(person.seeks) & set(other.offers))
    fits += 1.5 * len(set(person.offers) & set(other.seeks))
    fits += 0.5 * len(set(person.interests) & set(other.interests))
    return 0.2 + fits + (1.0 if other.role in ("speaker", "investor") else 0.0)
