"""The groups of the world: an open one, in which most of what may happen has, and a hidden one."""

from datetime import timedelta
from pathlib import Path

from sqlmodel import Session

from eventnet import clock
from eventnet.discussions.index import index_posts
from eventnet.discussions.models import (
    Following,
    MemberBlock,
    Mention,
    Post,
    PostReport,
    Reaction,
    ReactionKind,
    Reading,
    Thread,
)
from eventnet.events.models import Event
from eventnet.files.models import FileReport, GroupFile, Kind
from eventnet.groups.models import Door, Group, GroupMember, GroupRole, State
from eventnet.ids import new_id
from eventnet.pages.actions.writing import Written, add_version
from eventnet.pages.models import PageReport, SharedPage
from eventnet.people.search.kept import kept_words
from tests.eventnet.world.building import Facts
from tests.eventnet.world.cast import Persona
from tests.eventnet.world.marks import mark
from tests.factories import save

ME = Persona.ATTENDEE.value
IN_IT = {
    ME: (State.IN, GroupRole.OWNER),
    "near0": (State.IN, GroupRole.OWNER),
    Persona.NEIGHBOUR.value: (State.IN, GroupRole.MODERATOR),
    "near1": (State.IN, GroupRole.MEMBER),
    "near3": (State.IN, GroupRole.MEMBER),
    "steward2": (State.ASKED, GroupRole.MEMBER),
    "far0": (State.INVITED, GroupRole.MEMBER),
    "far4": (State.REMOVED, GroupRole.MEMBER),
}


def groups(session: Session, facts: Facts, spring: Event, autumn: Event, folder: Path) -> None:
    """Make them."""
    there = Group(
        community_id=spring.community_id,
        name=mark("harbour", "groupname"),
        about=mark("harbour", "groupabout"),
    )
    save(session, there)
    for name, (state, role) in IN_IT.items():
        key = facts.memberships[name]
        save(session, GroupMember(group_id=there.id, member_id=key, state=state, role=role))
    facts.ids |= {"group": there.id, "member-near2": facts.memberships["near2"], "post-mine": "1"}
    thread = _thread(session, facts, there, "near0", mark("harbour", "thread"))
    mine = _thread(session, facts, there, ME, mark(ME, "threadtitle"))
    facts.ids |= {"thread": thread.id, "thread-mine": mine.id}
    first = _post(session, facts, thread, ME, f"*{mark(ME, 'post')}*")
    second = _post(session, facts, thread, "near0", f"*{mark('near0', 'post')}*", quotes=1)
    third = _post(session, facts, thread, "near1", f"*{mark('near1', 'post')}*")
    _post(session, facts, mine, ME, f"*{mark(ME, 'post')}*")
    me, near0 = facts.memberships[ME], facts.memberships["near0"]
    save(
        session,
        Reaction(post_id=second.key, member_id=me, kind=ReactionKind.THANKS),
        Mention(post_id=second.key, member_id=me, told_at=clock.now()),
        Reading(thread_id=thread.id, member_id=me, read=2, following=Following.FOLLOWS),
        Reading(thread_id=thread.id, member_id=near0, read=2),
        PostReport(post_id=second.key, by_id=me, reason=mark(ME, "reportreason")),
        PostReport(post_id=first.key, by_id=near0, reason=mark("near0", "reportreason")),
        MemberBlock(by_id=me, of_id=facts.memberships["near1"]),
        MemberBlock(by_id=near0, of_id=facts.memberships["far1"]),
    )
    assert third.number == 3
    _files(session, facts, there, second, folder)
    _pages(session, facts, there)
    _hidden(session, facts, spring, autumn)


def _files(session: Session, facts: Facts, group: Group, post: Post, folder: Path) -> None:
    """Make a file of each of two on the group's list, and one that came with a post."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, place, stored in (
        (ME, None, "attendeefile22.bin"),
        ("near0", None, "nearnearfile22.bin"),
        ("near0", post.key, "nearnearfile23.bin"),
        (ME, post.key, "attendeefile23.bin"),
    ):
        (folder / stored).write_text(mark(name, "filewords"))
        file = GroupFile(
            group_id=group.id,
            by_id=facts.memberships[name],
            post_id=place,
            name=f"{mark(name, 'filegiven')}.txt",
            found=kept_words(mark(name, "filegiven")),
            kind=Kind.TEXT,
            size=12,
            stored=stored,
            once=new_id(),
        )
        save(session, file)
        facts.ids |= {f"file-{name}": file.id} if place is None else {}
        other = {ME: "near0", "near0": ME}[name]
        reason = mark(other, "reportreason")
        save(session, FileReport(file_id=file.id, by_id=facts.memberships[other], reason=reason))


def _pages(session: Session, facts: Facts, group: Group) -> None:
    """Make a page of three people, one of a single one, and one that is removed."""
    shared = _page(session, facts, group, ME)
    for name in ("near1", "near0"):
        _version(session, facts, shared, name)
    mine = _page(session, facts, group, ME, " alone")
    removed = SharedPage(group_id=group.id, title="", removed_at=clock.now())
    save(session, removed)
    said = Written(mark("near0", "removedpage"), mark("near0", "removedpage"))
    add_version(session, removed, said, by_id=facts.memberships["near0"])
    save(
        session,
        PageReport(
            page_id=shared.stored_id,
            by_id=facts.memberships["near0"],
            reason=mark("near0", "reportreason"),
        ),
        PageReport(
            page_id=shared.stored_id, by_id=facts.memberships[ME], reason=mark(ME, "reportreason")
        ),
    )
    facts.ids |= {"page": shared.key, "page-mine": mine.key}


def _page(session: Session, facts: Facts, group: Group, by: str, more: str = "") -> SharedPage:
    page = SharedPage(group_id=group.id, title="")
    save(session, page)
    _version(session, facts, page, by, more)
    return page


def _version(session: Session, facts: Facts, page: SharedPage, by: str, more: str = "") -> None:
    """Add a version that links to the title under which it is saved."""
    words = f"*{mark(by, 'pagewords')}* [[{mark(by, 'pagetitle')}]]"
    said = Written(mark(by, "pagetitle") + more, words, mark(by, "pagenote"))
    add_version(session, page, said, by_id=facts.memberships[by])
    session.commit()


def _hidden(session: Session, facts: Facts, spring: Event, autumn: Event) -> None:
    """Make a group of which no persona may know, and one of another community."""
    hidden = Group(
        community_id=spring.community_id, name=mark("near0", "hiddengroup"), door=Door.HIDDEN
    )
    save(session, hidden)
    save(
        session,
        GroupMember(group_id=hidden.id, member_id=facts.memberships["near0"], role=GroupRole.OWNER),
    )
    thread = _thread(session, facts, hidden, "near0", mark("near0", "hiddenthread"))
    _post(session, facts, thread, "near0", mark("near0", "hiddenpost"))
    page = _page(session, facts, hidden, "near0")
    file = GroupFile(
        group_id=hidden.id,
        by_id=facts.memberships["near0"],
        name=mark("near0", "hiddenfile"),
        found=kept_words(mark("near0", "hiddenfile")),
        kind=Kind.TEXT,
        size=12,
        stored="nearnearfile24.bin",
        once=new_id(),
    )
    save(session, file)
    facts.foreign |= {"group": hidden.id, "thread": thread.id, "page": page.key, "file": file.id}
    assert autumn.community_id == spring.community_id


def _thread(session: Session, facts: Facts, group: Group, by: str, title: str) -> Thread:
    thread = Thread(
        group_id=group.id, title=title, by_id=facts.memberships[by], once=by[:10] + group.id[:4]
    )
    save(session, thread)
    return thread


def _post(
    session: Session, facts: Facts, thread: Thread, by: str, words: str, quotes: int | None = None
) -> Post:
    thread.latest += 1
    post = Post(
        thread_id=thread.id,
        number=thread.latest,
        by_id=facts.memberships[by],
        words=words,
        quotes=quotes,
        once=f"{thread.id[:10]}{thread.latest}",
        posted_at=clock.now() - timedelta(hours=1),
    )
    save(session, post, thread)
    index_posts(session, [post.key])
    session.commit()
    return post
