"""Names of rows: random, so that nobody looks people up by counting."""

import secrets

# Lower case, without the letters and digits that are taken for each other.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 14  # 31**14 > 2**69


def new_id() -> str:
    """Return a fresh identifier of 14 characters, fit for an address."""
    # One draw rather than one per character: an import makes a hundred thousand of them.
    number = secrets.randbelow(len(ALPHABET) ** LENGTH)
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)
