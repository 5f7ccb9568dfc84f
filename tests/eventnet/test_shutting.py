"""Forms of which nothing would come are shut, and the others are left alone."""

from eventnet.shutting import shut

SENDS = '<form class="a" method="post" action="/e/fair/wish?a=1&amp;b=2"><input name="x">{}</form>'
BUTTON = '<button type="submit">Send</button>'


def test_a_form_is_shut_with_all_that_is_in_it() -> None:
    page = f"<p>{SENDS.format(BUTTON)}</p>"
    within = f'<fieldset class="shut" disabled><input name="x">{BUTTON}</fieldset></form>'
    assert shut(page, lambda _path: False) == page.replace(
        f'<input name="x">{BUTTON}</form>', within
    )


def test_it_is_asked_by_its_action_as_a_browser_reads_it() -> None:
    asked = []

    def stays_open(path: str) -> bool:
        asked.append(path)
        return True

    page = SENDS + '<form method="post"></form><form method="get" action="/find"></form>'
    assert shut(page, stays_open) == page
    assert asked == ["/e/fair/wish?a=1&b=2", ""]


def test_one_that_is_open_beside_one_that_is_not_stays_so() -> None:
    page = f'{SENDS}<form method="post" action="/sign-out">{BUTTON}</form>{SENDS}'
    told = shut(page, lambda path: path == "/sign-out")
    assert told.count("disabled") == 2
    assert f'action="/sign-out">{BUTTON}</form>' in told
