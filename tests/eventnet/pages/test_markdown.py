"""Links between pages in Markdown, and nothing besides that could do harm."""

import pytest

from eventnet.pages.markdown import Ways, as_html, as_text, links_of
from eventnet.pages.titles import fold
from tests.eventnet.world.planting import PIECES
from tests.eventnet.world.reading import Reader

WAYS = Ways({fold("Pumps"): "/pumps"}, "/new")
MISSING = '<a class="page-missing" href="/new?title={}" rel="noopener noreferrer nofollow ugc">'


def html(words: str) -> str:
    return str(as_html(words, WAYS)).strip()


def test_headings_begin_below_the_title_of_the_page() -> None:
    assert html("# Big\n\n## Less") == "<h2>Big</h2>\n<h3>Less</h3>"


def test_link_to_what_was_removed_says_so() -> None:
    ways = Ways({fold("Pumps"): "/pumps"}, "/new", {fold("Pumps")})
    shown = str(as_html("[[Pumps|all of them]]", ways))
    assert '<a class="page-missing" href="/pumps"' in shown
    assert "all of them <em>(removed)</em>" in shown


@pytest.mark.parametrize(
    ("words", "title", "says"),
    [
        ("[[Pumps]]", "Pumps", "Pumps"),
        ("[[ pUMPS ]]", "pUMPS", "pUMPS"),
        ("[[Pumps|all of them]]", "Pumps", "all of them"),
        ("**[[Pumps]]**", "Pumps", "Pumps"),
        ("- [[Pumps]]", "Pumps", "Pumps"),
    ],
)
def test_link_leads_to_the_page_of_its_title(words: str, title: str, says: str) -> None:
    assert f'<a href="/pumps" rel="noopener noreferrer nofollow ugc">{says}</a>' in html(words)
    assert links_of(words) == (title,)
    assert says in as_text(words)


def test_link_to_what_is_not_there_offers_to_write_it() -> None:
    shown = html("[[Valves & <b>]]")
    assert MISSING.format("Valves+%26+%3Cb%3E") in shown
    assert "not written yet" in shown


@pytest.mark.parametrize(
    "words",
    [
        "`[[Pumps]]`",
        "    [[Pumps]]",
        "```\n[[Pumps]]\n```",
        "\\[[Pumps]]",
        "[[]]",
        "[[ ]]",
        "[[a\nb]]",
    ],
)
def test_brackets_are_brackets_where_they_are_no_link(words: str) -> None:
    assert links_of(words) == ()
    assert "<a " not in html(words)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("words", ["{}", "[[{}]]", "[[Pumps|{}]]", "[[Pumps]] {}", "[{}](/x)"])
def test_nothing_runs(piece: str, words: str) -> None:
    elements = Reader(html(words.format(piece))).elements
    allowed = {"p", "a", "em", "strong", "code", "pre", "blockquote", "li", "ul", "br"}
    assert {tag for tag, _given in elements} <= allowed
    for _tag, given in elements:
        assert set(given) <= {"href", "rel", "class"}
        assert given.get("href", "/").startswith(("/", "http"))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Pumps", " pumps "), ("A  B", "a b"), ("STRASSE", "stra\u00dfe"), ("\ufb01n", "fin")],
)
def test_titles_that_read_alike_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)
