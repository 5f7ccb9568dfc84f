"""What comes in about files."""

from typing import Literal

from starlette.datastructures import UploadFile

from eventnet.body_limit import MEGABYTE
from eventnet.errors import Refused, TooLarge
from eventnet.files.keeping import Sent
from eventnet.files.models import MOST_BYTES
from eventnet.forms import Fields, Once
from eventnet.i18n import gettext as _


class FileFields(Fields):
    """What goes with a file; the file itself is read by `sent_file`."""

    once: Once = ""


class JudgeFields(Fields):
    """What becomes of a file that was reported."""

    do: Literal["hide", "restore", "keep"]


def sent_file(field: object) -> Sent:
    """Return the file of a form; refuse in words what is not taken."""
    if not isinstance(field, UploadFile) or not field.filename:
        raise Refused(_("Please choose a file first."))
    data = field.file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise TooLarge(
            _(
                "This file is larger than %(most)d MB. Please choose a smaller one.",
                most=MOST_BYTES // MEGABYTE,
            )
        )
    return Sent(field.filename, data)
