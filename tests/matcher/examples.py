"""How many problems are generated: a moderate number, or with `make fuzz` many times as many."""

import os

from hypothesis import HealthCheck, Phase, settings

TIMES = int(os.environ.get("FUZZ", "1"))
"""By this the number of examples is multiplied."""

MUTATED = "MUTATED" in os.environ
"""Set by `make mutate`: the same examples each time, and a failure is enough as it is."""


def examples(few: int) -> settings:
    """Return settings for so many examples, more where `FUZZ` asks for more."""
    many = settings(
        deadline=None, max_examples=few * TIMES, suppress_health_check=list(HealthCheck)
    )
    if not MUTATED:
        return many
    return settings(
        many, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate, Phase.target]
    )
