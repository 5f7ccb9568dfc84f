"""Ties between two sides: only what both show, or the reader has; nothing is counted besides."""

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.crews.between import between
from eventnet.crews.picture import MOST, picture
from eventnet.crews.sides import side
from eventnet.events.models import Attendance, Event
from eventnet.networks.consent import choose
from eventnet.people.models import Audience
from eventnet.ties.models import Tie
from eventnet.ties.strength import Strength, height_of
from tests.eventnet.asks.gauges import knower
from tests.eventnet.people.person import Open, Person, signed_in
from tests.factories import save

HERE = "/c/harbour/crews/between"


@pytest.fixture
def oaks(session: Session, event: Event) -> list[Membership]:
    return [knower(session, event, f"Oak {n}", "maps", organization="Oak") for n in range(3)]


@pytest.fixture
def elms(session: Session, event: Event) -> list[Membership]:
    return [knower(session, event, f"Elm {n}", "maps", organization="Elm") for n in range(3)]


@pytest.fixture
def mine(session: Session, browser: Open, ada: Attendance) -> Person:
    return signed_in(browser, session, ada)


def tie(session: Session, one: Membership, other: Membership, heavy: float = 1.0) -> None:
    now = clock.now()
    a, b = sorted((one.id, other.id))
    strength = height_of(heavy, now)
    made = Tie(
        a_id=a,
        b_id=b,
        community_id=one.community_id,
        strength=strength,
        since=now,
        latest=now,
    )
    save(session, made)


def show(session: Session, *members: Membership) -> None:
    for one in members:
        choose(session, one.id, drawn=True)


def across(
    session: Session, reader: Membership, a: str = "Oak", b: str = "elm "
) -> dict[str, list[object]]:
    one, other = (side(session, reader, "", name) for name in ("Oak", "elm "))
    assert one is not None
    assert other is not None
    found = between(session, reader, one, other, clock.now())
    return {
        "pairs": [(p.one.name, p.other.name, p.strength) for p in found.pairs],
        "bridges": [(who.name, number) for who, number in found.bridges],
        "nobody": [who.name for who in found.nobody],
    }


def test_what_both_show_is_listed_the_strongest_first(
    session: Session, me: Membership, oaks: list[Membership], elms: list[Membership]
) -> None:
    tie(session, oaks[0], elms[0])
    tie(session, oaks[0], elms[1], 3.0)
    tie(session, oaks[1], elms[2], 0.1)  # too faint
    tie(session, oaks[0], oaks[1])
    show(session, *oaks, *elms)
    assert across(session, me) == {
        "pairs": [("Oak 0", "Elm 1", Strength.STRONG), ("Oak 0", "Elm 0", Strength.SOME)],
        "bridges": [("Oak 0", 2)],
        "nobody": ["Elm 2", "Oak 1", "Oak 2"],
    }


@pytest.mark.parametrize("who", [0, 1])
def test_what_one_of_two_does_not_show_is_nowhere(
    session: Session,
    me: Membership,
    oaks: list[Membership],
    elms: list[Membership],
    who: int,
) -> None:
    tie(session, oaks[0], elms[0])
    show(session, (oaks[0], elms[0])[who])
    found = across(session, me)
    assert (found["pairs"], found["bridges"]) == ([], [])
    assert found["nobody"] == [("Oak 0", "Elm 0")[who]]


def test_ones_own_ties_one_sees_whatever_was_chosen(
    session: Session, event: Event, oaks: list[Membership], elms: list[Membership]
) -> None:
    tie(session, oaks[0], elms[0])
    assert len(across(session, oaks[0])["pairs"]) == 1
    assert across(session, oaks[1])["pairs"] == []


def test_whoever_hides_from_the_reader_is_on_no_side(
    session: Session, event: Event, me: Membership, oaks: list[Membership], elms: list[Membership]
) -> None:
    hidden = knower(session, event, "Hidden", "maps", organization="Oak", shown_to=Audience.NOBODY)
    tie(session, hidden, elms[0])
    show(session, hidden, elms[0])
    assert across(session, me)["pairs"] == []
    assert side(session, me, "", "Nowhere") is None
    assert side(session, me, "role:nowhere", "") is None
    assert side(session, me, "group:nowhere", "") is None


def test_the_page_draws_and_lists_them_and_asks_for_two_sides(
    session: Session, mine: Person, oaks: list[Membership], elms: list[Membership]
) -> None:
    tie(session, oaks[0], elms[0])
    show(session, oaks[0], elms[0])
    page = mine.get(f"{HERE}?a_organization=oak&b_organization=Elm").text
    assert "One tie across" in page
    assert "<line " in page
    assert mine.get(HERE).status_code == 200
    refused = mine.get(f"{HERE}?a_organization=oak")
    assert refused.status_code == 422
    assert "Choose a side" in refused.text
    assert mine.get(f"{HERE}?a={'x' * 99}").status_code == 422


def test_a_picture_has_room_for_so_many_names(
    session: Session, event: Event, me: Membership, oaks: list[Membership]
) -> None:
    many = [knower(session, event, f"Elm {n:02}", "maps", organization="Elm") for n in range(15)]
    for one in many:
        tie(session, oaks[0], one)
    show(session, oaks[0], *many)
    oak, elm = side(session, me, "", "Oak"), side(session, me, "", "Elm")
    assert oak is not None
    assert elm is not None
    drawn = picture(between(session, me, oak, elm, clock.now()).pairs)
    assert (len(drawn.left), len(drawn.right), drawn.is_whole) == (1, MOST, False)
