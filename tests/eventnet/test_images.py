import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from starlette.datastructures import UploadFile

from eventnet import images
from eventnet.errors import NotFound, Refused, TooLarge
from eventnet.images import drop_image, image_response, sent_image, store_image

ORIENTATION = 0x0112
MAKER = 0x010F


def encoded(picture: Image.Image, kind: str, **how: object) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


def kept(folder: Path, name: str) -> Image.Image:
    return Image.open(folder / name)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_kept_under_a_name_of_ours(tmp_path: Path, kind: str) -> None:
    data = encoded(Image.new("RGB", (900, 300), "teal"), kind)
    name = store_image(data, tmp_path / "files", square=None, longest=300)
    assert kept(tmp_path / "files", name).size == (300, 100)
    assert kept(tmp_path / "files", name).format == "WEBP"
    assert [path.name for path in (tmp_path / "files").iterdir()] == [name]


def test_a_square_is_cut_from_the_middle_and_never_blown_up(tmp_path: Path) -> None:
    picture = Image.new("RGB", (300, 100), "white")
    picture.paste("black", (100, 0, 200, 100))
    name = store_image(encoded(picture, "PNG"), tmp_path, square=512, longest=512)
    assert kept(tmp_path, name).size == (100, 100)
    assert kept(tmp_path, name).convert("L").getpixel((10, 50)) == pytest.approx(0, abs=8)


def test_nothing_but_pixels_is_kept(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[MAKER] = "a secret place"
    exif[ORIENTATION] = 6
    data = encoded(
        Image.new("RGB", (60, 40)),
        "JPEG",
        exif=exif,
        comment=b"a secret word",
        icc_profile=b"a secret profile",
    )
    assert b"secret" in data
    name = store_image(data, tmp_path, square=None, longest=100)
    assert kept(tmp_path, name).size == (40, 60)  # turned upright, as the camera said
    assert b"secret" not in (tmp_path / name).read_bytes()
    assert not dict(kept(tmp_path, name).getexif())


def test_the_words_in_a_png_are_not_kept(tmp_path: Path) -> None:
    words = PngInfo()
    words.add_text("Comment", "<script>alert(1)</script>")
    name = store_image(
        encoded(Image.new("RGBA", (60, 40)), "PNG", pnginfo=words),
        tmp_path,
        square=None,
        longest=99,
    )
    assert b"script" not in (tmp_path / name).read_bytes()
    assert kept(tmp_path, name).mode == "RGBA"  # a logo keeps its transparency


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_every_kind_of_colour_is_read(tmp_path: Path, mode: str) -> None:
    data = encoded(Image.new(mode, (40, 40)), "JPEG" if mode == "CMYK" else "PNG")
    assert kept(tmp_path, store_image(data, tmp_path, square=None, longest=40)).size == (40, 40)


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
WHOLE = encoded(Image.effect_noise((200, 200), 60), "PNG")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        SVG,
        b"%PDF-1.7",
        encoded(Image.new("RGB", (40, 40)), "GIF"),
        encoded(Image.new("RGB", (40, 40)), "BMP"),
        encoded(Image.new("RGB", (40, 40)), "TIFF"),
        WHOLE[:2000],
        WHOLE[:1000] + b"\x00" * 500 + WHOLE[1500:],
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 200,
        b"\xff\xd8\xff\xe0" + b"\x00" * 100,
        b"RIFF\xff\xff\xff\xffWEBPVP8 ",
    ],
    ids=["empty", "svg", "pdf", "gif", "bmp", "tiff", "cut", "holed", "png?", "jpeg?", "webp?"],
)
def test_what_is_no_picture_is_refused_and_leaves_nothing(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Refused, match=r"JPEG, PNG or WebP|damaged"):
        store_image(data, tmp_path / "files", square=None, longest=100)
    assert not (tmp_path / "files").exists()


def test_a_small_file_that_unpacks_into_a_huge_picture_is_refused(tmp_path: Path) -> None:
    bomb = encoded(Image.new("1", (10_000, 6_000)), "PNG")
    assert len(bomb) < 20_000
    with pytest.raises(Refused, match="10000 × 6000 pixels"):
        store_image(bomb, tmp_path, square=None, longest=100)


def test_too_many_bytes_and_too_few_pixels_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="8 MB"):
        store_image(b"\xff" * (images.MOST_BYTES + 1), tmp_path, square=None, longest=100)
    with pytest.raises(Refused, match="only 4 × 400 pixels"):
        store_image(encoded(Image.new("L", (4, 400)), "PNG"), tmp_path, square=None, longest=9)


def test_a_full_disk_leaves_no_half_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store_image(WHOLE, tmp_path, square=None, longest=100)
    assert list(tmp_path.iterdir()) == []


def test_a_field_without_a_file_sends_no_picture() -> None:
    assert sent_image(None) is None
    assert sent_image("text") is None
    assert sent_image(UploadFile(BytesIO(b""), filename="")) is None
    assert sent_image(UploadFile(BytesIO(b"bytes"), filename="a.png")) == b"bytes"


@pytest.mark.parametrize("name", [None, "", "../secret.webp", "abc.webp", "abc.svg", "a/b.webp"])
def test_only_pictures_of_ours_are_served(tmp_path: Path, name: str | None) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "secret.webp").write_bytes(b"secret")
    (tmp_path / "files" / "abc.svg").write_bytes(SVG)
    with pytest.raises(NotFound):
        image_response(tmp_path / "files", name, public=True)


def test_a_dropped_picture_is_gone(tmp_path: Path) -> None:
    name = store_image(WHOLE, tmp_path, square=64, longest=64)
    assert (
        image_response(tmp_path, name, public=False).headers["cache-control"].startswith("private")
    )
    drop_image(tmp_path, name)
    drop_image(tmp_path, None)
    drop_image(tmp_path, "../secret.webp")
    assert list(tmp_path.iterdir()) == []
