"""Keeping the ties: every night all of them, and those of two once something happened there.

A tie is worked out anew from what there is, so it corrects itself when an answer changes, an
exchange is taken back, an event is deleted, or somebody leaves. Counting again changes nothing.
"""

from collections.abc import Collection

from sqlmodel import Session, col, delete, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.batches import batches
from eventnet.communities.actions import on_left
from eventnet.communities.models import Community, Membership
from eventnet.contacts.actions import on_exchanged
from eventnet.database import shut_gate, writing
from eventnet.events.models import Attendance
from eventnet.jobs import Ground, job, one_by_one, stopping
from eventnet.outcomes.actions import on_told
from eventnet.ties.models import Tie
from eventnet.ties.sources import Pair, happened_between
from eventnet.ties.strength import Contact, height

AT_A_TIME = 200
"""Members whose ties are counted in one transaction."""
SAME = 1e-9


@job("slow", cron="20 3 * * *")
def count_all(ground: Ground) -> None:
    """Count the ties of every community anew; one that fails keeps no other waiting."""
    with ground.sessions() as session:
        communities = session.exec(select(Community.id).order_by(col(Community.id))).all()
    one_by_one("community", communities, lambda key: count_community(ground, key))


def count_community(ground: Ground, community_id: str) -> None:
    """Count the ties of a community anew, some members at a time."""
    members = select(Membership.id).where(Membership.community_id == community_id)
    with ground.sessions() as session:
        ids = session.exec(members.order_by(col(Membership.id))).all()
        for some in batches(ids, AT_A_TIME):
            if stopping.is_set():
                return
            recount(session, community_id, some)


@job()
def count_two(ground: Ground, one_id: str, other_id: str) -> None:
    """Count the ties of two attendees anew, between whom something happened."""
    with ground.sessions() as session:
        query = select(Attendance.membership_id).where(col(Attendance.id).in_((one_id, other_id)))
        two = session.exec(query).all()
    if len(two) == len((one_id, other_id)):
        count_members.work(ground, *two)


@job()
def count_members(ground: Ground, one_id: str, other_id: str) -> None:
    """Count the ties of two members anew, between whom something happened."""
    first, second = sorted((one_id, other_id))
    with ground.sessions() as session:
        membership = session.get(Membership, first)
        if membership is not None:
            recount(session, membership.community_id, [first], only=second)


def recount(
    session: Session, community_id: str, ids: Collection[str], only: str | None = None
) -> None:
    """Bring the ties of some members with those of greater ids to what happened between them.

    With one other only, if given. Whoever counts in the same community meanwhile waits.
    """
    with writing(session):
        hold_community(session, community_id)
        shut_gate(session, gate_of(community_id))
        found = happened_between(session, ids, clock.now())
        kept = select(Tie).where(col(Tie.a_id).in_(ids))
        ties = {(one.a_id, one.b_id): one for one in session.exec(kept)}
        here = _here(session, community_id, {key for two in found for key in two})
        for two in found.keys() | ties.keys():
            if only is not None and two[1] != only:
                continue
            contacts = found.get(two, [])
            _put(session, community_id, two, ties.get(two), contacts if here >= {*two} else [])


def hold_community(session: Session, community_id: str) -> None:
    """Hold what a new tie refers to: who leaves holds it too, before they come to the gate."""
    held = select(Community.id).where(Community.id == community_id)
    session.exec(held.with_for_update(read=True, key_share=True)).all()


def gate_of(community_id: str) -> str:
    """Return the gate through which those who count a community's ties go one by one."""
    return f"ties:{community_id}"


def _put(
    session: Session, community_id: str, two: Pair, tie: Tie | None, contacts: list[Contact]
) -> None:
    """Let a tie say what happened, or let there be none."""
    if not contacts:
        if tie is not None:
            session.delete(tie)
        return
    times = [one.at for one in contacts]
    said = (height(contacts), min(times), max(times))
    if tie is None:
        tie = Tie(
            a_id=two[0],
            b_id=two[1],
            community_id=community_id,
            strength=said[0],
            since=said[1],
            latest=said[2],
        )
    elif abs(tie.strength - said[0]) < SAME and (tie.since, tie.latest) == said[1:]:
        return
    tie.strength, tie.since, tie.latest = said
    session.add(tie)


def _here(session: Session, community_id: str, ids: Collection[str]) -> set[str]:
    """Return who of these is in the community, with an account that is in use."""
    found: set[str] = set()
    for some in batches(sorted(ids)):
        query = (
            select(Membership.id)
            .join(Account, col(Account.id) == Membership.account_id)
            .where(
                col(Membership.id).in_(some),
                Membership.community_id == community_id,
                col(Membership.left_at).is_(None),
                col(Account.deactivated_at).is_(None),
            )
        )
        found |= set(session.exec(query))
    return found


def untie(session: Session, membership_id: str) -> None:
    """Let go of the ties of somebody who leaves; those who count meanwhile have ended, or wait."""
    membership = session.get_one(Membership, membership_id)
    session.flush()
    shut_gate(session, gate_of(membership.community_id))
    session.exec(
        delete(Tie).where((col(Tie.a_id) == membership_id) | (col(Tie.b_id) == membership_id))
    )


on_left.append(untie)
on_exchanged.append(count_two)
on_told.append(count_two)
