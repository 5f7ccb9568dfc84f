import pytest

from eventnet.arrivals.readers.text import tidy
from eventnet.unseen import BLANK, UNSEEN, can_be_seen


@pytest.mark.parametrize(
    "character", sorted(UNSEEN | BLANK | set("\u200c\u200d\u00a0\u3000\u0301\n"))
)
def test_character_without_ink_is_not_seen_alone(character: str) -> None:
    assert not can_be_seen(character * 3)
    assert can_be_seen(f"{character}a")


@pytest.mark.parametrize("text", ["a", "李", "ش", "🌾", "é", "7", "?"])
def test_letter_figure_or_sign_is_seen(text: str) -> None:
    assert can_be_seen(text)


def test_text_of_a_ticket_keeps_nothing_unseen() -> None:
    assert tidy("".join(sorted(UNSEEN)) + "Ada") == "Ada"
