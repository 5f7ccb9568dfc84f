"""What stands on the plate of somebody without a photo."""


def initials(name: str) -> str:
    """Return the first letters of the first and the last word; a question mark if none has one.

    What nobody can read as a letter is passed over, such as an emoji or a mark of direction.
    """
    first = [next(filter(str.isalnum, word), "") for word in name.split()]
    letters = [letter.upper() for letter in first if letter]
    if not letters:
        return "?"
    return letters[0] + letters[-1] if len(letters) > 1 else letters[0]
