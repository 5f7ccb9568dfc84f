"""Ideas in the one search of a community."""

from eventnet.communities.policies import MemberVisit
from eventnet.discussions.finding import MOST_SHOWN, FoundKind, FoundLine, also_found, with_way
from eventnet.discussions.forms import SearchFields
from eventnet.discussions.markdown import as_text
from eventnet.discussions.snippets import snippet
from eventnet.i18n import gettext as _
from eventnet.ideas.forms import FindFields
from eventnet.ideas.queries import count, lines
from eventnet.ideas.words import status_in_words


def find(visit: MemberVisit, asked: SearchFields) -> FoundKind | None:
    """Return the ideas that hold every word, those that most want first."""
    if asked.group:
        return None
    here, wanted = visit.community.slug, FindFields(q=asked.q)
    found = lines(visit.session, visit.membership, wanted, 0, MOST_SHOWN)
    total = count(visit.session, visit.membership, wanted) if found else 0
    shown = [
        FoundLine(
            one.idea.title,
            visit.url("idea", community=here, idea=one.idea.id),
            snippet(as_text(one.words), asked.q),
            f"{one.by.name} · {status_in_words(one.idea.status)}",
        )
        for one in found
    ]
    return with_way(visit, asked, "ideas", FoundKind(_("Ideas"), shown, total=total))


also_found.append(find)
