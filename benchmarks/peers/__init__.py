"""Other ways to plan the same meetings, to compare the engine with.

Each module has `place(document, seconds)`: from an eventnet-problem/1 document to the meetings
placed, as (pair id, slot id), and a proven bound where it has one. They use nothing of the
engine, and refuse a problem with rules that they do not know. Peers are for comparison only;
nothing else may use them.
"""

from benchmarks.peers.answer import Answer, NotApplicable

__all__ = ["Answer", "NotApplicable"]
