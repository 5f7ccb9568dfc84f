"""The event itself: where, when, who meets whom, and the words on its page."""

from datetime import datetime, timedelta
from typing import Any

from eventnet.demo.organizations import EXHIBITORS
from eventnet.demo.subjects import SUBJECTS

TABLES = 36
ACCENT = "#b5391e"
# For each day: when meetings run, between the breaks. Twenty minutes, five to change tables.
SESSIONS = (
    (("09:30", 4), ("11:40", 3), ("14:15", 4), ("16:25", 3)),
    (("09:00", 4), ("11:10", 4), ("14:15", 4)),
)
BREAKS = (
    (
        ("09:00", 30, "Doors, badges and a word of welcome"),
        ("11:10", 30, "Coffee on the quay"),
        ("12:55", 80, "Lunch at long tables"),
        ("15:55", 30, "Coffee on the quay"),
        ("17:40", 80, "Slow boat: one lap of the estuary"),
    ),
    (
        ("10:40", 30, "Coffee on the quay"),
        ("12:50", 85, "Lunch at long tables"),
        ("15:55", 35, "What we promised each other"),
    ),
)
DATES = ("2027-05-11", "2027-05-12")
# The year before there was one long day.
FIRST_DATE = "2026-05-12"
FIRST_STARTS = (
    "10:00",
    "10:25",
    "10:50",
    "11:40",
    "12:05",
    "14:00",
    "14:25",
    "14:50",
    "16:00",
    "16:25",
)
FIRST_TABLES = 30
TALKS = (
    (0, "11:40", "A town that publishes its leaks"),
    (0, "14:15", "Nine tenders, read aloud"),
    (0, "16:25", "What a demolition crew wants from an architect"),
    (1, "09:00", "The neighbours' battery: a fire officer and an engineer"),
    (1, "11:10", "Counting without watching"),
    (1, "14:15", "Shade, by those who planted it"),
)


def slots(day: int) -> list[str]:
    """Return when each meeting of a day begins."""
    starts = []
    for first, count in SESSIONS[day]:
        begin = datetime.fromisoformat(f"{DATES[day]}T{first}")
        starts += [f"{begin + timedelta(minutes=25 * nth):%H:%M}" for nth in range(count)]
    return starts


def stands() -> list[dict[str, str]]:
    """Return the stands along the quay, each with the organisation that has it."""
    return [
        {"name": f"{'ABC'[number // 8]}{number % 8 + 1}", "organization": one.name}
        for number, one in enumerate(sorted(EXHIBITORS, key=lambda one: one.field))
    ]


def make_event() -> dict[str, Any]:
    """Return everything an organizer would have set up before the first import."""
    return {
        "format": "eventnet-demo-event/1",
        "community": {
            "slug": "estuary",
            "name": "Estuary",
            "tagline": "People who keep cities warm, watered, housed and moving.",
            "about": "Estuary is where those who run, build and study the everyday systems of "
            "cities stay in touch: energy, water, building with what is there, getting around, "
            "and the data that belongs to everyone.",
        },
        "event": {
            "slug": "estuary-2027",
            "name": "Estuary 2027",
            "tagline": "Two days in Lisbon for the people who keep cities running.",
            "description": "Utilities, town halls, builders, researchers and those who fund them "
            "meet at a grain dock on the Tagus. Few talks, many tables: everyone goes home with "
            "conversations that were worth the journey.",
            "time_zone": "Europe/Lisbon",
            "starts": DATES[0],
            "ends": DATES[1],
            "wishes_close": "2027-05-04T18:00",
            "answers_close": "2027-05-09T18:00",
            "accent": ACCENT,
            "logo": "logo.svg",
            "contact": "hello@estuary.example",
            "language": "en",
        },
        "venue": {
            "name": "Armazém do Cais Velho",
            "address": "Doca das Oliveiras 3",
            "city": "Lisbon",
            "country": "PT",
            "directions": "Ten minutes on foot from the riverside tram; follow the red cranes. "
            "The floor is level, and the ramp is at the eastern gate.",
        },
        "meeting": {"minutes": 20, "change_minutes": 5},
        "days": [
            {
                "date": date,
                "slots": [{"start": start, "tables": TABLES} for start in slots(day)],
                "breaks": [
                    {"start": start, "minutes": minutes, "label": label}
                    for start, minutes, label in BREAKS[day]
                ],
                "talks": [
                    {"start": start, "minutes": 45, "title": title}
                    for on, start, title in TALKS
                    if on == day
                ],
            }
            for day, date in enumerate(DATES)
        ],
        "tables": [
            {"number": number, "area": ("River side", "Courtyard", "Gallery")[(number - 1) // 12]}
            for number in range(1, TABLES + 1)
        ],
        "stands": stands(),
        "roles": [
            {"key": "attendee", "name": "Attendee", "cap": 8, "floor": 3, "own_table": False},
            {"key": "buyer", "name": "City official", "cap": 12, "floor": 4, "own_table": False},
            {"key": "exhibitor", "name": "Exhibitor", "cap": 16, "floor": 4, "own_table": True},
            {"key": "investor", "name": "Investor", "cap": 12, "floor": 3, "own_table": False},
            {"key": "speaker", "name": "Speaker or host", "cap": 6, "floor": 2, "own_table": False},
        ],
        "ticket_roles": {
            "Conference": "attendee",
            "Partner network delegate": "attendee",
            "City official": "buyer",
            "Exhibitor staff": "exhibitor",
            "Investor": "investor",
            "Speaker and host": "speaker",
        },
        "meets": [
            ["attendee", "attendee"], ["attendee", "buyer"], ["attendee", "exhibitor"],
            ["attendee", "investor"], ["attendee", "speaker"], ["buyer", "buyer"],
            ["buyer", "exhibitor"], ["buyer", "investor"], ["buyer", "speaker"],
            ["exhibitor", "investor"], ["exhibitor", "speaker"], ["investor", "speaker"],
            ["speaker", "speaker"],
        ],
        "topics": [{"name": one.name, "field": one.field} for one in SUBJECTS],
        "visibility": ["nobody", "met", "attendees", "community", "everyone"],
        "files": [
            {"file": "tickets-pretix.csv", "source": "pretix"},
            {"file": "attendees-eventbrite.csv", "source": "eventbrite"},
            {
                "file": "exhibitors.xlsx",
                "source": "sheet",
                "role": "exhibitor",
                "columns": {
                    "Exhibitor": "organization",
                    "Stand": "stand",
                    "Contact person": "name",
                    "Contact e-mail": "email",
                    "Function": "headline",
                    "Country": "country",
                    "Web": "website",
                },
            },
        ],
        "first": make_first(),
        "words": {
            "who_comes": "Who is coming, among those who chose to be seen",
            "how_it_works": [
                "Say what you offer and what you look for.",
                "Choose whom you want to meet, and how much we may plan for you.",
                "A week before, you get a schedule: who, where, when, and why.",
            ],
            "join": "Tell us who you are",
        },
    }  # fmt: skip


def make_first() -> dict[str, Any]:
    """Return the community's first event, a year before, as far as it differs."""
    return {
        "event": {
            "slug": "estuary-2026",
            "name": "Estuary 2026",
            "tagline": "The first one: a long day in Porto.",
            "description": "A hundred and some people who had only ever written to each other sat "
            "down at thirty tables. It was so good that it became a community.",
            "time_zone": "Europe/Lisbon",
            "starts": FIRST_DATE,
            "ends": FIRST_DATE,
            "opens": "2026-04-07T09:00",
            "wishes_close": "2026-05-05T18:00",
            "accent": "#1d5c63",
        },
        "venue": {"name": "Antiga Fábrica do Gás", "city": "Porto"},
        "days": [
            {
                "date": FIRST_DATE,
                "slots": [{"start": start, "tables": FIRST_TABLES} for start in FIRST_STARTS],
            }
        ],
        "files": [{"file": "attendees-2026.csv", "source": "sheet"}],
    }
