"""eventnet: a conference's microsite, its matchmaking, and the community that stays."""

__version__ = "0.1.0"
