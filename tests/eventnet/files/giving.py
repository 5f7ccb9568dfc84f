"""Files that somebody gives to a group, for tests of them."""

from io import BytesIO
from zipfile import ZipFile

from PIL import Image
from sqlmodel import Session

from eventnet.communities.models import Membership
from eventnet.discussions.holding import Place
from eventnet.files.actions.giving import add_file
from eventnet.files.keeping import Sent, folder_of
from eventnet.files.models import GroupFile
from eventnet.groups.models import Group
from eventnet.settings import Settings

PLAN = b"Of pumps"


def a_file(
    session: Session,
    settings: Settings,
    by: Membership,
    group: Group,
    place: Place | None = None,
    name: str = "plan.txt",
    data: bytes = PLAN,
) -> GroupFile:
    """Give a file to a group, or to a post in it."""
    return add_file(session, by, place or group.id, Sent(name, data), folder_of(settings))


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48)) -> bytes:
    """Return a picture that says where it was taken."""
    made, written = Image.new("RGB", size, "teal"), BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Taken at the lock"
    made.save(written, kind, exif=exif)
    return written.getvalue()


def a_zip(*names: str, mimetype: str = "") -> bytes:
    """Return a zip with entries of these names."""
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return written.getvalue()
