"""Whose page a browser keeps for times without network: a mark that tells accounts apart."""

from eventnet.tokens import Signer, fingerprint

OWNER = "Days-Of"
"""The header of a page that the service worker may keep, with the mark of its owner."""


def owner_mark(key: str, account_id: str) -> str:
    """Return what stands for an account, and tells nobody which it is."""
    return fingerprint(Signer(key, OWNER).seal(account_id))[:32]
