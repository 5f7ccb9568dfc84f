"""Exchanging as two people do it: by a code that is read, or typed."""

import re

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.contacts.actions import Choice, choose, exchange
from eventnet.contacts.codes import Shown, spaced, token_for
from eventnet.contacts.guesses import PER_ATTENDEE
from eventnet.contacts.models import Contact, ContactCard
from eventnet.events.models import Attendance, Event
from eventnet.people.directory import PAGE
from eventnet.people.models import Audience
from eventnet.settings import Settings
from tests.eventnet.people.person import Open, signed_in
from tests.factories import an_attendee, an_event
from tests.queries import counted

SHARE = {"share_email": "yes", "phone": "+351 21 000"}


@pytest.fixture
def event(session: Session) -> Event:
    """Return an open event."""
    return an_event(session)


def with_code(session: Session, event: Event, name: str, **profile: object) -> Attendance:
    """Make an attendee who shares a phone."""
    made = an_attendee(session, event, name, **profile)  # type: ignore[arg-type]
    choose(session, event, made.id, Choice(phone="+44 20 7000"))
    return made


def code_of(session: Session, attendance: Attendance) -> str:
    session.rollback()
    return session.get_one(ContactCard, attendance.id).code


def test_the_code_comes_with_the_first_choice_and_is_renewed(
    session: Session, browser: Open, event: Event
) -> None:
    me = an_attendee(session, event, "Ada")
    mine, path = signed_in(browser, session, me), f"/e/{event.slug}/code"
    assert "code-drawing" not in mine.get(path).text
    assert mine.post(f"{path}/renew").status_code == 404
    assert mine.post(path, SHARE).headers["location"] == path
    page, code = mine.get(path).text, code_of(session, me)
    assert spaced(code) in page
    assert page.count("<svg viewBox") >= 1
    assert re.search(r'id="share_email"[^>]* checked', page)
    assert not re.search(r'id="share_links"[^>]* checked', page)
    assert 'value="+351 21 000"' in page
    assert mine.post(f"{path}/renew").status_code == 303
    assert code_of(session, me) != code
    assert spaced(code_of(session, me)) in mine.get(path).text


def test_a_phone_that_is_none_comes_back_in_words(
    session: Session, browser: Open, event: Event
) -> None:
    me = an_attendee(session, event, "Ada")
    mine, path = signed_in(browser, session, me), f"/e/{event.slug}/code"
    for phone in ("call me", "javascript:1", "12", "+" + "1" * 50):
        answer = mine.post(path, {"phone": phone})
        assert (answer.status_code, f'value="{phone}"' in answer.text) == (422, True)
    session.rollback()
    assert session.exec(select(ContactCard)).all() == []


def test_a_typed_code_leads_to_its_owner_and_exchanging_is_mutual(
    session: Session, browser: Open, event: Event
) -> None:
    me = an_attendee(session, event, "Ada Reader")
    other = with_code(session, event, "Bea Shower", shown_to=Audience.NOBODY)
    mine, path = signed_in(browser, session, me), f"/e/{event.slug}"
    assert "No contacts yet" in mine.read(f"{path}/contacts")
    typed = spaced(code_of(session, other)).upper()
    found = mine.post(f"{path}/code/find", {"code": typed}).headers["location"]
    page = mine.read(found)
    assert "Bea Shower" in page
    assert "+44 20 7000" not in page  # before the exchange only the name
    assert mine.post(found, {"phone": "no"}).status_code == 422
    assert mine.post(found, SHARE).headers["location"] == f"{path}/contacts"
    listed = mine.read(f"{path}/contacts")
    assert "You and Bea Shower have each other's contact details." in listed
    assert "+44 20 7000" in listed
    assert "already" in mine.read(found)
    theirs = signed_in(browser, session, other)
    listed = theirs.read(f"{path}/contacts")
    assert "Ada Reader" in listed
    assert "+351 21 000" in listed
    assert theirs.post(f"{path}/contacts/{me.id}/end").status_code == 303
    for who in (mine, theirs):
        assert "No contacts yet" in who.read(f"{path}/contacts")
    assert mine.get(f"{path}/contacts/{other.id}.vcf").status_code == 404


def test_wrong_codes_are_refused_in_words_and_counted(
    session: Session, browser: Open, event: Event
) -> None:
    me, other = an_attendee(session, event, "Ada"), an_event(session)
    foreign = code_of(session, with_code(session, other, "Elsewhere"))
    mine, path = signed_in(browser, session, me), f"/e/{event.slug}/code/find"
    answers = [mine.post(path, {"code": code}) for code in ("", "short", "l0ng0ne1", foreign)]
    assert [answer.status_code for answer in answers] == [422] * 4
    assert "A code has 8 letters and digits" in answers[1].text
    assert "Nobody here has this code now." in answers[3].text
    assert "Elsewhere" not in answers[3].text
    for _more in range(PER_ATTENDEE.amount - len(answers)):
        assert mine.post(path, {"code": "22222222"}).status_code == 422
    good = code_of(session, with_code(session, event, "Bea"))
    answer = mine.post(path, {"code": good})
    assert answer.status_code == 429
    assert "many codes in a short while" in answer.text


def test_addresses_that_lead_nowhere_say_so(
    session: Session, browser: Open, event: Event, settings: Settings
) -> None:
    me, other = with_code(session, event, "Ada"), with_code(session, event, "Bea")
    mine, path = signed_in(browser, session, me), f"/e/{event.slug}/exchange"
    own = token_for(settings.key, Shown(me.id, code_of(session, me)))
    stale = token_for(settings.key, Shown(other.id, "22222222"))
    for token, status in ((own, 422), (stale, 410), ("forged", 404)):
        assert mine.get(f"{path}/{token}").status_code == status
        assert mine.post(f"{path}/{token}", SHARE).status_code == status
    assert session.exec(select(Contact)).all() == []


def test_contacts_are_searched_and_downloaded(
    session: Session, browser: Open, event: Event
) -> None:
    me, third = an_attendee(session, event, "Ada"), with_code(session, event, "Not Mine")
    others = [with_code(session, event, name) for name in ("Béa Berg", "Cleo Coast")]
    for other in others:
        shown = Shown(other.id, code_of(session, other))
        exchange(session, event, me.id, shown, Choice())
    mine, path = signed_in(browser, session, me), f"/e/{event.slug}/contacts"
    for words, found in (("", 2), ("bea", 1), ("cleo co", 1), ("7000", 2), ("mine", 0), ("?!", 0)):
        assert (words, mine.get(f"{path}?q={words}").text.count("person-row")) == (words, found)
    assert "Nobody fits" in mine.read(f"{path}?q=mine")
    assert "<html" not in mine.get(f"{path}?q=bea", **{"hx-request": "true"}).text
    assert mine.get(f"{path}?q={'x' * 201}").status_code == 422
    file = mine.get(f"{path}/all.vcf")
    assert file.headers["content-type"].startswith("text/vcard")
    assert file.headers["content-disposition"] == f'attachment; filename="{event.slug}.vcf"'
    assert file.text.count("BEGIN:VCARD") == 2
    one = mine.get(f"{path}/{others[0].id}.vcf")
    assert "FN:Béa Berg" in one.text
    assert one.text.count("BEGIN:VCARD") == 1
    assert mine.get(f"{path}/{third.id}.vcf").status_code == 404


def test_contacts_are_paged_in_a_fixed_number_of_queries(
    session: Session, browser: Open, event: Event, app: Starlette
) -> None:
    me = an_attendee(session, event, "Ada")
    mine, path = signed_in(browser, session, me), f"/e/{event.slug}/contacts"
    counts = []
    for number in range(30):
        other = with_code(session, event, f"Person {number:02}")
        exchange(session, event, me.id, Shown(other.id, code_of(session, other)), Choice())
        if number in {0, 29}:
            session.commit()
            with counted(app.state.engine) as count:
                first = mine.get(path).text
            counts.append(count.total)
    assert counts[0] == counts[1]
    assert first.count("person-row") == PAGE
    assert mine.get(f"{path}?page=2").text.count("person-row") == 30 - PAGE
