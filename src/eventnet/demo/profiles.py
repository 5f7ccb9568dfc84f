"""What people type after they joined: profile, choices, times when they can't, and wishes."""

from random import Random
from typing import Any

from eventnet.demo.people import Person
from eventnet.demo.programme import TALKS

VISIBLE = ("name", "organization", "headline", "bio", "links", "interests", "offers", "seeks")
# When people are not there, as people say it: they arrive late, leave early, or see to something.
AWAY: tuple[tuple[dict[str, int | str], ...], ...] = (
    ({"day": 0, "from": "09:00", "to": "12:30"},),
    ({"day": 0, "from": "09:00", "to": "11:15"},),
    ({"day": 1, "from": "14:00", "to": "18:00"},),
    ({"day": 1, "from": "15:30", "to": "18:00"},),
    ({"day": 1, "from": "09:00", "to": "10:00"},),
    ({"day": 0, "from": "16:00", "to": "18:00"}, {"day": 1, "from": "09:00", "to": "09:50"}),
    ({"day": 0, "from": "14:00", "to": "15:00"},),
    ({"day": 1, "from": "09:00", "to": "18:00"},),
    ({"day": 0, "from": "09:00", "to": "18:00"},),
    ({"day": 0, "from": "11:30", "to": "13:00"}, {"day": 1, "from": "11:00", "to": "13:00"}),
)


def make_profiles(
    random: Random,
    people: list[Person],
    wants: dict[str, list[str]],
    avoids: dict[str, list[str]],
) -> dict[str, dict[str, Any]]:
    """Return by address what was typed; nothing for those who left everything as it was."""
    talks = _talks(random, people)
    profiles: dict[str, dict[str, Any]] = {}
    for person in people:
        if person.depth == "ticket" and not person.consent:
            continue
        typed: dict[str, Any] = {
            "headline": person.headline,
            "bio": person.bio,
            "links": _links(random, person),
            "interests": person.interests,
            "offers": person.offers,
            "seeks": person.seeks,
            "visibility": {} if person.depth == "ticket" else _visibility(random),
            "consent": person.consent or None,
            "time_zone": person.zone,
            "unavailable": [*talks.get(person.email, []), *_away(random, person)],
            "wants": wants[person.email],
            "avoids": avoids.get(person.email, []),
        }
        profiles[person.email] = {key: value for key, value in typed.items() if value}
    return profiles


def _talks(random: Random, people: list[Person]) -> dict[str, list[dict[str, int | str]]]:
    """Return when speakers are on stage; two share a talk."""
    speakers = [one.email for one in people if one.role == "speaker" and one.depth != "ticket"]
    chosen = random.sample(speakers, min(len(speakers), 2 * len(TALKS)))
    on_stage: dict[str, list[dict[str, int | str]]] = {}
    for number, email in enumerate(chosen):
        day, start, _ = TALKS[number // 2]
        hour, minute = int(start[:2]), int(start[3:]) + 45
        end = f"{hour + minute // 60:02}:{minute % 60:02}"
        on_stage[email] = [{"day": day, "from": start, "to": end}]
    return on_stage


def _away(random: Random, person: Person) -> list[dict[str, int | str]]:
    if not person.consent or person.role == "speaker" or random.random() < 0.6:
        return []
    return [dict(gap) for gap in random.choice(AWAY)]


def _links(random: Random, person: Person) -> list[str]:
    if person.depth != "complete":
        return []
    local = person.email.partition("@")[0].replace(".", "-")
    links = [f"https://{person.organization.domain}", f"https://{local}.example/notes"]
    return random.choice((links[:1], links[:1], links[1:], links, []))


def _visibility(random: Random) -> dict[str, str]:
    """Return who may read which field, in the ways in which people decide such things."""
    way = random.choices(("open", "here", "community", "careful", "mixed"), (45, 28, 12, 9, 6))[0]
    if way == "open":
        told = dict.fromkeys(VISIBLE, "everyone")
        return told | ({"bio": "attendees"} if random.random() < 0.3 else {}) | {"email": "met"}
    if way == "here":
        return dict.fromkeys(VISIBLE, "attendees") | {"email": "met"}
    if way == "community":
        return dict.fromkeys(VISIBLE, "community") | {"email": "nobody"}
    if way == "careful":
        return dict.fromkeys(VISIBLE, "met") | {"name": "attendees", "email": "nobody"}
    return {one: random.choice(("nobody", "met", "attendees", "everyone")) for one in VISIBLE}
