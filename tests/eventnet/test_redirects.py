"""Where a person may be sent after a post."""

import pytest

from eventnet.redirects import safe_path


@pytest.mark.parametrize("path", ["/", "/e/one/people?q=sun&page=2", "/e/one#top", "/a:b"])
def test_safe_path_keeps_a_path_of_ours(path: str) -> None:
    assert safe_path(path, "/home") == path


@pytest.mark.parametrize(
    "path",
    [
        None, "", "e/one", "//host", "/\\host", "/\t/host", "https:host", "https://host/",
        "javascript:alert(1)", "/a\\b", "/a\nb", " /a", "/a b", "\\\\host", "///host",
    ],
)  # fmt: skip
def test_safe_path_refuses_what_a_browser_takes_elsewhere(path: str | None) -> None:
    assert safe_path(path, "/home") == "/home"
