"""Who may do what in a group, by door and by how they stand to it: `who_may.txt`, cell by cell."""

from itertools import count
from pathlib import Path

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.groups.models import Door, Group, GroupMember, GroupRole, State
from eventnet.routing import path_to
from eventnet.settings import Settings
from tests.eventnet.files.giving import a_file
from tests.eventnet.groups.people import Desk, a_group, a_post, a_thread, somebody
from tests.eventnet.pages.writing import a_page, saved
from tests.eventnet.people.person import Person
from tests.factories import save

FILE = Path(__file__).with_name("who_may.txt")
STANDS = {
    "owner": (State.IN, GroupRole.OWNER),
    "moderator": (State.IN, GroupRole.MODERATOR),
    "member": (State.IN, GroupRole.MEMBER),
    "asked": (State.ASKED, GroupRole.MEMBER),
    "invited": (State.INVITED, GroupRole.MEMBER),
    "removed": (State.REMOVED, GroupRole.MEMBER),
}
SENT = {
    "group-role": {"role": "member"},
    "group-change": {"name": "Anything", "door": "open", "version": "old"},
    "group-close": {"do": "reopen"},
    "thread-begin": {"title": "Another", "words": "Well"},
    "thread-reply": {"words": "Well"},
    "thread-follow": {"following": "follows"},
    "thread-read": {"up_to": "1"},
    "post-react": {"kind": "agree"},
    "post-report": {"reason": "Rude"},
    "post-judge": {"do": "keep"},
    "post-block": {"do": "block"},
    "group-file-report": {"reason": "Rude"},
    "group-file-judge": {"do": "keep"},
    "shared-page-save": {"title": "Valves", "words": "Well", "version": "2"},
    "shared-page-restore": {"version": "2"},
    "shared-page-lock": {"do": "unlock"},
    "shared-page-report": {"reason": "Rude"},
    "shared-page-withdraw": {"do": "remove"},
    "shared-page-judge": {"do": "keep"},
}
NUMBERS = count()
SEEN = {200, 303}
REFUSED_IN_WORDS = {409}
"""Somebody who may, and whose form is older than the group."""


def table() -> tuple[list[str], dict[tuple[str, str], list[str]]]:
    head, *lines = [
        line.split() for line in FILE.read_text().splitlines() if line and line[0] != "#"
    ]
    return head[1:], {(method, name): cells for method, name, *cells in lines}


@pytest.fixture(params=list(Door), ids=lambda door: door.value)
def door(request: pytest.FixtureRequest) -> Door:
    """Return each door in turn."""
    found: Door = request.param
    return found


@pytest.mark.any_database
def test_each_cell_of_the_table_is_so(
    session: Session,
    settings: Settings,
    desk: Desk,
    community: Community,
    ada: Membership,
    door: Door,
) -> None:
    people, rows = table()
    bo, dee = (somebody(session, community, f"{name} Target") for name in ("Bo", "Dee"))
    group = a_group(session, ada, bo, dee, door=door)
    thread = a_thread(session, ada, group, words="Of pumps")
    a_post(session, bo, thread, "Blue ones")
    shared = a_page(session, ada, group, "Valves", "Of valves")
    saved(session, bo, shared, "Of all valves")
    there = {
        "community": "harbour",
        "group": group.id,
        "thread": thread.id,
        "number": "2",
        "page": shared.key,
    }
    said: dict[tuple[str, str], list[str]] = {}
    for who in people:
        reader = desk.sit(_somebody(session, community, group, who))
        for page in rows:
            if "file" in page[1]:
                there["file"] = a_file(session, settings, ada, group).id
            person = reader
            if page[0] == "POST":  # which may change where they stand
                person = desk.sit(_somebody(session, community, group, who))
            whom = dee if page[1] in {"group-put-out", "group-invite"} else bo
            letter = door.value[0] if _may(person, page, {**there, "membership": whom.id}) else "-"
            said.setdefault(page, []).append(letter)
    wanted = {
        page: [door.value[0] if door.value[0] in cell else "-" for cell in cells]
        for page, cells in rows.items()
    }
    assert said == wanted


def _somebody(session: Session, community: Community, group: Group, who: str) -> Membership:
    """Make somebody who stands so to the group."""
    role = MemberRole.STEWARD if who == "steward" else MemberRole.MEMBER
    made = somebody(session, community, f"p{next(NUMBERS)} Person", role)
    if who == "left":
        made.left_at = clock.now()
        save(session, made)
    elif who in STANDS:
        state, group_role = STANDS[who]
        save(
            session,
            GroupMember(group_id=group.id, member_id=made.id, state=state, role=group_role),
        )
    return made


def _may(person: Person, page: tuple[str, str], there: dict[str, str]) -> bool:
    method, name = page
    if method == "FIND":
        word, title = {
            "search": ("pumps", "Which pump?"),
            "search-pages": ("valves", "Valves"),
            "search-files": ("plan", "plan.txt"),
        }[name]
        return title in person.get(f"/c/harbour/discussions?q={word}").text
    if method == "LIST":
        answer = person.get("/c/harbour/groups")
        return f"/groups/{there['group']}" in answer.text
    path = _path(person, name, there)
    if method == "GET":
        return person.get(path).status_code == 200
    values = {"member": there["membership"]} if name == "group-invite" else SENT.get(name, {})
    if name == "group-file-add":
        sent = {"file": ("plan.txt", b"Of pumps", "text/plain")}
        return person.post(path, {}, files=sent).status_code in SEEN
    if name == "shared-page-begin":
        values = {"title": f"Page {next(NUMBERS)}", "words": "Well"}
    answer = person.post(path, values)
    assert answer.status_code in SEEN | REFUSED_IN_WORDS | {404, 422}, (page, answer.status_code)
    return answer.status_code in SEEN | REFUSED_IN_WORDS


def _path(person: Person, name: str, there: dict[str, str]) -> str:
    app = person.browser.app
    route = next(one for one in app.routes if getattr(one, "name", "") == name)
    parts = {part: there[part] for part in route.param_convertors}  # type: ignore[attr-defined]
    return path_to(app, name, **parts)
