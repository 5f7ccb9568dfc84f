"""Pictures that people send: decoded within limits, re-encoded, kept under names of ours.

Nothing of what was sent is kept but its pixels, so neither the place where a photo was taken nor
anything hidden in the file reaches a reader.
"""

import os
import re
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps
from starlette.datastructures import UploadFile
from starlette.responses import FileResponse

from eventnet.body_limit import MEGABYTE
from eventnet.errors import NotFound, Refused, TooLarge
from eventnet.i18n import gettext as _
from eventnet.ids import new_id

MOST_BYTES = 8 * MEGABYTE
MOST_PIXELS = 50_000_000
LEAST_SIDE = 16
FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BODY = MOST_BYTES + MEGABYTE
"""For the `max_body` of a page that takes a picture beside its other fields."""
OURS = re.compile(r"[2-9a-z]+\.webp")
# What Pillow's decoders raise on damaged or hostile files.
UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, IndexError, Image.DecompressionBombError)


def sent_image(sent: object) -> bytes | None:
    """Return the bytes of a form's file field, or None if no file was chosen."""
    if not isinstance(sent, UploadFile) or not sent.filename:
        return None
    return sent.file.read(MOST_BYTES + 1)


def store_image(data: bytes, folder: Path, *, square: int | None, longest: int) -> str:
    """Keep a picture and return its name.

    With `square` it is cut to a square of at most so many pixels a side; otherwise its longer side
    is brought down to `longest` pixels. Raises Refused, in words.
    """
    picture = _decode(data)
    if square is not None:
        side = min(square, *picture.size)
        picture = ImageOps.fit(picture, (side, side), Image.Resampling.LANCZOS)
    else:
        picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    encoded = BytesIO()
    picture.save(encoded, "WEBP", quality=88, exif=b"", xmp=b"", icc_profile=b"")
    return keep(encoded.getvalue(), folder, "webp")


def copy_image(folder: Path, name: str | None) -> str | None:
    """Keep a picture once more, under a name of its own; None if there is none."""
    if not name or not OURS.fullmatch(name) or not (folder / name).is_file():
        return None
    return keep((folder / name).read_bytes(), folder, "webp")


def drop_image(folder: Path, name: str | None) -> None:
    """Forget a picture, if there is one of that name."""
    if name and OURS.fullmatch(name):
        (folder / name).unlink(missing_ok=True)


def image_response(folder: Path, name: str | None, *, public: bool) -> FileResponse:
    """Answer with a picture. Its name changes with its content, so browsers may keep it."""
    if not name or not OURS.fullmatch(name) or not (folder / name).is_file():
        raise NotFound(_("There is no such picture."))
    kept = "public" if public else "private"
    headers = {"Cache-Control": f"{kept}, max-age=31536000, immutable"}
    return FileResponse(folder / name, media_type="image/webp", headers=headers)


def _decode(data: bytes) -> Image.Image:
    if len(data) > MOST_BYTES:
        most = MOST_BYTES // MEGABYTE
        raise TooLarge(
            _("This picture is larger than %(most)d MB. Please choose a smaller one.", most=most)
        )
    try:
        opened = Image.open(BytesIO(data), formats=FORMATS)
    except UNREADABLE as error:
        raise Refused(
            _("This file is no picture that we can read: please choose a JPEG, PNG or WebP.")
        ) from error
    # The header tells the size, so that a small file cannot unpack into a huge picture.
    width, height = opened.size
    if width * height > MOST_PIXELS:
        raise Refused(
            _(
                "This picture has %(width)d × %(height)d pixels, more than the %(most)d million we "
                "take. Please choose a smaller one.",
                width=width,
                height=height,
                most=MOST_PIXELS // 1_000_000,
            )
        )
    if min(width, height) < LEAST_SIDE:
        raise Refused(
            _(
                "This picture is only %(width)d × %(height)d pixels. Please choose a larger one.",
                width=width,
                height=height,
            )
        )
    try:
        upright = ImageOps.exif_transpose(opened)
        return upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except UNREADABLE as error:
        raise Refused(
            _("This picture is damaged or cut off. Please choose it again, or another one.")
        ) from error


def keep(data: bytes, folder: Path, suffix: str) -> str:
    """Write a file under a name of ours only when it is whole and on the disk; return its name."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{new_id()}.{suffix}"
    part = folder / f"{name}.part"
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / name)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return name
