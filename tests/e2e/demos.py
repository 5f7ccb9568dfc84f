"""Demos to drive: each is fresh, and none is filled twice."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser
from sqlmodel import Session

from eventnet import jobs, migrations
from eventnet.database import create_engine
from eventnet.demo.load import load_demo
from eventnet.settings import Settings
from tests.e2e import steps
from tests.e2e.serving import browsers, environment, free_port, served


class Demos:
    """Demos on one port, one at a time, each on a copy of what was filled once.

    To fill one and publish its schedule takes half a minute; a copy of it takes none, and its
    mails name the right port. What one journey leaves behind is not in another one's way.
    """

    def __init__(self, folder: Path, chromium: Browser) -> None:
        self.folder, self.chromium = folder, chromium
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"

    def fill(self, folder: Path, *, published: bool = False) -> None:
        """Put a demo's database and files into a folder; with its schedule published if asked."""
        made = self._published() if published else self._filled()
        shutil.copytree(made, folder, dirs_exist_ok=True)

    def begin(self, folder: Path, *, published: bool = False, now: str | None = None) -> None:
        """Put a demo into a folder that was served at that time before: it starts at once.

        What its people say of late is said at the first start, and takes a while.
        """
        name = "-".join(filter(None, ("begun", "published" * published, now)))
        made = self.folder / name.replace(":", "")
        if not made.exists():
            self.fill(made, published=published)
            with self.serve(made, now=now):
                pass
        shutil.copytree(made, folder, dirs_exist_ok=True)

    @contextmanager
    def serve(
        self, folder: Path, *, now: str | None = None, module: str = "eventnet", **settings: str
    ) -> Iterator[str]:
        """Serve the demo that is in a folder, from a process of its own; yield its address."""
        command = ["demo", "--port", str(self.port), *(["--now", now] if now else [])]
        log = folder / "log"
        with served(command, self.address, environment(folder, **settings), log, module=module):
            yield self.address

    def _filled(self) -> Path:
        folder = self.folder / "filled"
        if not folder.exists():
            folder.mkdir()
            url = environment(folder)["EVENTNET_DATABASE_URL"]
            settings = Settings(demo=True, base_url=self.address, database_url=url, data_dir=folder)
            engine = create_engine(url)
            migrations.upgrade(engine)
            jobs.prepare(url)
            for _line in load_demo(lambda: Session(engine), settings):
                pass
            engine.dispose()
        return folder

    def _published(self) -> Path:
        folder = self.folder / "published"
        if not folder.exists():
            self.fill(folder)
            with self.serve(folder) as address, browsers(self.chromium, address) as open_one:
                steps.publish_a_run(open_one())
        return folder
