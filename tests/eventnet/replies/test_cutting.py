"""What somebody wrote, without what their program put around it."""

import pytest

from eventnet.replies.cutting import cut
from eventnet.replies.plain import as_text
from tests.ending import comes_to_an_end

MARKED = "↑↑↑ Write your answer above this line, and it stands in the discussion. ↑↑↑"


@pytest.mark.parametrize(
    "quote",
    [
        f"On Mon, 6 Sep 2027 at 08:10, eventnet <meet@x.example> wrote:\n> {MARKED}\n> Old",
        f"Am 06.09.2027 um 08:10 schrieb eventnet\n<meet@x.example>:\n\n> {MARKED}\n> Old",
        f"Le lun. 6 sept. 2027 à 08:10, eventnet <meet@x.example> a écrit :\n\n> {MARKED}\n> Old",
        f"{MARKED}\nOld",
        "On Mon, 6 Sep 2027 at 08:10, eventnet <meet@x.example> wrote:\n> Old\n>\n> Older",
        "-----Original Message-----\nFrom: eventnet\nOld",
        "________________________________\nFrom: eventnet <meet@x.example>\nSent: Monday\nOld",
        "From: eventnet <meet@x.example>\nSent: Monday\nTo: Ada\nSubject: Pumps\n\nOld",
        "Von: eventnet <meet@x.example>\nGesendet: Montag\nAn: Ada\nBetreff: Pumpen\n\nOld",
        "-- \nAda Example\nOld Harbour Ltd",
        "--\nAda Example\n\nOn 6 Sep 2027, eventnet <meet@x.example> wrote:\n> Old",
    ],
)
def test_quotes_and_signatures_are_cut(quote: str) -> None:
    assert cut(f"The red one.\r\n\r\nIt *leaks*.\r\n\r\n{quote}") == "The red one.\n\nIt *leaks*."


@pytest.mark.parametrize(
    "words",
    [
        "Two things, as of 2027:\n\n- pumps\n- valves",
        "| pump | price |\n| --- | --- |\n| red | 3 |",
        "Ask ada@example.org: she knows.",
        "Note: write to ada@example.org\nor do not.",
        "Before\n\n---\n\nAfter",
    ],
)
def test_what_only_looks_like_a_quote_stays(words: str) -> None:
    assert cut(words) == words


def test_answers_between_quotes_are_kept_and_the_quotes_are_not() -> None:
    assert cut("> Which pump?\nThe red one.\n> And the valve?\nNone.\n") == "The red one.\nNone."


def test_a_mail_of_nothing_but_quotes_says_nothing() -> None:
    assert cut("> Which pump?\n> And the valve?") == ""


def test_html_becomes_text_without_scripts_styles_and_quotes() -> None:
    html = (
        "<html><head><title>No</title><style>p{}</style></head><body>"
        "<p>The red<br>one &amp; only.</p><div>It leaks.</div><script>x()</script>"
        "<blockquote>Old <blockquote>older</blockquote> text</blockquote><p>Bye</p></body></html>"
    )
    assert as_text(html) == "The red\none & only.\n\nIt leaks.\n\nBye"


@pytest.mark.parametrize("dashes", ["--", "=====", "_____"])
@pytest.mark.parametrize("blanks", [" ", "\t", "\xa0", " -"])
def test_a_line_that_all_but_divides_keeps_nothing_busy(dashes: str, blanks: str) -> None:
    line = f"{dashes}{blanks * 20_000}x"
    assert cut(f"Yes.\n{line}") == f"Yes.\n{line}"
    assert cut(f"Yes.\n{dashes} Original   Message {dashes}\nOld") == "Yes."


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("1 < 2 <b>and</b> 3 > 2", "1 < 2 and 3 > 2"),
        ("<!-- no <p>no</p> -->yes", "yes"),
        ("yes <!-- never closed <p>no", "yes"),
        ("yes<br/>and<BR>no<hr>more", "yes\nand\nno\nmore"),
        ("<STYLE>a > b < c</STYLE>yes<script>if (a<b) x()</script>", "yes"),
        ("<p>yes<blockquote><blockquote>a</blockquote>b</blockquote>", "yes"),
        ("\u0130<P>yes</P>", "\u0130\n\nyes"),
        ("yes <a href='never closed", "yes"),
    ],
)
def test_html_as_programs_and_people_write_it(html: str, words: str) -> None:
    assert as_text(html) == words


@pytest.mark.parametrize(
    "piece",
    [
        *(">", "a:", "-", "_", "<div>", "From: a@b", "On 2027 a@b:\n", " "),
        *("<", "<!--", "</", "<a ", "<a b='", "<?", "<![CDATA[", "<script>", "<title>", "&", "&#x"),
        *("<blockquote>", "</blockquote>", "<p>", "</p>", "<blockquote><p>"),
    ],
)
def test_nothing_goes_on_for_ever(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    with comes_to_an_end():
        cut(text)
        cut(as_text(text))
