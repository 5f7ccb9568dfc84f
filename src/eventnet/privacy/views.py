"""Everything about oneself, to look at and to take along; and the notice of who sees what."""

from typing import Any

from starlette.responses import Response

from eventnet import clock
from eventnet.absence.rereading import KEPT as CALENDARS_KEPT
from eventnet.accounts.links import LIFETIME as LINKS_WORK
from eventnet.accounts.models import TAKEN_BACK_WITHIN, LinkPurpose
from eventnet.accounts.policies import AccountVisit, Visitor
from eventnet.accounts.reserving import OBJECT_WITHIN
from eventnet.accounts.sweeping import LINKS_KEPT
from eventnet.arrivals.actions.joining import LIFETIME as JOINING_WAITS
from eventnet.arrivals.sweeping import FILES_KEPT
from eventnet.communities.queries import communities_of
from eventnet.day.sweeping import KEPT as DAY_KEPT
from eventnet.events.closed import GRACE
from eventnet.files.keeping import folder_of
from eventnet.i18n import gettext as _
from eventnet.listings.telling import KEPT as LISTINGS_KEPT
from eventnet.logs import logger
from eventnet.mail.sweeping import MAILS_KEPT
from eventnet.messages.settling import REPORTS_KEPT
from eventnet.people.views.profile import photos
from eventnet.privacy.in_groups import own_files
from eventnet.privacy.packing import pack
from eventnet.privacy.policies import NoticeVisit
from eventnet.privacy.queries import everything, looks_at, memberships
from eventnet.settings import Settings
from eventnet.templating import render

log = logger("eventnet.security")


def my_data(visit: AccountVisit) -> Response:
    """Say what is kept about somebody, and how to take it along or end it."""
    belongs = [
        community for community, _membership in communities_of(visit.session, visit.account.id)
    ]
    context = {
        "files": _files(),
        "communities": belongs,
        "looks": looks_at(visit.session, visit.account.id),
    }
    return render(visit, "privacy/my_data.html", context)


def my_data_file(visit: AccountVisit) -> Response:
    """Answer with everything that is kept about whoever asks."""
    session, account = visit.session, visit.account
    log.info("account.exported", account=account.id)
    pictures = [
        profile.photo for _member, _place, profile in memberships(session, account.id) if profile
    ]
    folder = folder_of(visit.settings)
    given = {name: folder / stored for name, stored in own_files(session, account.id).items()}
    packed = pack(everything(session, account), pictures, photos(visit.settings), given)
    name = f"my-data-{clock.now():%Y-%m-%d}.zip"
    return Response(
        packed,
        media_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _files() -> list[tuple[str, str]]:
    """Return the files and folders of the archive, each with what it holds."""
    folders = {"photos", "files"}
    return [
        (f"{name}/" if name in folders else f"{name}.json", words) for name, words in _kept_words()
    ]


def _kept_words() -> list[tuple[str, str]]:
    """Return what the archive holds, in words, by name."""
    return [
        (
            "account",
            _("your address, time zone and language, what signs you in, mails you stopped"),
        ),
        (
            "sessions",
            _("the browsers you are signed in with, and when links to sign in were mailed"),
        ),
        ("profiles", _("what you say of yourself in each community, and to whom you show it")),
        ("photos", _("your photos")),
        ("files", _("the files that you gave to groups")),
        ("attendances", _("your events: role, choice of meetings, times when you cannot")),
        ("tickets", _("what the ticket shop or the organizers said of you")),
        ("wishes", _("whom you want to meet, and whom you would rather not")),
        ("answers", _("what you answered to the questions of the organizers, and who sees it")),
        ("starred_sessions", _("the sessions that you starred")),
        ("round_tables", _("round tables that you host, your seats, and your wishes for one")),
        ("notes", _("your bookmarks and private notes")),
        ("searches", _("the searches you keep, and which of them you watch")),
        ("contacts", _("with whom you exchanged details, and what they share with you")),
        ("requests", _("your requests to meet, and what you wrote to each other")),
        ("messages", _("what you and others wrote to each other, and whom you block")),
        ("reports", _("what you reported to organizers")),
        ("meetings", _("your meetings, also those that were called off")),
        (
            "pairs_by_hand",
            _("when organizers asked for a meeting of yours, kept one from you, or moved one"),
        ),
        ("promises", _("what you and those you met agreed")),
        ("days", _("when you said that you are here, or free, and what was proposed to you then")),
        ("waiting", _("the events for a place at which you wait")),
        ("asked_again", _("the events to which you were asked to come again")),
        ("introductions", _("introductions that you asked for, or answered; maps with your ties")),
        ("team", _("in which exhibitor team you are, and whom you are to meet for it")),
        ("asks", _("what you asked and were asked, the answers, and what you have helped with")),
        ("crews", _("the crews you put together, were asked for, and are in")),
        (
            "groups",
            _("your groups, what you wrote there, what you follow, reported or said with a click"),
        ),
        (
            "ideas",
            _("what you suggested and wrote about ideas, for which you vote, what you reported"),
        ),
        ("listings", _("the jobs and services that you put up, and what was written about them")),
        ("mails", _("the mails to you that are still kept")),
        ("reaching", _("how often you want a digest, whom you follow, and addresses made for you")),
        ("rounds", _("how you take part in rounds, and the talks that came of them")),
        ("organizing", _("what you organize, and the files and runs you started")),
        ("deeds", _("what you changed as far as it is written down, and what was changed for you")),
    ]


def notice(visit: Visitor) -> Response:
    """Say who sees what, and for how long."""
    return render(visit, "privacy/notice.html", {"community": None, **_times(visit.settings)})


def community_notice(visit: NoticeVisit) -> Response:
    """Say the same to whoever comes from a community."""
    context = {"community": visit.community, **_times(visit.settings)}
    return render(visit, "privacy/notice.html", context)


def _times(settings: Settings) -> dict[str, Any]:
    """Return how long what is kept, as it is carried out."""
    return {
        "mails_days": MAILS_KEPT.days,
        "listings_days": LISTINGS_KEPT.days,
        "reports_days": REPORTS_KEPT.days,
        "calendars_days": CALENDARS_KEPT.days,
        "files_days": FILES_KEPT.days,
        "erased_days": TAKEN_BACK_WITHIN.days,
        "deleted_event_days": GRACE.days,
        "on_the_day_days": DAY_KEPT.days,
        "joining_days": JOINING_WAITS.days,
        "idle_days": settings.session_idle_days,
        "session_days": settings.session_days,
        "link_minutes": int(LINKS_WORK[LinkPurpose.SIGN_IN].total_seconds() // 60),
        "invitation_days": LINKS_WORK[LinkPurpose.INVITATION].days,
        "links_days": LINKS_KEPT.days,
        "objection_days": OBJECT_WITHIN.days,
    }
