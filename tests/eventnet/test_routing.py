"""The route table: nothing without a policy, nothing changed from elsewhere, no odd bytes."""

import re
from collections.abc import Callable
from typing import Any, cast

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response
from starlette.routing import NoMatchFound

from eventnet import features
from eventnet.mail.outbox import STOP
from eventnet.routing import Page, Visit, assemble, path_to
from eventnet.tokens import Signer
from tests.browser import Browser

Open = Callable[[], Browser]
PART = re.compile(r"{(\w+)(?::\w+)?}")
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=a"


def part(named: str, value: str) -> bytes:
    """Return the body of a form of one part."""
    lines = ["--a", f"Content-Disposition: form-data; {named}", "", value, "--a--", ""]
    return "\r\n".join(lines).encode()


def sent(own: Browser, body: bytes, kind: str, path: str = "/hello/ada") -> httpx2.Response:
    """Send a body of this kind from one of our own pages."""
    headers = {"origin": own.settings.origin, "content-type": kind}
    return own.client.post(path, content=body, headers=headers)


def hello(visit: Visit) -> Response:
    return PlainTextResponse(visit.param("name"))


def everybody(visit: Visit) -> Visit:
    return visit


def test_route_without_a_policy_stops_the_start() -> None:
    page = Page("GET", "/hello/{name}", hello, "hello", cast("Any", None))
    with pytest.raises(TypeError, match=r"GET /hello/\{name\} does not say who may"):
        assemble([page])


def test_route_said_twice_stops_the_start() -> None:
    page = Page("GET", "/hello/{name}", hello, "hello", everybody)
    with pytest.raises(ValueError, match="stands twice"):
        assemble([page, page])


def test_every_page_has_a_name_of_its_own_and_a_policy() -> None:
    names = [page.name for page in features.pages]
    assert len(names) == len(set(names))
    assert all(page.who.__doc__ for page in features.pages)


def stop_path(browser: Browser) -> str:
    token = Signer(browser.settings.key, STOP).sign(["a@example.org", "schedule"])
    return f"/mail/stop/{token}"


@pytest.fixture
def guarded(app: Starlette) -> Starlette:
    """The site with one more page, which takes posts from our own pages only."""
    app.router.routes.extend(assemble([Page("POST", "/hello/{name}", hello, "hello", everybody)]))
    return app


def test_post_from_our_own_page_is_taken(guarded: Starlette, browser: Open) -> None:
    own = browser()
    assert own.post("/hello/ada").text == "ada"
    assert own.client.post("/hello/ada", headers={"sec-fetch-site": "same-origin"}).text == "ada"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://meet.example.org"},
        {"origin": "https://meet.example.org:444"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": "https://meet.example.org"},
    ],
)
def test_post_from_elsewhere_is_403(
    guarded: Starlette, browser: Open, headers: dict[str, str]
) -> None:
    answer = browser().client.post("/hello/ada", headers=headers)
    assert answer.status_code == 403


def test_post_from_elsewhere_with_a_token_as_proof_is_taken(browser: Open) -> None:
    one = browser()
    answer = one.client.post(stop_path(one), data={"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.text) == (200, "Stopped.")


@pytest.mark.parametrize("path", ["/hello/a%00b", "/hello/a?q=%00", "/hello/a?%00=1"])
def test_nul_in_the_address_is_400(guarded: Starlette, browser: Open, path: str) -> None:
    assert browser().post(path).status_code == 400


def test_nul_in_a_form_is_400(guarded: Starlette, browser: Open) -> None:
    answer = browser().post("/hello/ada", {"note": "a\x00b"})
    assert answer.status_code == 400
    assert "NUL" in answer.text


@pytest.mark.parametrize("kind", [FORM, FORM.title(), f"{FORM}; charset=utf-8"])
@pytest.mark.parametrize("body", [b"note=\xff\xfe", b"note=%ff%fe", b"%ed%a0%80=1"])
def test_form_that_is_not_text_is_400(
    guarded: Starlette, browser: Open, body: bytes, kind: str
) -> None:
    assert sent(browser(), body, kind).status_code == 400


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (f"{PARTS}; charset=utf-7", part('name="note"', "+2AA-")),
        (f'{PARTS}; Charset="UTF-16"', part('name="note"', "a")),
        (f"{PARTS}; charset=no-such", part('name="note"', "a")),
        (f"{FORM}; charset=utf-7", b"note=a"),
        (PARTS, part('name="no\x00te"', "a")),
        (PARTS, part('name="note"', "a\x00b")),
        (PARTS, part('name="note"; filename="a\x00.csv"', "a")),
    ],
)
def test_form_in_another_charset_or_with_nul_is_400(
    guarded: Starlette, browser: Open, kind: str, body: bytes
) -> None:
    assert sent(browser(), body, kind).status_code == 400
    assert sent(browser(), body, kind, "/sign-in").status_code == 400


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", "; charset=UTF-8", '; charset="utf8"'])
def test_form_in_utf_8_is_taken_whether_it_says_so_or_not(
    guarded: Starlette, browser: Open, charset: str
) -> None:
    body = part('name="note"; filename="Évora.csv"', "Évora")
    assert sent(browser(), body, f"{PARTS}{charset}").text == "ada"
    assert sent(browser(), b"note=%C3%89vora", f"{FORM}{charset}").text == "ada"


def test_body_over_the_cap_is_413(guarded: Starlette, browser: Open) -> None:
    answer = browser().post("/hello/ada", {"note": "x" * 300_000})
    assert answer.status_code == 413
    assert "more than this page takes (256 kB)" in answer.text


def test_body_that_does_not_say_its_length_is_413_when_it_grows_over_the_cap(
    guarded: Starlette, browser: Open
) -> None:
    own = browser()
    answer = own.client.post(
        "/hello/ada",
        content=iter([b"note=", *[b"x" * 1000] * 300]),
        headers={
            "origin": own.settings.origin,
            "content-type": "application/x-www-form-urlencoded",
        },
    )
    assert answer.status_code == 413
    assert "more than this page takes (256 kB)" in answer.text


def test_other_method_is_405_in_words(browser: Open) -> None:
    answer = browser().client.put(stop_path(browser()))
    assert answer.status_code == 405
    assert "does not take that kind of request" in answer.text


def test_path_to_a_page_is_what_the_routes_say(app: Starlette) -> None:
    for page in features.pages:
        parts = dict.fromkeys(PART.findall(page.path), "x1")
        assert path_to(app, page.name, **parts) == str(app.url_path_for(page.name, **parts))
    asset = {"path": "css/app.css"}
    assert path_to(app, "static", **asset) == str(app.url_path_for("static", **asset))
    with pytest.raises(NoMatchFound):
        path_to(app, "no-such-page")
