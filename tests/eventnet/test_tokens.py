"""Tokens of one kind never pass for another."""

from eventnet.tokens import Signer, fingerprint, new_secret


def test_token_is_read_by_its_own_kind_only() -> None:
    token = Signer("key", "calendar").sign(["someone", 3])
    assert Signer("key", "calendar").read(token) == ["someone", 3]
    assert Signer("key", "sign-in").read(token) is None
    assert Signer("other", "calendar").read(token) is None


def test_token_that_was_changed_is_not_read() -> None:
    token = Signer("key", "calendar").sign("someone")
    # Not the last character, some of whose bits stand for nothing.
    changed = token[:2] + ("a" if token[2] != "a" else "b") + token[3:]
    assert Signer("key", "calendar").read(changed) is None
    assert Signer("key", "calendar").read("") is None


def test_token_expires() -> None:
    assert Signer("key", "notice").read(Signer("key", "notice").sign(1), seconds=-1) is None


def test_sealed_token_is_always_the_same_and_no_signed_one() -> None:
    signer = Signer("key", "exchange")
    token = signer.seal(["someone", 3])
    assert (token, signer.unseal(token)) == (signer.seal(["someone", 3]), ["someone", 3])
    assert signer.read(token) is None
    assert signer.unseal(signer.sign(["someone", 3])) is None
    assert Signer("key", "calendar").unseal(token) is None


def test_secret_is_long_and_its_fingerprint_says_nothing() -> None:
    secret = new_secret()
    assert len(secret) >= 43
    assert secret not in fingerprint(secret)
    assert fingerprint(secret) == fingerprint(secret) != fingerprint(new_secret())
