"""The pages of crews: writing a brief, the team, yes and no, and who reads what."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.actions import leave_community
from eventnet.communities.models import Membership
from eventnet.crews import apart
from eventnet.crews.actions.answering import answer, choose
from eventnet.crews.actions.writing import end
from eventnet.crews.models import CrewBrief, CrewSeat, SeatState
from eventnet.discussions.models import MemberBlock
from eventnet.events.models import Attendance
from tests.eventnet.crews.briefs import briefed, invited, looked, states
from tests.eventnet.people.person import Open, Person, signed_in
from tests.factories import save
from tests.queries import counted

HERE = "/c/harbour/crews"


@pytest.fixture(autouse=True)
def _no_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "ONE_IN", 2**40)


@pytest.fixture
def mine(session: Session, browser: Open, ada: Attendance) -> Person:
    return signed_in(browser, session, ada)


def browser_of(browser: Open, session: Session, member: Membership) -> Person:
    email = session.get_one(Account, member.account_id).email
    session.commit()
    return Person(browser().sign_in(email), session)


def written(**said: object) -> dict[str, object]:
    return {
        "title": "A plan for the quay",
        "words": "For the harbour office.",
        "skill": ["maps", "pumps"],
        "people": ["1", "1"],
        "must": ["0"],
        "least": "1",
        "most": "3",
        "until": soon().isoformat(),
    } | said


def soon() -> date:
    return clock.now().date() + timedelta(days=9)


def test_one_writes_a_brief_sees_the_team_and_invites_it(
    session: Session, mine: Person, browser: Open, four: list[Membership]
) -> None:
    sent = mine.post(HERE, written())
    assert sent.status_code == 303
    there = sent.headers["location"]
    assert "Reading who knows what" in mine.get(there).text
    part = mine.get(there, **{"hx-request": "true"}).text
    assert part.strip().startswith('<div id="team"')
    assert "</html>" not in part
    key = session.exec(select(CrewBrief.id)).one()
    looked(session, key)
    page = mine.read(there)
    assert "Bo Both" in mine.get(there, **{"hx-request": "true"}).text
    assert "Bo Both" in page
    assert "no better team can be made" in page
    assert "Offers: maps, pumps" in page
    assert mine.post(f"{there}/invite").status_code == 303
    bos = browser_of(browser, session, four[3])
    assert "A plan for the quay" in bos.get(HERE).text
    assert "You offer: maps, pumps" in bos.read(there)
    assert bos.post(f"{there}/answer", {"say": "yes"}).status_code == 303
    assert "Who is in it" in bos.read(there)
    assert "One is in" in mine.read(there)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"skill": []}, "at least one skill"),
        ({"skill": [""] * 8}, "at least one skill"),
        ({"skill": [f"skill {n}" for n in range(50)]}, "at most 8 skills"),
        ({"least": "0"}, "1 or more"),
        ({"most": "0"}, "1 or more"),
        ({"most": "13"}, "12 or less"),
        ({"least": "3", "most": "2"}, "at least as many"),
        ({"people": ["99"]}, "12 or less"),
        ({"skill": ["unheard of"]}, "Nobody here shows you"),
        ({"until": "2001-01-01"}, "today or a later day"),
        ({"title": " "}, "fill this in"),
        ({"words": "x" * 4001}, "4000 characters"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_lost(
    session: Session, mine: Person, four: list[Membership], said: dict[str, object], words: str
) -> None:
    answered = mine.post(HERE, written(**({"title": "Kept"} | said)))
    assert answered.status_code == 422
    assert words in answered.text
    if "title" not in said:
        assert 'value="Kept"' in answered.text
    assert session.exec(select(CrewBrief)).all() == []


def test_alone_in_a_community_one_is_told_so(mine: Person) -> None:
    refused = mine.post(HERE, written())
    assert refused.status_code == 422
    assert "Nobody here shows you" in refused.text


def test_where_nobody_can_be_suggested_the_page_says_so(
    session: Session, me: Membership, mine: Person, four: list[Membership]
) -> None:
    for one in four:
        choose(session, one.id, may_be_suggested=False)
    key = briefed(session, me)
    page = mine.read(f"{HERE}/{key}")
    assert "Nobody who can be suggested" in page
    assert "some do not want to be" in page


def test_the_same_form_twice_is_one_brief_and_four_are_too_many(
    session: Session, mine: Person, four: list[Membership]
) -> None:
    form = written(once="abcdefgh234567")
    once, again = mine.post(HERE, form), mine.post(HERE, form)
    assert once.headers["location"] == again.headers["location"]
    assert len(session.exec(select(CrewBrief)).all()) == 1
    for n in range(2):
        mine.post(HERE, written(title=f"Number {n}"))
    refused = mine.post(HERE, written(title="One too many"))
    assert "3 briefs under way" in refused.text


def test_nobody_but_who_asked_reads_a_no(
    session: Session, browser: Open, me: Membership, mine: Person, four: list[Membership]
) -> None:
    key = invited(session, me, "maps", "pumps", people=[3, 2], most=4)
    bo, mia = four[3], four[0]
    answer(session, bo, key, yes=True)
    answer(session, mia, key, yes=False)
    assert "Cannot this time" in mine.read(f"{HERE}/{key}")
    bos = browser_of(browser, session, bo).read(f"{HERE}/{key}")
    assert "Mia Maps" not in bos
    assert "Moe Maps" not in bos  # invited, and has not answered
    mias = browser_of(browser, session, mia)
    assert mias.get(f"{HERE}/{key}").status_code == 404
    assert "A plan for the quay" not in mias.get(HERE).text
    assert mias.post(f"{HERE}/{key}/answer", {"say": "yes"}).status_code == 409


def test_whoever_is_picked_and_not_invited_finds_nothing(
    session: Session, browser: Open, me: Membership, four: list[Membership]
) -> None:
    key = briefed(session, me)
    bos = browser_of(browser, session, four[3])
    assert bos.get(f"{HERE}/{key}").status_code == 404
    assert bos.post(f"{HERE}/{key}/answer", {"say": "yes"}).status_code == 404
    assert "quay" not in bos.get(HERE).text


def test_an_invitation_of_somebody_whom_one_blocks_is_nowhere(
    session: Session, browser: Open, me: Membership, mine: Person, four: list[Membership]
) -> None:
    key = invited(session, me)
    save(session, MemberBlock(by_id=four[3].id, of_id=me.id))
    bos = browser_of(browser, session, four[3])
    assert bos.get(f"{HERE}/{key}").status_code == 404
    assert "quay" not in bos.get(HERE).text
    assert "no word yet" in mine.read(f"{HERE}/{key}")


def test_when_it_has_ended_only_the_crew_reads_it(
    session: Session, browser: Open, me: Membership, four: list[Membership]
) -> None:
    key = invited(session, me, "maps", "pumps", people=[3, 2], most=4)
    answer(session, four[3], key, yes=True)
    end(session, me.id, key)
    assert "It has ended" in browser_of(browser, session, four[3]).read(f"{HERE}/{key}")
    assert browser_of(browser, session, four[0]).get(f"{HERE}/{key}").status_code == 404


def test_whoever_leaves_takes_their_brief_and_their_seats_along(
    session: Session, me: Membership, four: list[Membership]
) -> None:
    key, other = invited(session, me), briefed(session, four[0], "pumps")
    leave_community(session, me.community_id, four[3].account_id)
    assert four[3].id not in states(session, key)
    leave_community(session, me.community_id, me.account_id)
    session.rollback()
    assert session.get_one(CrewBrief, key).ended_at is not None
    assert session.get_one(CrewBrief, other).ended_at is None


def test_the_overview_takes_as_many_statements_for_one_as_for_many(
    session: Session, mine: Person, me: Membership, four: list[Membership]
) -> None:
    def statements() -> int:
        session.commit()
        with counted(session) as count:
            assert mine.get(HERE).status_code == 200
        return count.total

    def asked(number: int) -> None:
        brief = CrewBrief(
            community_id=me.community_id,
            by_id=four[0].id,
            title=f"Crew {number}",
            words="…",
            least=1,
            most=2,
            until=soon(),
        )
        save(session, brief)
        save(session, CrewSeat(brief_id=brief.id, member_id=me.id, state=SeatState.INVITED))

    asked(0)
    mine.get(HERE)
    one = statements()
    for number in range(29):
        asked(number + 1)
    assert statements() == one
