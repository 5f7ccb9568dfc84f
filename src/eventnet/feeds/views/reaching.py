"""What reaches me: the digest, whom I follow, and the addresses of my feeds."""

from starlette.responses import Response

from eventnet.communities.policies import MemberVisit
from eventnet.digests.actions import choose
from eventnet.digests.queries import is_stopped, rhythm_of
from eventnet.digests.words import rhythms
from eventnet.errors import NotFound
from eventnet.feeds.addresses import renew
from eventnet.feeds.forms import RhythmFields
from eventnet.feeds.queries import FeedLine, feeds_of
from eventnet.feeds.words import kinds_in_words
from eventnet.following.queries import followed
from eventnet.forms import Form
from eventnet.groups.queries import lists
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render


def show(visit: MemberVisit) -> Response:
    """Show it."""
    now = rhythm_of(visit.session, visit.membership.id)
    return _page(visit, Form.of(RhythmFields.model_construct(rhythm=now)))


def save(visit: MemberVisit) -> Response:
    """Keep how often a digest comes."""
    form: Form[RhythmFields] = Form.read(RhythmFields, visit.form)
    if not form.valid:
        return _page(visit, form, 422)
    choose(visit.session, visit.membership, visit.account.email, form.data.rhythm)
    return _back(visit, _("Your choice is saved."))


def renew_feed(visit: MemberVisit) -> Response:
    """Make a new address for one of the reader's feeds."""
    people = followed(visit.session, visit.membership)
    mine = feeds_of(visit.session, visit.settings.key, visit.membership, visit.community, people)
    wanted = next((one.wanted for one in mine if one.wanted.name == visit.param("feed")), None)
    if wanted is None:
        raise NotFound(_("There is no such feed, or it is not yours."))
    renew(visit.session, visit.membership, wanted)
    return _back(visit, _("The feed has a new address. The old one no longer works."))


def _page(visit: MemberVisit, form: Form[RhythmFields], status: int = 200) -> Response:
    people = followed(visit.session, visit.membership)
    mine = feeds_of(visit.session, visit.settings.key, visit.membership, visit.community, people)
    groups = lists(visit.session, visit.membership).mine
    context = {
        "community": visit.community,
        "form": form,
        "rhythms": rhythms(),
        "stopped": is_stopped(visit.session, visit.account.email),
        "email": visit.account.email,
        "people": people,
        "groups": groups,
        "feeds": _by_kind(mine),
    }
    return render(visit, "feeds/reaching.html", context, status=status)


def _by_kind(mine: list[FeedLine]) -> list[tuple[str, list[FeedLine]]]:
    """Return the feeds under what they are of; what there is none of has no heading."""
    parts = [
        (words, [one for one in mine if one.wanted.kind in kinds])
        for words, kinds in kinds_in_words()
    ]
    return [part for part in parts if part[1]]


def _back(visit: MemberVisit, sentence: str) -> Response:
    there = see(visit.url("reaching", community=visit.community.slug))
    return with_notice(visit, there, sentence)
