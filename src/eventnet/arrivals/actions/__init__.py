"""The verbs of arrivals."""

from eventnet.arrivals.actions.admission import admit, admit_all
from eventnet.arrivals.actions.imports import (
    apply_import,
    choose,
    discard,
    is_large,
    preview,
    start_applying,
    start_import,
)
from eventnet.arrivals.actions.invitations import invite
from eventnet.arrivals.actions.joining import ask_to_join, confirm, join_signed_in
from eventnet.arrivals.reading import Choices

__all__ = [
    "Choices",
    "admit",
    "admit_all",
    "apply_import",
    "ask_to_join",
    "choose",
    "confirm",
    "discard",
    "invite",
    "is_large",
    "join_signed_in",
    "preview",
    "start_applying",
    "start_import",
]
