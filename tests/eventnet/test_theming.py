"""Every colour an organizer may choose gives a page that can be read."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eventnet.theming import (
    DARK,
    LIGHT,
    LINE,
    TEXT,
    ColourError,
    Page,
    contrast,
    normal,
    shades,
    theme_css,
)

TOKENS = Path(__file__).parents[2] / "static" / "css" / "tokens.css"
INK = {LIGHT: "#1e1a16", DARK: "#f0e9de"}
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
pages = pytest.mark.parametrize("page", [LIGHT, DARK], ids=["light", "dark"])


@pages
@given(accent=colours)
@example(accent="#fbf8f2")
@example(accent="#191613")
@example(accent="#ffd400")
def test_every_accent_reads_as_text_line_and_fill(page: Page, accent: str) -> None:
    parts = shades(accent, page)
    for ground in (page.paper, page.deep, page.field):
        assert contrast(parts["--accent-text"], ground) >= TEXT
        assert contrast(parts["--accent-line"], ground) >= LINE
    assert contrast(parts["--accent-text"], parts["--accent-wash"]) >= TEXT
    assert contrast(INK[page], parts["--accent-wash"]) >= TEXT
    assert contrast(parts["--on-accent"], parts["--accent"]) >= TEXT


@given(accent=colours)
def test_the_brand_itself_is_kept_where_it_already_reads(accent: str) -> None:
    parts = shades(accent, LIGHT)
    grounds = (LIGHT.paper, LIGHT.deep, LIGHT.field, parts["--accent-wash"])
    reads = all(contrast(accent, ground) >= TEXT for ground in grounds)
    assert (parts["--accent-text"] == accent) is reads
    assert parts["--accent"] == accent


@given(a=colours, b=colours)
def test_contrast_is_symmetric_and_between_1_and_21(a: str, b: str) -> None:
    assert contrast(a, b) == contrast(b, a)
    assert 1 <= contrast(a, b) <= 21


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)


@pytest.mark.parametrize("text", ["", "red", "#12", "#1234", "c2401c", "#c2401g", "#fff;}*{"])
def test_a_word_that_is_no_colour_is_refused_with_the_way_out(text: str) -> None:
    with pytest.raises(ColourError, match="write it like #c2401c"):
        theme_css(text)


def test_a_short_colour_is_the_long_one() -> None:
    assert normal(" #Fa0 ") == "#ffaa00"


@pages
def test_the_grounds_are_those_of_the_stylesheet(page: Page) -> None:
    light, dark = TOKENS.read_text().split("prefers-color-scheme: dark")
    css = light if page is LIGHT else dark
    tokens = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", css))
    assert (tokens["--paper"], tokens["--paper-deep"], tokens["--field"]) == (
        page.paper,
        page.deep,
        page.field,
    )
    assert tokens["--ink"] == INK[page]


@pages
def test_the_house_palette_reads_on_its_own_paper(page: Page) -> None:
    light, dark = TOKENS.read_text().split("prefers-color-scheme: dark")
    css = light if page is LIGHT else dark
    tokens = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", css))
    for ground in ("--paper", "--paper-deep", "--field"):
        for voice in ("--ink", "--grey-3", "--accent-text", "--good", "--careful", "--stop"):
            assert contrast(tokens[voice], tokens[ground]) >= TEXT, (voice, ground)
        assert contrast(tokens["--grey-2"], tokens[ground]) >= LINE, ground
    for state in ("good", "careful", "stop"):
        for voice in (tokens[f"--{state}"], tokens["--ink"]):
            assert contrast(voice, tokens[f"--{state}-wash"]) >= TEXT, state
    assert contrast(tokens["--accent-text"], tokens["--accent-wash"]) >= TEXT
    assert contrast(tokens["--on-accent"], tokens["--accent"]) >= TEXT


def test_the_stylesheet_has_both_themes_and_nothing_else_to_load() -> None:
    css = theme_css("#c2401c")
    assert css.count("--accent-text:") == 2
    assert "prefers-color-scheme:dark" in css
    assert "url(" not in css
