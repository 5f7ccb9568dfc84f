"""How often mail may be asked for, and from where."""

from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.requests import Request

from eventnet.accounts.client import PER_BOTH, PER_CLIENT, client_address
from tests.browser import Browser
from tests.work import do_jobs

Open = Callable[[], Browser]


def a_request(peer: str, *forwarded: str) -> Request:
    """Make a request from a peer, with X-Forwarded-For headers."""
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    return Request({"type": "http", "headers": headers, "client": (peer, 1)})


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "client"),
    [
        ("203.0.113.9", [], [], "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.1"], [], "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.1"], ["10.0.0.1"], "203.0.113.9"),
        ("10.0.0.1", ["198.51.100.1"], ["10.0.0.1"], "198.51.100.1"),
        ("10.0.0.1", ["6.6.6.6, 198.51.100.1"], ["10.0.0.1"], "198.51.100.1"),
        ("10.0.0.1", ["6.6.6.6", "198.51.100.1"], ["10.0.0.1"], "198.51.100.1"),
        ("10.0.0.1", ["198.51.100.1, 10.0.0.2"], ["10.0.0.0/24"], "198.51.100.1"),
        ("10.0.0.1", [], ["10.0.0.1"], "10.0.0.1"),
        ("10.0.0.1", [""], ["10.0.0.1"], "10.0.0.1"),
        ("10.0.0.1", ["x"], ["10.0.0.1"], "x"),
        ("testclient", ["198.51.100.1"], ["10.0.0.1"], "testclient"),
    ],
)
def test_forwarded_addresses_count_from_trusted_proxies_only(
    peer: str, forwarded: list[str], trusted: list[str], client: str
) -> None:
    assert client_address(a_request(peer, *forwarded), trusted) == client


def test_one_address_can_be_asked_for_a_few_times(app: Starlette, browser: Open) -> None:
    asker = browser()
    for _number in range(PER_BOTH.amount):
        assert asker.post("/sign-in", {"email": "ada@example.org"}).status_code == 303
    refused = asker.post(
        "/sign-in",
        {"email": "ada@example.org", "next": "/account"},
        **{"x-forwarded-for": "198.51.100.1"},
    )
    assert refused.status_code == 429
    assert "several times" in refused.text
    assert 'value="ada@example.org"' in refused.text
    assert 'value="/account"' in refused.text
    assert asker.post("/sign-in", {"email": "ben@example.org"}).status_code == 303
    assert len(do_jobs(app)) == PER_BOTH.amount + 1


def test_one_client_cannot_ask_for_many_addresses(browser: Open) -> None:
    asker = browser()
    codes = [
        asker.post("/sign-in", {"email": f"{number}@example.org"}).status_code
        for number in range(PER_CLIENT.amount + 1)
    ]
    assert codes == [303] * PER_CLIENT.amount + [429]
