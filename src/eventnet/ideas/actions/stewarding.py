"""Verbs of stewards: say what becomes of an idea, merge it, take that back, judge reports."""

from typing import Any, Literal

from sqlmodel import Session, col, select, update

from eventnet import audit, clock
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.database import insert_missing, lock, writing
from eventnet.discussions.reporting import settle
from eventnet.errors import Conflict, Refused
from eventnet.groups.holding import hold_members
from eventnet.i18n import gettext as _
from eventnet.ideas.forms import StatusFields
from eventnet.ideas.holding import hold_idea, merged_meanwhile
from eventnet.ideas.models import Idea, IdeaNews, IdeaReport, IdeaVote
from eventnet.ideas.reading import find_idea, find_post, no_idea

Verdict = Literal["hide", "restore", "keep"]
DEEDS = {"hide": "idea.hidden", "restore": "idea.restored", "keep": "idea.kept"}


def set_status(session: Session, steward: Membership, idea_id: str, said: StatusFields) -> None:
    """Say what becomes of an idea, and why; whoever votes for it, or suggested it, is told."""
    with writing(session):
        _refuse_others(session, steward)
        idea = hold_idea(session, steward, idea_id)
        if idea.merged_into_id is not None:
            raise merged_meanwhile()
        if idea.status is not said.was:
            raise Conflict(
                _(
                    "Another steward changed the status while you had it open, so nothing was "
                    "saved. Below is what you typed; save again to put it in place of that."
                )
            )
        changed = idea.status is not said.status
        idea.status, idea.why = said.status, said.why
        if changed:
            idea.status_at = clock.now()
            _tell_voters(session, steward, idea)
            _record(session, steward, "idea.status", idea, status=said.status.value)
        session.add(idea)


def merge(session: Session, steward: Membership, idea_id: str, into_id: str) -> None:
    """Merge an idea into another: its address leads there, and its votes count there."""
    with writing(session):
        lock(session, Community, steward.community_id)
        _refuse_others(session, steward)
        idea, into = _pair(session, steward, idea_id, into_id)
        if idea.id == into.id:
            raise Refused(_("An idea cannot be merged into itself. Please choose another."))
        if idea.merged_into_id is not None or into.merged_into_id is not None:
            raise merged_meanwhile()
        session.exec(update(Idea).where(col(Idea.root_id) == idea.id).values(root_id=into.id))
        idea.merged_into_id = into.id
        session.add(idea)
        _record(session, steward, "idea.merged", idea, into=into.id)


def unmerge(session: Session, steward: Membership, idea_id: str) -> None:
    """Take a merge back: the idea stands by itself again, with what was merged into it before."""
    with writing(session):
        lock(session, Community, steward.community_id)
        _refuse_others(session, steward)
        idea = find_idea(session, steward, idea_id)
        if idea.merged_into_id is None:
            return
        release(session, idea)
        _record(session, steward, "idea.unmerged", idea)


def release(session: Session, idea: Idea) -> None:
    """Let an idea stand by itself, and for those that lead to it, in the caller's transaction."""
    same = select(Idea.id, Idea.merged_into_id).where(Idea.root_id == idea.root_id)
    above = dict(session.exec(same).all())
    below = [key for key in above if _leads_to(key, idea.id, above)]
    session.exec(update(Idea).where(col(Idea.id).in_(below)).values(root_id=idea.id))
    idea.merged_into_id = None
    session.add(idea)
    session.flush()


def judge(
    session: Session, steward: Membership, idea_id: str, number: int, verdict: Verdict
) -> None:
    """Hide a post, show it again, or let it stand; its reports are settled by that."""
    with writing(session):
        _refuse_others(session, steward)
        idea = hold_idea(session, steward, idea_id)
        post = find_post(session, idea, number)
        if post.removed_at is not None and verdict != "keep":
            raise Conflict(_("Whoever wrote this has removed it."))
        if verdict != "keep" and (verdict == "hide") != (post.hidden_at is not None):
            post.hidden_at = clock.now() if verdict == "hide" else None
            post.version += 1
            session.add(post)
        settle(session, IdeaReport, col(IdeaReport.post_id) == post.id)
        _record(session, steward, DEEDS[verdict], idea, number=number)


def _refuse_others(session: Session, steward: Membership) -> None:
    held = hold_members(session, [steward.id]).get(steward.id)
    if held is None or held.role is not MemberRole.STEWARD:
        raise no_idea()


def _pair(session: Session, steward: Membership, one_id: str, other_id: str) -> tuple[Idea, Idea]:
    keys = sorted({one_id, other_id})
    held = select(Idea).where(col(Idea.id).in_(keys)).order_by(col(Idea.id)).with_for_update()
    session.exec(held).all()
    return find_idea(session, steward, one_id), find_idea(session, steward, other_id)


def _leads_to(key: str | None, target: str, above: dict[str, str | None]) -> bool:
    while key is not None and key != target:
        key = above.get(key)
    return key == target


def _tell_voters(session: Session, steward: Membership, idea: Idea) -> None:
    voters = (
        select(IdeaVote.member_id)
        .join(Idea, col(Idea.id) == IdeaVote.idea_id)
        .where(Idea.root_id == idea.id)
    )
    suggested = select(Idea.by_id).where(Idea.root_id == idea.id)
    who = {*session.exec(voters), *session.exec(suggested)} - {None, steward.id}
    now = clock.now()
    known = (col(IdeaNews.idea_id) == idea.id, col(IdeaNews.member_id).in_(who))
    session.exec(update(IdeaNews).where(*known).values(at=now))
    rows = [{"idea_id": idea.id, "member_id": one, "at": now} for one in sorted(filter(None, who))]
    insert_missing(session, IdeaNews, rows)


def _record(session: Session, steward: Membership, deed: str, idea: Idea, **detail: Any) -> None:
    audit.record(
        session,
        deed,
        account_id=steward.account_id,
        community_id=steward.community_id,
        subject=idea.by_id or "",
        idea=idea.id,
        **detail,
    )
