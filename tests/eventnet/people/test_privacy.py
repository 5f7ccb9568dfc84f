"""What somebody hides stands in no page, for no kind of viewer, and no page runs their scripts."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from sqlmodel import Session

from eventnet.affinities.models import AffinityState, PairAffinity
from eventnet.communities.models import Community
from eventnet.events.models import Attendance, Event, Organizer
from eventnet.people.models import Audience, TopicKind
from eventnet.people.visibility import FIELDS
from eventnet.settings import Settings
from eventnet.wishes.models import Wish, WishKind
from tests.browser import Browser
from tests.eventnet.people.secrets import (
    SECRETS,
    TOPICS,
    WORDS,
    a_secret_person,
    email_of,
    give_topic,
)
from tests.factories import a_meeting, an_account, an_attendee, an_event, save

Open = Callable[[], Browser]


def a_photo(settings: Settings) -> None:
    """Put the secret photo where photos are kept."""
    folder: Path = settings.files_dir / "photos"
    folder.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (20, 20)).save(folder / str(SECRETS["photo"]))


def pages(event: Event, person: Attendance) -> list[str]:
    """Return every page on which a person may stand."""
    base = f"/e/{event.slug}"
    searches = [f"{base}/people?q={word}" for words in WORDS.values() for word in words]
    return [
        f"{base}/people",
        f"{base}/people?order=name",
        *searches,
        f"{base}/people/{person.id}",
        f"{base}/people/{person.id}/photo/{SECRETS['photo']}",
        f"{base}/recommended",
        f"{base}/recommended?said={person.id}",
        f"{base}/wishes",
        f"{base}/profile",
        *(f"{base}/next{rest}" for rest in ("", "/confirm", "/offers", "/seeks", "/interests")),
        f"{base}/attendance",
    ]


def told(browser: Browser, event: Event, person: Attendance) -> set[str]:
    """Return the fields of which anything is told on any page, beside the query itself."""
    seen = set()
    for path in pages(event, person):
        response = browser.get(path)
        assert response.status_code in {200, 303, 404}, path
        assert response.headers["cache-control"].startswith(("no-store", "private"))
        if response.headers.get("content-type") == "image/webp":
            seen.add("photo")
            continue
        text = response.text.casefold()
        asked = path.rpartition("q=")[2] if "q=" in path else ""
        if asked:
            for said in (f'value="{asked}"', f"q={asked}", f"“{asked}”"):
                text = text.replace(said, "")
        seen |= {field for field, words in WORDS.items() if any(word in text for word in words)}
    return seen


def set_the_scene(session: Session, event: Event, person: Attendance, viewer: Attendance) -> None:
    """Give the viewer every reason to be shown the person: same topics, affinity, a wish."""
    for kind in TopicKind:
        for label in TOPICS.values():
            give_topic(session, viewer, kind, label)
    a, b = sorted([person.id, viewer.id])
    signals = ("interests", "a_offers_b_seeks", "b_offers_a_seeks", "text", "a_wants_b")
    words = [word for field in ("topics", "bio") for word in WORDS[field]]
    because = [{"signal": signal, "detail": words, "share": 0.2} for signal in signals]
    save(
        session,
        PairAffinity(a_id=a, b_id=b, event_id=event.id, value=0.9, shown=0.9, because=because),
        Wish(from_id=viewer.id, to_id=person.id, event_id=event.id, kind=WishKind.MAYBE),
    )


@pytest.mark.parametrize("chosen", list(Audience))
def test_a_hidden_field_stands_on_no_page(
    session: Session, browser: Open, settings: Settings, chosen: Audience
) -> None:
    event = an_event(session)
    a_photo(settings)
    save(session, AffinityState(event_id=event.id))
    person = a_secret_person(session, event, dict.fromkeys(FIELDS, chosen.value))
    met, fellow = an_attendee(session, event, "Met"), an_attendee(session, event, "Fellow")
    a_meeting(session, event, met, person)
    for viewer in (met, fellow):
        set_the_scene(session, event, person, viewer)
    organizer = an_account(session)
    save(session, Organizer(event_id=event.id, account_id=organizer.id))
    rank = list(Audience).index(chosen)
    everything = set(FIELDS)
    expected = {
        "met": everything if rank >= 1 else {"name"},
        "fellow": everything if rank >= 2 else set(),
        "organizer": everything if rank >= 4 else set(),
    }
    viewers = {
        "met": email_of(session, met),
        "fellow": email_of(session, fellow),
        "organizer": organizer.email,
    }
    # The viewers' own topics are the person's, and stand on their own pages.
    own = {"topics"}
    for who, email in viewers.items():
        seen = told(browser().sign_in(email), event, person)
        assert (who, seen - own) == (who, expected[who] - own)
    assert told(browser(), event, person) <= ({"photo"} if rank >= 4 else set())


def test_hidden_topics_are_no_reason_and_no_facet(session: Session, browser: Open) -> None:
    event = an_event(session)
    person = a_secret_person(
        session, event, dict.fromkeys(FIELDS, "attendees") | {"topics": "met", "bio": "met"}
    )
    fellow = an_attendee(session, event, "Fellow")
    set_the_scene(session, event, person, fellow)
    opened = browser().sign_in(email_of(session, fellow))
    base = f"/e/{event.slug}"
    for path in (f"{base}/people", f"{base}/people/{person.id}", f"{base}/wishes"):
        text = opened.get(path).text.casefold()
        assert "nameleak" in text
        for word in [*WORDS["topics"], *WORDS["bio"]]:
            assert (path, word, word in text) == (path, word, False)


def community_of(session: Session, event: Event) -> Community:
    """Return the community that owns an event."""
    return session.get_one(Community, event.community_id)


def test_a_topic_of_hidden_or_absent_people_only_is_suggested_to_nobody(
    session: Session, browser: Open
) -> None:
    event = an_event(session)
    a_secret_person(session, event, dict.fromkeys(FIELDS, "met"))
    open_one = an_attendee(session, event, "Open")
    give_topic(session, open_one, TopicKind.SEEK, "Harbours")
    elsewhere = an_attendee(session, an_event(session, community_of(session, event)), "Elsewhere")
    give_topic(session, elsewhere, TopicKind.SEEK, "Another leak")
    opened, base = browser().sign_in(email_of(session, open_one)), f"/e/{event.slug}"
    text = opened.get(f"{base}/profile").text
    assert 'data-suggest="Harbours"' in text
    pages = [opened.get(f"{base}/next/{kind}").text for kind in ("offers", "seeks", "interests")]
    for shown in (text, *pages):
        assert "leak" not in shown.casefold()


def test_a_veto_shows_nowhere_to_the_other_and_to_organizers(
    session: Session, browser: Open
) -> None:
    event = an_event(session)
    me, other = an_attendee(session, event, "Me"), an_attendee(session, event, "Other")
    organizer = an_account(session)
    save(session, Organizer(event_id=event.id, account_id=organizer.id))
    emails = [email_of(session, other), organizer.email]
    paths = [path for path in pages(event, me) if "photo" not in path]
    before = [[browser().sign_in(email).get(path).text for path in paths] for email in emails]
    answer = (
        browser()
        .sign_in(email_of(session, me))
        .post(f"/e/{event.slug}/people/{other.id}/wish", {"kind": "avoid"})
    )
    assert answer.status_code == 303
    after = [[browser().sign_in(email).get(path).text for path in paths] for email in emails]
    assert before == after


SCRIPTS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 73313 * 79193 }}",
    "javascript:alert(1)",
    "</textarea><svg onload=alert(1)>",
]


@pytest.mark.parametrize("script", SCRIPTS)
def test_stored_scripts_run_on_no_page(session: Session, browser: Open, script: str) -> None:
    event = an_event(session)
    person = an_attendee(session, event, script, headline=script, organization=script, bio=script)
    viewer = an_attendee(session, event, "Viewer")
    for kind in TopicKind:
        give_topic(session, person, kind, script[:60])
        give_topic(session, viewer, kind, script[:60])
    save(session, Wish(from_id=viewer.id, to_id=person.id, event_id=event.id, kind=WishKind.WANT))
    for email in (email_of(session, viewer), email_of(session, person)):
        opened = browser().sign_in(email)
        for path in [*pages(event, person), f"/e/{event.slug}/people?q={script}"]:
            text = opened.get(path).text
            assert "<script>alert" not in text
            assert "<img src=x" not in text
            assert "<svg onload" not in text
            assert str(73313 * 79193) not in text
            assert 'href="javascript:' not in text


@pytest.mark.parametrize("name", ["نور الدين " * 30, "שלום", "X" * 300, "\u202eevil", "Z̷̢a̶l̵g̶o̷"])
def test_names_of_every_kind_are_shown(session: Session, browser: Open, name: str) -> None:
    event = an_event(session)
    person = an_attendee(session, event, name[:300])
    viewer = an_attendee(session, event, "Viewer")
    opened = browser().sign_in(email_of(session, viewer))
    page = opened.get(f"/e/{event.slug}/people/{person.id}")
    assert page.status_code == 200
    assert re.search(r'<h1 class="title[^"]*" dir="auto">', page.text)
    assert opened.get(f"/e/{event.slug}/people?q={name[:5]}").status_code == 200
