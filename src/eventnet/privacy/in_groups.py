"""What is kept about somebody in the groups of their communities: their own words, no others'."""

from typing import Any

from sqlmodel import Session, col, select

from eventnet.communities.models import Community, Membership
from eventnet.discussions.models import (
    MemberBlock,
    Mention,
    Post,
    PostReport,
    Reaction,
    Reading,
    Thread,
)
from eventnet.files.models import FileReport, GroupFile
from eventnet.groups.models import Group, GroupMember
from eventnet.pages.models import PageReport, PageVersion, SharedPage
from eventnet.people.members import view_members
from eventnet.privacy.declared import told

Lines = list[dict[str, Any]]


def in_groups(session: Session, account_id: str) -> Lines:
    """Return, for each community, what an account is and said in groups."""
    query = (
        select(Membership, Community.name)
        .join(Community, col(Community.id) == Membership.community_id)
        .where(Membership.account_id == account_id)
        .order_by(col(Membership.joined_at), col(Membership.id))
    )
    lines: Lines = []
    for membership, community in session.exec(query).all():
        for what, rows in _kept(session, membership).items():
            lines += [{"community": community, "what": what, **row} for row in rows]
    return lines


def _kept(session: Session, membership: Membership) -> dict[str, Lines]:
    key = membership.id
    groups = (
        select(Group.name, GroupMember)
        .join(GroupMember, col(GroupMember.group_id) == Group.id)
        .where(GroupMember.member_id == key)
        .order_by(col(GroupMember.since), col(Group.id))
    )
    begun = select(Thread).where(Thread.by_id == key).order_by(col(Thread.created_at))
    return {
        "group": [
            {"group": name, **told("group_member", one)} for name, one in session.exec(groups)
        ],
        "discussion": [told("group_thread", one) for one in session.exec(begun)],
        "post": _of_posts(session, "group_post", Post, col(Post.by_id) == key),
        "reaction": _of_posts(session, "group_reaction", Reaction, col(Reaction.member_id) == key),
        "meant for you": _of_posts(
            session, "group_mention", Mention, col(Mention.member_id) == key
        ),
        "report": _of_posts(session, "post_report", PostReport, col(PostReport.by_id) == key),
        "file": _files(session, key),
        "report of a file": _file_reports(session, key),
        "page": _of_pages(session, "page_version", PageVersion, key),
        "report of a page": _of_pages(session, "page_report", PageReport, key),
        "reading": _readings(session, key),
        "block": _blocks(session, membership),
    }


def _of_posts(session: Session, table: str, model: Any, mine: Any) -> Lines:
    """Return rows of posts, each with where the post stands."""
    query = select(Group.name, Thread.title, Post.number, model).select_from(Post)
    query = query.join(Thread, col(Thread.id) == Post.thread_id)
    query = query.join(Group, col(Group.id) == Thread.group_id)
    if model is not Post:
        query = query.join(model, model.post_id == col(Post.id))
    rows = session.exec(query.where(mine).order_by(col(Post.id))).all()
    return [
        {"group": group, "discussion": title, "number": number, **told(table, row)}
        for group, title, number, row in rows
    ]


def _files(session: Session, member_id: str) -> Lines:
    query = (
        select(Group.name, GroupFile)
        .join(GroupFile, col(GroupFile.group_id) == Group.id)
        .where(GroupFile.by_id == member_id)
        .order_by(col(GroupFile.added_at), col(GroupFile.id))
    )
    return [{"group": name, **told("group_file", one)} for name, one in session.exec(query)]


def _file_reports(session: Session, member_id: str) -> Lines:
    query = (
        select(Group.name, FileReport)
        .join(GroupFile, col(GroupFile.id) == FileReport.file_id)
        .join(Group, col(Group.id) == GroupFile.group_id)
        .where(FileReport.by_id == member_id)
        .order_by(col(FileReport.created_at), col(GroupFile.id))
    )
    return [{"group": name, **told("file_report", one)} for name, one in session.exec(query)]


def own_files(session: Session, account_id: str) -> dict[str, str]:
    """Return what an account gave to groups: names on the disk, by the name that each has there.

    A number before it tells files of one name apart.
    """
    query = (
        select(GroupFile.stored, GroupFile.name)
        .join(Membership, col(Membership.id) == GroupFile.by_id)
        .where(Membership.account_id == account_id)
        .order_by(col(GroupFile.added_at), col(GroupFile.id))
    )
    return {
        f"{number}-{name}": stored
        for number, (stored, name) in enumerate(session.exec(query), start=1)
    }


def _of_pages(session: Session, table: str, model: Any, member_id: str) -> Lines:
    """Return rows of pages with their group; what a page is called now may be another's words."""
    query = (
        select(Group.name, model)
        .select_from(SharedPage)
        .join(Group, col(Group.id) == SharedPage.group_id)
        .join(model, model.page_id == col(SharedPage.id))
        .where(model.by_id == member_id)
    )
    order = (col(SharedPage.id), *model.__table__.primary_key.columns)
    rows = session.exec(query.order_by(*order)).all()
    return [{"group": group, **told(table, row)} for group, row in rows]


def _readings(session: Session, member_id: str) -> Lines:
    query = (
        select(Group.name, Thread.title, Reading)
        .join(Thread, col(Thread.id) == Reading.thread_id)
        .join(Group, col(Group.id) == Thread.group_id)
        .where(Reading.member_id == member_id)
        .order_by(col(Thread.created_at), col(Thread.id))
    )
    return [
        {"group": group, "discussion": title, **told("group_reading", one)}
        for group, title, one in session.exec(query)
    ]


def _blocks(session: Session, membership: Membership) -> Lines:
    query = select(MemberBlock).where(MemberBlock.by_id == membership.id)
    rows = session.exec(query.order_by(col(MemberBlock.since), col(MemberBlock.of_id))).all()
    people = view_members(session, membership, [one.of_id for one in rows])
    return [
        {
            "person": people[one.of_id].name if one.of_id in people else "",
            **told("member_block", one),
        }
        for one in rows
    ]
