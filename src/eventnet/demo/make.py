"""Write the demo's files again: ``python -m eventnet.demo.make``. The same seed, the same files."""

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook

from eventnet.demo.alumni import guest_list, make_first_guests
from eventnet.demo.conference import CAST
from eventnet.demo.logo import draw_png, draw_svg
from eventnet.demo.organizations import EXHIBITORS
from eventnet.demo.people import make_people, make_strays
from eventnet.demo.profiles import make_profiles
from eventnet.demo.programme import make_event
from eventnet.demo.tickets import eventbrite, exhibitors, pretix
from eventnet.demo.wants import make_avoids, make_wants

HERE = Path(__file__).parent
SEED = 20270511
BY_EVENTBRITE = 45
ON_THE_LIST = len(EXHIBITORS) + 3


@dataclass(frozen=True)
class Files:
    """What the files hold, before it is written."""

    pretix: bytes
    eventbrite: bytes
    exhibitors: list[list[str]]
    profiles: str
    first_guests: bytes
    alumni: str
    event: str
    logo: str


def make_files(seed: int = SEED) -> Files:
    """Return the contents of all files; the same for the same seed."""
    random = Random(seed)
    people = make_people(random)
    strays = make_strays(random, people)
    contacts, rest = people[: len(EXHIBITORS)], people[len(EXHIBITORS) :]
    colleagues = [one for one in rest if one.role == "exhibitor"][: ON_THE_LIST - len(contacts)]
    network = [one for one in rest if one.role in ("attendee", "investor")][:BY_EVENTBRITE]
    shop = [one for one in rest if one not in colleagues and one not in network]
    wants = make_wants(random, people)
    profiles = make_profiles(random, people, wants, make_avoids(random, people, wants))
    # With chance of its own, so that the year before changes nothing of this one.
    before = Random(seed - 1)
    again, alumni = make_first_guests(before, people, list(CAST))
    theirs = make_wants(before, [*again, *alumni])
    return Files(
        pretix=pretix(random, shop, strays[:9]),
        eventbrite=eventbrite(random, network, strays[9:]),
        exhibitors=exhibitors([*contacts, *colleagues]),
        profiles=_one_a_line(profiles),
        first_guests=guest_list([*again, *alumni]),
        alumni=_one_a_line(make_profiles(before, alumni, theirs, {})),
        event=json.dumps(make_event(), ensure_ascii=False, indent=1) + "\n",
        logo=draw_svg(),
    )


def _one_a_line(profiles: dict[str, dict[str, Any]]) -> str:
    """Return JSON with a line for each person, so that a change shows whose it is."""
    lines = (
        f"{json.dumps(email)}: {json.dumps(typed, ensure_ascii=False)}"
        for email, typed in profiles.items()
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def write_files(folder: Path = HERE) -> None:
    """Write them all into ``folder``."""
    files = make_files()
    (folder / "tickets-pretix.csv").write_bytes(files.pretix)
    (folder / "attendees-eventbrite.csv").write_bytes(files.eventbrite)
    (folder / "profiles.json").write_text(files.profiles, encoding="utf-8")
    (folder / "attendees-2026.csv").write_bytes(files.first_guests)
    (folder / "alumni.json").write_text(files.alumni, encoding="utf-8")
    (folder / "event.json").write_text(files.event, encoding="utf-8")
    (folder / "logo.svg").write_text(files.logo, encoding="utf-8")
    draw_png().save(folder / "logo.png", optimize=True)
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Exhibitors")
    for row in files.exhibitors:
        sheet.append(row)
    book.save(folder / "exhibitors.xlsx")


if __name__ == "__main__":
    write_files()
