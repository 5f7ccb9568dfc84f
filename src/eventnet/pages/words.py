"""How shared pages are told."""

from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.pages.models import SharedPage


def what_goes(page: SharedPage, linking: int) -> str:
    """Say what goes with a page that is removed, of which so many others link to it."""
    versions = ngettext(
        "The page goes with its only version.",
        "The page goes with all of its %(num)d versions.",
        page.latest,
    )
    if not linking:
        return f"{versions} {_('No other page links to it.')}"
    links = ngettext(
        "%(num)d page links to it, and will say there that it was removed.",
        "%(num)d pages link to it, and will say there that it was removed.",
        linking,
    )
    return f"{versions} {links}"
