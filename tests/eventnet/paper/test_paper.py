"""Badges and schedules as PDF, and on the page."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typst
from sqlmodel import Session, col, select

from eventnet.audit import AuditEntry
from eventnet.contacts.codes import Shown, token_for
from eventnet.contacts.models import ContactCard
from eventnet.events.models import Attendance, Event
from eventnet.meetings.models import Answer
from eventnet.organize.roll import entries
from eventnet.organize.wanted import Wanted
from eventnet.paper import badges, schedules
from eventnet.paper.glyphs import lacking
from eventnet.people.models import Audience
from eventnet.programme.models import Star, Talk
from eventnet.settings import Settings
from eventnet.wishes.models import Wish, WishKind
from tests.browser import Browser
from tests.factories import a_meeting, an_account, an_attendee, an_event, save
from tests.queries import counted
from tests.scripts import PROBE, runs_nowhere

Open = Callable[[], Browser]
HERE = "/e/spring/organize"
COMMANDS = '#panic("x") $a$ \\ ] *b* _c_ `d` <e> @f // g /* h "i" {{ j }} #{1+1} \\u{41}'


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="spring", organizer=an_account(session, "olga@example.org"))


@pytest.fixture
def olga(event: Event, browser: Open) -> Browser:
    return browser().sign_in("olga@example.org")


def pages_of(pdf: bytes) -> int:
    """Count the pages, by what the file itself says."""
    return max(int(count) for count in re.findall(rb"/Count (\d+)", pdf))


def test_what_somebody_wrote_is_text_and_no_command(
    session: Session, settings: Settings, event: Event, tmp_path: Path
) -> None:
    as_markup = tmp_path / "evil.typ"
    as_markup.write_text('#panic("ran")')
    with pytest.raises(typst.TypstError, match="ran"):  # so it would, were it markup
        typst.compile(as_markup)
    role = "#panic(1)"
    an_attendee(session, event, COMMANDS, organization=COMMANDS, role=role)
    event.name = COMMANDS
    save(session, event)
    people = entries(session, event.id, Wanted(words="panic"), limit=1)
    assert [one.name for one in people] == [COMMANDS]
    pdf = badges.badges(session, settings, event, people, badges.SIZES["eight"], codes=True)
    assert pages_of(pdf) == 1
    assert pages_of(schedules.schedules(session, event, people)) == 1


def test_names_of_any_length_and_script_fit_their_badge(
    session: Session, settings: Settings, event: Event
) -> None:
    names = (
        COMMANDS,
        "x" * 300,
        "Åsa Öberg " * 30,
        "عبد الرحمن بن محمد " * 12,
        "田中" * 150,
        "שלום",
        "\u200f" * 300,
        "A",
    )
    for number, name in enumerate(names * 2):
        an_attendee(session, event, name[:300], f"n{number}@example.org", organization=name[:300])
    people = entries(session, event.id, Wanted(), limit=16)
    assert len(people) == 16
    for size in badges.SIZES.values():
        pdf = badges.badges(session, settings, event, people, size, codes=True)
        assert pages_of(pdf) == -(-len(people) // (size.columns * size.rows))


def test_letters_that_no_font_has_are_told() -> None:
    assert lacking(["Ada", "Åsa Öberg-Ångström", "Ελένη", "Иван"]) == []
    if any("DejaVu Sans" in family for family in typst.Fonts().families()):
        assert lacking(["نور الحسيني", "שלום"]) == []
    assert lacking(["\U00012000 cuneiform"]) == ["\U00012000 cuneiform"]


def test_a_code_stands_on_the_badge_of_whoever_chose_what_to_share(
    session: Session, settings: Settings, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, _bo = an_attendee(session, event, "Ada"), an_attendee(session, event, "Bo")
    save(session, ContactCard(attendance_id=ada.id, event_id=event.id, code="abcdefgh"))
    drawn: list[str] = []

    def draw(address: str) -> str:
        drawn.append(address)
        return "<svg/>"

    monkeypatch.setattr(badges, "as_svg", draw)
    monkeypatch.setattr(badges, "typeset", lambda _name, data: data)
    people = entries(session, event.id, Wanted(), limit=10)
    for codes in (True, False):
        badges.badges(session, settings, event, people, badges.SIZES["card"], codes=codes)
    token = token_for(settings.key, Shown(ada.id, "abcdefgh"))
    assert drawn == [f"https://meet.example.org/e/spring/exchange/{token}"]


def test_files_are_offered_in_parts_and_each_is_recorded(
    session: Session, olga: Browser, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(badges, "PART", 2)
    for name in ("Ada", "Bo", "Cy"):
        an_attendee(session, event, name)
    page = olga.read(f"{HERE}/people/print?whom=all")
    assert "Print for 3 people" in page
    assert "1 to 2 3 to 3 Schedules" in page
    for part, count in (("1", 2), ("2", 1)):
        answer = olga.get(f"{HERE}/badges.pdf?whom=all&size=card&part={part}")
        assert answer.headers["content-type"] == "application/pdf"
        assert f'filename="spring-badges-{part}.pdf"' in answer.headers["content-disposition"]
        assert answer.content.startswith(b"%PDF")
        session.rollback()
        trail = select(AuditEntry.detail).where(AuditEntry.deed == "badges.printed")
        assert session.exec(trail.order_by(col(AuditEntry.at).desc())).first() == {"people": count}
    assert olga.get(f"{HERE}/badges.pdf?whom=all&part=3").status_code == 404
    ada = session.exec(select(Attendance)).first()
    assert ada is not None
    assert olga.get(f"{HERE}/schedules.pdf?who={ada.id}").content.startswith(b"%PDF")


def test_nobody_of_another_event_is_printed(session: Session, olga: Browser) -> None:
    other = an_attendee(session, an_event(session), "Elsewhere")
    assert olga.get(f"{HERE}/badges.pdf?who={other.id}").status_code == 404
    assert olga.get(f"{HERE}/people/{other.id}/paper").status_code == 404


def test_the_page_to_read_out_says_what_they_would_see_and_nothing_of_their_own(
    session: Session, olga: Browser, event: Event
) -> None:
    ada = an_attendee(session, event, "Ada", organization="Works")
    shy = an_attendee(
        session, event, "Shy", shown_to=Audience.NOBODY, headline="Secret", organization="Hidden"
    )
    open_one = an_attendee(session, event, "Open", organization="Pumps", headline="Makes pumps")
    a_meeting(session, event, ada, shy, slot=0)
    a_meeting(session, event, ada, open_one, slot=2, table=2, answers=(None, Answer.YES))
    save(session, Wish(from_id=ada.id, to_id=open_one.id, event_id=event.id, kind=WishKind.WANT))
    talk = Talk(
        event_id=event.id,
        key="T1",
        title="Starred alone",
        starts_at=datetime(2027, 5, 11, 8, 20, tzinfo=UTC),
        ends_at=datetime(2027, 5, 11, 8, 40, tzinfo=UTC),
    )
    save(session, talk)
    save(session, Star(attendance_id=ada.id, talk_id=talk.id))
    page = olga.read(f"{HERE}/people/{ada.id}/paper")
    assert "09:00 – 09:20" in page
    assert "09:40 – 10:00 Open Makes pumps, Pumps Table 2" in page
    for private in ("Secret", "Hidden", "Starred alone", "You wanted to meet"):
        assert private not in page
    session.rollback()
    entry = session.exec(select(AuditEntry).where(AuditEntry.deed == "schedules.printed")).one()
    assert (entry.subject, entry.detail) == (ada.id, {"people": 1})


def test_stored_scripts_run_nowhere(session: Session, olga: Browser, event: Event) -> None:
    one = an_attendee(session, event, PROBE, organization=PROBE)
    two = an_attendee(session, event, PROBE, organization=PROBE)
    a_meeting(session, event, one, two)
    no_font = an_attendee(session, event, f"\U00012000{PROBE}")
    assert runs_nowhere(olga.get(f"{HERE}/people/print?who={no_font.id}").text)
    assert runs_nowhere(olga.get(f"{HERE}/people/{one.id}/paper").text)


def test_badges_take_the_same_statements_for_1_and_30_people(
    session: Session, olga: Browser, event: Event
) -> None:
    an_attendee(session, event, "Ada")
    for path in (f"{HERE}/badges.pdf?whom=all&codes=yes", f"{HERE}/people/print"):
        olga.get(path)
        with counted(session) as few:
            olga.get(path)
        for number in range(29):
            an_attendee(session, event, f"P{number}")
        with counted(session) as many:
            olga.get(path)
        assert many.total == few.total
