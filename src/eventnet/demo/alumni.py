"""Who was there the year before: some of those who come again, and those who don't."""

from random import Random

from eventnet.demo.names import COUNTRIES
from eventnet.demo.people import Person, make_alumni
from eventnet.demo.tickets import as_csv

AGAIN = 104
STAYED_HOME = ("adaeze.okonjo@lightstreet.example",)
"""Whom the demo introduces as new."""
COLUMNS = ("Name", "E-mail", "Organisation", "Job title", "Ticket", "Country")
TICKETS = {
    "attendee": "Conference",
    "buyer": "City official",
    "exhibitor": "Exhibitor staff",
    "investor": "Investor",
    "speaker": "Speaker and host",
}


def make_first_guests(
    random: Random, people: list[Person], cast: list[str]
) -> tuple[list[Person], list[Person]]:
    """Return those who come again, with those of the ``cast`` who do, and those who don't."""
    known = [one for one in people if one.email in cast and one.email not in STAYED_HOME]
    eager = [one for one in people if one.depth != "ticket" and one.email not in cast]
    return [*known, *random.sample(eager, AGAIN - len(known))], make_alumni(random, people)


def guest_list(guests: list[Person]) -> bytes:
    """Return the list that was kept of them, as a CSV file."""
    rows = [
        [
            one.name,
            one.email,
            one.organization.name,
            one.job,
            TICKETS[one.role],
            COUNTRIES[one.country],
        ]
        for one in guests
    ]
    return as_csv(COLUMNS, sorted(rows))
