"""Lists of asks take as many statements for one row as for thirty."""

from datetime import timedelta

from sqlmodel import Session

from eventnet import clock
from eventnet.asks.models import Ask, AskAnswer, AskState, AskTurn, TurnState
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event
from tests.eventnet.asks.gauges import GAUGES, knower
from tests.eventnet.people.person import Open, signed_in
from tests.factories import save
from tests.queries import counted

HERE = "/c/harbour/asks"


def fill(session: Session, event: Event, me: Membership, number: int) -> str:
    """Let so many asks be put to somebody, open to them, and theirs; return one of theirs."""
    key = ""
    for n in range(number):
        other = knower(session, event, f"Person {n}", GAUGES)
        for by, state, turn in (
            (other.id, AskState.GOING, TurnState.WAITING),
            (other.id, AskState.GOING, TurnState.ANSWERED),
            (other.id, AskState.OPEN, None),
            (me.id, AskState.OPEN, None),
        ):
            made = Ask(
                community_id=me.community_id,
                by_id=by,
                title=f"Ask {n}",
                words="About gauges.",
                useful_until=clock.now().date() + timedelta(days=9),
                state=state,
                may_open=True,
                waves=1,
                escalated_at=clock.now(),
            )
            save(session, made)
            if turn is not None:
                because = [{"what": "words", "words": ["gauges"]}]
                save(
                    session,
                    AskTurn(ask_id=made.id, member_id=me.id, state=turn, because=because),
                )
            if by == me.id:
                key = key or made.id
                save(session, AskAnswer(ask_id=made.id, by_id=other.id, words="So."))
    return key


def test_pages_take_the_same_number_of_statements_for_one_and_for_thirty(
    session: Session, browser: Open, ada: Attendance, me: Membership, event: Event
) -> None:
    one = signed_in(browser, session, ada)
    key = fill(session, event, me, 1)
    paths = (HERE, f"{HERE}/open", f"{HERE}/knows?q=tide+gauges", f"{HERE}/{key}", "/c/harbour")

    def totals() -> list[int]:
        found = []
        for path in paths:
            one.get(path)
            with counted(session) as count:
                assert one.get(path).status_code == 200
            found.append(count.total)
        return found

    before = totals()
    fill(session, event, me, 29)
    assert totals() == before
