"""Bookmarks and notes as a person uses them, and hiding people one knows."""

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.events.models import Attendance, Event
from eventnet.meetings.actions import cancel
from eventnet.notes.actions import bookmark, write_note
from eventnet.notes.models import LONGEST, Note
from eventnet.people.directory import PAGE, Wanted, find
from eventnet.people.models import Audience
from eventnet.people.saved import find_saved
from eventnet.people.search import index_profile
from eventnet.people.viewers import viewer_of
from eventnet.people.visibility import FIELDS
from tests.browser import text_of
from tests.eventnet.people.person import Open, signed_in
from tests.eventnet.people.secrets import WORDS, a_secret_person, profile_of
from tests.factories import a_meeting, an_attendee, an_event, save
from tests.queries import counted

GONE = "Somebody who is not shown to you any more"


@pytest.fixture
def event(session: Session) -> Event:
    """Return an open event."""
    return an_event(session)


def hide(session: Session, attendance: Attendance) -> None:
    """Let somebody show nothing to anybody."""
    profile = profile_of(session, attendance)
    profile.visibility = dict.fromkeys(FIELDS, Audience.NOBODY.value)
    session.add(profile)
    index_profile(session, profile)
    session.commit()


def test_a_bookmark_toggles_with_and_without_script(
    session: Session, browser: Open, event: Event
) -> None:
    me, other = an_attendee(session, event, "Ada"), an_attendee(session, event, "Bea")
    mine, base = signed_in(browser, session, me), f"/e/{event.slug}"
    path, back = f"{base}/people/{other.id}/bookmark", f"{base}/people?page=1"
    for page in (f"{base}/people", f"{base}/people/{other.id}"):
        assert f'action="{path}"' in mine.get(page).text
        assert 'name="kept" value="yes" aria-pressed="false"' in mine.get(page).text
    for _twice in range(2):
        answer = mine.post(path, {"kept": "yes", "next": back})
        assert (answer.status_code, answer.headers["location"]) == (303, back)
    assert session.exec(select(Note.bookmarked)).all() == [True]
    for page in (f"{base}/people", f"{base}/people/{other.id}", f"{base}/saved"):
        assert 'name="kept" value="no" aria-pressed="true"' in mine.get(page).text
    part = mine.post(path, {"kept": "no", "next": back}, **{"hx-request": "true"})
    assert part.status_code == 200
    assert "<html" not in part.text
    assert 'value="yes" aria-pressed="false"' in part.text
    assert f'name="next" value="{back}"' in part.text
    away = mine.post(path, {"kept": "no", "next": "//evil.example"})
    assert away.headers["location"] == f"{base}/saved"
    assert mine.post(path, {"kept": "perhaps"}).status_code == 422
    assert session.exec(select(Note)).all() == []


def test_a_note_is_written_changed_and_emptied(
    session: Session, browser: Open, event: Event
) -> None:
    me, other = an_attendee(session, event, "Ada"), an_attendee(session, event, "Bea")
    mine, page = signed_in(browser, session, me), f"/e/{event.slug}/people/{other.id}"
    answer = mine.post(f"{page}/note", {"note": " Knows\r\npumps. "})
    assert (answer.status_code, answer.headers["location"]) == (303, page)
    assert "Your note is saved. Only you see it." in mine.read(page)
    assert "Knows\npumps.</textarea>" in mine.get(page).text
    theirs = signed_in(browser, session, other)
    for path in (f"/e/{event.slug}/people/{me.id}", page, f"/e/{event.slug}/saved"):
        assert "pumps" not in theirs.get(path).text
    assert mine.post(f"{page}/note", {"note": "Knows valves."}).status_code == 303
    assert session.exec(select(Note.words)).all() == ["Knows valves."]
    assert mine.post(f"{page}/note", {"note": " \n "}).status_code == 303
    assert session.exec(select(Note)).all() == []
    assert "The note is gone." in mine.read(page)


def test_a_note_that_is_too_long_comes_back_and_the_old_one_stays(
    session: Session, browser: Open, event: Event
) -> None:
    me, other = an_attendee(session, event, "Ada"), an_attendee(session, event, "Bea")
    write_note(session, event, me.id, other.id, "x" * LONGEST)
    mine, page = signed_in(browser, session, me), f"/e/{event.slug}/people/{other.id}"
    long = "y" * (LONGEST + 1)
    answer = mine.post(f"{page}/note", {"note": long})
    assert answer.status_code == 422
    assert f"{long}</textarea>" in answer.text
    assert "at most 2000 characters" in text_of(answer.text)
    assert f'name="next" value="{page}"' in answer.text  # buttons lead back to the page
    assert mine.post(f"{page}/note", {}).status_code == 422
    session.commit()
    assert session.exec(select(Note.words)).all() == ["x" * LONGEST]


def test_nothing_is_kept_of_somebody_who_is_not_shown(
    session: Session, browser: Open, event: Event
) -> None:
    me = an_attendee(session, event, "Ada")
    hidden = an_attendee(session, event, "Hidden", shown_to=Audience.MET)
    elsewhere = an_attendee(session, an_event(session), "Elsewhere")
    mine = signed_in(browser, session, me)
    for other in (hidden.id, elsewhere.id, "nobody", me.id):
        path = f"/e/{event.slug}/people/{other}"
        for kept in ("yes", "no"):
            assert mine.post(f"{path}/bookmark", {"kept": kept}).status_code == 404
        for note in ("Pumps", ""):
            assert mine.post(f"{path}/note", {"note": note}).status_code == 404
    assert session.exec(select(Note)).all() == []
    assert "my-note" not in mine.get(f"/e/{event.slug}/people/{me.id}").text


def test_saved_people_keep_ones_own_words_when_they_hide_or_leave(
    session: Session, browser: Open, event: Event
) -> None:
    me, gone = an_attendee(session, event, "Ada"), an_attendee(session, event, "Gideon Gone")
    secret = a_secret_person(session, event, dict.fromkeys(FIELDS, "attendees"))
    mine, path = signed_in(browser, session, me), f"/e/{event.slug}/saved"
    assert "Nobody saved yet" in mine.read(path)
    for number, other in enumerate((gone, secret)):
        write_note(session, event, me.id, other.id, f"My words {number}")
    bookmark(session, event, me.id, secret.id)
    words = mine.read(path)
    assert words.index("Nadia Nameleak") < words.index("Gideon Gone")
    assert GONE not in words
    hide(session, secret)
    gone.left_at = clock.now()
    save(session, gone)
    page = mine.get(path).text
    assert text_of(page).count(GONE) == 2
    assert [number for number in "01" if f"My words {number}" in page] == ["0", "1"]
    for word in ("gideon", *(word for words in WORDS.values() for word in words)):
        assert word not in page.lower()
        assert mine.get(f"{path}?q={word}").text.count("person-row") == 0
    assert f'href="/e/{event.slug}/people/{secret.id}' not in page
    base = f"/e/{event.slug}/people"
    for other in (gone, secret):
        answer = mine.post(f"{base}/{other.id}/note", {"note": ""})
        assert (answer.status_code, answer.headers["location"]) == (303, path)
    assert mine.post(f"{base}/{secret.id}/bookmark", {"kept": "no"}).status_code == 303
    assert session.exec(select(Note)).all() == []


def test_saved_people_are_found_by_ones_note_and_by_what_they_show(
    session: Session, browser: Open, event: Event
) -> None:
    me = an_attendee(session, event, "Ada")
    bea = an_attendee(session, event, "Béa Berg", headline="Tidal power")
    cleo, other = an_attendee(session, event, "Cleo"), an_attendee(session, event, "Bea Other")
    bookmark(session, event, me.id, bea.id)
    write_note(session, event, me.id, cleo.id, "Asked about TIDAL pumps")
    write_note(session, event, other.id, bea.id, "Not a word of mine")
    viewer = viewer_of(session, event.id, me.id)
    for words, found in {
        "": [cleo.id, bea.id],
        "tidal": [cleo.id, bea.id],
        "bea": [bea.id],
        "pumps tid": [cleo.id],
        "pump tidal": [],
        "mine": [],
        "?!": [],
    }.items():
        assert (words, list(find_saved(session, viewer, words))) == (words, found)
    mine, path = signed_in(browser, session, me), f"/e/{event.slug}/saved"
    assert "Nobody fits" in mine.read(f"{path}?q=mine")
    part = mine.get(f"{path}?q=bea", **{"hx-request": "true"})
    assert "<html" not in part.text
    assert part.text.count("person-row") == 1
    assert mine.get(f"{path}?q={'x' * 201}").status_code == 422


def test_saved_people_are_paged_in_a_fixed_number_of_queries(
    session: Session, browser: Open, event: Event, app: Starlette
) -> None:
    me = an_attendee(session, event, "Ada")
    mine, path = signed_in(browser, session, me), f"/e/{event.slug}/saved?q=pumps"
    counts = []
    for number in range(30):
        other = an_attendee(session, event, f"Person {number:02}")
        write_note(session, event, me.id, other.id, "Pumps")
        if number in {0, 29}:
            session.commit()
            with counted(app.state.engine) as count:
                first = mine.get(path).text
            counts.append(count.total)
    assert counts[0] == counts[1]
    assert first.count("person-row") == PAGE
    assert "q=pumps&amp;page=2" in first
    assert mine.get(f"{path}&page=2").text.count("person-row") == 30 - PAGE


def test_people_one_knows_can_be_hidden(session: Session, browser: Open, event: Event) -> None:
    me, ahead, off, new, again = (
        an_attendee(session, event, f"Person {name}")
        for name in ("me", "ahead", "off", "new", "again")
    )
    a_meeting(session, event, me, ahead)
    called_off = a_meeting(session, event, me, off, slot=1)
    cancel(session, called_off.id, off.id)
    last = an_event(session)
    earlier = [
        Attendance(event_id=last.id, membership_id=one.membership_id, role_id=one.role_id)
        for one in (me, again)
    ]
    save(session, *earlier)
    a_meeting(session, last, *earlier)
    viewer = viewer_of(session, event.id, me.id)
    assert set(find(session, viewer, Wanted()).attendance_ids) == {
        ahead.id,
        off.id,
        new.id,
        again.id,
    }
    assert set(find(session, viewer, Wanted(hide_known=True)).attendance_ids) == {off.id, new.id}
    mine, path = signed_in(browser, session, me), f"/e/{event.slug}/people"
    assert "Person ahead" in mine.read(path)
    hidden = mine.read(f"{path}?known=hide")
    assert "Person ahead" not in hidden
    assert "2 people" in hidden
    assert "Visitor (2)" in hidden
    assert (
        'id="known" name="known" type="checkbox" value="hide" checked'
        in mine.get(f"{path}?known=hide").text
    )
    stranger = signed_in(browser, session, new)
    assert 'name="known"' not in stranger.get(path).text  # who met nobody has nobody to hide
