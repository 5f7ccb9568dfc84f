"""Nobody is shown what they may not see: every text of every person is marked, and looked for."""

import re

import httpx2
import pytest
from sqlalchemy import delete
from sqlmodel import Session, col, select

from eventnet.affinities.models import PairAffinity
from eventnet.meetings.models import Meeting
from eventnet.notes.models import Note
from eventnet.outcomes.models import Happened, Outcome, Worth
from eventnet.people.visibility import FIELDS, Relation, visible
from eventnet.wishes.models import Wish
from tests.eventnet.world.cast import FAR, HELPERS, NEAR, ONCE_MET, Persona, audience_of, relation
from tests.eventnet.world.marks import mark, marks_in
from tests.eventnet.world.places import named
from tests.eventnet.world.visiting import Key, World

ME = Persona.ATTENDEE.value
# Pages that a proof opens show what its owner may see, whoever holds it.
PROOFS = {
    "calendar-feed",
    "answer",
    "sign-in-link",
    "way-in",
    "mail-stop",
    "join-confirm",
    "address-object",
}
# The organizers know their people from tickets, from the roll and from what they answered, and
# what came of their files.
ROLL = {"name", "organization", "stand", "bounce", "answer", "answerkept"}
# At the door one knows people by name and ticket, and who plans reads whom a plan is about, and
# tells two of one name apart.
OF_HELPERS = {
    Persona.DOOR: {"name", "organization", "stand", "ticket", "reference"},
    Persona.MATCHING: {"name", "organization", "stand"},
    Persona.CONTENT: set(),
}
# What whoever waits for a place said, where organizers read it.
WAITING = {"waitname", "waitorganization"}
OTHERS = (Persona.ANONYMOUS, Persona.NEIGHBOUR, Persona.ATTENDEE, Persona.ORGANIZER)
PLACES = {"spring", "autumn", "winter", "harbour", "quarry"}
OFFICE = {"filename", "newfile", "oldfile", "badfile", "failure"}
# The words of the community, which somebody shows to the attendees of an event; not whose they are.
VOCABULARY = {
    "words",
    "profile",
    "next-question",
    "question",
    "question#1",
    "question#2",
    "question#3",
}
# What named somebody says by name that the meeting with them is off.
DAYS = {"calendar-file", "calendar-feed", "schedule", "unmet"}
# What people say to each other when they ask, answer or call off, and where the two read it.
LETTERS = {"asked", "said"}
CORRESPONDENCE = {"requests", "request", "request#1", "request#2", "meeting"}
# Where somebody reads what was written to them, and whose words have reached them.
TALK = {"messages", "conversation", "conversation#1", "conversation#2", "conversation#3"}
TALK |= {"conversation-live"}
HEARD = {ME, "near0", "far2", Persona.LEFT.value}
# Where somebody has whom they met over all events.
RECORD = {"community", "met", "met-csv", "met-cards", "member", "member-card"}
# Where somebody reads what they noted on others, what they called their searches and whom these
# look for, their own line to remember, and what they agreed with somebody; and whose words.
OWN_WORDS = {
    "note": (
        {"saved", "person", "person#1", "person#2", "person#3", "person#4", "met-csv", "member"},
        {ME},
    ),
    "search": ({"searches", "search"}, {ME}),
    "memory": ({"outcome", *RECORD}, {ME}),
    "promise": ({"outcome", "agreed", *RECORD}, {ME, "near0", "near2"}),
}
# Where somebody finds what those they exchanged with share, and the name of who shows a code.
CONTACTS = {"contacts", "contacts-file", "contact-file", "community", "met", "met-csv", "met-cards"}
SHARED = {"name", "headline", "organization", "links", "phone"}
ADDRESS = re.compile(r"([a-z0-9-]+)@people\.example")
TOKEN = re.compile(r"[\w-]{16,}\.[\w-]{5,}\.[\w-]{20,}|data-now=\"\d+\"")


def may_see(persona: Persona, page: str, owner: str, field: str) -> bool:
    """Say whether a persona may be shown this text on this page."""
    if page in PROOFS:
        persona = Persona.ATTENDEE
    organizes = persona is Persona.ORGANIZER and "/organize" in named("GET", page).path
    if owner in PLACES or field == "product":  # the name of a role, once it is imported
        return field not in OFFICE or organizes or persona in HELPERS
    if field in {"wish", "calendar"} or owner in {"mail", "audit"}:
        return False
    if field in LETTERS:  # what somebody ruled out said is read by nobody
        return persona is Persona.ATTENDEE and page in CORRESPONDENCE and owner != "far3"
    if field in {"wrote", "reason"}:
        return reads_messages(persona, page, owner, field)
    if field in OWN_WORDS:
        pages, writers = OWN_WORDS[field]
        return persona is Persona.ATTENDEE and page in pages and owner in writers
    if page in CONTACTS and persona is Persona.ATTENDEE and owner in {"far2", "far3"}:
        return field in (SHARED if owner == "far2" else {"name"}) or visible_to(
            persona, owner, field
        )
    if page == "exchange" and (owner, field) == ("far4", "name"):
        return persona is Persona.ATTENDEE
    if field.startswith(("ticket", "reference")) or owner.startswith(("guest", "file")):
        own = (page, owner, field) == ("pass", persona.value, "reference")
        return own or organizes or _may_help(persona, page, field)
    if _may_help(persona, page, field) or _may_call_off(persona, page, owner, field):
        return True
    others = owner.startswith("autumn") or page == "words"
    if page in VOCABULARY and field.startswith("topics") and others:
        return True
    if page in DAYS | TALK and owner in ONCE_MET and field == "name":
        return persona is Persona.ATTENDEE
    return visible_to(persona, owner, "topics" if field.startswith("topics") else field)


def _may_help(persona: Persona, page: str, field: str) -> bool:
    """Say whether it is of a page of the console, for whoever runs the event or helps with it."""
    if "/organize" not in named("GET", page).path:
        return False
    shown = ROLL if persona is Persona.ORGANIZER else OF_HELPERS.get(persona, set())
    if page == "waiting-list":
        shown = WAITING
    return field.rstrip("0123456789") in shown


def _may_call_off(persona: Persona, page: str, owner: str, field: str) -> bool:
    """Say whether it is of a round table that organizers may call off, so they know whose it is."""
    if persona is not Persona.ORGANIZER or owner.startswith("autumn"):
        return False
    return field.startswith("table") or (field == "name" and page.startswith("round-table"))


def reads_messages(persona: Persona, page: str, owner: str, field: str) -> bool:
    """Say whether a persona may read what was written: not what was kept from them.

    Organizers read what is reported, and why.
    """
    if persona is Persona.ORGANIZER:
        return page == "reports" and owner in HEARD
    return persona is Persona.ATTENDEE and field == "wrote" and page in TALK and owner in HEARD


def visible_to(persona: Persona, owner: str, field: str) -> bool:
    """Say whether the one function that decides it shows a field of the owner to the persona."""
    stands = relation(persona, owner)
    if field not in FIELDS:  # stands, answers and round tables are for those who attend
        told = field in {"stand", "answer"} or (
            field.startswith("table") and not owner.startswith("autumn")
        )
        return stands is Relation.SELF or (told and stands <= Relation.FELLOW)
    if not owner[-1].isdecimal():  # the personas show themselves to attendees
        return stands <= Relation.FELLOW
    if owner.startswith(("near", "far")):
        return visible({field: audience_of(owner, field).value}, field, stands)
    return False  # people of other events


def leaks(answers: dict[Key, httpx2.Response]) -> list[tuple[str, ...]]:
    """Return every (page, persona, owner, field) that is shown and may not be."""
    return sorted(
        (page, persona, owner, field)
        for (page, persona), answer in answers.items()
        for owner, field in marks_in(answer.text + str(answer.headers))
        if not may_see(persona, page, owner, field)
    )


def test_no_page_shows_what_its_reader_may_not_see(world: World) -> None:
    assert leaks(world.walk()) == []


@pytest.mark.parametrize("name", [*NEAR, *FAR, Persona.LEFT, Persona.DEACTIVATED, "autumn1"])
def test_no_page_of_a_person_shows_what_its_reader_may_not_see(world: World, name: str) -> None:
    answers = {}
    there = {"event": "spring", "attendance": world.facts.attendances[name], "q": name}
    for page in ("person", "photo", "roll-person"):
        path = world.app.url_path_for
        given = {key: there[key] for key in ("event", "attendance")}
        if page == "photo":
            given["file"] = "picture23456789.webp"
        for persona in OTHERS:
            answers[page, persona] = world.send(persona, "GET", path(page, **given))
    assert leaks(answers) == []
    for persona in OTHERS:
        seen = answers["photo", persona].status_code == 200
        assert not seen or visible_to(persona, name, "photo"), f"{persona} sees the photo"


@pytest.mark.parametrize("name", [*NEAR, *FAR])
def test_search_does_not_find_by_what_its_reader_may_not_see(world: World, name: str) -> None:
    marks = {field: mark(name, field) for field in ("name", "headline", "bio")}
    path = world.app.url_path_for("people", event="spring")
    someone = world.facts.attendances[name]
    for field, word in marks.items():
        for persona in (Persona.ATTENDEE, Persona.ORGANIZER):
            answer = world.send(persona, "GET", path, params={"q": word})
            found = f"/people/{someone}" in answer.text
            assert not found or visible_to(persona, name, field), (persona, field)


def test_no_page_shows_addresses_of_others(world: World) -> None:
    shown = set()
    for (page, persona), answer in world.walk().items():
        path = named("GET", page).path
        if (persona is Persona.ORGANIZER and "/organize" in path) or path.startswith(
            "/communities"
        ):
            continue
        proves = {"join-confirm": "guest3", "erase-back": Persona.DEACTIVATED.value}
        owner = proves.get(page, ME if page in PROOFS else persona.value)
        others = set(ADDRESS.findall(answer.text)) - {owner, persona.value}
        if page in CONTACTS and persona is Persona.ATTENDEE:
            others -= {"far2"}
        shown |= {(page, persona, one) for one in others}
    assert shown == set()


def steady(answer: httpx2.Response) -> str:
    """Return what an answer says, without the proofs that are signed anew each second."""
    return TOKEN.sub("TOKEN", answer.text)


# Each walk downloads the roll, and looks as somebody: the organizer's own archive tells that, see
# privacy/test_export.py, and so does the trail, whose words oversight/test_deeds.py holds.
OWN_DEEDS = {(page, Persona.ORGANIZER) for page in ("my-data-file", "trail", "trail-file")}
# The one whom it is about, who runs the event, and who has nothing to do with it.
READERS = (Persona.ATTENDEE, Persona.ORGANIZER, Persona.STEWARD, Persona.ANONYMOUS)


def different(world: World, state: str) -> list[Key]:
    """Keep the world as it is now, and return the pages that are not the same in the plain one."""
    world.snapshots.keep(state)
    world.writes.taken()
    world.state = state
    plain, now = world.walk(), world.walk(state, READERS)
    differ = [key for key, answer in now.items() if steady(answer) != steady(plain[key])]
    return [key for key in differ if key not in OWN_DEEDS]


def without_wishes(session: Session) -> None:
    """Let the engine not know of any wish."""
    rows = [*session.exec(select(PairAffinity)), *session.exec(select(Meeting))]
    for row in rows:
        row.because = [why for why in row.because if "want" not in why["signal"]]
        session.add(row)


def test_whose_wish_or_veto_it_is_shows_nowhere(world: World) -> None:
    world.walk()
    people = world.facts.attendances
    with Session(world.app.state.engine) as session:
        for one, other in (("near3", "far4"), ("far0", "near1")):
            wish = session.get_one(Wish, (people[one], people[other]))
            turned = Wish(**{**wish.model_dump(), "from_id": wish.to_id, "to_id": wish.from_id})
            session.delete(wish)
            session.add(turned)
        session.commit()
    assert different(world, "turned") == []


def test_whom_it_is_about_learns_nothing_of_a_wish_or_a_veto(world: World) -> None:
    world.walk()
    people = world.facts.attendances
    with Session(world.app.state.engine) as session:
        session.exec(delete(Wish).where(col(Wish.to_id) == people[ME]))
        without_wishes(session)
        session.commit()
    found = different(world, "unloved")
    # Organizers read how many wishes there are, and what a draft plans with whom.
    assert [key for key in found if key[1] is not Persona.ORGANIZER] == []


def test_own_wish_does_show(world: World) -> None:
    world.walk()
    with Session(world.app.state.engine) as session:
        session.exec(delete(Wish).where(col(Wish.from_id) == world.facts.attendances[ME]))
        session.commit()
    found = different(world, "wishless")
    assert {("wishes", Persona.ATTENDEE), ("my-data-file", Persona.ATTENDEE)} <= set(found)
    assert {persona for _page, persona in found} <= {Persona.ATTENDEE, Persona.ORGANIZER}


def test_notes_and_bookmarks_of_others_show_nowhere(world: World) -> None:
    world.walk()
    with Session(world.app.state.engine) as session:
        session.exec(delete(Note).where(col(Note.from_id) != world.facts.attendances[ME]))
        session.commit()
    assert different(world, "unnoted") == []


def test_own_notes_and_bookmarks_show_to_their_writer_alone(world: World) -> None:
    world.walk()
    with Session(world.app.state.engine) as session:
        session.exec(delete(Note).where(col(Note.from_id) == world.facts.attendances[ME]))
        session.commit()
    found = different(world, "noteless")
    shown = {"saved", "people", "person", "person#1", "my-data-file", "met-csv"}
    assert {page for page, _persona in found} == shown
    assert {persona for _page, persona in found} == {Persona.ATTENDEE}


def test_what_others_say_of_a_meeting_shows_nowhere(world: World) -> None:
    world.walk()
    with Session(world.app.state.engine) as session:
        others = select(Outcome).where(Outcome.attendance_id != world.facts.attendances[ME])
        for outcome in session.exec(others):
            outcome.happened, outcome.worth = Happened.THEY_MISSED, None
            outcome.memory = mark("far0", "memory")
            session.add(outcome)
        session.commit()
    # Organizers read how many meetings were held.
    counts = ("organize", "afterwards", "afterwards-file")
    assert set(different(world, "denied")) == {(page, Persona.ORGANIZER) for page in counts}


def test_what_somebody_found_a_meeting_worth_shows_to_them_alone(world: World) -> None:
    world.walk()
    with Session(world.app.state.engine) as session:
        for outcome in session.exec(select(Outcome)):
            outcome.worth = Worth.LITTLE
            session.add(outcome)
        session.commit()
    found = different(world, "worthless")
    assert set(found) == {("my-data-file", Persona.ATTENDEE), ("outcome", Persona.ATTENDEE)}
