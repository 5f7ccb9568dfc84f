"""The organizer's pages of ticket imports."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook
from sqlmodel import Session, func, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.arrivals import keeping
from eventnet.arrivals.actions import imports
from eventnet.arrivals.models import Stage, TicketImport
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event, Role
from tests import factories
from tests.browser import Browser, text_of
from tests.eventnet.arrivals.files import bring_in, pretix, upload
from tests.queries import counted
from tests.work import do_jobs

ADA = ("A1", "paid", "Visitor", "Ada Silva", "ada@example.org", "Tidal", "Engineer")
BEN = ("B2", "paid", "Exhibitor", "Ben Okafor", "ben@example.org", "Delta", "Founder", "C 4")
CHI = ("C3", "paid", "Visitor", "Chi Tanaka", "chi@example.org")
LIST = "/e/estuary/organize/imports"
SCRIPTS = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "=cmd|' /C calc'!A0"]


@pytest.fixture
def organizer(session: Session) -> Account:
    return factories.an_account(session, "olga@example.org")


@pytest.fixture
def event(session: Session, organizer: Account) -> Event:
    return factories.an_event(session, slug="estuary", organizer=organizer)


@pytest.fixture
def olga(browser: Callable[[], Browser], event: Event) -> Browser:
    return browser().sign_in("olga@example.org")


def send(browser: Browser, data: bytes, name: str = "tickets.csv") -> str:
    """Upload a file and return the path of its page."""
    response = browser.post(LIST, files={"file": (name, data, "text/csv")})
    assert response.status_code == 303, text_of(response.text)
    return response.headers["location"]


def attending(session: Session) -> int:
    session.rollback()
    return session.exec(select(func.count()).select_from(Attendance)).one()


def test_a_file_is_shown_before_it_is_brought_in(session: Session, olga: Browser) -> None:
    path = send(olga, pretix(ADA, BEN, ("X1", "paid", "Visitor", "Xu", "xu@")))
    page = olga.read(path)
    assert "2 people come in" in page
    assert "1 row cannot come in" in page
    assert "This role is new and will be made: Exhibitor" in page
    assert "Bring 2 people in" in page
    assert attending(session) == 0
    assert olga.post(f"{path}/apply").status_code == 303
    page = olga.read(path)
    assert "2 people came in" in page
    assert "Invite 2 people" in page
    assert "4 E-mail" in page
    assert attending(session) == 2


def test_the_list_says_what_became_of_each_file(olga: Browser) -> None:
    assert "Nothing yet" in olga.read(LIST)
    path = send(olga, pretix(ADA))
    assert "Waits for you" in olga.read(LIST)
    olga.post(f"{path}/apply")
    page = olga.read(LIST)
    assert "tickets.csv" in page
    assert "1 person came in" in page
    assert "olga@example.org" in page


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("list.pdf", b"%PDF-1.7 and more", "is a PDF"),
        ("empty.csv", b"  \n", "is empty"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1", "old Excel file"),
        ("cut.xlsx", b"PK\x03\x04 and then nothing", "cut short or damaged"),
        ("nul.csv", b"Name\0,Email\nA,b@example.org", "NUL bytes"),
    ],
)
def test_what_is_no_table_is_refused_in_words(
    session: Session, olga: Browser, name: str, data: bytes, words: str
) -> None:
    response = olga.post(LIST, files={"file": (name, data, "text/csv")})
    assert response.status_code == 422
    assert words in text_of(response.text)
    assert session.exec(select(TicketImport)).all() == []


def test_no_file_at_all_is_said(olga: Browser) -> None:
    assert olga.post(LIST, {"file": "words"}).status_code == 422
    response = olga.post(LIST, files={"file": ("", b"", "text/csv")})
    assert response.status_code == 422
    assert "Choose the file" in text_of(response.text)


def test_a_file_over_20_mb_is_refused(session: Session, olga: Browser) -> None:
    large = olga.post(LIST, files={"file": ("big.csv", b"a" * 21_500_000, "text/csv")})
    assert large.status_code == 413
    assert "big.csv is larger than 20 MB" in text_of(large.text)
    huge = olga.post(LIST, files={"file": ("big.csv", b"a" * 23_000_000, "text/csv")})
    assert huge.status_code == 413
    assert session.exec(select(TicketImport)).all() == []


def test_unknown_columns_are_chosen_on_screen(session: Session, olga: Browser) -> None:
    path = send(olga, b"Wer;Firma;Wohin\nAda;Tidal;ada@example.org\n", "list.csv")
    page = olga.read(path)
    assert "Which column holds what?" in page
    assert "ada@example.org" in page
    wrong = olga.post(f"{path}/columns", {"column": ["", "organization", "email"]})
    assert wrong.status_code == 422
    assert "Choose the column that holds the attendee's name." in text_of(wrong.text)
    assert '<option value="email" selected>' in wrong.text
    assert (
        olga.post(f"{path}/columns", {"column": ["name", "nonsense", "email"]}).status_code == 422
    )
    assert olga.post(f"{path}/columns", {"column": ["name"]}).status_code == 422
    right = olga.post(f"{path}/columns", {"column": ["name", "organization", "email"]})
    assert right.status_code == 303
    assert "1 person comes in" in olga.read(path)
    olga.post(f"{path}/apply")
    assert attending(session) == 1


def test_a_sheet_of_a_workbook_is_chosen(olga: Browser) -> None:
    book = Workbook()
    book.active.title = "Notes"  # type: ignore[union-attr]
    book.active.append(["Read", "me"])  # type: ignore[union-attr]
    people = book.create_sheet("People")
    people.append(["Name", "Email"])
    people.append(["Ada", "ada@example.org"])
    data = io.BytesIO()
    book.save(data)
    path = send(olga, data.getvalue(), "list.xlsx")
    assert "Sheet of the workbook" in olga.read(path)
    chosen = olga.post(f"{path}/columns", {"sheet": "People"})
    assert "ada@example.org" in olga.read(chosen.headers["location"])
    assert olga.post(f"{path}/columns", {"sheet": "Nowhere"}).status_code == 422
    fields = {"sheet": "People", "column": ["name", "email"]}
    assert olga.post(f"{path}/columns", fields).status_code == 303
    assert "1 person comes in" in olga.read(path)


def test_kinds_of_tickets_share_a_role(session: Session, olga: Browser) -> None:
    path = send(olga, pretix(("A1", "paid", "Early bird", *ADA[3:]), BEN))
    roles = {"label": ["Early bird", "Exhibitor"], "role": ["Visitor", "Exhibitor"]}
    assert olga.post(f"{path}/roles", roles).status_code == 303
    page = olga.read(path)
    assert "This role is new and will be made: Exhibitor ." in page
    assert olga.post(f"{path}/roles", {"label": ["Early bird"]}).status_code == 422


def test_differences_are_shown_field_by_field(
    session: Session, event: Event, olga: Browser
) -> None:
    bring_in(session, event, pretix(ADA, BEN))
    changed = ("A1", "paid", "Visitor", "Ada Silva", "ada@example.org", "Tidal Energy", "Engineer")
    path = send(olga, pretix(changed, ("B2", "canceled", "", "", "")))
    page = olga.read(path)
    assert "1 person loses their place" in page
    assert "ben@example.org loses their place" in page
    assert "Organisation: Tidal → Tidal Energy" in olga.read(f"{path}?show=changed")
    assert "Change 1 ticket, remove 1 person" in page


NOTHING = "There is nothing to do: what the file says is known already."
BAD = ("X1", "paid", "Visitor", "Xu", "xu@")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([ADA], f"1 ticket stays as it is {NOTHING}"),
        ([], "The file has no tickets in it Look whether the right list was exported."),
        ([BAD], "1 row cannot come in So nothing can come in. Mend these rows"),
        ([ADA, BAD], "1 row cannot come in There is nothing else to do: what the other rows say"),
    ],
)
def test_that_there_is_nothing_to_do_is_said_with_its_reason(
    session: Session, event: Event, olga: Browser, rows: list[tuple[str, ...]], words: str
) -> None:
    bring_in(session, event, pretix(ADA))
    path = send(olga, pretix(*rows))
    assert words in olga.read(path)
    assert f'action="{path}/apply"' not in olga.get(path).text


def test_the_roles_that_are_chosen_are_those_that_people_get(
    session: Session, olga: Browser
) -> None:
    path = send(olga, pretix(("A1", "paid", "Early bird", *ADA[3:]), BEN))
    form = re.search(rf'(?s)<form[^>]*action="{path}/apply".*?</form>', olga.get(path).text)
    assert form is not None
    assert re.findall(r'name="label" value="([^"]+)"', form[0]) == ["Early bird", "Exhibitor"]
    roles = {"label": ["Early bird", "Exhibitor"], "role": ["Visitor", "Exhibitor"]}
    assert olga.post(f"{path}/apply", {"label": ["Early bird"]}).status_code == 422
    assert olga.post(f"{path}/apply", roles).status_code == 303
    session.rollback()
    assert sorted(session.exec(select(Role.name))) == ["Exhibitor", "Visitor"]
    page = olga.read(send(olga, pretix(("A1", "paid", "Early bird", "Ada", *ADA[4:]))))
    assert "Change 1 ticket" in page
    assert "A role of this name" in page  # and the other choice can be taken back


def test_a_column_of_too_many_kinds_is_doubted(olga: Browser) -> None:
    rows = [(f"A{n}", "paid", f"Kind {n}", f"P {n}", f"p{n}@example.org") for n in range(61)]
    path = send(olga, pretix(*rows))
    assert "61 roles are new and will be made. Is the right column" in olga.read(path)
    olga.post(f"{path}/apply")
    assert "An event has at most 30 roles, and this would make 62" in olga.read(path)


def test_what_takes_a_place_away_asks_first(session: Session, event: Event, olga: Browser) -> None:
    bring_in(session, event, pretix(ADA, BEN, CHI))
    session.rollback()
    ada, ben, chi = (attendance(session, f"{name}@example.org") for name in ("ada", "ben", "chi"))
    factories.a_meeting(session, event, ada, ben)
    factories.a_meeting(session, event, ben, chi, slot=1)
    moved = ("C3", "paid", "Visitor", "Dora Lind", "dora@example.org")
    left = [("A1", "canceled", *ADA[2:]), ("B2", "canceled", *BEN[2:])]
    path = send(olga, pretix(*left, moved, ("E5", "paid", "Visitor", "Eve", "eve@example.org")))
    page = olga.read(path)
    assert "Bring 2 people in, remove 3 people (2 meetings end)" in page
    assert "3 people lose their places. 1 ticket goes to another person. 2 meetings" in page
    for sent in ({}, {"ending": "2"}):
        assert olga.post(f"{path}/apply", sent).status_code == 303
        assert "takes away more than the page showed" in olga.read(path)
        assert attending(session) == 3
    assert olga.post(f"{path}/apply", {"ending": "x"}).status_code == 422
    olga.post(f"{path}/apply", {"ending": "3"})
    assert attending(session) == 5  # two of them new
    page = olga.read(path)
    assert "Lost their place 2" in page
    assert "ada@example.org lost their place, and with it 1 meeting ahead" in page
    moved_rows = olga.read(f"{path}?show=moved")
    assert "Dora Lind dora@example.org chi@example.org lost their place" in moved_rows
    assert "Eve eve@example.org Came in as Visitor" in olga.read(f"{path}?show=new")


def test_what_a_file_did_names_nobody_who_is_gone(
    session: Session, event: Event, olga: Browser
) -> None:
    bring_in(session, event, pretix(ADA))
    path = send(olga, pretix((*ADA[:5], "Tidal Energy")))
    olga.post(f"{path}/apply")
    assert "Ada Silva ada@example.org Changed: Organisation" in olga.read(f"{path}?show=changed")
    session.rollback()
    held = session.exec(select(TicketImport.report).where(TicketImport.account_id != None))  # noqa: E711
    stored = repr(held.one())
    assert [word for word in ("Ada", "ada@", "Tidal") if word in stored] == []
    session.delete(session.exec(select(Account).where(Account.email == "ada@example.org")).one())
    session.commit()
    assert "(no longer known)" in olga.read(f"{path}?show=changed")


def attendance(session: Session, email: str) -> Attendance:
    query = select(Attendance).join(Membership).join(Account).where(Account.email == email)
    return session.exec(query).one()


def test_whoever_comes_second_is_told(session: Session, olga: Browser) -> None:
    path = send(olga, pretix(ADA))
    olga.post(f"{path}/apply")
    again = olga.post(f"{path}/apply")
    assert again.status_code == 303
    assert "brought in already; nothing was done twice" in olga.read(path)
    assert attending(session) == 1


def test_a_discarded_file_is_gone(session: Session, olga: Browser) -> None:
    path = send(olga, pretix(ADA))
    assert olga.post(f"{path}/discard").headers["location"] == LIST
    assert "Nothing was brought in from this file" in olga.read(LIST)
    assert olga.get(path).status_code == 404
    assert session.exec(select(TicketImport)).all() == []


def test_an_applied_file_cannot_be_discarded(olga: Browser) -> None:
    path = send(olga, pretix(ADA))
    olga.post(f"{path}/apply")
    assert olga.post(f"{path}/discard").headers["location"] == path
    assert "cannot be discarded" in olga.read(path)


def test_refused_rows_are_given_out_harmless(olga: Browser) -> None:
    path = send(olga, pretix(ADA, ("X1", "=1+1", "Visitor", "Xu", "xu@example.org")))
    response = olga.get(f"{path}/refusals.csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.text.startswith("\ufeffRow,Field,Reason\r\n3,Status,")
    assert all(not cell.startswith("=") for cell in response.text.split(","))


def test_scripts_in_a_file_run_nowhere(session: Session, olga: Browser) -> None:
    rows: list[tuple[str, ...]] = [
        (f"S{n}{script}", "paid", script, script, f"s{n}@example.org", script, script, script[:20])
        for n, script in enumerate(SCRIPTS)
    ]
    rows += [(f"R{n}", script, "Visitor", script, "x", script) for n, script in enumerate(SCRIPTS)]
    path = send(olga, pretix(*rows), "<script>alert(1)</script>.csv")
    pages = [path, f"{path}?show=refused", f"{path}?columns=1", LIST]
    texts = [olga.get(page).text for page in pages]
    olga.post(f"{path}/apply")
    texts += [olga.get(page).text for page in (path, LIST, "/e/estuary/organize/invite")]
    for text in texts:
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    assert "&lt;script&gt;alert(1)" in texts[0]


def test_a_large_file_is_worked_on_by_a_job(
    app: Starlette, session: Session, olga: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "LARGE", 100)
    path = send(olga, pretix(ADA, BEN))
    page = olga.read(path)
    assert "Reading the file" in page
    assert f'hx-get="{path}?working=1"' in olga.get(path).text
    assert do_jobs(app) == ["compare_large"]
    watching = olga.get(f"{path}?working=1", **{"hx-request": "true"})
    assert watching.headers["hx-refresh"] == "true"
    assert "Bring 2 people in" in olga.read(path)
    olga.post(f"{path}/apply")
    assert "Bringing people in" in olga.read(path)
    olga.post(f"{path}/apply")  # once more, while it is at work
    assert do_jobs(app) == ["apply_large"]
    assert "2 people came in" in olga.read(path)
    assert attending(session) == 2


def test_a_large_file_that_is_no_table_says_so_on_its_page(
    app: Starlette, olga: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "LARGE", 5)
    path = send(olga, b"%PDF-1.7 and more")
    do_jobs(app)
    page = olga.read(path)
    assert "is a PDF" in page
    assert "Discard this file" in page


def test_a_large_file_of_unknown_columns_asks_for_them(
    app: Starlette, olga: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "LARGE", 5)
    path = send(olga, b"Wer,Wohin\nAda,ada@example.org\n")
    do_jobs(app)
    assert "Which column holds what?" in olga.read(path)
    olga.post(f"{path}/columns", {"column": ["name", "email"]})
    do_jobs(app)
    assert "1 person comes in" in olga.read(path)


def test_a_stored_difference_says_when_it_is_old(
    app: Starlette, session: Session, event: Event, olga: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = upload(session, event, pretix(ADA)).id
    monkeypatch.setattr(imports, "LARGE", 100)
    path = send(olga, pretix(ADA, BEN))
    do_jobs(app)
    imports.apply_import(session, other, None)
    assert "Another file was brought in since" in olga.read(path)
    olga.post(f"{path}/compare")
    do_jobs(app)
    page = olga.read(path)
    assert "1 person comes in" in page
    assert "Another file" not in page


def test_a_job_that_breaks_says_so(
    app: Starlette, session: Session, olga: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "LARGE", 100)
    path = send(olga, pretix(ADA))

    def broken(*_args: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(imports, "preview", broken)
        with pytest.raises(RuntimeError):
            do_jobs(app)
    assert "Something broke on our side" in olga.read(path)
    held = session.exec(select(TicketImport)).one()
    assert held.stage is Stage.UPLOADED


def test_rows_are_paged_at_the_same_number_of_queries(
    session: Session, event: Event, olga: Browser
) -> None:
    def rows(many: int) -> list[tuple[str, ...]]:
        return [(f"P{n}", "paid", "Visitor", f"P {n}", f"p{n}@example.org") for n in range(many)]

    one, many = send(olga, pretix(*rows(1))), send(olga, pretix(*rows(130)))
    with counted(session) as few:
        olga.get(one)
    with counted(session) as lots:
        olga.get(many)
    assert lots.total == few.total
    assert "Page 3 of 3" in olga.read(f"{many}?show=new&page=3")
    assert "Page 3 of 3" in olga.read(f"{many}?show=new&page=99")
    assert "Page 1 of 3" in olga.read(f"{many}?show=nonsense&page=-1")


def test_what_htmx_asks_for_comes_alone(session: Session, event: Event, olga: Browser) -> None:
    """Each page of arrivals that renders a block: with rows, and with none."""
    same = send(olga, pretix(ADA))
    invite = "/e/estuary/organize/invite"
    none = fragment(olga, invite)
    bring_in(session, event, pretix(ADA))
    assert "Ada Silva" in fragment(olga, invite)
    assert fragment(olga, f"{invite}?working=1&sending=invite&of=1").startswith("0 of 1 mails")
    assert none == fragment(olga, same) == ""
    applied = send(olga, pretix(BEN, ("X1", "paid", "Visitor", "Xu", "xu@")))
    assert "Ben Okafor" in fragment(olga, f"{applied}?show=new")
    olga.post(f"{applied}/apply")
    assert "“xu@” is no e-mail address" in fragment(olga, f"{applied}?show=refused")
    held = session.exec(select(TicketImport).where(TicketImport.stage != Stage.APPLIED)).one()
    held.stage, held.started_at = Stage.COMPARING, clock.now()
    session.add(held)
    session.commit()
    assert "Reading the file" in fragment(olga, same)


def fragment(browser: Browser, path: str) -> str:
    """Return the words of what htmx gets from a page."""
    response = browser.get(path, **{"hx-request": "true"})
    assert response.status_code == 200
    assert "<html" not in response.text
    return text_of(response.text)


def test_the_list_asks_the_same_for_1_and_30_files(
    session: Session, event: Event, olga: Browser
) -> None:
    send(olga, pretix(ADA))
    with counted(session) as few:
        olga.get(LIST)
    for _number in range(29):
        upload(session, event, pretix(ADA))
    with counted(session) as lots:
        olga.get(LIST)
    assert lots.total == few.total


PATHS = [
    ("GET", LIST),
    ("POST", LIST),
    ("GET", "{import}"),
    ("POST", "{import}/columns"),
    ("POST", "{import}/roles"),
    ("POST", "{import}/compare"),
    ("POST", "{import}/apply"),
    ("POST", "{import}/discard"),
    ("GET", "{import}/refusals.csv"),
    ("GET", "/e/estuary/organize/invite"),
    ("POST", "/e/estuary/organize/invite"),
]


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_only_the_events_organizers_may(
    session: Session, olga: Browser, browser: Callable[[], Browser], method: str, path: str
) -> None:
    path = path.replace("{import}", send(olga, pretix(ADA)))
    session.rollback()
    event = session.exec(select(Event)).one()
    factories.an_attendee(session, event, email="attendee@example.org")
    other = factories.an_account(session, "other@example.org")
    factories.an_event(session, organizer=other)

    def status(one: Browser) -> int:
        return (one.get(path) if method == "GET" else one.post(path)).status_code

    anonymous = browser()
    assert status(anonymous) == 303
    assert "/sign-in" in anonymous.get(LIST).headers["location"]
    assert status(browser().sign_in("attendee@example.org")) == 404
    assert status(browser().sign_in("other@example.org")) == 404
    session.rollback()
    assert session.exec(select(TicketImport.stage)).all() == [Stage.UPLOADED]


def test_the_file_of_another_event_is_nowhere(session: Session, olga: Browser) -> None:
    foreign = factories.an_event(session)
    held = upload(session, foreign, pretix(ADA))
    assert olga.get(f"{LIST}/{held.id}").status_code == 404
    assert olga.post(f"{LIST}/{held.id}/apply").status_code == 404
    assert attending(session) == 0


def test_names_that_only_we_have_for_tickets_are_shown_nowhere(
    session: Session, event: Event, olga: Browser
) -> None:
    factories.an_attendee(session, event, "Ben", "ben@example.org")
    lines = "Name,Email,Firm\nAda,ada@example.org,Tidal\nBen,ben@example.org,Delta\nDee,,Delta"
    path = send(olga, lines.encode(), "list.csv")
    olga.post(f"{path}/columns", {"column": ["name", "email", "organization"]})
    pages = [f"{path}?show={kind}" for kind in ("new", "changed", "refused")]
    shown = [olga.read(page) for page in pages]
    olga.post(f"{path}/apply")
    other = send(olga, pretix(ADA))
    shown += [olga.read(page) for page in (path, other, "/e/estuary/organize/people")]
    assert "Ticket: nothing → from a spreadsheet" in shown[1]
    assert "ada@example.org already comes with another ticket: from a spreadsheet." in shown[4]
    assert [page for page in shown if "~" in page] == []


def test_a_file_is_read_once_and_not_for_every_page(
    app: Starlette, session: Session, olga: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = send(olga, pretix(ADA, ("X1", "paid", "Visitor", "Xu", "xu@")))
    monkeypatch.setattr(imports, "LARGE", 100)
    large = send(olga, pretix(BEN))
    do_jobs(app)

    def unread(*_args: object) -> None:
        raise AssertionError("the file was read again")

    monkeypatch.setattr(keeping, "open_table", unread)
    for path in (small, f"{small}?columns=1", f"{small}/refusals.csv", large, f"{large}?columns=1"):
        assert olga.get(path).status_code == 200
    for path in (small, large):
        olga.post(f"{path}/apply")
    do_jobs(app)
    session.rollback()
    kept = session.exec(select(TicketImport.data, TicketImport.table)).all()
    assert kept == [(b"", None), (b"", None)]


def test_a_workbook_is_large_by_what_it_unpacks_to(app: Starlette, olga: Browser) -> None:
    book = Workbook()
    for number in range(20_000):
        book.active.append(["Name", f"{number}@example.org"])  # type: ignore[union-attr]
    data = io.BytesIO()
    book.save(data)
    path = send(olga, data.getvalue(), "list.xlsx")
    assert "Reading the file" in olga.read(path)
    assert do_jobs(app) == ["compare_large"]


def test_what_is_chosen_while_a_file_is_compared_counts(
    app: Starlette, session: Session, olga: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "LARGE", 100)
    path = send(olga, pretix(("A1", "paid", "Early bird", *ADA[3:])))
    preview = imports.preview

    def chosen_meanwhile(*given: Any) -> object:
        monkeypatch.setattr(imports, "preview", preview)
        olga.post(f"{path}/roles", {"label": ["Early bird"], "role": ["Visitor"]})
        return preview(*given)

    monkeypatch.setattr(imports, "preview", chosen_meanwhile)
    assert do_jobs(app) == ["compare_large"]
    assert "Reading the file" in olga.read(path)
    assert do_jobs(app) == ["compare_large"]
    assert "Comes in as Visitor" in olga.read(path)
