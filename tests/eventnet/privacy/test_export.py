"""The archive of everything about oneself: nothing is missing, and nothing of others is in it."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from sqlmodel import Session, col, delete, select

from eventnet.accounts.models import Account
from eventnet.audit import AuditEntry
from eventnet.contacts.models import Contact, ContactCard
from eventnet.events.models import Attendance
from eventnet.mail.models import OutboxMail
from eventnet.matching.models import Run
from eventnet.notes.models import Note
from eventnet.people.models import Audience
from eventnet.privacy.declared import EXPORTED
from eventnet.privacy.queries import everything
from eventnet.settings import Settings
from eventnet.tokens import Signer
from eventnet.wishes.models import Wish, WishKind
from tests.browser import Browser
from tests.eventnet.probes.test_privacy import LETTERS, ME, PLACES, visible_to
from tests.eventnet.world.cast import ONCE_MET, SIGNED_IN, Persona
from tests.eventnet.world.marks import marks_in
from tests.eventnet.world.visiting import World
from tests.factories import an_account, an_attendee, an_event, save
from tests.queries import counted

Open = Callable[[], Browser]


def opened(content: bytes) -> dict[str, bytes]:
    """Return what is in an archive, by name."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive_of(world: World, persona: Persona) -> dict[str, bytes]:
    """Return what a persona downloads."""
    answer = world.send(persona, "GET", "/account/data/file")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"].startswith('attachment; filename="my-data-')
    return opened(answer.content)


def words(files: dict[str, bytes]) -> str:
    """Return all that an archive says."""
    return "".join(text.decode() for name, text in files.items() if name.endswith(".json"))


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Return every object in some JSON."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from parts(inner)


def about(session: Session, email: str) -> dict[str, Any]:
    """Return everything about the account with this address."""
    return everything(session, session.exec(select(Account).where(Account.email == email)).one())


def test_archive_holds_a_row_of_every_table_that_is_declared(world: World) -> None:
    with Session(world.app.state.engine) as session:
        run = session.exec(select(Run)).first()
        assert run is not None
        run.account_id = world.facts.accounts[Persona.ORGANIZER]
        by_me = AuditEntry(account_id=world.facts.accounts[ME], deed="calendar.renewed")
        save(session, run, by_me)
        people = ("attendee", "organizer", "door", "far2", "far3")
        found = [about(session, f"{name}@people.example") for name in people]
    said = [set(part) for part in parts(found)]
    missing = [
        table
        for table, declared in EXPORTED.items()
        if not any(set(declared.given) <= keys for keys in said)
    ]
    assert missing == []
    mine = found[0]
    assert [name for name in mine if not mine[name]] == []
    assert mine["attendances"][0]["not_available_at"]
    assert mine["profiles"][0]["profile"]["topics"]


def test_archive_holds_all_own_words_and_the_photo(world: World) -> None:
    files = archive_of(world, Persona.ATTENDEE)
    own = {field for owner, field in marks_in(words(files)) if owner == ME}
    assert {
        "name",
        "headline",
        "organization",
        "bio",
        "note",
        "asked",
        "wrote",
        "reason",
        "ticketname",
    } <= own
    assert [name for name in files if name.startswith("photos/")] == ["photos/picture23456789.webp"]


@pytest.mark.parametrize("persona", [one for one in SIGNED_IN if one is not Persona.DEACTIVATED])
def test_archive_holds_of_others_what_pages_show_of_them(world: World, persona: Persona) -> None:
    shown = {
        (owner, field)
        for owner, field in marks_in(words(archive_of(world, persona)))
        if owner not in {persona.value, *PLACES, "mail"}
        and not visible_to(persona, owner, "topics" if field.startswith("topics") else field)
    }
    allowed = {(owner, "name") for owner in ONCE_MET} | {
        (owner, field) for owner in ("far2", "far4") for field in LETTERS
    }
    allowed |= {("far2", "links"), ("far2", "phone")}  # on the card they exchanged
    allowed |= {(owner, "wrote") for owner in ("near0", "far2", Persona.LEFT.value)}
    allowed |= {("near0", field) for field in ("asktitle", "askwords", "askanswer", "askline")}
    allowed |= {("near0", field) for field in ("ideatitle", "listingtitle", "listingline")}
    allowed |= {("near0", "crewtitle"), ("near0", "crewwords")}
    allowed |= {("far1", "asktitle"), ("far1", "askwords")}  # which they put to everybody
    allowed |= {("near0", "promise"), ("near2", "promise")}  # what they wrote down of both
    allowed |= {("near1", "talkpromise")}  # in a talk of the two
    assert shown <= (allowed if persona is Persona.ATTENDEE else set())


def test_archive_of_an_attendee_names_nobody_whom_they_ruled_out_as_asking(world: World) -> None:
    found = marks_in(words(archive_of(world, Persona.ATTENDEE)))
    assert ("far4", "asked") in found
    assert ("far3", "asked") not in found
    assert ("far3", "wrote") not in found
    assert ("near0", "reason") not in found
    assert {field for _owner, field in found} & {"wish"} == set()


def test_wishes_and_notes_of_others_change_nothing_in_it(world: World) -> None:
    me = world.facts.attendances[ME]
    with Session(world.app.state.engine) as session:
        people = ("attendee@people.example", "organizer@people.example")
        before = [about(session, email) for email in people]
        gone = session.exec(delete(Wish).where(col(Wish.to_id) == me)).rowcount
        gone += session.exec(delete(Note).where(col(Note.to_id) == me)).rowcount
        session.commit()
        assert gone > 2
        assert [about(session, email) for email in people] == before


def test_archive_holds_no_secret_and_no_words_of_a_mail_that_signs_in(world: World) -> None:
    files = words(archive_of(world, Persona.ATTENDEE))
    facts = world.facts
    secrets = [*facts.secrets.values(), *facts.tokens.values(), *facts.attendances.values()]
    assert [one for one in secrets if len(one) > 8 and one in files] == []
    assert {field for owner, field in marks_in(files) if owner == "mail"} == {"subject"}


def test_download_is_in_the_security_log(
    session: Session, browser: Open, capsys: pytest.CaptureFixture[str]
) -> None:
    an_attendee(session, an_event(session), email="ada@example.org")
    one = browser().sign_in("ada@example.org")
    first = one.get("/account/data/file").content
    assert "account.exported" in capsys.readouterr().out
    assert one.get("/account/data/file").content == first


def test_archive_says_what_was_kept(session: Session, browser: Open) -> None:
    event = an_event(session)
    ada = an_attendee(session, event, "Ada", "ada@example.org", bio="Čaj & 茶")
    ben = an_attendee(session, event, "Ben")
    save(
        session,
        Wish(from_id=ada.id, to_id=ben.id, event_id=event.id, kind=WishKind.AVOID),
        Wish(from_id=ben.id, to_id=ada.id, event_id=event.id, kind=WishKind.AVOID),
        Note(from_id=ada.id, to_id=ben.id, event_id=event.id, words="tall"),
        Note(from_id=ben.id, to_id=ada.id, event_id=event.id, words="loud"),
        ContactCard(attendance_id=ada.id, event_id=event.id, code="ADAADA22", shares_email=True),
        ContactCard(attendance_id=ben.id, event_id=event.id, code="BENBEN22", phone="+49 151 7"),
    )
    save(session, Contact(a_id=min(ada.id, ben.id), b_id=max(ada.id, ben.id), event_id=event.id))
    sent = OutboxMail(to="ada@example.org", kind="plan", subject="Yours", text="At nine", html="")
    sent.sent_at = sent.created_at
    others = OutboxMail(to="ben@example.org", kind="plan", subject="His", text="At ten", html="")
    save(session, sent, others)
    archive = opened(browser().sign_in("ada@example.org").get("/account/data/file").content)
    found = {name.removesuffix(".json"): json.loads(text) for name, text in archive.items()}
    assert found["account"]["email"] == "ada@example.org"
    assert found["profiles"][0]["profile"]["bio"] == "Čaj & 茶"
    assert [(one["event"], one["role"]) for one in found["attendances"]] == [
        (event.name, "Visitor")
    ]
    assert [(one["person"], one["kind"]) for one in found["wishes"]] == [("Ben", "avoid")]
    assert [(one["person"], one["words"]) for one in found["notes"]] == [("Ben", "tall")]
    card = found["attendances"][0]["contact_card"]
    assert (card["code"], card["shares_email"]) == ("ADAADA22", True)
    assert [(one["person"], one["email"], one["phone"]) for one in found["contacts"]] == [
        ("Ben", "", "+49 151 7")
    ]
    assert [(one["subject"], one["text"]) for one in found["mails"]] == [("Yours", "At nine")]


@pytest.mark.parametrize("content", ["ada@example.org", ["ada@example.org", "x" * 2000], [1]])
def test_links_of_mails_open_nothing_any_more(
    session: Session, settings: Settings, content: Any
) -> None:
    token = Signer(settings.key, "way-in").sign(content)
    account = an_account(session)
    text = f"Answer: {settings.origin}/sign-in/way-in/{token}\n\nSee you."
    mail = OutboxMail(to=account.email, kind="plan", subject="Yours", text=text, html="")
    mail.sent_at = mail.created_at
    save(session, mail)
    told = everything(session, account)["mails"][0]["text"]
    assert told == f"Answer: {settings.origin}/sign-in/way-in/…\n\nSee you."


def test_mail_that_waits_has_no_words_yet(session: Session) -> None:
    account = an_account(session)
    save(session, OutboxMail(to=account.email, kind="plan", subject="Yours", text="At", html=""))
    assert everything(session, account)["mails"][0]["text"] == ""


def test_whoever_hides_or_left_has_no_name_in_it(session: Session) -> None:
    event = an_event(session)
    ada = an_attendee(session, event, "Ada", "ada@example.org")
    hidden = an_attendee(session, event, "Hidden", shown_to=Audience.MET)
    gone = an_attendee(session, event, "Gone")
    gone.left_at = event.created_at
    for other in (hidden, gone):
        save(
            session,
            other,
            Wish(from_id=ada.id, to_id=other.id, event_id=event.id, kind=WishKind.WANT),
            Note(from_id=ada.id, to_id=other.id, event_id=event.id, words="tall"),
        )
    found = about(session, "ada@example.org")
    assert [one["person"] for one in found["wishes"] + found["notes"]] == [None] * 4


def test_archive_takes_as_many_statements_for_thirty_rows_as_for_one(session: Session) -> None:
    event = an_event(session)
    ada = an_attendee(session, event, "Ada", "ada@example.org")

    def keep(other: Attendance) -> None:
        save(
            session,
            Wish(from_id=ada.id, to_id=other.id, event_id=event.id, kind=WishKind.WANT),
            Note(from_id=ada.id, to_id=other.id, event_id=event.id, words="tall"),
        )

    keep(an_attendee(session, event))
    account = session.exec(select(Account).where(Account.email == "ada@example.org")).one()
    counts = []
    for more in (0, 29):
        for _number in range(more):
            keep(an_attendee(session, event))
        session.expire_all()
        session.refresh(account)
        with counted(session) as count:
            everything(session, account)
        counts.append(count.total)
    assert counts[0] == counts[1]
