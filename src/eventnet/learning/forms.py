"""What comes in about learned weights."""

from typing import Literal

from eventnet.forms import Fields


class WeightsFields(Fields):
    """Which weights an event is to use."""

    use: Literal["standard", "learned"]
