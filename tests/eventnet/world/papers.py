"""What has been written: tickets and their files, mails, the audit trail, and every way in."""

import csv
import io
from datetime import timedelta
from urllib.parse import urlsplit

from sqlmodel import Session

from eventnet import audit, clock
from eventnet.accounts import links, sessions
from eventnet.accounts.models import (
    Account,
    AddressChange,
    Identity,
    Login,
    OtherAddress,
    SpentState,
)
from eventnet.arrivals.actions.imports import apply_import, choose
from eventnet.arrivals.models import Ticket, TicketImport, TicketStatus
from eventnet.arrivals.readers import Field
from eventnet.arrivals.reading import Choices
from eventnet.arrivals.told import LINK
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.events.models import Event
from eventnet.mail.models import MailStop, MailTrouble, OutboxMail
from eventnet.mail.outbox import STOP
from eventnet.schedule.models import CalendarAddress
from eventnet.settings import Settings
from eventnet.stewardship.models import KeepingRule
from eventnet.tokens import Signer, fingerprint
from eventnet.uniting.models import AccountUnion
from tests.eventnet.world.building import Facts
from tests.eventnet.world.cast import SIGNED_IN, Persona, email
from tests.eventnet.world.marks import mark
from tests.factories import save

ME = Persona.ATTENDEE.value
COLUMNS = ("Order code", "Attendee name", "Attendee email", "Company", "Product")


def a_file(words: str = "", numbers: tuple[int, ...] = (1, 2)) -> bytes:
    """Return a spreadsheet of tickets, and a row that is refused.

    `words` stand behind every text in it.
    """
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow([*COLUMNS, mark("file", "column") + words])
    for number in numbers:
        name, firm = mark(f"guest{number}", "name"), mark(f"guest{number}", "organization")
        mail = email(f"guest{number}")
        rows.writerow(
            [
                f"A{number}",
                name + words,
                mail,
                firm + words,
                mark("file", "product") + words,
                mark(f"guest{number}", "cell") + words,
            ]
        )
    rows.writerow(
        ["A9", mark("guest9", "name") + words, f"=1+{mark('guest9', 'cell')}{words}", "", "", ""]
    )
    return text.getvalue().encode()


def tickets(session: Session, facts: Facts, spring: Event, autumn: Event) -> None:
    """Keep the tickets of some people, and a file of each stage."""
    for event in (spring, autumn):
        ids = facts.ids if event is spring else facts.foreign
        for name in (ME, "far1") if event is spring else ("autumn1",):
            ticket = Ticket(
                event_id=event.id,
                source="sheet",
                reference=mark(name, "reference"),
                status=TicketStatus.VALID,
                email=email(name),
                buyer_email=email(f"buyer-{name}"),
                name=mark(name, "ticketname"),
                organization=mark(name, "ticketfirm"),
                headline=mark(name, "ticketheadline"),
                role=mark(name, "tickettype"),
                stand=mark(name, "ticketstand"),
                website=f"https://{mark(name, 'ticketsite')}.example",
                topics=[mark(name, "tickettopic")],
                attendance_id=facts.attendances[name],
            )
            save(session, ticket)
            ids["ticket"] = ticket.id
        joining = Ticket(
            event_id=event.id,
            source=LINK,
            reference=fingerprint("join"),
            name=mark("guest3", "name"),
            status=TicketStatus.PENDING,
            email=email("guest3"),
        )
        save(session, joining)
        held = TicketImport(
            event_id=event.id,
            account_id=facts.accounts[Persona.ORGANIZER],
            file_name=f"{mark(event.slug, 'filename')}.csv",
            data=a_file(),
        )
        chosen: list[Field | None] = ["reference", "name", "email", "organization", "ticket", None]
        save(session, held)
        choose(session, held.id, Choices(columns=chosen))
        unread = TicketImport(
            event_id=event.id, file_name=f"{mark(event.slug, 'newfile')}.csv", data=a_file()
        )
        applied = TicketImport(
            event_id=event.id,
            file_name=f"{mark(event.slug, 'oldfile')}.csv",
            data=a_file(numbers=(4,)),
        )
        broken = TicketImport(
            event_id=event.id,
            file_name=f"{mark(event.slug, 'badfile')}.csv",
            data=a_file(),
            failure=mark(event.slug, "failure"),
        )
        save(session, unread, applied, broken)
        choose(session, applied.id, Choices(columns=chosen))
        apply_import(session, applied.id, None)
        ids |= {
            "import": held.id,
            "import-applied": applied.id,
            "import-broken": broken.id,
            "import-columns": unread.id,
        }


def mails(session: Session, settings: Settings, facts: Facts, event: Event) -> None:
    """Write a mail to the attendee, and keep what addresses do not want, or cannot get."""
    token = Signer(settings.key, STOP).sign([email(ME), "invitation"])
    mail = OutboxMail(
        to=email(ME),
        kind="invitation",
        subject=mark("mail", "subject"),
        text=mark("mail", "text"),
        html=f"<p>{mark('mail', 'html')}</p>",
        stop_url=f"{settings.origin}/mail/stop/{token}",
        event_id=event.id,
        secret=True,
        failure=mark("mail", "failure"),
    )
    trouble = MailTrouble(email=email("far2"), words=mark("far2", "bounce"))
    save(session, mail, MailStop(email=email("far3"), kind="schedule"), trouble)
    facts.ids["mail"] = mail.id
    with writing(session):
        audit.record(
            session,
            "roles.changed",
            account_id=facts.accounts[Persona.ORGANIZER],
            event_id=event.id,
            community_id=event.community_id,
            subject=mark("audit", "subject"),
            what=mark("audit", "detail"),
        )


def ways_in(session: Session, settings: Settings, facts: Facts) -> None:
    """Sign everybody in, and make every address that is a proof by itself."""
    # However long the tests take, everybody signed in a moment ago, and pages stay as they were.
    with clock.at(clock.now() + timedelta(hours=12)):
        for persona in SIGNED_IN:
            account = session.get_one(Account, facts.accounts[persona])
            facts.secrets[persona] = sessions.start(session, account, settings, "a test")
    mine = facts.accounts[ME]
    elsewhere = Login(
        fingerprint=fingerprint("elsewhere"),
        account_id=mine,
        agent=mark(ME, "agent"),
        expires_at=clock.now() + timedelta(days=9),
    )
    identity = Identity(account_id=mine, issuer=mark(ME, "issuer"), subject=mark(ME, "subject"))
    theirs = Identity(account_id=facts.accounts["far1"], issuer="https://id.example", subject="1")
    their_login = Login(
        fingerprint=fingerprint("theirs"),
        account_id=facts.accounts["far1"],
        agent="theirs",
        expires_at=clock.now() + timedelta(days=9),
    )
    change = AddressChange(
        fingerprint=fingerprint("new address"),
        account_id=mine,
        old_email=email(ME),
        new_email="new@elsewhere.example",
        expires_at=clock.now() + timedelta(days=1),
    )
    facts.tokens["address-confirm"] = Signer(settings.key, "address").sign("new address")
    facts.tokens["address-object"] = Signer(settings.key, "address-objection").sign(change.id)
    deleted = session.get_one(Account, facts.accounts[Persona.DEACTIVATED])
    assert deleted.deactivated_at
    facts.tokens["erase-back"] = Signer(settings.key, "erasure").sign(
        [deleted.id, deleted.deactivated_at.isoformat()]
    )
    double = Account(email=email("double"))
    save(session, double, OtherAddress(email=email("also"), account_id=mine))
    union = AccountUnion(
        fingerprint=fingerprint("union"),
        account_id=mine,
        other_id=double.id,
        expires_at=clock.now() + timedelta(days=9),
    )
    save(session, union)
    member = session.get_one(Membership, facts.memberships[ME])
    member.warned_at, member.ends_at = clock.now(), clock.now() + timedelta(days=30)
    removed = Account(email=email("removed"))
    save(session, member, removed)
    put_out = Membership(
        community_id=member.community_id,
        account_id=removed.id,
        left_at=clock.now(),
        removed_at=clock.now(),
    )
    save(session, put_out, KeepingRule(community_id=member.community_id, members=5))
    facts.ids["member-removed"] = put_out.id
    facts.tokens["stay"] = Signer(settings.key, "stay").sign(member.id)
    facts.tokens["unite-preview"] = Signer(settings.key, "union").sign("union")
    spent = SpentState(fingerprint=fingerprint("spent"), expires_at=clock.now())
    save(session, elsewhere, identity, change, theirs, their_login, spent)
    facts.ids |= {"login": elsewhere.id, "identity": identity.id}
    facts.foreign |= {"login": their_login.id, "identity": theirs.id}
    with writing(session):
        invitation = links.make_invitation(session, settings, email(ME), "/e/spring/profile")
    facts.tokens["sign-in-link"] = urlsplit(invitation).path.rsplit("/", 1)[1]
    facts.tokens["way-in"] = links.way_in_token(settings, email(ME), "/e/spring/schedule")
    facts.tokens["mail-stop"] = Signer(settings.key, STOP).sign([email(ME), "schedule"])
    save(session, CalendarAddress(attendance_id=facts.attendances[ME], generation=2))
    facts.tokens["join-confirm"] = "join"
    feed = [facts.attendances[ME], 2]
    facts.tokens["calendar-feed"] = Signer(settings.key, "calendar").sign(feed)
    answer = [facts.ids["meeting"], facts.attendances[ME]]
    facts.tokens["answer"] = Signer(settings.key, "answer").sign(answer)
