"""Verbs of members: suggest, vote, comment, change, remove, report."""

from sqlmodel import Session, col, delete, func, select

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.database import insert_missing, writing
from eventnet.discussions.markdown import as_text
from eventnet.discussions.reporting import put_down, settle
from eventnet.errors import Conflict, Refused
from eventnet.groups.holding import hold_members
from eventnet.i18n import gettext as _
from eventnet.ideas.forms import CommentFields, EditFields, IdeaEditFields, IdeaFields
from eventnet.ideas.holding import hold_idea, hold_root, merged_meanwhile, own_post
from eventnet.ideas.models import Idea, IdeaPost, IdeaReport, IdeaVote
from eventnet.ideas.queries import SETTLED, voted
from eventnet.ideas.reading import find_post, no_idea
from eventnet.ids import new_id
from eventnet.people.search.kept import kept_words


def suggest(session: Session, member: Membership, said: IdeaFields) -> Idea:
    """Suggest an idea, with one's own vote. The same form once more is the same idea."""
    with writing(session):
        if member.id not in hold_members(session, [member.id]):
            raise no_idea()
        query = select(Idea).where(Idea.by_id == member.id, Idea.once == said.once)
        if said.once and (known := session.exec(query).first()):
            return known
        key = new_id()
        idea = Idea(
            id=key,
            root_id=key,
            community_id=member.community_id,
            title=said.title,
            about=said.about,
            by_id=member.id,
            once=said.once or new_id(),
            found=_found(said.title, said.words),
        )
        session.add(idea)
        session.flush()
        _add(session, member, idea, said.words, said.once)
        session.add(IdeaVote(idea_id=key, member_id=member.id))
        return idea


def vote(session: Session, member: Membership, idea_id: str) -> str:
    """Vote for an idea, or the one that it leads to; return which. Again changes nothing."""
    with writing(session):
        root = hold_root(session, member, idea_id)
        if root.status in SETTLED:
            raise Conflict(_("This idea is settled, so nobody votes for it any more."))
        if not voted(session, member.id, [root.id]):
            row = {"idea_id": root.id, "member_id": member.id, "at": clock.now()}
            insert_missing(session, IdeaVote, [row])
        return root.id


def take_back(session: Session, member: Membership, idea_id: str) -> str:
    """Take one's vote back, wherever it was given. Again changes nothing."""
    with writing(session):
        root = hold_root(session, member, idea_id)
        same = select(Idea.id).where(Idea.root_id == root.id)
        mine = (col(IdeaVote.member_id) == member.id, col(IdeaVote.idea_id).in_(same))
        session.exec(delete(IdeaVote).where(*mine))
        return root.id


def comment(session: Session, member: Membership, idea_id: str, said: CommentFields) -> IdeaPost:
    """Comment on an idea. The same form once more is the same comment."""
    with writing(session):
        idea = hold_idea(session, member, idea_id)
        query = select(IdeaPost).where(IdeaPost.by_id == member.id, IdeaPost.once == said.once)
        if said.once and (known := session.exec(query).first()):
            return known
        if idea.merged_into_id is not None:
            raise merged_meanwhile()
        return _add(session, member, idea, said.words, said.once)


def edit(session: Session, member: Membership, idea_id: str, number: int, said: EditFields) -> None:
    """Put what one wrote another way; it says from then on that it was edited."""
    with writing(session):
        idea = hold_idea(session, member, idea_id)
        post = own_post(session, member, idea, number)
        if not post.is_shown:
            raise Conflict(_("This is hidden or removed, so it stays as it is."))
        if str(post.version) != said.version:
            raise Conflict(
                _(
                    "This was changed while you had it open, so nothing was saved. Below is what "
                    "you typed; save again to put it in place of that."
                )
            )
        if isinstance(said, IdeaEditFields):
            idea.title, idea.about = said.title, said.about
            idea.found = _found(said.title, said.words)
            session.add(idea)
        post.words, post.edited_at, post.version = said.words, clock.now(), post.version + 1
        session.add(post)


def remove(session: Session, member: Membership, idea_id: str, number: int) -> None:
    """Remove what one wrote: a comment, or an idea as long as nobody else took it up."""
    with writing(session):
        idea = hold_idea(session, member, idea_id)
        post = own_post(session, member, idea, number)
        if number == 1 and _is_taken_up(session, member, idea):
            raise Conflict(
                _(
                    "Others vote for this idea, or wrote about it, so it stays. You can change "
                    "what you wrote."
                )
            )
        if post.removed_at is None:
            wipe(session, idea, post)


def wipe(session: Session, idea: Idea, post: IdeaPost) -> None:
    """Let go of a post's words, and of an idea's title with its first."""
    post.words, post.removed_at, post.version = "", clock.now(), post.version + 1
    session.add(post)
    if post.number == 1:
        idea.title, idea.found = "", ""
        session.add(idea)
        all_of_it = select(IdeaPost.id).where(IdeaPost.idea_id == idea.id)
        settle(session, IdeaReport, col(IdeaReport.post_id).in_(all_of_it))


def report(session: Session, member: Membership, idea_id: str, number: int, reason: str) -> None:
    """Show a post to the stewards; once more changes the reason."""
    with writing(session):
        idea = hold_idea(session, member, idea_id)
        post = find_post(session, idea, number)
        if not post.is_shown:
            raise Conflict(_("This is not shown any more."))
        if post.by_id == member.id:
            raise Refused(_("This is your own: you can change or remove it."))
        put_down(session, IdeaReport, {"post_id": post.key, "by_id": member.id}, reason)


def _add(session: Session, member: Membership, idea: Idea, words: str, once: str) -> IdeaPost:
    idea.latest += 1
    post = IdeaPost(
        idea_id=idea.id,
        number=idea.latest,
        by_id=member.id,
        words=words,
        once=once or new_id(),
    )
    session.add_all([idea, post])
    session.flush()
    return post


def _is_taken_up(session: Session, member: Membership, idea: Idea) -> bool:
    votes = select(func.count()).where(IdeaVote.idea_id == idea.id, IdeaVote.member_id != member.id)
    comments = select(func.count()).where(
        IdeaPost.idea_id == idea.id, IdeaPost.by_id != member.id, col(IdeaPost.removed_at).is_(None)
    )
    merged = select(func.count()).where(Idea.merged_into_id == idea.id)
    return any(session.exec(one).one() for one in (votes, comments, merged))


def _found(title: str, words: str) -> str:
    return kept_words(title, as_text(words))
