"""What a file is called when somebody saves it: words alone, and an ending that tells the truth."""

import re

from eventnet.files.models import LONGEST_NAME
from eventnet.forms import clean_line
from eventnet.i18n import gettext as _
from eventnet.unseen import UNSEEN, can_be_seen

NOT_IN_NAMES = re.compile(r'[<>:"|?*\\/]')


def parts_of(sent: str) -> tuple[str, str]:
    """Return a name without folders and marks, and how it ended."""
    last = re.split(r"[\\/]", sent)[-1]
    seen = "".join(character for character in last if character not in UNSEEN)
    line = str(clean_line(NOT_IN_NAMES.sub(" ", seen)))
    stem, dot, suffix = line.rpartition(".")
    if not dot or not stem.strip(". "):
        stem, suffix = line, ""
    return stem.strip(". "), suffix.lower()


def called(stem: str, suffix: str) -> str:
    """Return the name under which it is saved."""
    words = stem if can_be_seen(stem) else _("file")
    return f"{words[: LONGEST_NAME - len(suffix) - 1].rstrip()}.{suffix}"
