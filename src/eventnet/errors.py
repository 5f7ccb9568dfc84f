"""What an action raises when it must say no: a status, and a sentence for the person."""


class Refused(Exception):
    """The base of every no. The sentence is shown as it is, so it is translated where raised."""

    status = 422

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class BadRequest(Refused):
    """What came in is malformed: not text, not for this host, not from our own pages."""

    status = 400


class Forbidden(Refused):
    """A form that did not come from our own pages."""

    status = 403


class NotFound(Refused):
    """Gone, not theirs, or not for their role: all three look the same."""

    status = 404


class Conflict(Refused):
    """Somebody was faster, or the form is older than the data."""

    status = 409


class Gone(Refused):
    """A link that was used, replaced or has expired."""

    status = 410


class TooLarge(Refused):
    """More bytes than we take."""

    status = 413


class Closed(Refused):
    """It is archived: to be read, and not to be changed."""

    status = 423


class TooMany(Refused):
    """Too often in too short a time."""

    status = 429


class Elsewhere(Exception):
    """What was asked for is not there for them now; another page says why."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class SignInNeeded(Exception):
    """A page for somebody signed in was asked for by nobody in particular."""
