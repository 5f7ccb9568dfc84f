"""A provider that says no, says odd things, or nothing: the page says so, and offers mail."""

import socket

import pytest

from eventnet.app import create_app
from eventnet.settings import Settings
from tests.browser import Browser, text_of
from tests.ending import comes_to_an_end
from tests.eventnet.accounts.providers.acme import Open
from tests.identity_provider import IdentityProvider, query


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("error=access_denied", "You did not agree at Acme."),
        ("error=server_error", "Acme did not let you through."),
        ("", "Acme did not let you through."),
        ("code=x&iss=https://evil.example", "came from another provider"),
        ("code=x", "Please try again in a few minutes"),
    ],
)
def test_a_no_from_the_provider_is_said_in_words(
    browser: Open, provider: IdentityProvider, answer: str, words: str
) -> None:
    ada = browser()
    state = query(ada.get("/sign-in/with/acme").headers["location"])["state"]
    refused = ada.get(f"/sign-in/with/acme/back?state={state}&{answer}")
    assert refused.status_code in {400, 503}
    assert words in text_of(refused.text)
    assert "Mail me a link" in refused.text


def test_a_provider_that_is_not_set_up_is_404(browser: Open, provider: IdentityProvider) -> None:
    assert browser().get("/sign-in/with/evil").status_code == 404


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://evil.example"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": None},
        {"token_endpoint": "ftp://localhost/"},
    ],
)
def test_a_provider_that_says_odd_things_of_itself_is_not_used(
    browser: Open, provider: IdentityProvider, discovery: dict[str, object]
) -> None:
    provider.discovery.update(discovery)
    refused = browser().get("/sign-in/with/acme")
    assert refused.status_code in {400, 503}
    assert "Mail me a link" in refused.text


@pytest.mark.parametrize("silent", [True, False], ids=["black-hole", "refusing"])
def test_a_provider_that_is_down_is_said_in_words(settings: Settings, silent: bool) -> None:
    with socket.socket() as hole:
        hole.bind(("127.0.0.1", 0))
        if silent:
            hole.listen()
        entry = settings.oidc[0].model_copy(
            update={"issuer": f"http://127.0.0.1:{hole.getsockname()[1]}"}
        )
        down = create_app(settings.model_copy(update={"oidc": [entry]}), work=False)
        one = Browser(down)
        with comes_to_an_end():
            answer = one.get("/sign-in/with/acme")
        one.close()
        down.state.engine.dispose()
    assert answer.status_code == 503
    assert "Acme does not answer as it should" in answer.text
    assert "Mail me a link" in answer.text
