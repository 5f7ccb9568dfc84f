"""When an ask goes out to how many.

It is settled as the ask is sent, by what its asker can see: that somebody is not reached, whoever
they are, changes nothing that the asker could notice.
"""

from datetime import UTC, date, datetime, time, timedelta

SIZES = (3, 4, 5)
"""How many are asked in each wave."""
LONGEST_PAUSE = timedelta(days=2)
SHORTEST_PAUSE = timedelta(hours=4)


def planned(fitting: int) -> tuple[int, ...]:
    """Return how many are asked in each wave, of so many who fit."""
    sizes = []
    for size in SIZES:
        if fitting > 0:
            sizes.append(min(size, fitting))
        fitting -= size
    return tuple(sizes)


def end_of(useful_until: date) -> datetime:
    """Return when a day has ended everywhere on Earth."""
    return datetime.combine(useful_until + timedelta(days=1), time(12), tzinfo=UTC)


def next_wave(now: datetime, useful_until: date) -> datetime:
    """Return when the wave after one of now goes out."""
    end = end_of(useful_until)
    wait = max(SHORTEST_PAUSE, min(LONGEST_PAUSE, (end - now) / 4))
    return min(now + wait, end)
