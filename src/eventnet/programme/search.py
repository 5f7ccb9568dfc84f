"""What a search looks in: words without case, accents or punctuation."""

import re
import unicodedata


def folded(text: str) -> str:
    """Return words as they are compared, with one space between them."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join(re.findall(r"\w+", bare))
