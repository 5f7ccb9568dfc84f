"""Nobody is shown what they may not see: every text of every person is marked, and looked for."""

import re
from io import BytesIO
from zipfile import ZipFile

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

pytestmark = pytest.mark.any_database

ME = Persona.ATTENDEE.value
# Pages that a proof opens show what its owner may see, whoever holds it.
PROOFS = {
    "calendar-feed",
    "rounds-calendar",
    "feed",
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
WAITING = {"waitname", "waitorganization", "waitrole"}
OTHERS = (Persona.ANONYMOUS, Persona.NEIGHBOUR, Persona.ATTENDEE, Persona.ORGANIZER)
PLACES = {"spring", "summer", "autumn", "winter", "harbour", "quarry"}
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
# Where somebody reads what is asked of them, and what was answered to them; no word that was kept
# from them, nor of an ask by whoever rules them out. Others of the community read an open ask.
ASKS = {"feed", "asks", "asks-one", "asks-one#1", "community"}
# Where somebody reads what crews they are asked for, and what they wrote of theirs.
CREWS = {"crews", "crew", "crew#1", "crew#2", "crew#3"}
OPEN_ASKS = {"asks-open", "asks-figures"}
# Where somebody reads what they noted on others, what they called their searches and whom these
# look for, their own line to remember, and what they agreed with somebody; and whose words.
OWN_WORDS = {
    "note": (
        {"saved", "person", "person#1", "person#2", "person#3", "person#4", "met-csv", "member"},
        {ME},
    ),
    "search": ({"searches", "search"}, {ME}),
    "memory": ({"outcome", *RECORD}, {ME}),
    "talkmemory": ({"rounds", "talk#1", *RECORD}, {ME}),
    "talkpromise": ({"rounds", "talk#1"}, {ME, "near1"}),
    "roundwhere": ({"rounds", "talk", "talk#1"}, {ME, "near0", "near1"}),
    "asktitle": (ASKS, {ME, "near0", "far1"}),
    "askwords": (ASKS, {ME, "near0", "far1"}),
    "askanswer": (ASKS, {"near0"}),
    "askline": (ASKS, {"near0"}),
    "askreason": (ASKS, {ME}),
    "crewtitle": (CREWS, {ME, "near0"}),
    "crewwords": (CREWS, {ME, "near0"}),
    "crewreason": (CREWS, {ME}),
    "promise": ({"outcome", "agreed", "promise", *RECORD}, {ME, "near0", "near2"}),
}
# Where somebody finds what those they exchanged with share, and the name of who shows a code.
CONTACTS = {"contacts", "contacts-file", "contact-file", "community", "met", "met-csv", "met-cards"}
# Where somebody reads what was asked over them, or of them, and whom an introduction told them of.
INTRODUCED = {
    "introductions",
    "introduction",
    "introduction#1",
    "introduction-ask",
    "introduction-ask#1",
    "community",
}
ASKED_FOR = {"far2", "near2", ME}
SHARED = {"name", "headline", "organization", "links", "phone"}
# What is said in the open group is read by its community, and who says it is told by name; but
# for whom somebody blocks. Who asks, is invited or was put out, its moderators know.
GROUP_PAGES = {"feed", "group", "thread", "thread#1", "post", "post#1", "post#2", "discussions"}
SHARED_PAGES = {"shared-pages", "shared-page", "shared-page#1", "shared-page-new"}
SHARED_PAGES |= {f"shared-page-{what}" for what in ("edit", "history", "changes", "version")}
FILE_PAGES = {"group-files", "group-file", "group-file-about", "thread", "post", "post#1"}
GROUP_PAGES |= SHARED_PAGES | FILE_PAGES | {"post-file-new"}
KEEPING = {"group-people", "group-reports"}
GROUP_MAPS = {"group-map", "group-map-mine", "group-map-cluster"}
# Where somebody reads with whom they have ties, by the name that they were told.
OWN_TIES = {"event-map", "event-map-mine"}
EXCHANGED = {"far2", "far3"}
IN_THE_GROUP = {ME, "near0", "near1", "near3", Persona.NEIGHBOUR.value}
# What is suggested and said about it is read by the community; who says it is told by name. What
# was hidden is read by the stewards, and reports by them alone.
IDEA_PAGES = {"ideas", "idea", "idea#1", "idea-new", "idea-post", "idea-post#1", "idea-post#2"}
IDEA_WORDS = {"ideatitle", "ideawords", "ideasaid"}
SUGGEST = {ME, "near0", "near1"}
# What is put up is read by the community, by name, while it is up; what is written about it by the
# two alone.
LISTING_PAGES = {"listings", "listing", "listing#1", "listings-mine", "listing-change"}
LISTING_WORDS = {"listingtitle", "listingwords", "listingplace", "listinglink", "name"}
AT_ITS_DOOR = {"steward2", "far0", "far4"}
KEEPERS = {Persona.ATTENDEE, Persona.NEIGHBOUR, Persona.STEWARD}
ADDRESS = re.compile(r"([a-z0-9-]+)@people\.example")
HERE = re.compile(r'"(here|seen)(_before)?_at": ("[^"]*"|null)')
TOKEN = re.compile(r"[\w-]{16,}\.[\w-]{5,}\.[\w-]{20,}|data-now=\"\d+\"|name=\"once\" value=\"\w+")


def may_see(persona: Persona, page: str, owner: str, field: str) -> bool:
    """Say whether a persona may be shown this text on this page."""
    if page in PROOFS:
        persona = Persona.ATTENDEE
    said = {"post", "threadtitle", "reportreason", "name"}
    said |= {"pagetitle", "pagewords", "pagenote", "removedpage", "filegiven", "filewords"}
    if page in GROUP_PAGES | KEEPING | GROUP_MAPS and field in said and owner not in PLACES:
        return reads_in_group(persona, page, owner, field)
    if field.startswith("listing") or (
        page in {*LISTING_PAGES, "listing-reports"} and field == "name"
    ):
        return owner in PLACES or reads_of_listings(persona, page, owner, field)
    if field.startswith("idea") or (page in {*IDEA_PAGES, "idea-reports"} and field == "name"):
        return owner in PLACES or reads_of_ideas(persona, page, owner, field)
    return may_see_elsewhere(persona, page, owner, field)


def may_see_elsewhere(persona: Persona, page: str, owner: str, field: str) -> bool:
    """Say the same of what is not said in a group."""
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
        return reads_own_words(persona, page, owner, field)
    if page in CONTACTS and persona is Persona.ATTENDEE and owner in {"far2", "far3"}:
        return field in (SHARED if owner == "far2" else {"name"}) or visible_to(
            persona, owner, field
        )
    if page == "exchange" and (owner, field) == ("far4", "name"):
        return persona is Persona.ATTENDEE
    if field.startswith(("ticket", "reference")) or owner.startswith(("guest", "file")):
        own = (page, owner, field) == ("pass", persona.value, "reference")
        return own or organizes or _may_help(persona, page, field)
    if (
        _may_help(persona, page, field)
        or _may_call_off(persona, page, owner, field)
        or (persona is Persona.ATTENDEE and introduced(page, owner, field))
    ):
        return True
    others = owner.startswith("autumn") or page == "words"
    if page in VOCABULARY and field.startswith("topics") and others:
        return True
    once_met = {*ONCE_MET, *EXCHANGED} if page in OWN_TIES else ONCE_MET
    if page in DAYS | TALK | OWN_TIES and owner in once_met and field == "name":
        return persona is Persona.ATTENDEE
    return visible_to(persona, owner, "topics" if field.startswith("topics") else field)


def reads_in_group(persona: Persona, page: str, owner: str, field: str) -> bool:
    """Say whether a persona reads this in the open group, as one of its community."""
    if relation(persona, ME) > Relation.MEMBER:
        return False
    if field == "reportreason":
        return page in {"group-reports", "shared-page", "group-file-about"} and persona in KEEPERS
    if field in {"filegiven", "filewords"}:
        in_reports = page == "group-reports" and field == "filegiven"
        return page in FILE_PAGES or (in_reports and persona in KEEPERS)
    if field == "removedpage":
        return page == "shared-pages" and persona in KEEPERS
    if field in {"pagetitle", "pagewords"}:  # a page is its group's, whoever saved it last
        return page in SHARED_PAGES | {"group-reports"}
    if field == "name":
        at_the_door = page == "group-people" and persona in KEEPERS
        return owner in IN_THE_GROUP | (AT_ITS_DOOR if at_the_door else set())
    blocks = persona is Persona.ATTENDEE and owner == "near1"
    return not blocks or page == "post#2"


def reads_of_ideas(persona: Persona, page: str, owner: str, field: str) -> bool:
    """Say whether a persona reads this about ideas, as one of the community."""
    if relation(persona, ME) > Relation.MEMBER:
        return False
    if page == "idea-reports":
        return persona is Persona.STEWARD and field in {*IDEA_WORDS, "ideareason", "name"}
    blocks = persona is Persona.ATTENDEE and owner == "near1"
    said = {*IDEA_WORDS, "name"} if owner in SUGGEST else set()
    return page in IDEA_PAGES and field in said and not blocks


def reads_of_listings(persona: Persona, page: str, owner: str, field: str) -> bool:
    """Say whether a persona reads this about jobs and services, as one of the community."""
    me = persona is Persona.ATTENDEE
    if page == "community":  # where they read that somebody wrote about it
        return me and field == "listingtitle" and owner in {ME, "near0"}
    if relation(persona, ME) > Relation.MEMBER or page not in {*LISTING_PAGES, "listing-reports"}:
        return False
    if field == "listingline":
        return me and owner in {ME, "near0"}
    if page == "listing-reports":
        return persona is Persona.STEWARD and field in {*LISTING_WORDS, "listingreason"}
    return field in LISTING_WORDS and owner in SUGGEST and not (me and owner == "near1")


def introduced(page: str, owner: str, field: str) -> bool:
    """Say whether the attendee reads what was asked over them or of them, and as who passed it on.

    Nothing of whom they ruled out, and no words that were for others.
    """
    if field == "passed":
        return (page, owner) == ("introduction#1", "near0")
    told = ASKED_FOR if field == "introduce" else {"far0"} if field == "name" else set()
    return page in INTRODUCED and owner in told


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


def reads_own_words(persona: Persona, page: str, owner: str, field: str) -> bool:
    """Say whether a persona reads what was written for few: the attendee, or all where it is open.

    What is open of somebody whom they rule out, and who says who they are, is not open to them.
    """
    if page in OPEN_ASKS and field == "asktitle" and owner in {"far1", "far3"}:
        return owner == "far1" or persona is not Persona.ATTENDEE
    pages, writers = OWN_WORDS[field]
    return persona is Persona.ATTENDEE and page in pages and owner in writers


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
        if page in {*CONTACTS, "introductions"} and persona is Persona.ATTENDEE:
            others -= {"far2"}
        if page in {"account", "unite-preview"} and persona is Persona.ATTENDEE:
            others -= {"also", "double"}  # these are theirs
        shown |= {(page, persona, one) for one in others}
    assert shown == set()


def steady(answer: httpx2.Response) -> str:
    """Return what an answer says, but for proofs signed anew each second, and when one was here."""
    said = answer.text
    if answer.headers.get("content-type") == "application/zip":
        with ZipFile(BytesIO(answer.content)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
        said = b"".join(parts).decode(errors="replace")
    return HERE.sub("HERE", TOKEN.sub("TOKEN", said))


# Each walk downloads the roll, and looks as somebody: the organizer's own archive tells that, see
# privacy/test_export.py, and so does the trail, whose words oversight/test_deeds.py holds.
OWN_DEEDS = {(page, Persona.ORGANIZER) for page in ("my-data-file", "trail", "trail-file")}
# The one whom it is about, who runs the event, and who has nothing to do with it.
READERS = (Persona.ATTENDEE, Persona.ORGANIZER, Persona.STEWARD, Persona.ANONYMOUS)


def different(world: World, state: str) -> list[Key]:
    """Keep the world as it is now, and return the pages that are not the same in the plain one."""
    world.snapshots.keep(state)
    world.writes.forget()
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
    # Whoever has the address of a feed reads it as its owner does.
    readers = {persona for page, persona in found if page not in PROOFS}
    assert readers <= {Persona.ATTENDEE, Persona.ORGANIZER}


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
