"""A real provider on localhost, and a site whose settings name it."""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from eventnet.settings import OidcProvider, Settings
from tests.eventnet.accounts.providers.acme import SECRET
from tests.identity_provider import IdentityProvider, served


@pytest.fixture(scope="package")
def running() -> Iterator[IdentityProvider]:
    """Serve one provider for all tests here."""
    with served() as provider:
        yield provider


@pytest.fixture
def provider(running: IdentityProvider) -> IdentityProvider:
    """Return the provider, honest again."""
    running.twist = None
    running.discovery.clear()
    running.requests.clear()
    return running


@pytest.fixture
def settings(settings: Settings, provider: IdentityProvider) -> Settings:
    """Return settings with the provider in them."""
    entry = OidcProvider(
        key="acme",
        name="Acme",
        issuer=provider.issuer,
        client_id="eventnet",
        client_secret=SecretStr(SECRET),
    )
    return settings.model_copy(update={"oidc": [entry]})
