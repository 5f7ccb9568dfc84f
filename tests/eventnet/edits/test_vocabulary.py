"""Words renamed and made one: what people said goes along, and comes back."""

import pytest
from sqlmodel import Session, col, select

from eventnet.communities.models import Topic
from eventnet.edits.actions import undo_edit
from eventnet.edits.merging import Merging
from eventnet.edits.queries import words_changed
from eventnet.edits.renaming import Renaming
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.models import Attendance, Event
from eventnet.people.directory import Wanted, find
from eventnet.people.models import ProfileTopic
from eventnet.people.terms import terms_of
from eventnet.people.viewers import viewer_of
from tests.eventnet.edits.agreeing import edit
from tests.eventnet.edits.saying import id_of, said, say, says, words
from tests.factories import an_account, an_event


@pytest.fixture
def people(session: Session, event: Event) -> list[Attendance]:
    return [
        says(session, event, ["IoT"], ["Pumps"]),
        says(session, event, ["Internet of things"], ["IoT"]),
        says(session, event, ["IoT", "Internet of things"], []),
    ]


def merging(session: Session) -> Merging:
    iot, whole = id_of(session, "IoT"), id_of(session, "Internet of things")
    return Merging((iot, whole), whole)


def test_words_that_are_made_one_stand_once_in_each_profile_and_come_back(
    session: Session, event: Event, people: list[Attendance]
) -> None:
    before = [said(session, one) for one in people]
    made = edit(session, event.id, merging(session))
    whole = "Internet of things"
    assert [said(session, one) for one in people] == [
        ([whole], ["Pumps"]),
        ([whole], [whole]),
        ([whole], []),
    ]
    assert words(session, event) == {whole: (3, 1), "Pumps": (0, 1)}
    undo_edit(session, event.id, made.id, an_account(session).id)
    assert [said(session, one) for one in people] == before
    assert words(session, event) == {"IoT": (2, 1), whole: (2, 0), "Pumps": (0, 1)}


def test_former_word_means_the_one_that_took_its_place(
    session: Session, event: Event, people: list[Attendance]
) -> None:
    iot = id_of(session, "IoT")
    edit(session, event.id, merging(session))
    late = says(session, event, ["iot", "Internet of things"], [])
    assert said(session, late) == (["Internet of things"], [])
    viewer = viewer_of(session, event.id, late.id)
    kept = Wanted(offers=iot)  # in a kept search
    others = {one.id for one in people}
    assert set(find(session, viewer, kept).attendance_ids) - {late.id} == others
    (said_so,) = terms_of(session, viewer, [kept])
    assert [str(term) for term in said_so] == ["Offers: Internet of things"]


def test_renamed_word_is_found_by_its_new_name_and_comes_back(
    session: Session, event: Event, people: list[Attendance]
) -> None:
    viewer = viewer_of(session, event.id, people[1].id)

    def found(text: str) -> set[str]:
        session.rollback()
        return set(find(session, viewer, Wanted(words=text)).attendance_ids)

    made = edit(session, event.id, Renaming(id_of(session, "Pumps"), "Valves"))
    assert said(session, people[0]) == (["IoT"], ["Valves"])
    assert (found("valves"), found("pumps")) == ({people[0].id}, set())
    assert said(session, says(session, event, [], ["pumps"])) == ([], ["Valves"])
    undo_edit(session, event.id, made.id, an_account(session).id)
    assert said(session, people[0]) == (["IoT"], ["Pumps"])
    assert people[0].id in found("pumps")


def test_only_the_letters_change_and_no_former_word_is_made(
    session: Session, event: Event, people: list[Attendance]
) -> None:
    made = edit(session, event.id, Renaming(id_of(session, "IoT"), "iOT"))
    former = select(Topic).where(col(Topic.same_as_id).is_not(None))
    assert session.exec(former).all() == []
    undo_edit(session, event.id, made.id, an_account(session).id)
    assert said(session, people[0]) == (["IoT"], ["Pumps"])


def test_word_is_called_as_before_and_as_before_that(
    session: Session, event: Event, people: list[Attendance]
) -> None:
    key, by = id_of(session, "Pumps"), an_account(session).id
    first = edit(session, event.id, Renaming(key, "Valves"))
    second = edit(session, event.id, Renaming(key, "Pumps"))
    with pytest.raises(Conflict, match="changed again"):
        undo_edit(session, event.id, first.id, by)
    undo_edit(session, event.id, second.id, by)
    undo_edit(session, event.id, first.id, by)
    assert said(session, people[0]) == (["IoT"], ["Pumps"])


def test_what_somebody_took_out_since_stays_out(
    session: Session, event: Event, people: list[Attendance]
) -> None:
    made = edit(session, event.id, merging(session))
    say(session, people[0], [], ["Pumps"])
    undo_edit(session, event.id, made.id, an_account(session).id)
    assert said(session, people[0]) == ([], ["Pumps"])


def test_another_word_of_that_name_is_to_be_made_one_with_it(
    session: Session, event: Event, people: list[Attendance]
) -> None:
    with pytest.raises(Refused, match="There is “Pumps” already"):
        edit(session, event.id, Renaming(id_of(session, "IoT"), " pumps "))
    with pytest.raises(Refused, match="called already"):
        edit(session, event.id, Renaming(id_of(session, "IoT"), "IoT"))
    with pytest.raises(Refused, match="at least two"):
        edit(session, event.id, Merging((id_of(session, "IoT"),), id_of(session, "IoT")))


def test_words_of_another_community_are_not_there(
    session: Session, event: Event, people: list[Attendance]
) -> None:
    other = an_event(session)
    for plan in (Renaming(id_of(session, "IoT"), "Mine"), merging(session)):
        with pytest.raises(NotFound):
            edit(session, other.id, plan)


def test_profile_says_what_became_of_its_words(
    session: Session, event: Event, people: list[Attendance]
) -> None:
    made = edit(session, event.id, merging(session))
    told = "The organizers changed a word: “IoT” became “Internet of things”."
    assert [words_changed(session, one.membership_id) for one in people] == [[told]] * 3
    undo_edit(session, event.id, made.id, an_account(session).id)
    assert words_changed(session, people[0].membership_id) == []


def test_words_keep_coming_back_through_several_mergers(
    session: Session, event: Event, people: list[Attendance]
) -> None:
    by, before = an_account(session).id, [said(session, one) for one in people]
    first = edit(session, event.id, merging(session))
    whole, pumps = id_of(session, "Internet of things"), id_of(session, "Pumps")
    second = edit(session, event.id, Merging((whole, pumps), pumps))
    assert said(session, says(session, event, ["IoT"], [])) == (["Pumps"], [])
    with pytest.raises(Conflict, match="changed again"):
        undo_edit(session, event.id, first.id, by)
    undo_edit(session, event.id, second.id, by)
    undo_edit(session, event.id, first.id, by)
    assert [said(session, one) for one in people] == before
    assert session.exec(select(ProfileTopic.topic_id).distinct()).all()
