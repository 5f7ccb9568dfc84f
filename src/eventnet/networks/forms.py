"""What comes in on the pages of maps."""

from eventnet.forms import Fields


class ChoiceFields(Fields):
    """Whether somebody's ties may be drawn."""

    drawn: bool = False
