"""A setting: a problem without pairs. Together with pairs it makes a problem."""

from matcher.fields import Entry, fail
from matcher.pairs import Pairs, pair_entry
from matcher.problem import Problem


def problem_of(pairs: Pairs, setting: object) -> Problem:
    """Return the problem of a setting document and pairs; raise `Refused`.

    The setting is an eventnet-problem/1 document whose `pairs` are absent or empty.
    """
    known = (
        "format", "slots", "people", "pairs", "kept", "weights", "break_spread", "slack",
    )  # fmt: skip
    entry = Entry("the setting", setting, known)
    if entry.items("pairs"):
        raise fail("the setting", "has pairs of its own; give them in the pairs file only")
    return Problem.from_json(entry.value | {"pairs": [pair_entry(pair) for pair in pairs]})
