"""Bringing two accounts together, in one transaction."""

from sqlmodel import Session, col, delete, select

from eventnet import audit
from eventnet.accounts.addresses import on_address_changed
from eventnet.accounts.links import hold_links, void_links
from eventnet.accounts.models import Account, Login, OtherAddress
from eventnet.affinities.actions import mark_stale
from eventnet.communities.models import Membership
from eventnet.database import lock, writing
from eventnet.errors import Conflict
from eventnet.i18n import gettext as _
from eventnet.jobs import enqueue
from eventnet.mail.actions import forget_trouble, move_stops
from eventnet.people.search import merge_index
from eventnet.settings import Settings
from eventnet.uniting.after import count_ties, drop_photos
from eventnet.uniting.conversations import unite_conversations
from eventnet.uniting.formerly import remember
from eventnet.uniting.letters import post_united
from eventnet.uniting.models import AccountUnion
from eventnet.uniting.moving import bring_together
from eventnet.uniting.profiles import Choices, unite_profiles
from eventnet.uniting.selves import (
    end_what_is_with_oneself,
    events_of,
    hold_places,
    tidy_asks,
    tidy_offices,
    unite_selves,
)
from eventnet.uniting.standing import Selves, standing
from eventnet.uniting.traces import follow_traces


def unite(session: Session, settings: Settings, union_id: str, choices: Choices) -> str:
    """Make two accounts one, for good; return the address that now signs in to it too."""
    with writing(session):
        stays, goes = _hold(session, union_id)
        found = standing(session, stays, goes)
        if found.obstacles:
            raise Conflict(" ".join(one.words for one in found.obstacles))
        selves = found.selves
        former = goes.email
        ids = {**selves.memberships, **selves.attendances, goes.id: stays.id}
        end_what_is_with_oneself(session, selves)
        unite_conversations(session, selves.attendances)
        photos = unite_profiles(session, selves, choices)
        _move_all(session, selves, stays.id, goes.id)
        follow_traces(session, ids, selves.attendances)
        stays.seen_at = max((one.seen_at for one in (stays, goes) if one.seen_at), default=None)
        stays.is_operator = stays.is_operator or goes.is_operator
        session.add(stays)
        _take_address(session, stays, goes)
        audit.record(session, "accounts.united", account_id=stays.id, subject=stays.id)
        post_united(session, settings, stays.email, former)
        _afterwards(session, selves, stays.id, photos)
        return former


def _hold(session: Session, union_id: str) -> tuple[Account, Account]:
    """Return the account that stays and the one that goes: links first, as in a sign-in."""
    gone = Conflict(_("This was done already, or one of the two accounts is no more."))
    union = session.get(AccountUnion, union_id)
    both = [union.account_id, union.other_id] if union else []
    emails = session.exec(select(Account.email).where(col(Account.id).in_(both))).all()
    hold_links(session, emails)
    hold_places(session, both)
    union = lock(session, AccountUnion, union_id)
    stays, goes = (session.get(Account, key) for key in both) if union else (None, None)
    if stays is None or goes is None or stays.deactivated_at or goes.deactivated_at:
        raise gone
    return stays, goes


def _move_all(session: Session, selves: Selves, stays_id: str, goes_id: str) -> None:
    into = {
        "account": {goes_id: stays_id},
        "membership": selves.memberships,
        "attendance": selves.attendances,
    }
    session.flush()
    bring_together(session, into)
    session.expire_all()
    unite_selves(session, selves, stays_id, goes_id)
    remember(session, selves.memberships, selves.attendances)
    tidy_offices(session, stays_id)
    tidy_asks(session, selves.memberships)
    session.expire_all()


def _take_address(session: Session, stays: Account, goes: Account) -> None:
    """Let the address of the account that goes sign in to the one that stays."""
    former = goes.email
    void_links(session, former)
    session.exec(delete(Login).where(col(Login.account_id) == goes.id))
    session.delete(goes)
    session.flush()
    session.add(OtherAddress(email=former, account_id=stays.id))
    move_stops(session, former, stays.email)
    forget_trouble(session, former)  # the link arrived
    for follow in on_address_changed:
        follow(session, stays.id, former, stays.email)


def _afterwards(session: Session, selves: Selves, account_id: str, photos: set[str]) -> None:
    """Let what is computed of people be computed anew."""
    merge_index(session)
    for event_id in events_of(session, account_id):
        mark_stale(session, event_id)
    here = select(Membership.community_id).where(
        col(Membership.id).in_(list(selves.memberships.values()))
    )
    for community_id in sorted(set(session.exec(here))):
        enqueue(session, count_ties, community_id)
    for name in sorted(photos):
        enqueue(session, drop_photos, name)
