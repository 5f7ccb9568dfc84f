"""Streams: they send what is new, end when it is final, and begin again after a fault."""

import asyncio
from collections.abc import Awaitable, Callable

from eventnet.live import Live, Read


def followed(test: Callable[[Live], Awaitable[list[str]]]) -> list[str]:
    """Run a test with the live parts of a process of its own."""

    async def run() -> list[str]:
        return await asyncio.wait_for(test(Live()), timeout=5)

    return asyncio.run(run())


async def heard(live: Live, name: str, read: Read) -> list[str]:
    """Return what somebody hears who follows to the end."""
    return [item[0] for item in [one async for one in live.follow(name, read, 0.01)] if item]


def counting_to(last: int) -> Read:
    """Return a reader that sees 1, 2, 3 …, of which the last is final."""
    seen = 0

    def read() -> tuple[str, bool]:
        nonlocal seen
        seen += 1
        return str(seen), seen == last

    return read


def test_a_follower_hears_everything_up_to_the_end() -> None:
    assert followed(lambda live: heard(live, "run", counting_to(3))) == ["1", "2", "3"]


def test_two_followers_share_one_reader() -> None:
    async def both(live: Live) -> list[str]:
        read = counting_to(3)
        one, other = await asyncio.gather(heard(live, "run", read), heard(live, "run", read))
        assert live.subjects == {}
        return [*one, *other]

    assert followed(both) == ["1", "2", "3", "1", "2", "3"]


def test_a_fault_of_the_reader_ends_the_stream_and_the_next_begins_anew() -> None:
    broken = iter([True])

    def read() -> tuple[str, bool]:
        if next(broken, False):
            raise OSError("the database is gone")
        return "back", True

    async def twice(live: Live) -> list[str]:
        return [*await heard(live, "run", read), "again", *await heard(live, "run", read)]

    assert followed(twice) == ["again", "back"]


def test_a_stop_of_the_server_ends_every_stream() -> None:
    async def stopped(live: Live) -> list[str]:
        follower = asyncio.create_task(heard(live, "run", lambda: ("still", False)))
        await asyncio.sleep(0.1)
        live.end()
        return await follower

    assert followed(stopped) == ["still"]
