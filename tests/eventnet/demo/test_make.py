"""The demo's files are what their script writes, and hold the conference that they promise."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageChops, ImageStat

from eventnet.arrivals.readers import (
    Refusal,
    TicketRow,
    email_address,
    guess,
    read_table,
    read_tickets,
    recognise,
    tidy,
)
from eventnet.demo.logo import draw_png
from eventnet.demo.make import HERE, make_files
from eventnet.demo.names import ALREADY_SOMEBODY

FILES = ("tickets-pretix.csv", "attendees-eventbrite.csv", "exhibitors.xlsx")


def read(name: str) -> tuple[list[TicketRow], list[Refusal]]:
    table = read_table((HERE / name).read_bytes(), name)
    return read_tickets(table, recognise(table.header) or guess(table.header))


@pytest.fixture(scope="module")
def guests() -> list[TicketRow]:
    tickets = [ticket for name in FILES for ticket in read(name)[0]]
    return [ticket for ticket in tickets if ticket.status != "cancelled"]


@pytest.fixture(scope="module")
def profiles() -> dict[str, dict[str, Any]]:
    typed: dict[str, dict[str, Any]] = json.loads((HERE / "profiles.json").read_text("utf-8"))
    return typed


@pytest.fixture(scope="module")
def event() -> dict[str, Any]:
    set_up: dict[str, Any] = json.loads((HERE / "event.json").read_text("utf-8"))
    return set_up


def test_the_committed_files_are_what_the_script_writes() -> None:
    files = make_files()
    assert (HERE / "tickets-pretix.csv").read_bytes() == files.pretix
    assert (HERE / "attendees-eventbrite.csv").read_bytes() == files.eventbrite
    assert (HERE / "profiles.json").read_text("utf-8") == files.profiles
    assert (HERE / "attendees-2026.csv").read_bytes() == files.first_guests
    assert (HERE / "alumni.json").read_text("utf-8") == files.alumni
    assert (HERE / "event.json").read_text("utf-8") == files.event
    assert (HERE / "logo.svg").read_text("utf-8") == files.logo
    table = read_table((HERE / "exhibitors.xlsx").read_bytes(), "exhibitors.xlsx")
    assert [list(table.header), *[list(row.cells) for row in table.rows]] == files.exhibitors[2:]
    with Image.open(HERE / "logo.png") as logo:
        difference = ImageStat.Stat(ImageChops.difference(logo.convert("RGB"), draw_png()))
        assert max(difference.mean) < 1  # another Pillow may smooth an edge differently


def test_another_seed_gives_other_people() -> None:
    assert make_files(seed=1).pretix != make_files().pretix


def test_the_files_are_small() -> None:
    written = [path for path in HERE.iterdir() if path.suffix not in {".py", ""}]
    assert sum(path.stat().st_size for path in written) < 1_000_000


def test_400_people_come_in_through_the_readers(guests: list[TicketRow]) -> None:
    assert len(guests) == 400
    addresses = [one.email for one in guests if one.email]
    assert len(addresses) == len(set(addresses)) == 396
    assert Counter(one.status for one in guests) == {"valid": 397, "pending": 3}


def test_what_does_not_come_in_says_why() -> None:
    refusals = [refusal for name in FILES for refusal in read(name)[1]]
    assert sorted(str(refusal.field) for refusal in refusals) == ["email", "email", "name"]
    cancelled = [one for name in FILES for one in read(name)[0] if one.status == "cancelled"]
    assert len(cancelled) == 9


def test_some_buyers_are_not_the_attendees(guests: list[TicketRow]) -> None:
    others = [one for one in guests if one.buyer_email and one.buyer_email != one.email]
    assert len({one.source for one in others}) == 2
    assert len(others) > 40


def test_nobody_is_real(guests: list[TicketRow], profiles: dict[str, dict[str, Any]]) -> None:
    assert ALREADY_SOMEBODY.isdisjoint(one.name for one in guests)
    for email in [*profiles, *[one.email for one in guests if one.email]]:
        assert email == email_address(email)
        assert email.endswith(".example")
    for typed in profiles.values():
        for link in typed.get("links", []):
            assert re.fullmatch(r"https://[a-z0-9-]+\.example(/notes)?", link)


def test_names_are_of_many_kinds(guests: list[TicketRow]) -> None:
    names = [one.name for one in guests]
    assert len(set(names)) == 400
    assert all(tidy(name) == name for name in names)
    assert min(map(len, names)) == 1
    assert max(map(len, names)) > 60
    for letters, least in (("א-ת", 2), ("ء-ي", 3), ("Α-Ωα-ώ", 2), ("А-Яа-яі", 2), ("一-龯", 3)):
        assert sum(bool(re.search(f"[{letters}]", name)) for name in names) >= least
    countries = Counter(one.country for one in guests if one.source == "pretix")
    assert len(countries) >= 20


def test_profiles_are_of_people_who_come(
    guests: list[TicketRow], profiles: dict[str, dict[str, Any]]
) -> None:
    addresses = {one.email for one in guests}
    for email, typed in profiles.items():
        assert email in addresses
        for other in [*typed.get("wants", []), *typed.get("avoids", [])]:
            assert other != email
        assert not set(typed.get("wants", [])) & set(typed.get("avoids", []))
        ZoneInfo(typed["time_zone"])


def test_profiles_are_uneven_and_choices_spread(profiles: dict[str, dict[str, Any]]) -> None:
    typed = [one for one in profiles.values() if "visibility" in one]
    assert len(typed) == 280
    assert Counter(one.get("consent") for one in profiles.values() if one.get("consent")) == {
        "book": 220,
        "ask": 80,
        "own": 32,
    }
    seen = [one for one in typed if one["visibility"].get("name") == "everyone"]
    assert 100 < len(seen) < 160
    assert 50 < sum("unavailable" in one for one in profiles.values()) < 200


def test_wants_are_thousands_many_mutual_and_nobody_is_swamped(
    profiles: dict[str, dict[str, Any]],
) -> None:
    wants = {(one, other) for one in profiles for other in profiles[one].get("wants", [])}
    assert 2000 < len(wants) < 4000
    assert sum((other, one) in wants for one, other in wants) > 400
    assert max(Counter(other for _, other in wants).values()) <= 60
    assert 50 <= sum(len(one.get("avoids", [])) for one in profiles.values()) <= 100


def test_bios_have_20_to_60_words_and_no_two_read_alike(
    profiles: dict[str, dict[str, Any]],
) -> None:
    bios = [one["bio"] for one in profiles.values() if "bio" in one]
    assert len(bios) > 150
    assert len(set(bios)) == len(bios)
    sentences = Counter(one for bio in bios for one in re.split(r"(?<=[.?!]) ", bio))
    assert sentences.most_common(1)[0][1] <= 10
    words = [set(re.findall(r"\w+", bio.lower())) for bio in bios]
    for place, one in enumerate(words):
        for other in words[:place]:
            assert len(one & other) < 0.75 * min(len(one), len(other))
    spaced = [bio for bio in bios if bio.isascii()]
    assert all(20 <= len(bio.split()) <= 60 for bio in spaced)


def test_topics_are_of_the_vocabulary_and_some_are_popular(
    profiles: dict[str, dict[str, Any]], event: dict[str, Any]
) -> None:
    vocabulary = {topic["name"] for topic in event["topics"]}
    assert 55 <= len(vocabulary) == len(event["topics"]) <= 65
    used = Counter(
        topic
        for one in profiles.values()
        for kind in ("interests", "offers", "seeks")
        for topic in one.get(kind, [])
    )
    assert set(used) == vocabulary
    assert used.most_common(1)[0][1] > 5 * min(used.values())


def test_the_event_fits_together(
    guests: list[TicketRow], profiles: dict[str, dict[str, Any]], event: dict[str, Any]
) -> None:
    roles = {role["key"] for role in event["roles"]}
    assert {role for pair in event["meets"] for role in pair} == roles
    bought = {one.ticket.partition(" – ")[0] for one in guests if one.ticket}
    assert bought == set(event["ticket_roles"])
    assert set(event["ticket_roles"].values()) == roles
    starts = [slot["start"] for day in event["days"] for slot in day["slots"]]
    assert len(starts) == 26
    for day in event["days"]:
        times = [slot["start"] for slot in day["slots"]]
        assert times == sorted(set(times))
    stands = {stand["organization"]: stand["name"] for stand in event["stands"]}
    assert len(stands) == len(set(stands.values())) == 24
    for ticket in read("exhibitors.xlsx")[0]:
        assert stands[ticket.organization] == ticket.stand
    for typed in profiles.values():
        for gap in typed.get("unavailable", []):
            assert gap["day"] in (0, 1)
            assert gap["from"] < gap["to"]
        assert set(typed.get("visibility", {}).values()) <= set(event["visibility"])


def test_the_mapping_of_the_exhibitors_list_is_the_one_we_would_guess(
    event: dict[str, Any],
) -> None:
    (described,) = (one for one in event["files"] if one["file"] == "exhibitors.xlsx")
    header = read_table(Path(HERE / "exhibitors.xlsx").read_bytes(), "exhibitors.xlsx").header
    guessed = dict(zip(header, guess(header).columns, strict=True))
    assert {name: field for name, field in guessed.items() if field} == described["columns"]


def test_the_year_before_some_came_who_come_again_and_some_who_do_not(
    guests: list[TicketRow],
) -> None:
    table = read_table((HERE / "attendees-2026.csv").read_bytes(), "attendees-2026.csv")
    came, refusals = read_tickets(table, guess(table.header))
    assert refusals == []
    assert len({one.email for one in came}) == len({one.name for one in came}) == 128
    alumni = json.loads((HERE / "alumni.json").read_text("utf-8"))
    assert {one.email for one in came} - {one.email for one in guests} >= set(alumni)
    assert len(alumni) == 24
    assert {*alumni, *(one.name for one in came)}.isdisjoint(ALREADY_SOMEBODY)
    assert all(str(one.email).endswith(".example") for one in came)
