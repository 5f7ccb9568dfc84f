"""The four hundred: who they are, where they are from, what they would type."""

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from eventnet.demo import prose
from eventnet.demo.names import ALREADY_SOMEBODY, AS_THEY_ARE, NAMES, SHARES, ZONES
from eventnet.demo.organizations import (
    CHARITIES,
    EXHIBITORS,
    FIRMS,
    FUNDS,
    SCHOOLS,
    TOWNS,
    Organization,
)
from eventnet.demo.subjects import SUBJECTS, Subject

PEOPLE = 400
SPEAKERS = 26
ROLES = {"exhibitor": "exhibitor", "fund": "investor", "town": "buyer"}
# How many of each hundred typed everything, a part, and nothing beyond their ticket.
DEPTHS = {"complete": 30, "half": 40, "ticket": 30}
MONEY = ("Seed funding", "Project finance")
CONSENT = {"book": 55, "ask": 20, "own": 8, "": 17}


@dataclass
class Person:
    """Somebody who doesn't exist. ``depth`` and ``consent`` are keys of the tables above."""

    given: str
    family: str
    country: str
    email: str
    organization: Organization
    role: str
    job: str
    subject: Subject
    depth: str = "ticket"
    consent: str = ""
    headline: str = ""
    bio: str = ""
    interests: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    seeks: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name as a badge shows it."""
        return f"{self.given} {self.family}".strip()

    @property
    def zone(self) -> str:
        """Where the person's own clock is."""
        return ZONES[self.country]


def make_people(random: Random) -> list[Person]:
    """Return the people; the first are the exhibitors' contacts, one for each."""
    countries = list(Counter(SHARES).elements())
    as_they_are = list(AS_THEY_ARE)
    taken: set[str] = set()
    addresses: set[str] = set()
    people: list[Person] = []
    for number, organization in enumerate(_jobs(random)):
        country = organization.country
        contact = number < len(EXHIBITORS)
        # Every third works abroad; those are the ones who make a place international.
        if not contact and random.random() < 0.34:
            country = random.choice(countries)
        special = next((one for one in as_they_are if one[2] == country), None)
        if special and not contact:
            as_they_are.remove(special)
            given, family, _, local = special
        else:
            given, family, local = _name(random, country, taken)
        taken.add(f"{given} {family}")
        email = _address(local, organization, addresses)
        people.append(
            Person(
                given=given,
                family=family,
                country=country,
                email=email,
                organization=organization,
                role=ROLES.get(organization.kind, "attendee"),
                job=prose.job_title(random, organization),
                subject=_subject(random, organization),
            )
        )
    _spread(random, people)
    in_their_language = list(prose.IN_THEIR_LANGUAGE)
    for person in people:
        _type(random, person, in_their_language)
    return people


def make_strays(random: Random, people: list[Person]) -> list[Person]:
    """Return eleven more, who hold a ticket that doesn't count."""
    return _more(random, people, 11)


def make_alumni(random: Random, people: list[Person]) -> list[Person]:
    """Return two dozen more, who came the year before and don't this time."""
    alumni = _more(random, people, 24)
    for number, person in enumerate(alumni):
        person.depth = "half" if number % 3 else "complete"
        person.consent = "ask" if number % 4 else "book"
        person.role = ROLES.get(person.organization.kind, "attendee")
        _type(random, person, [])
    return alumni


def _more(random: Random, people: list[Person], count: int) -> list[Person]:
    taken = {person.name for person in people}
    addresses = {person.email for person in people}
    more = []
    for organization in random.sample([*FIRMS, *TOWNS], count):
        given, family, local = _name(random, organization.country, taken)
        more.append(
            Person(
                given=given,
                family=family,
                country=organization.country,
                email=_address(local, organization, addresses),
                organization=organization,
                role="attendee",
                job=prose.job_title(random, organization),
                subject=_subject(random, organization),
            )
        )
    return more


def _jobs(random: Random) -> list[Organization]:
    """Return an organisation for each person: exhibitors' contacts, then everybody else."""
    others = [*FIRMS, *TOWNS, *SCHOOLS, *FUNDS, *CHARITIES]
    weights = {"firm": 2.0, "town": 3.2, "school": 3.2, "fund": 2.2, "charity": 2.8}
    rest = [*random.sample(EXHIBITORS, 22), *others]
    rest += random.choices(
        others, [weights[one.kind] for one in others], k=PEOPLE - len(EXHIBITORS) - len(rest)
    )
    random.shuffle(rest)
    return [*EXHIBITORS, *rest]


def _name(random: Random, country: str, taken: set[str]) -> tuple[str, str, str]:
    free = [
        (given.replace("_", " "), family.replace("_", " "))
        for givens, families in NAMES[country]
        for given in givens.split()
        for family in families.split()
        if f"{given} {family}".replace("_", " ") not in taken | ALREADY_SOMEBODY
    ]
    given, family = random.choice(free)
    return given, family, f"{_local_part(given)}.{_local_part(family)}"


def _local_part(text: str) -> str:
    text = text.lower()
    for letter, spelled in (("ø", "o"), ("ł", "l"), ("æ", "ae"), ("ß", "ss"), ("ı", "i")):
        text = text.replace(letter, spelled)
    bare = unicodedata.normalize("NFKD", text)
    return "".join(one for one in bare if one.isascii() and (one.isalnum() or one == "-"))


def _address(local: str, organization: Organization, addresses: set[str]) -> str:
    email = f"{local}@{organization.domain}"
    while email in addresses:
        email = f"{local}{len(addresses)}@{organization.domain}"
    addresses.add(email)
    return email


def _subject(random: Random, organization: Organization) -> Subject:
    """Return what the person works on: in the field of their organisation, money only in funds."""
    near = [
        one
        for one in SUBJECTS
        if (one.field == organization.field or random.random() < 0.15)
        and (one.name not in MONEY or organization.kind == "fund")
    ]
    return random.choices(near, [one.weight for one in near])[0]


def _subjects(random: Random, person: Person, count: int) -> list[str]:
    """Return so many topics, near the person's own field and popular ones more often."""
    weights = [
        one.weight * (4.0 if one.field == person.organization.field else 1.0) for one in SUBJECTS
    ]
    chosen: list[str] = []
    while len(chosen) < count:
        name = random.choices(SUBJECTS, weights)[0].name
        if name not in chosen:
            chosen.append(name)
    return chosen


def _spread(random: Random, people: list[Person]) -> None:
    """Give out the stage, the depths of profiles and the choices, in the given proportions."""
    on_stage = [one for one in people if one.role in ("attendee", "buyer")]
    for person in random.sample(on_stage, SPEAKERS):
        person.role = "speaker"
    depths = [depth for depth, share in DEPTHS.items() for _ in range(share * PEOPLE // 100)]
    # Those with a stand or a talk want to be found; order by eagerness, then deal.
    eager = {"exhibitor": 0.35, "speaker": 0.3, "investor": 0.2, "buyer": 0.1}
    ranked = sorted(people, key=lambda one: random.random() - eager.get(one.role, 0.0))
    for person, depth in zip(ranked, depths, strict=True):
        person.depth = depth
    choices = [choice for choice, share in CONSENT.items() for _ in range(share * PEOPLE // 100)]
    unchosen = choices.count("")
    made = choices[:-unchosen]
    random.shuffle(made)
    # Who typed nothing mostly did not choose either.
    last = sorted(people, key=lambda one: random.random() + 0.8 * (one.depth == "ticket"))
    for person, choice in zip(last, [*made, *choices[-unchosen:]], strict=True):
        person.consent = choice


def _type(random: Random, person: Person, in_their_language: list[tuple[str, str]]) -> None:
    if person.depth == "ticket":
        return
    complete = person.depth == "complete"
    own = person.subject.name
    person.interests = _subjects(random, person, random.randint(4, 8) if complete else 3)
    offers, seeks = _needs(random, person)
    if complete or random.random() < 0.55:
        person.headline = prose.headline(random, person.job, person.organization, person.subject)
    if random.random() < (0.95 if complete else 0.4):
        native = next((one for one in in_their_language if one[0] == person.country), None)
        if native and person.role != "exhibitor" and random.random() < 0.6:
            in_their_language.remove(native)
            person.bio = native[1]
        else:
            person.bio = prose.bio(random, person.organization, person.subject, offers, seeks)
    if not complete:
        # Half a profile is a different half for each.
        person.interests = person.interests[: random.choice((0, 2, 3, 3))]
        offers = offers[: random.choice((0, 0, 1, 2))]
        seeks = seeks[: random.choice((0, 1, 1, 2))]
    if own not in person.interests and random.random() < 0.7:
        person.interests.append(own)
    person.offers, person.seeks = offers, seeks


def _needs(random: Random, person: Person) -> tuple[list[str], list[str]]:
    """Return what the person offers and seeks; money and streets on the side that has them."""
    near = _subjects(random, person, 9)
    offers, seeks = near[: random.randint(1, 4)], near[4 : 4 + random.randint(1, 4)]
    own = person.subject.name
    if person.role == "exhibitor":
        offers, seeks = [own, *offers], [*seeks[:2], "Pilot sites", "Public procurement"]
    elif person.role == "investor":
        offers, seeks = [*MONEY], [own, *seeks]
    elif person.role == "buyer" or person.organization.kind == "town":
        offers, seeks = ["Pilot sites", *offers[:1]], [own, *seeks]
    else:
        offers = [own, *offers]
    offers = list(dict.fromkeys(offers))
    return offers, [one for one in dict.fromkeys(seeks) if one not in offers] or ["Evaluation"]
