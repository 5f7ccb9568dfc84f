"""Suggesting, voting and commenting, on pages."""

from sqlmodel import Session, select

from eventnet.communities.actions import leave_community
from eventnet.communities.models import Membership
from eventnet.discussions.actions.answering import block
from eventnet.ideas.models import Idea, IdeaPost, Status
from eventnet.ideas.queries import votes_of
from tests.eventnet.groups.people import Desk
from tests.eventnet.ideas.thought import HERE, a_comment, an_idea, merged, settled, votes
from tests.queries import counted


def test_idea_is_suggested_once_with_ones_own_vote(
    session: Session, desk: Desk, ada: Membership
) -> None:
    mine = desk.sit(ada)
    said = {"title": "A quiet room", "words": "With **chairs**", "once": "a2345678923456"}
    first = mine.post(f"{HERE}/new", said)
    second = mine.post(f"{HERE}/new", said | {"looked": "yes"})
    assert first.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    idea = session.exec(select(Idea)).one()
    assert votes_of(session, idea.id) == 1
    page = mine.get(first.headers["location"]).text
    assert "<strong>chairs</strong>" in page
    assert "Voted" in page


def test_those_like_it_are_shown_before_it_is_sent(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    an_idea(session, ada, "A quiet room at the event")
    an_idea(session, ada, "Bicycles at the station")
    theirs = desk.sit(bo)
    typed = theirs.get(f"{HERE}/new?title=Quiet+rooms+please")
    assert "A quiet room at the event" in typed.text
    assert "Bicycles" not in typed.text
    said = {"title": "Quiet rooms for us", "words": "Somewhere to sit"}
    refused = theirs.post(f"{HERE}/new", said)
    assert refused.status_code == 422
    assert "There are ideas like yours" in refused.text
    assert "Somewhere to sit" in refused.text
    assert theirs.post(f"{HERE}/new", said | {"looked": "yes"}).status_code == 303


def test_a_vote_counts_once_and_is_taken_back(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    idea = an_idea(session, ada)
    theirs = desk.sit(bo)
    for _time in range(2):
        assert theirs.post(f"{HERE}/{idea.id}/vote", {"do": "vote"}).status_code == 303
    assert votes_of(session, idea.id) == 2
    theirs.post(f"{HERE}/{idea.id}/vote", {"do": "take_back"})
    session.rollback()
    assert votes_of(session, idea.id) == 1


def test_nobody_votes_for_what_is_settled(
    session: Session, desk: Desk, ada: Membership, bo: Membership, stu: Membership
) -> None:
    idea = an_idea(session, ada)
    settled(session, stu, idea, Status.DONE)
    assert desk.sit(bo).post(f"{HERE}/{idea.id}/vote", {"do": "vote"}).status_code == 409
    assert desk.sit(ada).post(f"{HERE}/{idea.id}/vote", {"do": "take_back"}).status_code == 303
    session.rollback()
    assert votes_of(session, idea.id) == 0


def test_whoever_leaves_votes_no_more(session: Session, ada: Membership, bo: Membership) -> None:
    idea = an_idea(session, ada)
    votes(session, idea, bo)
    leave_community(session, bo.community_id, bo.account_id)
    assert votes_of(session, idea.id) == 1


def test_nobody_reads_who_votes(
    session: Session, desk: Desk, ada: Membership, bo: Membership, stu: Membership
) -> None:
    idea = an_idea(session, ada)
    votes(session, idea, bo)
    for reader in (ada, stu):
        person = desk.sit(reader)
        for path in (HERE, f"{HERE}/{idea.id}", f"{HERE}/{idea.id}/posts/1"):
            assert "Bo Berg" not in person.get(path).text


def test_list_is_narrowed_and_in_order(
    session: Session, desk: Desk, ada: Membership, bo: Membership, stu: Membership
) -> None:
    wanted = an_idea(session, ada, "Chairs", "of beech")
    done = an_idea(session, ada, "Tables", "of oak")
    new = an_idea(session, bo, "Lamps", "of beechwood")
    votes(session, wanted, bo, stu)
    votes(session, done, bo, stu)
    settled(session, stu, done, Status.DONE)
    mine = desk.sit(ada)

    def titles(query: str) -> list[str]:
        text = mine.get(f"{HERE}{query}").text
        names = [one.title for one in (wanted, done, new) if f">{one.title}</a>" in text]
        return sorted(names, key=lambda name: text.index(f">{name}</a>"))

    assert titles("") == ["Chairs", "Lamps", "Tables"]
    assert titles("?sort=newest") == ["Lamps", "Tables", "Chairs"]
    assert titles("?q=BEECH") == ["Chairs", "Lamps"]
    assert titles("?status=done") == ["Tables"]
    assert titles("?q=!!") == []
    assert mine.get(f"{HERE}?sort=odd").status_code == 422


def test_an_idea_of_whom_one_blocks_is_in_no_list(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    idea = an_idea(session, bo, "Loud rooms", "With bells")
    block(session, ada, bo.id, blocked=True)
    mine = desk.sit(ada)
    for path in (HERE, f"{HERE}/new?title=Loud+rooms", "/c/harbour/discussions?q=bells"):
        assert ">Loud rooms</a>" not in mine.get(path).text
    page = mine.get(f"{HERE}/{idea.id}").text
    assert "Folded" in page
    assert "With bells" not in page
    assert "With bells" in mine.get(f"{HERE}/{idea.id}/posts/1").text


def test_comment_is_written_changed_and_removed(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    idea = an_idea(session, ada)
    theirs, there = desk.sit(bo), f"{HERE}/{idea.id}"
    said = {"words": "With *light*", "once": "b2345678923456"}
    for _time in range(2):
        answer = theirs.post(f"{there}/comments", said)
    assert answer.headers["location"].endswith("#post-2")
    assert len(session.exec(select(IdeaPost)).all()) == 2
    assert theirs.post(f"{there}/comments", {"words": " "}).status_code == 422
    changed = {"words": "With shade", "version": "1"}
    assert theirs.post(f"{there}/posts/2", changed).status_code == 303
    late = theirs.post(f"{there}/posts/2", {"words": "My own", "version": "1"})
    assert late.status_code == 409
    assert "My own" in late.text
    assert desk.sit(ada).post(f"{there}/posts/2", changed).status_code == 404
    theirs.post(f"{there}/posts/2/remove")
    assert "Removed by whoever wrote it" in theirs.get(there).text


def test_idea_is_removed_until_others_take_it_up(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    alone, wanted = an_idea(session, ada, "Alone"), an_idea(session, ada, "Wanted")
    votes(session, wanted, bo)
    mine = desk.sit(ada)
    assert mine.post(f"{HERE}/{wanted.id}/posts/1/remove").status_code == 409
    assert mine.post(f"{HERE}/{alone.id}/posts/1/remove").status_code == 303
    assert mine.get(f"{HERE}/{alone.id}").status_code == 404
    session.refresh(alone)
    assert (alone.title, alone.found) == ("", "")


def test_idea_is_put_another_way_and_found_by_it(
    session: Session, desk: Desk, ada: Membership
) -> None:
    idea = an_idea(session, ada)
    mine = desk.sit(ada)
    said = {"title": "A silent hall", "words": "With sofas", "version": "1", "about": "event"}
    assert mine.post(f"{HERE}/{idea.id}/posts/1", said).status_code == 303
    assert "A silent hall" in mine.get(f"{HERE}?q=sofa").text
    assert "A silent hall" not in mine.get(f"{HERE}?q=chairs").text
    empty = mine.post(f"{HERE}/{idea.id}/posts/1", {**said, "title": "", "version": "2"})
    assert empty.status_code == 422
    assert "With sofas" in empty.text


def test_reported_post_is_hidden_from_all_but_stewards(
    session: Session, desk: Desk, ada: Membership, bo: Membership, stu: Membership
) -> None:
    idea = an_idea(session, ada, "Bells", "All day")
    theirs, keeper = desk.sit(bo), desk.sit(stu)
    there = f"{HERE}/{idea.id}/posts/1"
    assert theirs.post(f"{there}/report", {"reason": " "}).status_code == 422
    assert theirs.post(f"{there}/report", {"reason": "Too loud"}).status_code == 303
    assert desk.sit(ada).post(f"{there}/report", {"reason": "Mine"}).status_code == 422
    assert "Too loud" in keeper.get(f"{HERE}/reports").text
    assert "Bo Berg" not in keeper.get(f"{HERE}/reports").text
    keeper.post(f"{there}/verdict", {"do": "hide"})
    assert theirs.get(f"{HERE}/{idea.id}").status_code == 404
    assert "Bells" not in theirs.get(HERE).text
    assert keeper.get(f"{HERE}/{idea.id}").status_code == 200
    keeper.post(f"{there}/verdict", {"do": "restore"})
    assert theirs.get(f"{HERE}/{idea.id}").status_code == 200


def test_ideas_are_in_the_one_search(session: Session, desk: Desk, ada: Membership) -> None:
    for number in range(4):
        an_idea(session, ada, f"Beech number {number}", "A tree")
    page = desk.sit(ada).get("/c/harbour/discussions?q=beech").text
    assert page.count("Beech number") == 3
    assert "All 4" in page
    assert "Nothing found" not in page


def test_queries_are_as_many_for_one_as_for_twenty(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    mine, totals = desk.sit(bo), []
    for more in (1, 19):
        for number in range(more):
            idea = an_idea(session, ada, f"Number {more} {number}")
        for number in range(more):
            a_comment(session, ada, idea, f"Comment {number}")
        for path in (HERE, f"{HERE}/{idea.id}", f"{HERE}/new?title=Number"):
            mine.get(path)
            with counted(session) as count:
                mine.get(path)
            totals.append(count.total)
    assert totals[:3] == totals[3:]


def test_merged_idea_leads_on_and_comes_back(
    session: Session, desk: Desk, ada: Membership, bo: Membership, dee: Membership, stu: Membership
) -> None:
    first, second = an_idea(session, ada, "Quiet"), an_idea(session, bo, "Silence")
    third = an_idea(session, dee, "Hush")
    votes(session, first, bo, dee)
    votes(session, second, ada)
    keeper, mine = desk.sit(stu), desk.sit(ada)
    merged(session, stu, third, second)
    answer = keeper.post(f"{HERE}/{second.id}/merge", {"into": first.id})
    assert answer.headers["location"] == f"{HERE}/{first.id}"
    assert votes_of(session, first.id) == 3
    led = mine.get(f"{HERE}/{third.id}")
    assert led.headers["location"] == f"{HERE}/{first.id}"
    assert ">Silence</a>" not in mine.get(HERE).text
    mine.post(f"{HERE}/{second.id}/vote", {"do": "take_back"})
    session.rollback()
    assert votes_of(session, first.id) == 2
    keeper.post(f"{HERE}/{second.id}/unmerge")
    session.expire_all()
    assert third.root_id == second.id
    assert (votes_of(session, first.id), votes_of(session, second.id)) == (2, 2)
    assert mine.get(f"{HERE}/{second.id}").status_code == 200


def test_an_idea_is_not_merged_into_itself_or_away(
    session: Session, desk: Desk, ada: Membership, stu: Membership
) -> None:
    first, second = an_idea(session, ada, "Quiet"), an_idea(session, ada, "Silence")
    keeper = desk.sit(stu)
    assert keeper.post(f"{HERE}/{first.id}/merge", {"into": first.id}).status_code == 422
    assert keeper.post(f"{HERE}/{first.id}/merge", {"into": "nowhere"}).status_code == 404
    assert keeper.post(f"{HERE}/{first.id}/merge", {}).status_code == 422
    merged(session, stu, first, second)
    assert keeper.post(f"{HERE}/{second.id}/merge", {"into": first.id}).status_code == 409


def test_status_wants_a_reason_and_no_other_steward(
    session: Session, desk: Desk, ada: Membership, stu: Membership
) -> None:
    idea = an_idea(session, ada)
    keeper, there = desk.sit(stu), f"{HERE}/{idea.id}/status"
    refused = keeper.post(there, {"status": "planned", "why": " "})
    assert refused.status_code == 422
    assert "Please say why" in refused.text
    said = {"status": "planned", "why": "In the blue hall", "was": "open"}
    assert keeper.post(there, said).status_code == 303
    late = keeper.post(there, {"status": "declined", "why": "No hall", "was": "open"})
    assert late.status_code == 409
    assert "No hall" in late.text
    assert "In the blue hall" in desk.sit(ada).get(f"{HERE}/{idea.id}").text
