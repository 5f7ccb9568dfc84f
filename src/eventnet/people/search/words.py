"""Text as the search index knows it: the same on both databases, without case and accents."""

import re
import unicodedata

LONGEST = 60
"""Characters of a word; what is longer is found by its beginning."""
MOST = 3000
"""Words of one text that are indexed."""
WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, in the form in which words are compared."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(
        character for character in plain if not unicodedata.category(character).startswith("M")
    )
    return [word[:LONGEST] for word in WORD.findall(bare)[:MOST]]
