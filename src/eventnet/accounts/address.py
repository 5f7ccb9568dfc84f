"""An e-mail address as it was typed, made into the one form under which we know it."""

import re

import idna

from eventnet.i18n import gettext as _

LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")


class InvalidAddress(ValueError):
    """The text is no e-mail address that this site could write to; says why."""


def email_address(text: str) -> str:
    """Return the address in lower case, an international domain in its ASCII form.

    Only the shape is checked: nothing is looked up. Spaces and line ends around the address are
    what spreadsheets leave behind; inside it they are refused, as a mail header would break there.
    """
    address = text.strip().removeprefix("mailto:").lower()
    shown = text.strip()[:80]
    if not address:
        raise InvalidAddress(_("There is no address."))
    if any(character.isspace() or not character.isprintable() for character in address):
        raise InvalidAddress(
            _("“%(shown)s” has a space or a line end inside; give one address.", shown=shown)
        )
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain:
        raise InvalidAddress(
            _("“%(shown)s” is no e-mail address: one has a name, an @ and a domain.", shown=shown)
        )
    if not local.isascii():
        raise InvalidAddress(
            _(
                "“%(shown)s” has letters before the @ that most mail servers refuse; "
                "give an address in plain letters.",
                shown=shown,
            )
        )
    if not LOCAL.fullmatch(local):
        raise InvalidAddress(
            _("“%(shown)s” is no e-mail address: look at the part before the @.", shown=shown)
        )
    address = f"{local}@{_ascii_domain(domain, shown)}"
    if len(local) > 64 or len(address) > 254:
        raise InvalidAddress(_("“%(shown)s…” is longer than an address may be.", shown=shown))
    return address


def _ascii_domain(domain: str, shown: str) -> str:
    wrong = InvalidAddress(
        _("“%(shown)s” is no e-mail address: look at the part after the @.", shown=shown)
    )
    try:
        name = idna.encode(domain, uts46=True, std3_rules=True).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise wrong from error
    labels = name.split(".")
    # A domain that ends in a number is an address of the network, not of a person.
    if len(labels) < 2 or not labels[-1] or labels[-1].isdecimal():
        raise wrong
    return name
