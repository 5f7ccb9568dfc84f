"""What comes in from the page of what reaches somebody."""

from eventnet.digests.models import Rhythm
from eventnet.forms import Fields


class RhythmFields(Fields):
    """How often a digest comes."""

    rhythm: Rhythm
