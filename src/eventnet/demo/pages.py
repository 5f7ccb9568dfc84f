"""The demo's shared pages: what the group of water levels knows together, and how that grew."""

from sqlmodel import Session

from eventnet.communities.models import Membership
from eventnet.pages.actions.writing import Place, begin_page, save_page
from eventnet.pages.forms import PageFields

HOW = "How we publish water levels"
GAUGES = "Gauges and who reads them"
FIRST = """\
A file that is written anew, and the last hundred of them beside it.

1. write it under another name,
2. move it into place,
3. keep what was there.
"""
SECOND = """\
A file that is written anew every ten minutes, and the last hundred of them beside it.

1. write it under another name,
2. look whether it can be read,
3. move it into place,
4. keep what was there.

Which gauge is read by whom stands under [[Gauges and who reads them]].
"""
THIRD = """\
A file that is written anew every ten minutes, and the last hundred of them beside it. With one
person on Tuesdays that is what still works in five years.

## Step by step

1. write it under another name,
2. look whether it can be read,
3. move it into place,
4. keep what was there.

## When it goes wrong

> An old level that says how old it is helps; an empty page does not.

Which gauge is read by whom stands under [[Gauges and who reads them]]. What the numbers mean for
ships stands under [[Levels for skippers]].
"""
READERS = """\
- **North pier**: Florian, at seven and at nineteen
- **The old lock**: nobody, since the ruler is gone
- **Upper basin**: Élodie, on Tuesdays

How it is then published stands under [[How we publish water levels]].
"""


def write_pages(
    session: Session, group_id: str, florian: Membership, elodie: Membership, fiona: Membership
) -> None:
    """Let them write two pages that link to each other, and one of them several times."""
    how = begin_page(session, florian, group_id, PageFields(title=HOW, words=FIRST))
    begin_page(session, elodie, group_id, PageFields(title=GAUGES, words=READERS))
    for number, (who, words, note) in enumerate(
        (
            (elodie, SECOND, "We look at it before we move it"),
            (fiona, THIRD, "Headings, and what to do when it goes wrong"),
        ),
        start=1,
    ):
        said = PageFields(title=HOW, words=words, note=note, version=str(number))
        save_page(session, who, Place(group_id, how.key), said)
