"""Markdown as people write it: what is shown of it, what never is, and how long that takes."""

import pytest

from eventnet.discussions.markdown import REL, as_html, as_text, excerpt, is_too_deep
from eventnet.discussions.models import LONGEST_POST
from eventnet.discussions.snippets import snippet
from tests.ending import comes_to_an_end


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("a **b** *c*", "<p>a <strong>b</strong> <em>c</em></p>\n"),
        ("# Big", "<h3>Big</h3>\n"),
        ("###### Small", "<h6>Small</h6>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>\n'),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
        ("`<b>`", "<p><code>&lt;b&gt;</code></p>\n"),
        (
            "[a](https://b.example)",
            '<p><a href="https://b.example" rel="noopener noreferrer nofollow ugc">a</a></p>\n',
        ),
        (
            "<mailto:a@b.example>",
            f'<p><a href="mailto:a@b.example" rel="{REL}">mailto:a@b.example</a></p>\n',
        ),
        ("![a map](https://b.example/a.png)", "<p>a map</p>\n"),
        ("a\\\nb", "<p>a<br>\nb</p>\n"),
    ],
)
def test_what_is_written_is_shown(words: str, html: str) -> None:
    assert as_html(words) == html


@pytest.mark.parametrize(
    "words",
    [
        "<script>x()</script>",
        "<img src=x onerror=x()>",
        "<svg/onload=x()>",
        "[a](javascript:x())",
        "[a](JaVaScRiPt&colon;x())",
        "[a](data:text/html,x)",
        "[a](/account/delete)",
        "[a](//evil.example)",
        "[a](vbscript:x)",
        "<javascript:x()>",
        "![a](https://evil.example/pixel.png)",
        "[![a](https://evil.example/pixel.png)](javascript:x())",
        "[a]: javascript:x()\n\n[a]",
        '[a](https://b.example" onclick="x())',
        "```html\n<script>x()</script>\n```",
        "<!-- --><iframe src=//evil.example>",
        '<https://b.example/"onmouseover=x()>',
    ],
)
def test_what_could_do_harm_is_text(words: str) -> None:
    html = as_html(words).lower()
    for bad in ("<script", "<img", "<svg", "<iframe", 'href="javascript', 'href="data', 'href="/'):
        assert bad not in html
    assert "onclick=" not in html.replace("&quot;", '"').partition("href")[2].partition(">")[0]


@pytest.mark.parametrize(
    ("words", "deep"),
    [
        ("> " * 6 + "a", False),
        ("> " * 7 + "a", True),
        ("- " * 6 + "a", False),
        ("- " * 7 + "a", True),
        ("> - > - > - a", False),
        ("> - > - > - > a", True),
        (">" * LONGEST_POST, True),
    ],
)
def test_depth_is_known(words: str, deep: bool) -> None:
    assert is_too_deep(words) is deep


BAD = {
    "quotes": "> " * 10_000,
    "lines of quotes": ("> " * 50 + "a\n") * 200,
    "lists": "".join(" " * (2 * one) + "- a\n" for one in range(140)),
    "brackets": "[" * 20_000,
    "links": "[a](" * 5_000,
    "stars": "**a *a " * 3_000,
    "ticks": "".join("`" * one + "a" for one in range(1, 200)),
    "a list of many": "1. a\n" * 4_000,
}


@pytest.mark.parametrize("name", BAD)
def test_the_longest_post_is_made_into_html_and_only_once(name: str) -> None:
    words = BAD[name][:LONGEST_POST] + name
    with comes_to_an_end():
        made = as_html(words)
    assert as_html(words) is made


def test_text_has_no_marks_and_an_excerpt_ends_between_words() -> None:
    words = "# Pumps\n\nA **good** [one](https://a.example), `blue`.\n\n![map](https://b.example)"
    assert as_text(words) == "Pumps A good one, blue. map"
    assert excerpt("one two three", 9) == "one two …"
    assert snippet("x " * 100 + "a Pümp here", "pump").startswith("… x")
    assert "Pümp here" in snippet("x " * 100 + "a Pümp here", "pump")
