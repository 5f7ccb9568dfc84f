"""Live parts of pages, as server-sent events.

A stream holds no database session: one poller per process and subject reads it and hands what is
new to every stream that waits for it. A stream that ends without `done` is opened again by the
browser: so it goes on after a fault, and at another process after this one.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from eventnet.logs import logger

log = logger(__name__)

# A browser that hears nothing for long takes the line for dead.
HEARTBEAT_SECONDS = 15.0

Read = Callable[[], tuple[Any, bool]]
"""Reads a subject as it is now: (what to send, whether it is final)."""
News = asyncio.Queue[tuple[Any, bool] | None]
"""What a stream has still to send; None ends it without a word."""


class Subject:
    """Something that is followed: read at most once per `seconds`, whoever follows it."""

    def __init__(self, read: Read, seconds: float) -> None:
        self.read = read
        self.seconds = seconds
        self.queues: set[News] = set()
        self.latest: tuple[Any, bool] | None = None
        self.task: asyncio.Task[None] | None = None

    async def poll(self) -> None:
        """Read until it is final or nobody follows, and hand on what has changed."""
        while self.queues:
            try:
                now = await run_in_threadpool(self.read)
            except Exception:
                log.exception("live.broke")
                self.end()
                return
            if now != self.latest:
                self.latest = now
                for queue in self.queues:
                    queue.put_nowait(now)
            if now[1]:
                return
            await asyncio.sleep(self.seconds)

    def end(self) -> None:
        """End every stream that follows."""
        for queue in self.queues:
            queue.put_nowait(None)


class Live:
    """All that is followed in this process."""

    def __init__(self) -> None:
        self.subjects: dict[str, Subject] = {}
        self.loop = asyncio.get_running_loop()
        self.ending = False

    async def follow(
        self, name: str, read: Read, seconds: float
    ) -> AsyncIterator[tuple[Any, bool] | None]:
        """Yield what is new about a subject until it is final; None when nothing was for long."""
        subject = self.subjects.setdefault(name, Subject(read, seconds))
        queue: News = asyncio.Queue()
        if subject.latest is not None:
            queue.put_nowait(subject.latest)
        subject.queues.add(queue)
        if subject.task is None or subject.task.done():
            subject.task = asyncio.create_task(subject.poll())
        try:
            while not self.ending:
                try:
                    item = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    yield None
                    continue
                if item is None:
                    return
                yield item
                if item[1]:
                    return
        finally:
            subject.queues.discard(queue)
            if not subject.queues:
                self.subjects.pop(name, None)

    def end(self) -> None:
        """End every stream, so that the server can stop; may be called by a signal's handler."""
        self.ending = True
        for subject in list(self.subjects.values()):
            self.loop.call_soon_threadsafe(subject.end)


def stream(
    live: Live,
    name: str,
    read: Read,
    *,
    seconds: float = 0.5,
    first: str | None = None,
    pick: Callable[[Any], str | None] = str,
) -> StreamingResponse:
    """Answer with a stream of events named `message`, and one named `done` at its end.

    `first` is sent at once. Where many follow one subject and each for themself, `pick` takes from
    what is read what is for this stream; None, or what it has sent already, is not sent.
    """

    async def events() -> AsyncIterator[str]:
        sent = first
        if first is not None:
            yield _event(first)
        async for item in live.follow(name, read, seconds):
            if item is None:
                yield ": still here\n\n"
                continue
            content, final = item
            mine = pick(content)
            if final or mine not in {None, sent}:
                sent = mine
                yield _event(mine or "", final=final)

    return StreamingResponse(
        events(),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no", "Cache-Control": "no-store"},
    )


def _event(content: str, *, final: bool = False) -> str:
    data = "\n".join(f"data: {line}" for line in content.splitlines() or [""])
    return f"event: {'done' if final else 'message'}\n{data}\n\n"
