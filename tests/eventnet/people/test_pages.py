"""The pages about oneself and about others, as a person uses them."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.affinities.models import AffinityState, PairAffinity
from eventnet.communities.models import Topic
from eventnet.events.models import Attendance, Consent, Event, Slot, Unavailable
from eventnet.meetings.models import Meeting, MeetingState
from eventnet.people.actions import profile_version
from eventnet.people.models import Audience, Profile, TopicKind
from eventnet.people.queries import topics_of
from eventnet.wishes.models import Wish, WishKind
from tests.browser import text_of
from tests.eventnet.people.person import Open, signed_in
from tests.eventnet.people.secrets import give_topic, profile_of
from tests.factories import a_meeting, an_account, an_attendee, an_event, save
from tests.queries import counted


@pytest.fixture
def event(session: Session) -> Event:
    """Return an open event."""
    return an_event(session)


def a_form(session: Session, attendance: Attendance, **changes: str) -> dict[str, str]:
    """Return what the profile page would send."""
    profile = profile_of(session, attendance)
    form = {
        "version": profile_version(session, profile),
        "name": profile.name,
        "audience": "attendees",
    }
    return form | changes


def a_picture() -> bytes:
    """Return a small JPEG with a place in its EXIF."""
    file = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    Image.new("RGB", (60, 40), "red").save(file, "JPEG", exif=exif)
    return file.getvalue()


def test_profile_is_saved_and_seen(session: Session, browser: Open, event: Event) -> None:
    me, other = an_attendee(session, event, "Ada"), an_attendee(session, event, "Other")
    give_topic(session, other, TopicKind.OFFER, "Tidal power")
    mine = signed_in(browser, session, me)
    path = f"/e/{event.slug}/profile"
    answer = mine.post(
        path,
        a_form(
            session,
            me,
            headline=" Builds  bridges ",
            organization="Span & Co",
            bio="One.\r\nTwo.",
            links="example.org/ada\nhttps://ada.example\n\nexample.org/ada",
            offers="bridges, Bridges,  concrete ",
            seeks="TIDAL POWER",
            shown_bio="met",
        ),
        files={"photo": ("me.jpg", a_picture(), "image/jpeg")},
    )
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    profile = profile_of(session, me)
    assert profile.headline == "Builds bridges"
    assert profile.bio == "One.\nTwo."
    assert profile.links == ["https://example.org/ada", "https://ada.example"]
    assert profile.visibility["bio"] == "met"
    assert profile.visibility["name"] == "attendees"
    topics = topics_of(session, [profile.id])[profile.id]
    assert topics[TopicKind.OFFER] == ["bridges", "concrete"]
    assert topics[TopicKind.SEEK] == ["Tidal power"]  # the word that the community had
    assert len(session.exec(select(Topic)).all()) == 3
    session.refresh(me)
    assert me.confirmed_at is not None
    assert session.get_one(AffinityState, event.id).stale_since is not None
    theirs = signed_in(browser, session, other)
    page = theirs.get(f"/e/{event.slug}/people/{me.id}")
    words = text_of(page.text)
    assert "Builds bridges" in words
    assert "Span & Co" in words
    assert "One." not in words
    assert "They look for what you offer: Tidal power." in words
    photo = theirs.get(f"/e/{event.slug}/people/{me.id}/photo/{profile.photo}")
    assert photo.headers["content-type"] == "image/webp"
    assert photo.headers["cache-control"].startswith("private")
    assert b"secret place" not in photo.content
    assert theirs.get(f"/e/{event.slug}/people?q=bridges").text.count("person-row") == 1
    assert "saved" in mine.read(path)
    removed = mine.post(path, a_form(session, me, remove_photo="yes"))
    assert removed.status_code == 303
    session.refresh(profile)
    assert profile.photo is None
    assert theirs.get(photo.url.path).status_code == 404


def test_a_stale_profile_changes_nothing_and_is_kept(
    session: Session, browser: Open, event: Event
) -> None:
    me = an_attendee(session, event, "Ada")
    mine = signed_in(browser, session, me)
    old = a_form(session, me, headline="From the old tab")
    path = f"/e/{event.slug}/profile"
    assert mine.post(path, a_form(session, me, headline="Newer")).status_code == 303
    files = {"photo": ("me.jpg", a_picture(), "image/jpeg")}
    answer = mine.post(path, old, files=files)
    assert answer.status_code == 409
    assert 'value="From the old tab"' in answer.text
    assert profile_of(session, me).headline == "Newer"
    assert list((browser().settings.files_dir / "photos").iterdir()) == []  # no orphan
    again = old | {"version": a_form(session, me)["version"]}
    assert f'value="{again["version"]}"' in answer.text
    assert mine.post(path, again).status_code == 303


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 301),
        ("headline", "x" * 301),
        ("bio", "x" * 5001),
        ("links", "javascript:alert(1)"),
        ("links", "https://user@evil.example"),
        ("links", "http://[::1"),
        ("links", "ftp://example.org"),
        ("links", "\n".join(f"https://{n}.example" for n in range(6))),
        ("offers", ",".join(f"topic {n}" for n in range(21))),
        ("seeks", "x" * 61),
        ("audience", "the world"),
        ("shown_bio", "friends"),
    ],
)
def test_a_wrong_field_is_named_and_what_was_typed_is_kept(
    session: Session, browser: Open, event: Event, field: str, value: str
) -> None:
    me = an_attendee(session, event, "Ada")
    form = a_form(session, me, headline="Kept as typed") | {field: value}
    answer = signed_in(browser, session, me).post(f"/e/{event.slug}/profile", form)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    if field != "headline":
        assert 'value="Kept as typed"' in answer.text
    assert profile_of(session, me).headline == ""


@pytest.mark.parametrize("content", [b"no picture", b"", b"\xff\xd8\xff\xe0" + b"x" * 100])
def test_a_file_that_is_no_picture_is_refused_in_words(
    session: Session, browser: Open, event: Event, content: bytes
) -> None:
    me = an_attendee(session, event, "Ada")
    answer = signed_in(browser, session, me).post(
        f"/e/{event.slug}/profile",
        a_form(session, me, headline="Kept"),
        files={"photo": ("x.jpg", content, "image/jpeg")},
    )
    assert answer.status_code == 422
    assert "photo-error" in answer.text
    assert 'value="Kept"' in answer.text


def test_a_form_says_nothing_about_others(session: Session, browser: Open, event: Event) -> None:
    me, other = an_attendee(session, event, "Ada"), an_attendee(session, event, "Other")
    form = a_form(session, me, id=profile_of(session, other).id, membership_id=other.membership_id)
    assert signed_in(browser, session, me).post(f"/e/{event.slug}/profile", form).status_code == 303
    assert profile_of(session, other).name == "Other"


def test_attendance_is_chosen_day_by_day_and_clashes_are_told(
    session: Session, browser: Open, event: Event
) -> None:
    me = an_attendee(session, event, "Ada", consent=None)
    other = an_attendee(session, event, "Bea", shown_to=Audience.MET)
    a_meeting(session, event, me, other, slot=1)
    slots = session.exec(select(Slot.id).order_by(Slot.starts_at)).all()  # type: ignore[arg-type]
    mine = signed_in(browser, session, me)
    path = f"/e/{event.slug}/attendance"
    assert mine.read(path).count("Book me") == 1
    form = {"consent": "ask", "max_meetings": "3", "shown": slots[:3], "free": [slots[0]]}
    assert mine.post(path, form).status_code == 303
    session.refresh(me)
    assert (me.consent, me.max_meetings) == (Consent.ASK, 3)
    closed = select(Unavailable.slot_id).where(Unavailable.attendance_id == me.id)
    assert set(session.exec(closed)) == {slots[1], slots[2]}
    text = mine.read(path)
    assert "it stands until you call it off" in text
    assert "You have a meeting with Bea on Tue 11 May, 09:20" in text
    assert session.exec(select(Meeting.state)).one() == MeetingState.CONFIRMED
    session.commit()
    day = {"consent": "", "max_meetings": "", "shown": slots, "free": slots, "away": "2027-05-11"}
    assert mine.post(path, day).status_code == 303
    assert set(session.exec(closed)) == set(slots)
    session.refresh(me)
    assert (me.consent, me.max_meetings) == (None, None)
    session.commit()
    for wrong in ({"max_meetings": "0"}, {"max_meetings": "many"}, {"consent": "always"}):
        answer = mine.post(path, {"shown": slots, "free": [slots[0]]} | wrong)
        assert answer.status_code == 422
        assert answer.text.count("checked") == 1
    foreign = an_event(session)
    elsewhere = session.exec(select(Slot.id).where(Slot.event_id == foreign.id)).first()
    session.commit()
    assert mine.post(path, {"shown": [elsewhere, "nonsense"], "free": []}).status_code == 303
    assert elsewhere not in set(session.exec(closed))


def test_leaving_calls_meetings_off(session: Session, browser: Open, event: Event) -> None:
    me, other = an_attendee(session, event, "Ada"), an_attendee(session, event, "Bea")
    a_meeting(session, event, me, other)
    mine = signed_in(browser, session, me)
    assert mine.post(f"/e/{event.slug}/attendance/leave").status_code == 303
    session.expire_all()
    assert session.exec(select(Meeting.state)).one() == MeetingState.CANCELLED
    assert session.get_one(Attendance, me.id).left_at is not None
    assert mine.get(f"/e/{event.slug}/people").status_code == 404
    theirs = signed_in(browser, session, other)
    assert theirs.get(f"/e/{event.slug}/people/{me.id}").status_code == 404


def test_wishes_toggle_with_and_without_script(
    session: Session, browser: Open, event: Event
) -> None:
    me, other = an_attendee(session, event, "Ada"), an_attendee(session, event, "Bea")
    mine = signed_in(browser, session, me)
    wish = f"/e/{event.slug}/people/{other.id}/wish"
    back = f"/e/{event.slug}/people?page=1"
    answer = mine.post(wish, {"kind": "want", "next": back})
    assert (answer.status_code, answer.headers["location"]) == (303, back)
    assert mine.post(wish, {"kind": "want", "next": back}).status_code == 303
    assert session.exec(select(Wish.kind)).all() == [WishKind.WANT]
    session.commit()
    assert "You want to meet" in mine.read(f"/e/{event.slug}/wishes")
    htmx = {"hx-request": "true"}
    part = mine.post(wish, {"kind": "none", "look": "row", "next": back}, **htmx)
    assert part.status_code == 200
    assert "<html" not in part.text
    assert 'value="want"' in part.text
    part = mine.post(wish, {"kind": "avoid", "look": "full", "next": back}, **htmx)
    assert 'aria-pressed="true"' in part.text
    away = mine.post(wish, {"kind": "none", "next": "//evil.example"})
    assert away.headers["location"] == f"/e/{event.slug}/wishes"
    assert mine.post(wish, {"kind": "love"}).status_code == 422
    assert session.exec(select(Wish)).all() == []


def test_nobody_wishes_for_somebody_who_is_not_shown(
    session: Session, browser: Open, event: Event
) -> None:
    me = an_attendee(session, event, "Ada")
    hidden = an_attendee(session, event, "Hidden", shown_to=Audience.MET)
    elsewhere = an_attendee(session, an_event(session), "Elsewhere")
    mine = signed_in(browser, session, me)
    for other in (hidden.id, elsewhere.id, "nobody", me.id):
        for kind in ("want", "avoid"):
            answer = mine.post(f"/e/{event.slug}/people/{other}/wish", {"kind": kind})
            assert (other, answer.status_code) == (other, 404)
        if other != me.id:
            assert mine.get(f"/e/{event.slug}/people/{other}").status_code == 404
    assert session.exec(select(Wish)).all() == []


def test_after_the_deadline_only_a_veto_is_taken(
    session: Session, browser: Open, event: Event
) -> None:
    me, other = an_attendee(session, event, "Ada"), an_attendee(session, event, "Bea")
    event.wishes_until = clock.now() - timedelta(minutes=1)
    save(session, event)
    mine = signed_in(browser, session, me)
    base = f"/e/{event.slug}"
    answer = mine.post(f"{base}/people/{other.id}/wish", {"kind": "want"})
    assert answer.status_code == 422
    assert "closed" in text_of(answer.text)
    assert 'value="want"' not in mine.get(f"{base}/people/{other.id}").text
    assert mine.post(f"{base}/people/{other.id}/wish", {"kind": "avoid"}).status_code == 303
    assert "Wishes are closed" in mine.read(f"{base}/wishes")
    assert mine.post(f"{base}/people/{other.id}/wish", {"kind": "none"}).status_code == 303


def test_ten_people_come_in_order_and_can_be_undone(
    session: Session, browser: Open, event: Event
) -> None:
    me = an_attendee(session, event, "Ada")
    others = [an_attendee(session, event, f"Person {number:02}") for number in range(12)]
    hidden = an_attendee(session, event, "Hidden", shown_to=Audience.MET)
    partner = an_attendee(session, event, "Partner")
    a_meeting(session, event, me, partner)
    for number, other in enumerate([*others, hidden, partner]):
        a, b = sorted([me.id, other.id])
        value = 0.9 - number * 0.01
        because = [{"signal": "met", "detail": [], "share": 1.0}]
        row = PairAffinity(
            a_id=a, b_id=b, event_id=event.id, value=value, shown=value, because=because
        )
        save(session, row)
    save(session, AffinityState(event_id=event.id, computed_at=clock.now()))
    mine = signed_in(browser, session, me)
    path = f"/e/{event.slug}/recommended"
    page = mine.get(path).text
    assert page.count('class="person-card"') == 10
    assert page.index("Person 00") < page.index("Person 01")
    assert "1 of 10" in page
    assert "You have met before." in page
    for word in ("Hidden", "Partner", "Person 10"):
        assert word not in page
    for number in range(6):
        kind = ("want", "maybe", "avoid")[number % 3]
        said = f"{path}?said={others[number].id}"
        answer = mine.post(
            f"/e/{event.slug}/people/{others[number].id}/wish",
            {"kind": kind, "look": "ten", "next": said},
        )
        assert answer.headers["location"] == said
    part = mine.get(said, **{"hx-request": "true"})
    assert "<html" not in part.text
    assert "7 of 10" in part.text
    assert part.text.count('class="person-card"') == 4
    assert "Undo" in part.text
    undone = mine.post(
        f"/e/{event.slug}/people/{others[5].id}/wish", {"kind": "none", "look": "ten", "next": path}
    )
    assert undone.headers["location"] == path
    page = mine.get(path).text
    assert "6 of 10" in page
    assert "Person 05" in page


def test_ten_people_say_why_there_are_none(session: Session, browser: Open, event: Event) -> None:
    me = an_attendee(session, event, "Ada")
    an_attendee(session, event, "Hidden", shown_to=Audience.MET)
    mine = signed_in(browser, session, me)
    path = f"/e/{event.slug}/recommended"
    assert "Nobody to show yet" in mine.read(path)
    other = an_attendee(session, event, "Bea")
    page = mine.read(path)
    assert "Nothing that you both show says why, so far." in page
    assert "in an order that is yours alone" in page
    give_topic(session, me, TopicKind.SEEK, "Capital")
    give_topic(session, other, TopicKind.OFFER, "Capital")
    page = mine.read(path)
    assert "They offer what you look for: Capital." in page
    assert "still being computed" in page
    assert "in an order that is yours alone" not in page
    save(session, AffinityState(event_id=event.id, computed_at=clock.now()))
    assert "still being computed" not in mine.read(path)
    mine.post(f"/e/{event.slug}/people/{other.id}/wish", {"kind": "want", "look": "ten"})
    assert "That is everyone for now" in mine.read(path)


def test_ten_people_ask_for_no_wish_when_none_is_taken(
    session: Session, browser: Open, event: Event
) -> None:
    me, other = an_attendee(session, event, "Ada"), an_attendee(session, event, "Bea")
    give_topic(session, me, TopicKind.SEEK, "Capital")
    give_topic(session, other, TopicKind.OFFER, "Capital")
    mine = signed_in(browser, session, me)
    path = f"/e/{event.slug}/recommended"
    assert "Say of each whether you want to meet them." in mine.read(path)
    event.wishes_until = clock.now()
    save(session, event)
    page = mine.read(path)
    assert "Wishes are not open now." in page
    assert "Say of each" not in page
    assert "Want to meet" not in page
    assert "Rather not" in page


def test_person_page_says_when_you_meet(session: Session, browser: Open, event: Event) -> None:
    me, other = an_attendee(session, event, "Ada"), an_attendee(session, event, "Bea")
    a_meeting(session, event, me, other, slot=2, table=2)
    mine = signed_in(browser, session, me)
    words = mine.read(f"/e/{event.slug}/people/{other.id}")
    assert "You meet: Tue 11 May, 09:40, Table 2" in words
    assert "This is you." in mine.read(f"/e/{event.slug}/people/{me.id}")


def test_pages_ask_the_same_number_of_queries_for_one_and_for_thirty(
    session: Session, browser: Open, event: Event, app: Starlette
) -> None:
    me = an_attendee(session, event, "Ada")
    give_topic(session, me, TopicKind.SEEK, "Capital")
    mine = signed_in(browser, session, me)
    totals: dict[str, list[int]] = {}
    people: list[Attendance] = []
    for more in (1, 29):
        for number in range(more):
            person = an_attendee(session, event, f"Person {number}")
            give_topic(session, person, TopicKind.OFFER, "Capital")
            people.append(person)
            if number % 2 == 0:
                wish = Wish(from_id=me.id, to_id=person.id, event_id=event.id, kind=WishKind.WANT)
                save(session, wish)
        base = f"/e/{event.slug}"
        pages = ("people", "people?q=per", "wishes", "recommended", "next", "next/offers")
        for page in (*pages, f"people/{people[0].id}"):
            mine.get(f"{base}/{page}")
            with counted(app.state.engine) as count:
                assert mine.get(f"{base}/{page}").status_code == 200
            totals.setdefault(page, []).append(count.total)
    assert {page: len(set(both)) for page, both in totals.items()} == dict.fromkeys(totals, 1)


@pytest.mark.parametrize("query", ["order=best", f"q={'x' * 201}", f"role={'x' * 50}"])
def test_a_wrong_search_is_said_in_words(
    session: Session, browser: Open, event: Event, query: str
) -> None:
    mine = signed_in(browser, session, an_attendee(session, event, "Ada"))
    answer = mine.get(f"/e/{event.slug}/people?{query}")
    assert answer.status_code == 422
    assert "field-error" in answer.text


def test_a_search_brings_its_results_alone_to_htmx(
    session: Session, browser: Open, event: Event
) -> None:
    me = an_attendee(session, event, "Ada")
    for number in range(26):
        an_attendee(session, event, f"Person {number:02}")
    mine = signed_in(browser, session, me)
    path = f"/e/{event.slug}/people?q=person&order=name"
    part = mine.get(path, **{"hx-request": "true"}).text
    assert part.strip().startswith('<section id="results"')
    assert part.count("person-row") == 24
    set_here = '<span class="filters-set" id="filters-set"'
    assert part.count(f'{set_here} hx-swap-oob="true">1 set</span>') == 1  # beside the results
    assert mine.get(path).text.count(set_here) == 1
    assert f"{set_here}>1 set</span>" in mine.get(path).text
    assert f"{set_here}></span>" in mine.get(f"/e/{event.slug}/people?q=person").text
    assert "26 people" in part
    assert "page=2" in part
    second = mine.get(f"{path}&page=2").text
    assert second.count("person-row") == 2
    assert "Person 25" in second


@pytest.mark.parametrize("query", ["page=99", "page=-1", "page=x", "q=%22", "q=%27", "role=none"])
def test_an_odd_search_is_no_error(
    session: Session, browser: Open, event: Event, query: str
) -> None:
    mine = signed_in(browser, session, an_attendee(session, event, "Ada"))
    assert mine.get(f"/e/{event.slug}/people?{query}").status_code == 200
    assert mine.get(f"/e/{event.slug}/people?q=%00").status_code == 400


PAGES = ["profile", "attendance", "next", "next/offers", "people", "recommended", "wishes"]


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_attendees_only(
    session: Session, browser: Open, event: Event, page: str
) -> None:
    path = f"/e/{event.slug}/{page}"
    assert browser().get(path).headers["location"].startswith("/sign-in")
    email = an_account(session).email
    session.commit()
    outsider = browser().sign_in(email)
    assert outsider.get(path).status_code == 404
    elsewhere = signed_in(browser, session, an_attendee(session, an_event(session), "Bea"))
    assert elsewhere.get(path).status_code == 404
    if page in {"profile", "attendance", "next", "next/offers"}:
        assert elsewhere.post(path, {"name": "Eve"}).status_code == 404


def test_two_people_may_bring_the_same_new_word(
    session: Session, browser: Open, event: Event
) -> None:
    for name in ("Ada", "Bea"):
        me = an_attendee(session, event, name)
        form = a_form(session, me, offers="Ｃａｐｉｔａｌ" if name == "Ada" else "capital")
        signed_in(browser, session, me).post(f"/e/{event.slug}/profile", form)
    assert [topic.key for topic in session.exec(select(Topic))] == ["capital"]
    assert len(session.exec(select(Profile)).all()) == 2
