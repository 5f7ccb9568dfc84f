"""Giving, having and taking away files, on pages; and where they are when nobody needs them."""

import os
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import Session, select

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.discussions.actions.moderating import judge
from eventnet.discussions.actions.writing import remove
from eventnet.discussions.holding import Place
from eventnet.files.actions import giving
from eventnet.files.keeping import folder_of
from eventnet.files.models import MOST_AT_A_POST, MOST_BYTES, GroupFile
from eventnet.files.sweeping import sweep_files
from eventnet.groups.actions.coming import leave, put_out
from eventnet.groups.actions.running import close_group
from eventnet.groups.models import Door
from eventnet.jobs import Ground
from eventnet.settings import Settings
from tests.eventnet.files.giving import PLAN, a_file, a_picture
from tests.eventnet.groups.people import Desk, a_group, a_post, a_thread
from tests.queries import counted

HERE = "/c/harbour/groups"


def on_disk(settings: Settings) -> list[str]:
    folder = folder_of(settings)
    return sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []


def test_file_is_given_had_and_taken_away(
    session: Session, settings: Settings, desk: Desk, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    mine, theirs, path = desk.sit(ada), desk.sit(bo), f"{HERE}/{group.id}/files"
    assert "No file yet" in mine.get(path).text
    sent = {"file": ("Höhe/plan.html", PLAN, "text/html")}
    for _click in range(2):
        assert mine.post(path, {"once": "a2345678923456"}, files=sent).status_code == 303
    file = session.exec(select(GroupFile)).one()
    assert on_disk(settings) == [file.stored]
    assert "plan" not in file.stored
    assert f"{path}/{file.id}" in theirs.get(path).text
    answer = theirs.get(f"{path}/{file.id}")
    assert answer.content == PLAN
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == 'attachment; filename="plan.txt"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["cache-control"] == "no-store"
    assert theirs.post(f"{path}/{file.id}/remove").status_code == 404
    there = f"{path}/{file.id}"
    assert mine.post(f"{there}/remove").status_code == 303
    assert theirs.get(there).status_code == 404
    assert on_disk(settings) == []


def test_picture_is_encoded_anew_and_shown(
    session: Session, settings: Settings, desk: Desk, ada: Membership
) -> None:
    group = a_group(session, ada)
    path = f"{HERE}/{group.id}/files"
    mine, taken = desk.sit(ada), a_picture()
    assert b"at the lock" in taken
    mine.post(path, {}, files={"file": ("lock.jpg", taken, "image/jpeg")})
    file = session.exec(select(GroupFile)).one()
    answer = mine.get(f"{path}/{file.id}")
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["content-disposition"].startswith("inline")
    assert b"at the lock" not in answer.content
    assert Image.open(BytesIO(answer.content)).size == (64, 48)
    assert file.size == len(answer.content)


@pytest.mark.parametrize(
    ("sent", "status", "says"),
    [
        (None, 422, "choose a file first"),
        (("plan.txt", b"", "text/plain"), 422, "This file is empty"),
        (("plan.pdf", b"MZ\x90\x00", "application/pdf"), 422, "do not take its kind"),
        (("plan.txt", b"x" * (MOST_BYTES + 1), "text/plain"), 413, "larger than 10 MB"),
        (("a.png", b"\x89PNG\r\n\x1a\nbroken", "image/png"), 422, "no picture that we can read"),
    ],
)
def test_what_is_not_taken_is_said_and_nothing_is_kept(
    session: Session,
    settings: Settings,
    desk: Desk,
    ada: Membership,
    sent: tuple[str, bytes, str] | None,
    status: int,
    says: str,
) -> None:
    group = a_group(session, ada)
    thread = a_thread(session, ada, group)
    paths = [f"{HERE}/{group.id}/files", f"{HERE}/{group.id}/threads/{thread.id}/posts/1/files"]
    for path in paths:
        answer = desk.sit(ada).post(path, {"once": ""}, files={"file": sent} if sent else None)
        assert answer.status_code == status
        assert says in answer.text
        assert 'type="file"' in answer.text
    assert on_disk(settings) == []


def test_room_of_a_group_has_an_end(
    session: Session,
    settings: Settings,
    desk: Desk,
    ada: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    group = a_group(session, ada)
    a_file(session, settings, ada, group)
    monkeypatch.setattr(giving, "MOST_OF_A_GROUP", 2 * len(PLAN) - 1)
    answer = desk.sit(ada).post(
        f"{HERE}/{group.id}/files", {}, files={"file": ("b.txt", PLAN, "text/plain")}
    )
    assert answer.status_code == 409
    assert "no more room" in answer.text
    assert len(on_disk(settings)) == 1


def test_file_of_a_post_is_there_as_long_as_the_post_is_read(
    session: Session,
    settings: Settings,
    ground: Ground,
    desk: Desk,
    ada: Membership,
    bo: Membership,
) -> None:
    group = a_group(session, ada, bo)
    thread = a_thread(session, ada, group)
    a_post(session, bo, thread, "With a plan")
    place = Place(group.id, thread.id, 2)
    path = f"{HERE}/{group.id}/threads/{thread.id}"
    mine, theirs = desk.sit(ada), desk.sit(bo)
    assert f"{path}/posts/2/files" in theirs.get(f"{path}/posts/2").text
    assert mine.get(f"{path}/posts/2/files").status_code == 404
    sent = {"file": ("plan.txt", PLAN, "text/plain")}
    assert mine.post(f"{path}/posts/2/files", {}, files=sent).status_code == 404
    assert theirs.post(f"{path}/posts/2/files", {}, files=sent).status_code == 303
    file = session.exec(select(GroupFile)).one()
    there = f"{HERE}/{group.id}/files/{file.id}"
    assert there in mine.get(path).text
    assert there not in mine.get(f"{HERE}/{group.id}/files").text
    for _more in range(MOST_AT_A_POST - 1):
        theirs.post(f"{path}/posts/2/files", {}, files=sent)
    assert theirs.post(f"{path}/posts/2/files", {}, files=sent).status_code == 409
    judge(session, ada, place, "hide")
    assert there not in theirs.get(path).text
    assert theirs.get(there).status_code == 404
    assert mine.get(there).status_code == 200
    judge(session, ada, place, "restore")
    remove(session, bo, place)
    assert mine.get(there).status_code == 404
    with clock.at(clock.now() + timedelta(hours=2)):
        sweep_files.work(ground)
    assert on_disk(settings) == []
    session.rollback()
    assert session.exec(select(GroupFile)).all() == []


def test_door_decides_who_has_it(
    session: Session, settings: Settings, desk: Desk, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo, door=Door.REQUEST)
    file = a_file(session, settings, bo, group)
    theirs, path = desk.sit(bo), f"{HERE}/{group.id}/files/{file.id}"
    assert theirs.get(path).status_code == 200
    put_out(session, ada, group.id, bo.id)
    assert theirs.get(path).status_code == 404
    assert theirs.post(f"{path}/remove").status_code == 404
    assert "Somebody who left" in desk.sit(ada).get(f"{HERE}/{group.id}/files").text
    elsewhere = a_group(session, bo)
    moved = path.replace(group.id, elsewhere.id)
    assert theirs.get(moved).status_code == 404


def test_closed_group_takes_none(
    session: Session, settings: Settings, desk: Desk, ada: Membership
) -> None:
    group = a_group(session, ada)
    file = a_file(session, settings, ada, group)
    close_group(session, ada, group.id, closed=True)
    mine, path = desk.sit(ada), f"{HERE}/{group.id}/files"
    sent = {"file": ("plan.txt", PLAN, "text/plain")}
    assert mine.post(path, {}, files=sent).status_code == 409
    assert mine.get(f"{path}/{file.id}").status_code == 200
    assert len(on_disk(settings)) == 1


def test_files_go_with_their_group_and_what_nobody_knows_is_swept(
    session: Session, settings: Settings, ground: Ground, ada: Membership
) -> None:
    gone, kept = a_group(session, ada, door=Door.HIDDEN), a_group(session, ada)
    a_file(session, settings, ada, gone)
    stays = a_file(session, settings, ada, kept).stored
    folder = folder_of(settings)
    (folder / "halfwritten222.bin.part").write_bytes(b"x")
    (folder / "not ours").write_bytes(b"x")
    leave(session, ada, gone.id)
    sweep_files.work(ground)
    assert len(on_disk(settings)) == 4, "what is new may still get its row"
    long_ago = (clock.now() - timedelta(hours=2)).timestamp()
    for file in folder.iterdir():
        os.utime(file, (long_ago, long_ago))
    sweep_files.work(ground)
    assert on_disk(settings) == sorted(["not ours", stays])


def test_list_takes_as_many_statements_for_one_as_for_thirty(
    session: Session, settings: Settings, desk: Desk, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    a_file(session, settings, ada, group)
    mine, path = desk.sit(ada), f"{HERE}/{group.id}/files"
    with counted(session) as few:
        mine.get(path)
    for number in range(30):
        a_file(session, settings, (ada, bo)[number % 2], group)
    with counted(session) as many:
        mine.get(path)
    assert many.total == few.total
