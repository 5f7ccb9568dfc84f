"""Twenty thousand rows at once."""

from sqlmodel import Session, func, select

from eventnet.arrivals import actions
from eventnet.arrivals.comparison import Kind
from eventnet.events.models import Attendance
from eventnet.people.search.index import people_search
from tests import factories
from tests.eventnet.arrivals.files import pretix, upload
from tests.queries import counted

ROWS = 20_000


def test_20_000_people_are_compared_and_come_in_in_batches(session: Session) -> None:
    event = factories.an_event(session)
    data = pretix(
        *(
            (f"A{n}", "paid", "Visitor", f"Person {n}", f"p{n}@example.org", f"Firm {n % 900}")
            for n in range(ROWS)
        )
    )
    held = upload(session, event, data)
    assert actions.is_large(data)
    with counted(session) as compared:
        found = actions.preview(session, held)
    assert compared.total < 25
    assert found is not None
    assert found.count(Kind.NEW) == ROWS
    with counted(session) as applied:
        actions.apply_import(session, held.id, None)
    assert applied.total < 25 * (ROWS // 1000)
    for table in (Attendance, people_search):
        assert session.exec(select(func.count()).select_from(table)).one() == ROWS
