"""Files among what the search finds in groups."""

from eventnet.communities.policies import MemberVisit
from eventnet.dates import day
from eventnet.discussions.finding import FoundKind, FoundLine, also_found
from eventnet.discussions.forms import SearchFields
from eventnet.files.searching import search_files
from eventnet.files.words import in_words
from eventnet.i18n import gettext as _
from eventnet.paging import with_query

ON = "files_before"
"""The field of the address that says from where it goes on."""


def found_files(visit: MemberVisit, wanted: SearchFields) -> FoundKind:
    """Return the files whose names hold what is looked for, the latest first."""
    before = visit.request.query_params.get(ON, "")
    found, last = search_files(visit.session, visit.membership, wanted.q, wanted.group, before)
    here = visit.community.slug
    query = {"q": wanted.q, "group": wanted.group, ON: last}
    return FoundKind(
        label=_("Files"),
        lines=[
            FoundLine(
                title=file.name,
                href=visit.url("group-file-about", community=here, group=group.id, file=file.id),
                words=_("With a post in “%(title)s”", title=thread.title or _("Removed"))
                if thread
                else "",
                about=f"{group.name} · {in_words(file)} · {day(file.added_at.date(), 'long')}",
            )
            for file, group, thread in found
        ],
        href=with_query(visit.url("discussions", community=here), query) if last else "",
    )


also_found.append(found_files)
