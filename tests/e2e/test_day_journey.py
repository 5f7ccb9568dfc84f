"""On the day: one waits at the table, the other does not come, and a third is free."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.database import create_engine, writing
from eventnet.events.models import Attendance, Consent, Event
from eventnet.events.roles import may_meet, ordered, put_pairs
from eventnet.meetings.arranging import arrange, free_slots, hold_people
from tests.e2e import steps
from tests.e2e.demos import Demos
from tests.e2e.serving import Open
from tests.e2e.steps import ADAEZE, EVENT, FIONA, ORGANIZER, SLUG, TOMAS
from tests.e2e.test_accessibility import RULES

pytestmark = pytest.mark.e2e

DAYS = f"{EVENT}/schedule"


@pytest.fixture(scope="module")
def demo(demos: Demos, folder: Path) -> Iterator[str]:
    """Serve a demo in which Fiona meets Tomas now, since three minutes, and Adaeze is free."""
    demos.fill(folder)
    with at_their_meeting(demos, folder) as address:
        yield address


@contextmanager
def at_their_meeting(demos: Demos, folder: Path) -> Iterator[str]:
    """Serve the demo in a folder three minutes after a meeting began; yield its address."""
    watch = folder / "clock"
    settings = {"EVENTNET_TEST_CLOCK": str(watch)}
    with demos.serve(folder, module="tests.e2e.walking", **settings) as address:
        begins = arrange_a_meeting(folder / "eventnet.db")
        watch.write_text((begins + timedelta(minutes=3)).isoformat())
        yield address


def arrange_a_meeting(database: Path) -> datetime:
    """Let Fiona and Tomas have a meeting when Adaeze is free as well; return when it begins."""
    engine = create_engine(f"sqlite:///{database}")
    with Session(engine) as session, writing(session):
        event = session.exec(select(Event).where(Event.slug == SLUG)).one()
        query = (
            select(Account.email, Attendance.id)
            .join(Membership, col(Membership.account_id) == Account.id)
            .join(Attendance, col(Attendance.membership_id) == Membership.id)
            .where(
                Attendance.event_id == event.id,
                col(Account.email).in_([FIONA, TOMAS, ADAEZE]),
            )
        )
        ids = dict(session.exec(query).all())
        two = hold_people(session, event.id, list(ids.values()))
        for one in two.values():
            one.consent, one.max_meetings = Consent.BOOK, None
            session.add(one)
        slot = free_slots(session, event.id, list(ids.values()))[0]
        meeting = [two[ids[FIONA]], two[ids[TOMAS]]]
        roles = ordered(*(one.role_id for one in meeting))
        put_pairs(session, event.id, may_meet(session, event.id) | {roles})
        arrange(session, event.id, meeting, slot.id, ids[FIONA])
        begins = slot.starts_at
    engine.dispose()
    return begins.astimezone(UTC)


def press(page: Page, label: str) -> None:
    """Press a button of what stands in front of one's days."""
    page.goto(DAYS)
    page.locator("#today").get_by_role("button", name=label, exact=True).click()


def test_somebody_else_is_found_in_the_slot_and_the_organizers_see_it(open_browser: Open) -> None:
    fiona, adaeze, desk = open_browser(phone=True), open_browser(), open_browser()
    for page, email in ((fiona, FIONA), (adaeze, ADAEZE), (desk, ORGANIZER)):
        steps.sign_in(page, email)
    say_that_one_is_here(fiona)
    miss(fiona)
    free(adaeze)
    watch(desk)
    both_say_yes(fiona, adaeze)
    late = open_browser(phone=True, scripts=False)
    steps.sign_in(late, TOMAS)
    come_too_late(late)


def say_that_one_is_here(page: Page) -> None:
    """Check in, with a word by which one is found."""
    page.goto(DAYS)
    expect(page.locator(".today-table")).to_be_visible()
    steps.fits(page)
    page.get_by_label("To find you by").fill("A yellow coat")
    page.get_by_role("button", name="I'm here today").click()
    expect(page.get_by_text("You are here today, since")).to_be_visible()
    press(page, "I'm at the table")
    expect(page.get_by_text("You said that you are at the table.")).to_be_visible()


def miss(page: Page) -> None:
    """Say that the other did not come, and look for somebody: nobody is free yet."""
    press(page, "They didn't come")
    expect(page.get_by_text("did not come. They were told")).to_be_visible()
    steps.fits(page)
    no_fault(page)
    press(page, "Find somebody else now")
    expect(page.get_by_text("Nobody else is free in this slot right now.")).to_be_visible()
    steps.fits(page)


def free(page: Page) -> None:
    """Say that one is free, and read whom one could meet."""
    press(page, "Tell me if somebody becomes free")
    expect(page.locator("#proposal")).to_contain_text("Fiona Hathersage")
    steps.fits(page)
    no_fault(page)


def watch(page: Page) -> None:
    """See on the console who waits alone, and who is asked."""
    page.goto(f"{EVENT}/organize")
    expect(page.locator("#board")).to_contain_text("Tomás Barroca")
    expect(page.locator("#board")).to_contain_text("Both asked: Adaeze Okonjo, until")
    steps.fits(page)
    no_fault(page)


def both_say_yes(fiona: Page, adaeze: Page) -> None:
    """Say yes, one after the other; then both read the same table."""
    press(fiona, "Yes, let's meet now")
    expect(fiona.get_by_text("It waits for the other yes").first).to_be_visible()
    press(adaeze, "Yes, let's meet now")
    expect(adaeze.locator(".today-meeting")).to_contain_text("Fiona Hathersage")
    fiona.goto(DAYS)
    expect(fiona.locator(".today-meeting")).to_contain_text("Adaeze")
    table = fiona.locator(".today-table").inner_text()
    assert adaeze.locator(".today-table").inner_text() == table


def come_too_late(page: Page) -> None:
    """Have been told by mail; come when the other meets somebody else, and be free to look."""
    steps.open_mail(page, TOMAS, "waits for you")
    page.goto(DAYS)
    expect(page.locator("#today")).to_contain_text("You are free until")
    steps.fits(page)


def no_fault(page: Page) -> None:
    """Check what a program can measure, as every page is."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []
