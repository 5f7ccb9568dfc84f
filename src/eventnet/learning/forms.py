"""What comes in about learned weights."""

from typing import Literal

from eventnet.forms import Fields


class ShowFields(Fields):
    """Whether anyone may read how well the matching predicts."""

    show: Literal["yes", "no"]


class WeightsFields(Fields):
    """Which weights an event is to use."""

    use: Literal["standard", "learned"]
