"""The pages of maps: what they show, and what they keep to themselves."""

import re

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.meetings.models import MeetingState
from eventnet.networks.keeping import forget
from eventnet.outcomes.models import Happened, Outcome
from eventnet.people.models import Audience
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.networks.circle import DYKES, PUMPS, Circle
from tests.eventnet.networks.conftest import As
from tests.factories import a_meeting, an_attendee, save
from tests.queries import counted

MAP = "/e/spring/map"
CHOICE = "/c/harbour/maps"


def clusters(page: str) -> list[str]:
    """Return the addresses of the clusters of a map."""
    return sorted(set(re.findall(r"/e/spring/map/clusters/\d+", page)))


def named(page: str, name: str) -> bool:
    """Say whether somebody is named on a page, in a picture or beside it."""
    return re.search(rf"[>\"]{name}[<:]", page) is not None


def met(session: Session, circle: Circle, one: str, others: tuple[str, ...]) -> None:
    """Let one have met others at the event."""
    for slot, other in enumerate(others):
        two = circle.people[one], circle.people[other]
        a_meeting(session, circle.event, *two, slot=slot, table=slot + 1)


def test_nobody_is_named_until_they_say_so(circle: Circle, sign_in: As) -> None:
    page = sign_in("ada")
    overview = page.get(MAP).text
    assert len(clusters(overview)) == 2
    said = overview + "".join(page.get(path).text for path in clusters(overview))
    assert [name for name in (*PUMPS, *DYKES) if named(said, name.title())] == []
    assert "Nobody of this cluster is named to you" in said


def test_those_who_both_say_so_are_drawn_with_their_tie(circle: Circle, sign_in: As) -> None:
    circle.draws("bo", "cy", "hal")
    said = "".join(sign_in("ada").get(path).text for path in (f"{MAP}/clusters/1",))
    said += sign_in("ada").get(f"{MAP}/clusters/2").text
    assert "Bo: 1 tie drawn" in said
    assert "Cy: 1 tie drawn" in said
    assert "Hal: 0 ties drawn" in said
    assert "Dee" not in said


def test_a_choice_is_taken_back_at_once(circle: Circle, sign_in: As) -> None:
    bo, ada = sign_in("bo"), sign_in("ada")
    assert " checked" not in bo.get(CHOICE).text
    bo.post(CHOICE, {"drawn": "yes"})
    assert " checked" in bo.get(CHOICE).text
    everything = clusters(ada.get(MAP).text)
    assert "Bo: " in "".join(ada.get(path).text for path in everything)
    bo.post(CHOICE, {})
    assert "Bo: " not in "".join(ada.get(path).text for path in everything)
    assert bo.post(CHOICE, {"drawn": "perhaps"}).status_code == 422


def test_a_name_that_is_hidden_is_not_told(circle: Circle, sign_in: As) -> None:
    circle.draws("bo", "cy")
    circle.hides("bo")
    said = "".join(sign_in("hal").get(path).text for path in clusters(sign_in("hal").get(MAP).text))
    assert "Cy: " in said
    assert not named(said, "Bo")


def test_whom_the_reader_wants_nothing_of_is_not_named(
    session: Session, circle: Circle, sign_in: As
) -> None:
    circle.draws("bo", "cy")
    ada, bo = circle.people["ada"], circle.people["bo"]
    veto = Wish(from_id=ada.id, to_id=bo.id, event_id=ada.event_id, kind=WishKind.AVOID)
    save(session, veto)
    seen = {
        name: "".join(
            sign_in(name).get(path).text for path in clusters(sign_in(name).get(MAP).text)
        )
        for name in ("ada", "bo", "eve")
    }
    assert "Bo: " not in seen["ada"]
    assert "Bo: " in seen["eve"]
    assert "Cy: " in seen["bo"]


def test_a_break_takes_a_name_off_the_map(session: Session, circle: Circle, sign_in: As) -> None:
    circle.draws("bo")
    circle.people["bo"].paused_at = clock.now()
    save(session, circle.people["bo"])
    page = sign_in("ada")
    assert not named("".join(page.get(path).text for path in clusters(page.get(MAP).text)), "Bo")


def test_own_ties_are_named_and_not_placed(session: Session, circle: Circle, sign_in: As) -> None:
    met(session, circle, "ada", ("bo", "cy", "hal"))
    page = sign_in("ada")
    overview = page.get(MAP).text
    for name in ("Bo", "Cy", "Hal"):
        assert f">{name}</a>" in overview
        assert f"{name}: 1 tie drawn" in page.get(f"{MAP}/mine").text
        assert not named("".join(page.get(path).text for path in clusters(overview)), name)
    assert not named(sign_in("eve").get(MAP).text, "Bo")


@pytest.mark.parametrize("happened", list(Happened))
def test_what_the_other_said_of_a_meeting_changes_nothing_of_ones_own_ties(
    session: Session, circle: Circle, sign_in: As, happened: Happened
) -> None:
    meeting = a_meeting(
        session,
        circle.event,
        circle.people["ada"],
        circle.people["hal"],
        state=MeetingState.CONFIRMED,
    )
    save(
        session,
        Outcome(
            meeting_id=meeting.id,
            attendance_id=circle.people["hal"].id,
            event_id=circle.event.id,
            happened=happened,
        ),
    )
    page = sign_in("ada").get(f"{MAP}/mine").text
    assert "Hal: 1 tie drawn" in page


def test_where_the_reader_is_rests_on_no_single_tie(
    session: Session, circle: Circle, sign_in: As
) -> None:
    met(session, circle, "ada", ("bo", "cy", "dee", "eve"))
    assert "you are here" not in sign_in("ada").get(MAP).text
    a_meeting(session, circle.event, circle.people["ada"], circle.people["fay"], slot=9, table=9)
    page = sign_in("ada")
    assert "you are here" in page.get(MAP).text
    shown = [page.get(path).text for path in clusters(page.get(MAP).text)]
    assert ["You are one of them" in one for one in shown].count(True) == 1


def test_bridges_are_named_who_let_it_be_said(circle: Circle, sign_in: As) -> None:
    page = sign_in("bo")
    assert "Nobody who does lets it be said yet." in page.get(MAP).text
    circle.draws("gus", "kit")
    said = page.get(MAP).text
    assert ">Gus</a>" in said
    assert "Has ties in:" in said
    assert "Kit" not in said


def test_before_and_after_are_told_in_steps(circle: Circle, sign_in: As) -> None:
    page = sign_in("ada").read(MAP)
    assert "People who know nobody here about 10 fewer than 5" in page
    assert "Ties in all fewer than 5 about 30" in page
    assert "Ties of a person, on average too few to tell 6.0" in page
    before = sign_in("ada").get(f"{MAP}?ties=before").text
    assert "the lines those of before the event" in before
    assert "?ties=before" in clusters_with_query(before)[0]


def clusters_with_query(page: str) -> list[str]:
    return re.findall(r"/e/spring/map/clusters/\d+\?ties=before", page)


def test_ties_of_before_the_event_alone(circle: Circle, sign_in: As) -> None:
    circle.draws(*PUMPS)
    page = sign_in("gus")
    for path in clusters(page.get(MAP).text):
        shown = page.get(path).text
        if "Ada: " in shown:
            assert "Ada: 5 ties drawn" in shown
            assert "Ada: 0 ties drawn" in page.get(f"{path}?ties=before").text


def test_topics_are_named_only_as_the_reader_sees_them(circle: Circle, sign_in: As) -> None:
    circle.shows("Pumps", *PUMPS[1:], "gus", "hal")
    circle.shows("Water", "ada", *DYKES[2:])
    assert "Pumps" in sign_in("ada").get(MAP).text
    for name in PUMPS[1:]:
        circle.hides(name, Audience.MET)
    assert "Pumps" not in sign_in("ada").get(MAP).text


def test_nobody_knows_anybody(strangers: Circle, sign_in: As) -> None:
    page = sign_in("ada")
    assert "There is no map to draw yet" in page.get(MAP).text
    assert "You have none yet" in page.get(MAP).text
    assert "You have no tie here yet" in page.get(f"{MAP}/mine").text
    assert page.get(f"{MAP}/clusters/1").status_code == 404


@pytest.mark.parametrize("number", ["0", "3", "-1", "01", "x", "9" * 40, "%00"])
def test_there_is_no_such_cluster(circle: Circle, sign_in: As, number: str) -> None:
    assert sign_in("ada").get(f"{MAP}/clusters/{number}").status_code in {400, 404}


def test_maps_take_as_many_statements_for_many_as_for_few(
    session: Session, circle: Circle, sign_in: As
) -> None:
    page, totals = sign_in("ada"), []
    circle.draws(*PUMPS, *DYKES)
    for more in range(2):
        for number in range(30 * more):
            name = f"more{number}"
            circle.people[name] = an_attendee(session, circle.event, name)
            for other in PUMPS:
                circle.tie(name, other)
            circle.draws(name)
        forget(session)
        page.get(MAP)
        for path in (MAP, f"{MAP}/clusters/1", f"{MAP}/mine"):
            with counted(session) as count:
                assert page.get(path).status_code == 200
            totals.append(count.total)
    assert totals[:3] == totals[3:]
