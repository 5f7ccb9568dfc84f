"""The job that tells people about asks: one mail in 24 hours at most, with all there is."""

from datetime import timedelta

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists, select

from eventnet import clock, i18n
from eventnet.accounts.models import Account
from eventnet.asks.letters import Gathered, Told, letter
from eventnet.asks.models import (
    Ask,
    AskAnswer,
    AskNews,
    AskReply,
    AskState,
    AskTurn,
    NewsKind,
    TurnState,
)
from eventnet.asks.people import view_told
from eventnet.asks.reading import tells_asker
from eventnet.communities.models import Community, Membership
from eventnet.database import writing
from eventnet.jobs import Ground, job, one_by_one
from eventnet.mail.outbox import post
from eventnet.people.silence import unheard_members

BETWEEN = timedelta(hours=24)
"""Between two mails to one member."""
EARLIER = aliased(AskNews)


@job(cron="*/10 * * * *")
def tell_members(ground: Ground) -> None:
    """Write to everybody for whom there is something, and who had no such mail today."""
    with ground.sessions() as session:
        members = to_tell(session)

    def write(member_id: str) -> None:
        with ground.sessions() as session:
            tell_member(ground, session, member_id)

    one_by_one("membership", members, write)


def to_tell(session: Session) -> list[str]:
    """Return the members for whom there is news, and whose last mail is a day old."""
    lately = exists().where(
        col(EARLIER.member_id) == AskNews.member_id,
        col(EARLIER.told_at) > clock.now() - BETWEEN,
    )
    query = (
        select(AskNews.member_id)
        .join(Membership, col(Membership.id) == AskNews.member_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(
            col(AskNews.told_at).is_(None),
            col(Membership.left_at).is_(None),
            col(Account.deactivated_at).is_(None),
            ~lately,
        )
        .distinct()
        .order_by(col(AskNews.member_id))
    )
    return list(session.exec(query))


def tell_member(ground: Ground, session: Session, member_id: str) -> None:
    """Write what there is to tell to one member; what is no news any more is let go of."""
    with writing(session):
        query = select(AskNews, Ask).join(Ask, col(Ask.id) == AskNews.ask_id)
        untold = query.where(AskNews.member_id == member_id, col(AskNews.told_at).is_(None))
        held = untold.order_by(col(AskNews.at), col(AskNews.id)).with_for_update(of=AskNews)
        rows = session.exec(held).all()
        member = session.get(Membership, member_id)
        if not rows or member is None:
            return
        told = _worth_telling(session, member, list(rows))
        if told:
            account = session.get_one(Account, member.account_id)
            community = session.get_one(Community, member.community_id)
            with i18n.speaking(account.language):
                mail = letter(ground.settings, Gathered(account, community, told))
            post(session, ground.settings, account.email, mail)
        now = clock.now()
        for news, _ask in rows:
            if any(one.news is news for one in told):
                news.told_at = now
                session.add(news)
            else:
                session.delete(news)


def _worth_telling(
    session: Session, member: Membership, rows: list[tuple[AskNews, Ask]]
) -> list[Told]:
    """Return what is still so, and may reach them, each with the name that it may tell."""
    behind = _behind(session, member, rows)
    turns = select(AskTurn).where(AskTurn.member_id == member.id)
    mine = {turn.ask_id: turn for turn in session.exec(turns)}
    known = set(
        session.exec(
            select(AskNews.ask_id).where(
                AskNews.member_id == member.id,
                AskNews.kind == NewsKind.ASKED,
                col(AskNews.told_at).is_not(None),
            )
        )
    )
    named = {
        news.id: behind[news.id]
        for news, ask in rows
        if news.id in behind and (ask.by_id == member.id or tells_asker(ask, mine.get(ask.id)))
    }
    apart = unheard_members(session, member.id, set(named.values()))
    told = [
        (news, ask)
        for news, ask in rows
        if named.get(news.id) not in apart
        and _is_still_so(news, ask, mine.get(ask.id), told_before=ask.id in known)
    ]
    people = view_told(session, member, set(named.values()))
    return [
        Told(news, ask, people[named[news.id]].name if news.id in named else "")
        for news, ask in told
    ]


def _is_still_so(news: AskNews, ask: Ask, turn: AskTurn | None, *, told_before: bool) -> bool:
    if news.kind is NewsKind.ASKED:
        return turn is not None and turn.state is TurnState.WAITING
    if news.kind is NewsKind.ENDED:
        return told_before
    if news.kind is NewsKind.UNANSWERED:
        return ask.state is AskState.OPEN and ask.answered_at is None
    return ask.state is not AskState.TAKEN_BACK


def _behind(
    session: Session, member: Membership, rows: list[tuple[AskNews, Ask]]
) -> dict[str, str]:
    """Return who is behind each piece of news: the asker, or who answered or wrote."""
    about = {news.about for news, _ask in rows if news.about}
    said = dict(
        session.exec(
            select(AskAnswer.id, AskAnswer.by_id).where(col(AskAnswer.id).in_(about))
        ).all()
    )
    said |= dict(
        session.exec(select(AskReply.id, AskReply.by_id).where(col(AskReply.id).in_(about))).all()
    )
    found = {}
    for news, ask in rows:
        if news.kind in (NewsKind.UNANSWERED, NewsKind.LAPSED):
            continue
        by_id = ask.by_id if ask.by_id != member.id else said.get(news.about)
        if by_id is not None:
            found[news.id] = by_id
    return found
