"""What is different between two texts."""

import random

import pytest

from eventnet.pages.differences import MOST_WORK, Line, difference
from tests.ending import comes_to_an_end


def told(lines: list[Line]) -> list[str]:
    """Return lines as a person reads them: what changed stands in brackets."""
    signs = {"same": " ", "gone": "-", "new": "+", "skipped": "…"}
    return [
        f"{signs[line.kind]}{line.count if line.kind == 'skipped' else ''}"
        + "".join(f"[{one.text}]" if one.changed else one.text for one in line.pieces)
        for line in lines
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("One\nTwo", "One\nTwo", []),
        ("A blue pump", "A red pump", ["-A [blue] pump", "+A [red] pump"]),
        ("One", "One\nTwo", [" One", "+[Two]"]),
        ("One\nTwo", "Two", ["-[One]", " Two"]),
        ("", "One", ["-", "+[One]"]),
        ("1\n2\n3\n4\n5", "1\n2\n3\n4\nV", ["…2", " 3", " 4", "-[5]", "+[V]"]),
        (
            "\u05e9\u05dc\u05d5\u05dd \u05d0",
            "\u05e9\u05dc\u05d5\u05dd \u05d1",
            ["-\u05e9\u05dc\u05d5\u05dd [\u05d0]", "+\u05e9\u05dc\u05d5\u05dd [\u05d1]"],
        ),
    ],
)
def test_what_changed_is_told_by_lines_and_words(old: str, new: str, says: list[str]) -> None:
    assert told(difference(old, new)) == says


def test_both_texts_can_be_read_from_it() -> None:
    letters = random.Random(1)
    old, new = (
        "\n".join("".join(letters.choices("ab ", k=4)) for _line in range(30)) for _text in "ab"
    )
    lines = difference(old, new)
    for kinds, text in (({"same", "gone"}, old), ({"same", "new"}, new)):
        said = ["".join(one.text for one in line.pieces) for line in lines if line.kind in kinds]
        assert [line for line in text.split("\n") if line not in said] == []


@pytest.mark.parametrize(
    "old",
    [
        "\n".join(str(number) for number in range(4_000)),
        "\n" * 20_000,
        "a b " * 5_000,
        "\n".join("ab" * 250),
        " ".join(str(number) for number in range(4_000)),
    ],
    ids=["many lines", "empty lines", "a long line", "few letters", "many words"],
)
def test_longest_pages_are_compared_at_once(old: str) -> None:
    pieces = list(old)
    random.Random(2).shuffle(pieces)
    with comes_to_an_end():
        difference(old, "".join(pieces))


def test_more_than_can_be_compared_is_all_new() -> None:
    many = int(MOST_WORK**0.5) + 1
    old = "\n".join(f"a{number}" for number in range(many))
    new = "\n".join(f"b{number}" for number in range(many))
    assert {line.kind for line in difference(f"x\n{old}\ny", f"x\n{new}\ny")} == {
        "same",
        "gone",
        "new",
    }
