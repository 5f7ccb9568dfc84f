"""What holds for every answer, errors and static files included."""

from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from eventnet.security import CONTENT_SECURITY_POLICY
from tests.browser import Browser

Open = Callable[[], Browser]


@pytest.mark.parametrize(
    "path", ["/healthz", "/nowhere", "/static/icons/favicon.svg", "/static/none", "/mailbox"]
)
def test_every_answer_carries_the_headers(browser: Open, path: str) -> None:
    headers = browser().get(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe-inline" not in policy
    assert "object-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["strict-transport-security"].startswith("max-age=")
    assert "cache-control" in headers


def test_fault_carries_the_headers_too(app: Starlette) -> None:
    def fall(_request: Request) -> Response:
        raise RuntimeError("a secret of ours")

    app.router.routes.append(Route("/fall", fall))
    answer = TestClient(app, "https://meet.example.org", raise_server_exceptions=False).get("/fall")
    assert answer.status_code == 500
    assert "a secret of ours" not in answer.text
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "host", ["evil.example", "meet.example.org.evil.example", "", "evil@meet.example.org", "[::1]"]
)
def test_foreign_host_gets_400_everywhere_but_at_healthz(app: Starlette, host: str) -> None:
    client = TestClient(app)
    assert client.get("/nowhere", headers={"host": host}).status_code == 400
    assert client.get("/healthz", headers={"host": host}).status_code == 200


def test_own_host_is_answered_with_and_without_port(app: Starlette) -> None:
    client = TestClient(app)
    for host in ("meet.example.org", "MEET.example.org", "meet.example.org:443"):
        assert client.get("/healthz", headers={"host": host}).status_code == 200
        assert client.get("/nowhere", headers={"host": host}).status_code == 404


def test_personal_page_is_not_kept_and_versioned_file_is(browser: Open) -> None:
    own = browser()
    assert own.get("/nowhere").headers["cache-control"] == "no-store"
    kept = own.get("/static/icons/favicon.svg?v=1").headers["cache-control"]
    assert kept == "public, max-age=31536000, immutable"


def test_unknown_page_says_so_in_words(browser: Open) -> None:
    answer = browser().get("/nowhere")
    assert answer.status_code == 404
    assert "There is no page at this address." in answer.text
