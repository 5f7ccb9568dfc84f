"""The organizers' guide has every page of the console's menu, and every picture that it names."""

import re
from pathlib import Path

from eventnet import navigation

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "organizers"


def named() -> list[str]:
    """Return the pictures that the guide shows, in order."""
    return re.findall(r"\]\(([\w-]+)\.webp\)", (GUIDE / "README.md").read_text())


def test_each_picture_is_shown_once_and_taken_by_the_command() -> None:
    shown = named()
    taken = re.findall(
        r'^    "([\w-]+)": ', (ROOT / "tests" / "e2e" / "pictures.py").read_text(), re.MULTILINE
    )
    assert sorted(shown) == sorted(set(shown)) == sorted(path.stem for path in GUIDE.glob("*.webp"))
    assert sorted(shown) == sorted(taken)


def test_each_page_of_the_menu_is_shown() -> None:
    menu = Path(navigation.__file__).read_text().partition("def sections")[2]
    console = re.findall(r'\(_\("[^"]+"\), "([\w-]+)"\)', menu)
    assert set(console) <= set(named())
    assert len(console) > 20
