"""The one error of this package: an input that cannot be used, said in one line."""


class Refused(ValueError):
    """The input is refused; the text names the entry and the way out, in one line."""
