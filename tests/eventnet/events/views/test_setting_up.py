import re
from collections.abc import Callable
from html import unescape

import pytest
from sqlmodel import Session, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Community, MemberRole
from eventnet.events.models import Event, Organizer, Phase
from eventnet.settings import Settings
from tests.browser import Browser, text_of
from tests.eventnet.test_images import SVG, WHOLE
from tests.factories import a_community, a_member, an_account, an_attendee, an_event, save
from tests.scripts import PROBE, runs_nowhere

Open = Callable[[], Browser]
NEW = {
    "name": "Spring Forum",
    "tagline": "Two days",
    "about": "",
    "venue": "",
    "city": "Lisbon",
    "time_zone": "Europe/Lisbon",
    "starts_on": "2027-05-11",
    "ends_on": "2027-05-12",
    "slug": "",
}


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="spring", organizer=an_account(session, "olga@example.org"))


@pytest.fixture
def olga(event: Event, browser: Open) -> Browser:
    return browser().sign_in("olga@example.org")


def version(html: str) -> str:
    return str(re.findall(r'name="version" value="(\w+)"', html)[0])


def filled(html: str) -> dict[str, str]:
    """Read what the page's fields hold."""
    found = {
        name: unescape(value)
        for name, value in re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', html)
    }
    texts = re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\n?(.*?)</textarea>', html, re.DOTALL)
    return found | {name: unescape(text) for name, text in texts}


def steward_of(session: Session, browser: Open) -> tuple[Community, Browser]:
    community = a_community(session, "makers")
    member = a_member(session, community, an_account(session, "st@example.org"), MemberRole.STEWARD)
    assert member.role is MemberRole.STEWARD
    return community, browser().sign_in("st@example.org")


def test_a_steward_makes_an_event_and_goes_on_to_its_console(
    session: Session, browser: Open
) -> None:
    _community, steward = steward_of(session, browser)
    answer = steward.post("/c/makers/events/new", NEW)
    assert (answer.status_code, answer.headers["location"]) == (303, "/e/spring-forum/organize")
    assert "The event is made." in steward.read("/e/spring-forum/organize")


def test_an_operator_makes_an_event_in_any_community(session: Session, browser: Open) -> None:
    a_community(session, "makers")
    an_account(session, "op@example.org", operator=True)
    operator = browser().sign_in("op@example.org")
    assert "New event" in operator.read("/c/makers/events/new")
    assert operator.post("/c/makers/events/new", NEW).status_code == 303
    assert operator.get("/c/nowhere/events/new").status_code == 404


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"name": "  "}, "Please fill this in."),
        ({"name": "x" * 301}, "at most 300 characters"),
        ({"time_zone": "Lisbon"}, "choose a time zone"),
        ({"starts_on": "soon"}, "Please give a date"),
        ({"ends_on": "2027-05-10"}, "The last day is before the first."),
        ({"ends_on": "2027-08-10"}, "at most 60 days"),
        ({"starts_on": "9999-12-31"}, "between 1970 and 2200"),
        ({"slug": "a b"}, "a to z, digits, and hyphens"),
        ({"slug": "spring"}, "Another event has this address"),
    ],
)
def test_a_wrong_answer_is_named_and_what_was_typed_stays(
    session: Session, browser: Open, event: Event, answers: dict[str, str], words: str
) -> None:
    _community, steward = steward_of(session, browser)
    answer = steward.post("/c/makers/events/new", {**NEW, **answers})
    assert answer.status_code == 422
    assert words in text_of(answer.text)
    assert filled(answer.text)["tagline"] == "Two days"
    kept = filled(answer.text)
    assert {name: kept[name] for name in answers} == answers
    assert len(session.exec(select(Event)).all()) == 1


def test_extra_fields_change_nothing(session: Session, browser: Open) -> None:
    other = a_community(session)
    community, steward = steward_of(session, browser)
    extra = {"community_id": other.id, "join_code": "mine", "id": "mine", "phase_by_hand": "over"}
    steward.post("/c/makers/events/new", {**NEW, **extra})
    session.rollback()
    made = session.exec(select(Event)).one()
    assert (made.community_id, made.join_code, made.phase_by_hand) == (community.id, None, None)


def test_details_are_shown_and_saved(session: Session, olga: Browser, event: Event) -> None:
    page = olga.get("/e/spring/organize/details")
    fields = filled(page.text)
    assert fields["starts_on"] == "2027-05-11"
    answer = olga.post("/e/spring/organize/details", {**fields, "name": "Autumn", "slug": "x"})
    assert answer.status_code == 303
    session.rollback()
    assert (event.name, event.slug) == ("Autumn", "spring")


def test_what_both_changed_is_shown_beside_each_other_to_choose(
    session: Session, olga: Browser, event: Event
) -> None:
    page = "/e/spring/organize/details"
    fields = filled(olga.get(page).text)
    olga.post(page, {**fields, "city": "Porto", "venue": "The Quay"})
    answer = olga.post(page, {**fields, "city": "Évora"})
    assert answer.status_code == 409
    told = text_of(answer.text)
    assert "City – This was changed by somebody else while you changed it" in told
    assert "Évora What you typed Porto You, in another window" in told
    again = filled(answer.text)
    assert (again["city"], again["venue"]) == ("Évora", "The Quay")
    assert olga.post(page, {**again, "take-city": "theirs"}).status_code == 303
    session.rollback()
    assert (event.city, event.venue) == ("Porto", "The Quay")
    assert olga.post(page, {**again, "take-city": "mine"}).status_code == 303
    session.rollback()
    assert (event.city, event.venue) == ("Évora", "The Quay")


def test_what_the_other_changed_is_kept_and_said(
    session: Session, olga: Browser, event: Event, browser: Open
) -> None:
    page = "/e/spring/organize/details"
    an_attendee(session, event, "Benta Doca", "benta@example.org")
    benta = session.exec(select(Account.id).where(Account.email == "benta@example.org")).one()
    save(session, Organizer(event_id=event.id, account_id=benta))
    fields = filled(olga.get(page).text)
    browser().sign_in("benta@example.org").post(page, {**fields, "city": "Porto"})
    assert olga.post(page, {**fields, "name": "Mine"}).status_code == 303
    assert "Saved. Benta Doca changed “City” meanwhile; it was kept." in olga.read(page)
    session.rollback()
    assert (event.name, event.city) == ("Mine", "Porto")


def test_a_mistyped_form_keeps_its_edition(session: Session, olga: Browser, event: Event) -> None:
    """Else somebody who mistypes would overwrite what others saved meanwhile."""
    fields = filled(olga.get("/e/spring/organize/details").text)
    olga.post("/e/spring/organize/details", {**fields, "city": "Porto"})
    wrong = olga.post("/e/spring/organize/details", {**fields, "name": ""})
    assert wrong.status_code == 422
    corrected = {**filled(wrong.text), "name": "Mine"}
    assert olga.post("/e/spring/organize/details", corrected).status_code == 303
    session.rollback()
    assert (event.name, event.city) == ("Mine", "Porto")


@pytest.mark.parametrize(
    ("page", "first", "second", "kept", "both"),
    [
        (
            "phase",
            {"yes_hours": "30"},
            {"opens_at": "2027-03-01T09:00"},
            "“Hours to say yes”",
            ({"phase": "over"}, {"phase": "open"}, "Open What you typed Over"),
        ),
        (
            "phase",
            {"ask_unchosen": "on"},
            {"yes_hours": "40"},
            "“Match people who have not chosen how, and ask them”",
            (
                {"opens_at": "2027-03-01T09:00"},
                {"opens_at": "2027-03-02T09:00"},
                "Tue 2 Mar, 09:00 What you typed Mon 1 Mar, 09:00",
            ),
        ),
        (
            "look",
            {"accent": "#112233"},
            {"accent": "#1f6f5c"},
            "“Colour”",
            ({"accent": "#332211"}, {"accent": "#aa3300"}, "#aa3300 What you typed #332211"),
        ),
    ],
)
def test_each_form_merges_and_shows_both(
    olga: Browser,
    page: str,
    first: dict[str, str],
    second: dict[str, str],
    kept: str,
    both: tuple[dict[str, str], dict[str, str], str],
) -> None:
    path = f"/e/spring/organize/{page}"

    def drawn() -> dict[str, str]:
        fields = filled(olga.get(path).text)
        fields.pop("ask_unchosen", None)
        return fields | ({"phase": "dates"} if page == "phase" else {})

    fields = drawn()
    assert olga.post(path, {**fields, **first}).status_code == 303
    assert olga.post(path, {**fields, **second}).status_code == 303
    assert f"You changed {kept} in another window meanwhile; it was kept." in olga.read(path)
    fields = drawn()
    theirs, mine, told = both
    assert olga.post(path, {**fields, **theirs}).status_code == 303
    answer = olga.post(path, {**fields, **mine})
    assert answer.status_code == 409
    assert told in text_of(answer.text)


def test_phases_and_deadlines_are_told_in_the_time_of_the_event(
    session: Session, olga: Browser, event: Event
) -> None:
    page = "/e/spring/organize/phase"
    rules = {
        "phase": "running",
        "opens_at": "2027-03-01T09:00",
        "wishes_until": "2027-05-09T17:00",
        "yes_hours": "36",
        "ask_unchosen": "on",
        "version": version(olga.get(page).text),
    }
    assert olga.post(page, rules).status_code == 303
    session.rollback()
    assert (event.phase_by_hand, event.yes_hours, event.ask_unchosen) == (Phase.RUNNING, 36, True)
    html = olga.get(page).text
    assert 'value="2027-05-09T17:00:00"' in html
    rules |= {"phase": "dates", "version": version(html)}
    del rules["ask_unchosen"]
    assert olga.post(page, rules).status_code == 303
    session.rollback()
    assert (event.phase_by_hand, event.ask_unchosen) == (None, False)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("phase", "party"),
        ("yes_hours", "0"),
        ("yes_hours", "many"),
        ("wishes_until", "tomorrow"),
        ("wishes_until", "2027-03-28T01:30"),
        ("opens_at", "9999-01-01T00:00"),
        ("opens_at", "2027-05-09T17:00Z"),
    ],
)
def test_wrong_rules_are_refused_in_words(olga: Browser, field: str, typed: str) -> None:
    page = "/e/spring/organize/phase"
    rules = {"phase": "dates", "yes_hours": "24", "version": version(olga.get(page).text)}
    answer = olga.post(page, {**rules, field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_the_colour_is_saved_and_told_in_words(
    session: Session, olga: Browser, event: Event
) -> None:
    page = "/e/spring/organize/look"
    fields = {"accent": "#F2C", "version": version(olga.get(page).text)}
    assert olga.post(page, fields).status_code == 303
    session.rollback()
    assert event.accent == "#ff22cc"
    shown = olga.read(page)
    assert "Buttons are filled with it, and their words are black" in shown
    assert "They are printed in #" in shown
    wrong = olga.post(page, {"accent": "red; }", "version": version(olga.get(page).text)})
    assert wrong.status_code == 422
    assert "“red; }” is no colour" in text_of(wrong.text)


def test_a_logo_is_shown_to_everyone_and_no_other_file(
    session: Session, olga: Browser, event: Event, browser: Open, settings: Settings
) -> None:
    page = "/e/spring/organize/look"
    fields = {"accent": "#1f6f5c", "version": version(olga.get(page).text)}
    assert olga.post(page, fields, files={"logo": ("a.png", WHOLE)}).status_code == 303
    session.rollback()
    assert event.logo
    answer = browser().get(f"/e/spring/logo/{event.logo}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in answer.headers["cache-control"]
    assert f'src="/e/spring/logo/{event.logo}"' in browser().get("/e/spring").text
    (settings.files_dir / "abc.webp").write_bytes(b"a photo of somebody")
    assert browser().get("/e/spring/logo/abc.webp").status_code == 404
    assert browser().get("/e/spring/logo/..%2f..%2feventnet.toml").status_code == 404


@pytest.mark.parametrize("data", [SVG, b"", WHOLE[:99]])
def test_what_is_no_picture_changes_nothing(
    session: Session, olga: Browser, event: Event, data: bytes
) -> None:
    page = "/e/spring/organize/look"
    fields = {"accent": "#000000", "version": version(olga.get(page).text)}
    answer = olga.post(page, fields, files={"logo": ("logo.svg", data)})
    assert answer.status_code == 422
    assert 'id="logo-error"' in answer.text
    session.rollback()
    assert (event.accent, event.logo) == ("#1f6f5c", None)


def test_a_file_that_is_too_large_is_413(olga: Browser) -> None:
    huge = {"logo": ("a.png", b"x" * 10_000_000)}
    assert olga.post("/e/spring/organize/look", {"accent": "#000000"}, huge).status_code == 413


def test_the_stylesheet_of_the_colour_is_kept_until_it_changes(
    session: Session, event: Event, browser: Open
) -> None:
    first = browser().get("/e/spring/theme.css")
    assert first.headers["content-type"] == "text/css; charset=utf-8"
    assert "--accent:#1f6f5c" in first.text
    tag = first.headers["etag"]
    assert browser().get("/e/spring/theme.css", **{"if-none-match": tag}).status_code == 304
    event.accent = "#aa3300"
    save(session, event)
    assert browser().get("/e/spring/theme.css", **{"if-none-match": tag}).status_code == 200


def test_organizers_are_added_and_removed(session: Session, olga: Browser) -> None:
    page = "/e/spring/organize/team"
    assert olga.post(page, {"email": " New@Example.org ", "part": "everything"}).status_code == 303
    assert "new@example.org now runs the event with you" in olga.read(page)
    assert olga.post(page, {"email": "nobody"}).status_code == 422
    mine = session.exec(select(Account.id).where(Account.email == "olga@example.org")).one()
    answer = olga.post(f"{page}/{mine}/remove")
    assert (answer.status_code, answer.headers["location"]) == (303, "/e/spring")
    assert olga.get(page).status_code == 404


def test_the_link_for_joining_is_made_and_taken_away(
    session: Session, olga: Browser, event: Event
) -> None:
    page = "/e/spring/organize/joining"
    assert "There is no such link" in olga.read(page)
    assert olga.post(page, {"link": "new"}).status_code == 303
    session.rollback()
    assert f"https://meet.example.org/e/spring/join/{event.join_code}" in olga.read(page)
    assert olga.post(page, {"link": "none"}).status_code == 303
    assert "There is no such link" in olga.read(page)


def test_stored_scripts_run_nowhere(session: Session, olga: Browser, event: Event) -> None:
    fields = filled(olga.get("/e/spring/organize/details").text)
    planted = dict.fromkeys(("name", "tagline", "about", "venue", "city"), PROBE)
    assert olga.post("/e/spring/organize/details", {**fields, **planted}).status_code == 303
    session.rollback()
    for page in ("", "/organize", "/organize/details"):
        assert runs_nowhere(olga.get(f"/e/spring{page}").text), page
    wrong = {**planted, "starts_on": PROBE, "time_zone": PROBE, "version": PROBE}
    assert runs_nowhere(olga.post("/e/spring/organize/details", wrong).text)
    assert runs_nowhere(olga.post("/e/spring/organize/team", {"email": PROBE}).text)
