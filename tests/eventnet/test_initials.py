import pytest

from eventnet.initials import initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada", "A"),
        ("amélie van Okonkwo-Reyes", "AO"),
        ("ليلى حداد", "لح"),
        ("李 小龙", "李小"),
        ("\u200fשרה (לוי) 👩🏽\u200d🌾", "של"),
        ("3D Days", "3D"),
        ("ßeta", "SS"),
        ("👩\u200d🌾 …", "?"),
        ("", "?"),
    ],
)
def test_initials_are_letters_of_the_first_and_the_last_word(name: str, letters: str) -> None:
    assert initials(name) == letters
