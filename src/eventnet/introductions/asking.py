"""Asking somebody whom one knows for an introduction to another.

The community, who asks and who is asked are held, the two in the order of their ids, so that
nobody asks for more than may be and nobody is asked more than they are to answer.
"""

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.communities.models import Community, Membership
from eventnet.database import lock, writing
from eventnet.errors import Conflict, NotFound
from eventnet.i18n import gettext as _
from eventnet.introductions.models import Introduction, IntroductionState, IntroductionStep
from eventnet.introductions.rules import PATIENCE, refuse_barred
from eventnet.introductions.telling import tell_asked
from eventnet.introductions.ways import ways
from eventnet.jobs import enqueue
from eventnet.people.silence import unheard_members


def ask(session: Session, from_id: str, to_id: str, first_id: str, message: str) -> Introduction:
    """Ask somebody to introduce one to another. That the one may see the other is for the caller.

    Where the one asked, or the one asked for, wants to hear nothing of the asker, it reaches
    nobody, seems sent, and expires.
    """
    now = clock.now()
    with writing(session):
        stay_in_community(session, from_id)
        me = hold_members(session, [from_id, first_id]).get(from_id)
        if me is None:
            raise NotFound(_("You are not a member of this community any more."))
        refuse_barred(session, from_id, to_id, now)
        if first_id not in {way.first_id for way in ways(session, from_id, to_id, now)}:
            raise Conflict(
                _("They cannot introduce you at the moment. See whether there is another way.")
            )
        _close_due(session, from_id, to_id)
        made = Introduction(
            community_id=me.community_id,
            from_id=from_id,
            to_id=to_id,
            message=message,
            expires_at=now + PATIENCE,
        )
        session.add(made)
        session.flush()
        readers = (first_id, to_id)
        heard = not any(unheard_members(session, reader, [from_id]) for reader in readers)
        put_step(session, made, 1, first_id, reached=heard)
        return made


def put_step(
    session: Session, asked: Introduction, number: int, membership_id: str, *, reached: bool
) -> None:
    """Let it wait for somebody's word, and let them be told."""
    step = IntroductionStep(
        introduction_id=asked.id,
        number=number,
        membership_id=membership_id,
        reached=reached,
        asked_at=clock.now(),
    )
    session.add(step)
    enqueue(session, tell_asked, asked.id, number)


def stay_in_community(session: Session, membership_id: str) -> None:
    """Let nobody leave somebody's community meanwhile: who leaves holds it before all else."""
    query = select(Community.id).join(Membership, col(Membership.community_id) == col(Community.id))
    held = query.where(Membership.id == membership_id)
    session.exec(held.with_for_update(read=True, key_share=True, of=Community)).all()


def hold_members(session: Session, ids: list[str]) -> dict[str, Membership]:
    """Return those of these members who are still there, held in the order of their ids."""
    held = (lock(session, Membership, key) for key in sorted(set(ids)))
    return {one.id: one for one in held if one is not None and one.left_at is None}


def _close_due(session: Session, from_id: str, to_id: str) -> None:
    """Close what waited in vain, where the clock has not done so yet."""
    query = select(Introduction.id).where(
        Introduction.from_id == from_id,
        Introduction.to_id == to_id,
        Introduction.state == IntroductionState.WAITING,
    )
    for key in session.exec(query.order_by(col(Introduction.id))).all():
        old = lock(session, Introduction, key)
        if old is not None and old.state is IntroductionState.WAITING:
            old.state, old.changed_at = IntroductionState.EXPIRED, old.expires_at
            session.add(old)
            session.flush()
