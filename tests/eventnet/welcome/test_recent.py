import time

import pytest

from eventnet.welcome.recent import Recent


def test_a_value_is_kept_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    kept = Recent[int](seconds=60, most=2)
    assert kept.get("a") is None
    assert kept.keep("a", 1) == 1
    now = 159.0
    assert kept.get("a") == 1
    now = 160.0
    assert kept.get("a") is None


def test_only_so_many_are_kept() -> None:
    kept = Recent[int](seconds=60, most=2)
    for number, key in enumerate("abc"):
        kept.keep(key, number)
    assert [kept.get(key) for key in "abc"] == [None, None, 2]
    kept.clear()
    assert kept.get("c") is None
