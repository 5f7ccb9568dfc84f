"""Which language an answer is in, and a mail."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from eventnet import i18n


@pytest.fixture
def _german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "languages", lambda: ["de", "en"])


@pytest.mark.usefixtures("_german")
@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("fr,en;q=0.5,de;q=0.7", "de"),
        ("fr", "en"),
        ("", "en"),
        ("de;q=much,;;,", "en"),
    ],
)
def test_the_preferred_language_is_the_best_liked_that_we_speak(header: str, language: str) -> None:
    assert i18n.preferred(header) == language


@pytest.mark.usefixtures("_german")
@pytest.mark.parametrize("path", ["/", "/no/such/page"])
def test_pages_and_errors_are_in_the_readers_language(app: Starlette, path: str) -> None:
    page = TestClient(app, base_url=app.state.settings.base_url).get(
        path, headers={"Accept-Language": "de"}
    )
    assert '<html lang="de"' in page.text


@pytest.mark.usefixtures("_german")
def test_the_language_of_a_reader_ends_with_their_block() -> None:
    spoken = []
    with i18n.speaking("de"):
        for language in ("de", None, "tlh"):
            with i18n.speaking(language):
                spoken.append(i18n.language())
        spoken.append(i18n.language())
    assert spoken == ["de", "en", "en", "de"]
    assert i18n.language() == "en"
