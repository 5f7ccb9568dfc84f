"""The mails about listings: somebody wrote, and one of yours ends soon. Neither says what."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventnet.accounts.links import WAY_IN_PATH, way_in_token
from eventnet.accounts.models import Account
from eventnet.communities.models import Community
from eventnet.dates import day
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.listings.models import Listing
from eventnet.mail.outbox import Letter
from eventnet.settings import Settings

KIND = "listings"


@dataclass(frozen=True)
class Wrote:
    """Somebody wrote about a listing."""

    name: str
    listing: Listing


def wrote_letter(
    settings: Settings, account: Account, community: Community, wrote: Sequence[Wrote]
) -> Letter:
    """Return the mail about all that was written to somebody."""
    lines = [
        {
            "said": _("%(name)s about “%(title)s”", name=one.name, title=one.listing.title),
            "url": _way_in(settings, account, community, one.listing),
        }
        for one in wrote
    ]
    if len(wrote) == 1:
        first = wrote[0]
        subject = _(
            "%(name)s wrote to you about “%(title)s”", name=first.name, title=first.listing.title
        )
    else:
        subject = ngettext(
            "%(num)d person wrote to you about jobs and services",
            "%(num)d people wrote to you about jobs and services",
            len(wrote),
        )
    return _letter(community, subject, "mail/listing_wrote", lines)


def ends_letter(
    settings: Settings, account: Account, community: Community, ending: Sequence[Listing]
) -> Letter:
    """Return the mail about all listings of somebody that end soon."""
    lines = [
        {
            "said": _("“%(title)s”, until %(day)s", title=one.title, day=day(one.until, "weekday")),
            "url": _way_in(settings, account, community, one),
        }
        for one in ending
    ]
    first = ending[0]
    if len(ending) == 1:
        subject = _("“%(title)s” ends soon", title=first.title)
    else:
        subject = ngettext(
            "%(num)d listing of yours ends soon", "%(num)d listings of yours end soon", len(ending)
        )
    return _letter(community, subject, "mail/listing_ends", lines)


def _letter(
    community: Community, subject: str, template: str, lines: list[dict[str, str]]
) -> Letter:
    return Letter(
        kind=KIND,
        subject=subject,
        template=template,
        why=_(
            "You get this because of a listing under “Jobs and services” in %(community)s that is "
            "yours, or about which you wrote.",
            community=community.name,
        ),
        context={"lines": lines},
    )


def _way_in(settings: Settings, account: Account, community: Community, one: Listing) -> str:
    token = way_in_token(settings, account.email, f"/c/{community.slug}/listings/{one.id}")
    return settings.origin + WAY_IN_PATH.format(token=token)
