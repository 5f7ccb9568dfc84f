"""Keeping order among files: reporting, hiding, showing again."""

from sqlmodel import Session, select

from eventnet.audit import AuditEntry
from eventnet.communities.models import Membership
from eventnet.discussions.actions.writing import remove
from eventnet.discussions.holding import Place
from eventnet.discussions.reported import open_reports
from eventnet.files.actions.judging import judge, report
from eventnet.settings import Settings
from tests.eventnet.files.giving import PLAN, a_file, a_picture
from tests.eventnet.groups.people import Desk, a_group, a_thread

HERE = "/c/harbour/groups"


def test_reported_file_is_hidden_and_shown_again(
    session: Session,
    settings: Settings,
    desk: Desk,
    ada: Membership,
    bo: Membership,
    dee: Membership,
) -> None:
    group = a_group(session, ada, bo)
    file = a_file(session, settings, bo, group)
    there, files = f"{HERE}/{group.id}/files/{file.id}", f"{HERE}/{group.id}/files"
    keeper, giver, reader = desk.sit(ada), desk.sit(bo), desk.sit(dee)
    assert f"{there}/about" in reader.get(files).text
    assert "Bo Berg" in reader.get(f"{there}/about").text
    assert reader.post(f"{there}/report", {"reason": " "}).status_code == 422
    for reason in ("Not kind", "Not kind at all"):
        assert reader.post(f"{there}/report", {"reason": reason}).status_code == 303
    assert 'class="count">1<' in keeper.get(f"{HERE}/{group.id}").text
    for path in (f"{HERE}/{group.id}/reports", f"{there}/about"):
        assert "Not kind at all" in keeper.get(path).text
        assert "Dee" not in keeper.get(path).text
    assert "Not kind" not in giver.get(f"{there}/about").text
    assert reader.post(f"{there}/verdict", {"do": "hide"}).status_code == 404
    assert giver.post(f"{there}/verdict", {"do": "hide"}).status_code == 404
    assert keeper.post(f"{there}/verdict", {"do": "hide"}).status_code == 303
    for path in (there, f"{there}/about"):
        assert reader.get(path).status_code == 404
        assert giver.get(path).status_code == keeper.get(path).status_code == 200
    assert file.id not in reader.get(files).text
    assert "Hidden by the moderators" in giver.get(files).text
    assert "Nothing is reported" in keeper.get(f"{HERE}/{group.id}/reports").text
    keeper.post(f"{there}/verdict", {"do": "restore"})
    assert reader.get(there).content == PLAN
    deeds = session.exec(select(AuditEntry.deed).where(AuditEntry.subject == bo.id)).all()
    assert sorted(deeds) == ["file.hidden", "file.restored"]


def test_hidden_file_of_a_post_is_not_shown_below_it(
    session: Session,
    settings: Settings,
    desk: Desk,
    ada: Membership,
    bo: Membership,
    dee: Membership,
) -> None:
    group = a_group(session, ada, bo)
    thread = a_thread(session, bo, group)
    file = a_file(session, settings, bo, group, Place(group.id, thread.id, 1))
    path = f"{HERE}/{group.id}/threads/{thread.id}"
    reader = desk.sit(dee)
    assert f"{file.id}/about" in reader.get(path).text
    judge(session, ada, group.id, file.id, "hide")
    assert file.id not in reader.get(path).text
    for who in (ada, bo):
        assert "Hidden by the moderators" in desk.sit(who).get(path).text


def test_let_stand_it_waits_no_more(
    session: Session, settings: Settings, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    file = a_file(session, settings, ada, group)
    report(session, bo, group.id, file.id, "Rude")
    assert open_reports(session, group.id) == 1
    judge(session, ada, group.id, file.id, "keep")
    assert open_reports(session, group.id) == 0
    report(session, bo, group.id, file.id, "Still rude")
    assert open_reports(session, group.id) == 1


def test_file_of_a_removed_post_waits_for_nobody(
    session: Session, settings: Settings, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    thread = a_thread(session, bo, group)
    place = Place(group.id, thread.id, 1)
    file = a_file(session, settings, bo, group, place)
    report(session, ada, group.id, file.id, "Rude")
    remove(session, bo, place)
    assert open_reports(session, group.id) == 0


def test_own_file_is_not_reported_nor_a_hidden_one(
    session: Session, settings: Settings, desk: Desk, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    file = a_file(session, settings, bo, group)
    there = f"{HERE}/{group.id}/files/{file.id}"
    answer = desk.sit(bo).post(f"{there}/report", {"reason": "Rude"})
    assert answer.status_code == 422
    assert "you can remove it" in answer.text
    judge(session, ada, group.id, file.id, "hide")
    assert desk.sit(ada).post(f"{there}/report", {"reason": "Rude"}).status_code == 409


def test_picture_is_shown_with_what_is_said_of_it(
    session: Session, settings: Settings, desk: Desk, ada: Membership
) -> None:
    group = a_group(session, ada)
    file = a_file(session, settings, ada, group, name="lock.jpg", data=a_picture())
    there = f"{HERE}/{group.id}/files/{file.id}"
    assert f'src="{there}"' in desk.sit(ada).get(f"{there}/about").text
