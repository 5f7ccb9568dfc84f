"""What others see of me is what they see: beside it their own browsers open the real pages."""

import re

import pytest
from sqlmodel import Session

from eventnet.communities.models import Community
from eventnet.events.models import Attendance, Event, Organizer
from eventnet.people.models import Audience
from eventnet.people.visibility import FIELDS
from eventnet.welcome.queries import recently
from tests.browser import Browser
from tests.eventnet.people.person import Open, Person, signed_in
from tests.eventnet.people.secrets import WORDS, a_secret_person
from tests.factories import a_meeting, a_member, an_account, an_attendee, an_event, save


@pytest.fixture
def event(session: Session) -> Event:
    """Return an open event, of which nothing is remembered."""
    recently.clear()
    return an_event(session)


def told(page: str) -> set[str]:
    """Return the fields of the secret person that a page shows."""
    card = page.lower()
    return {field for field, words in WORDS.items() if any(word in card for word in words)}


def seen(mine: Person, event: Event, eyes: str) -> set[str]:
    """Return what the page says that such a viewer sees."""
    return told(mine.get(f"/e/{event.slug}/as-seen?eyes={eyes}").text)


def viewers(session: Session, browser: Open, event: Event, person: Attendance) -> dict[str, str]:
    """Return what real viewers of each kind are shown of somebody, by their kind."""
    fellow, partner = an_attendee(session, event, "Fay"), an_attendee(session, event, "Pat")
    a_meeting(session, event, person, partner)
    runner = an_account(session)
    a_member(session, session.get_one(Community, event.community_id), runner)
    save(session, Organizer(event_id=event.id, account_id=runner.id))
    email = runner.email
    session.commit()
    member: Browser = browser().sign_in(email)
    page = f"/e/{event.slug}/people/{person.id}"
    return {
        "everyone": browser().get(f"/e/{event.slug}").text,
        "community": member.get(page).text,
        "attendees": signed_in(browser, session, fellow).get(page).text,
        "met": signed_in(browser, session, partner).get(page).text,
        "organizers": member.get(f"/e/{event.slug}/organize/people/{person.id}").text,
    }


@pytest.mark.parametrize("start", range(len(Audience)))
def test_each_kind_of_viewer_sees_what_the_page_says(
    session: Session, browser: Open, event: Event, start: int
) -> None:
    options = list(Audience)
    chosen = {
        field: options[(start + number) % len(options)].value for number, field in enumerate(FIELDS)
    }
    person = a_secret_person(session, event, chosen)
    really = viewers(session, browser, event, person)
    mine = signed_in(browser, session, person)
    for eyes, page in really.items():
        assert (eyes, seen(mine, event, eyes)) == (eyes, told(page))


def test_each_field_says_who_sees_it_and_leads_to_its_choice(
    session: Session, browser: Open, event: Event
) -> None:
    chosen = dict.fromkeys(FIELDS, "attendees") | {"bio": "nobody"}
    mine = signed_in(browser, session, a_secret_person(session, event, chosen))
    page = mine.get(f"/e/{event.slug}/as-seen?eyes=met").text
    assert page.count("Open to them") == len(FIELDS) - 1
    assert page.count("Hidden from them") == 1
    links = re.findall(r'href="([^"]+\?fields)#(shown_\w+)"', page)
    assert [name for _path, name in links] == [
        f"shown_{field}"
        for field in ("name", "photo", "headline", "organization", "bio", "links", "topics")
    ]
    profile = mine.get(links[0][0]).text
    assert all(f'id="{name}"' in profile for _path, name in links)
    assert re.search(r"<details class=\"field-by-field\" open>", profile)


def test_who_does_not_see_the_name_sees_nothing(
    session: Session, browser: Open, event: Event
) -> None:
    hidden = dict.fromkeys(FIELDS, "everyone") | {"name": "met"}
    mine = signed_in(browser, session, a_secret_person(session, event, hidden))
    for eyes in ("everyone", "community", "attendees"):
        assert seen(mine, event, eyes) == set()
        assert "Nothing." in mine.read(f"/e/{event.slug}/as-seen?eyes={eyes}")
    assert seen(mine, event, "met") == set(FIELDS)


def test_eyes_that_nobody_has_are_those_of_attendees(
    session: Session, browser: Open, event: Event
) -> None:
    mine = signed_in(browser, session, an_attendee(session, event, "Ada"))
    page = mine.get(f"/e/{event.slug}/as-seen?eyes=<script>").text
    assert re.search(r'eyes=attendees" aria-current="true"', page)
