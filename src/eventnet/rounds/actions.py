"""How a community holds rounds, and how a member takes part in them."""

from sqlmodel import Session

from eventnet import audit, clock
from eventnet.communities.models import Community, Membership
from eventnet.database import insert_missing, lock, writing
from eventnet.errors import NotFound
from eventnet.i18n import gettext as _
from eventnet.rounds.forms import SettingUp, TakingPart
from eventnet.rounds.models import RoundMember, RoundsSetting
from eventnet.versions import expect, version_of

SHOWN = ("is_on", "rhythm", "weekday", "starts_on", "minutes", "colleagues", "across")


def set_up(session: Session, community_id: str, said: SettingUp, by: str) -> None:
    """Say how a community holds rounds, and whether it does."""
    with writing(session):
        if lock(session, Community, community_id) is None:
            raise NotFound(_("There is no such community."))
        setting = session.get(RoundsSetting, community_id, populate_existing=True)
        expect(said.version, version_of(setting, only=SHOWN) if setting else "")
        if setting is None:
            setting = RoundsSetting(community_id=community_id, starts_on=said.starts_on)
        setting.is_on, setting.rhythm, setting.weekday = said.is_on, said.rhythm, said.weekday
        setting.starts_on, setting.minutes = said.starts_on, said.minutes
        setting.colleagues, setting.across = said.colleagues, said.across()
        setting.changed_at = clock.now()
        session.add(setting)
        audit.record(
            session, "rounds.set_up", account_id=by, community_id=community_id, on=said.is_on
        )


def take_part(session: Session, community_id: str, membership_id: str, said: TakingPart) -> None:
    """Let a member take part in rounds, or change how they do."""
    with writing(session):
        membership = lock(session, Membership, membership_id)
        if membership is None or membership.left_at is not None:
            raise NotFound(_("You are not a member of this community any more."))
        insert_missing(session, RoundMember, [_new(community_id, membership_id)])
        mine = session.get_one(
            RoundMember, membership_id, with_for_update=True, populate_existing=True
        )
        mine.takes_part, mine.every = True, int(said.every)
        mine.paused_until, mine.skips_next = said.paused_until, said.skips_next
        mine.time_zone, mine.days = said.time_zone, sorted(set(said.days))
        mine.from_hour, mine.to_hour, mine.where = said.from_hour, said.to_hour, said.where
        session.add(mine)


def _new(community_id: str, membership_id: str) -> dict[str, object]:
    fresh = RoundMember(community_id=community_id, membership_id=membership_id)
    return fresh.model_dump()


def stop(session: Session, membership_id: str) -> None:
    """Let a member take part no more; a talk that they have stands. Again does no harm."""
    with writing(session):
        mine = lock(session, RoundMember, membership_id)
        if mine is not None:
            mine.takes_part, mine.first_since = False, None
            session.add(mine)


def renew_calendar(session: Session, membership_id: str, account_id: str) -> None:
    """Make a new address of one's calendar; older ones stop working at once."""
    with writing(session):
        mine = lock(session, RoundMember, membership_id)
        if mine is None:
            raise NotFound(_("You take no part in rounds, so there is no calendar of them."))
        mine.calendar += 1
        session.add(mine)
        audit.record(session, "calendar.renewed", account_id=account_id, subject=membership_id)
