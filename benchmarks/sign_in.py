"""Asking for a link: a known and an unknown address must take the same time."""

import statistics
import tempfile
import time
from pathlib import Path

from sqlmodel import Session

from eventnet import jobs, migrations
from eventnet.accounts.models import Account
from eventnet.app import create_app
from eventnet.database import create_engine
from eventnet.settings import Settings
from tests.browser import Browser

TIMES = 60


def main() -> None:
    """Ask in turn for known and unknown addresses, and print the medians."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            base_url="https://meet.example.org",
            secret="a secret for the benchmark only, long enough",  # noqa: S106
            database_url=f"sqlite:///{folder}/bench.db",
            data_dir=Path(folder),
        )
        engine = create_engine(settings.database_url)
        migrations.upgrade(engine)
        jobs.prepare(settings.database_url)
        with Session(engine) as session:
            session.add_all([Account(email=f"known{n}@example.org") for n in range(TIMES)])
            session.commit()
        engine.dispose()
        app = create_app(settings, work=False)
        taken: dict[str, list[float]] = {"known": [], "unknown": []}
        browser = Browser(app)
        browser.post("/sign-in", {"email": "first@example.org"})
        for number in range(TIMES):
            for kind, seconds in taken.items():
                started = time.perf_counter()
                answer = browser.post("/sign-in", {"email": f"{kind}{number}@example.org"})
                seconds.append(time.perf_counter() - started)
                assert answer.status_code in {200, 303}, answer.status_code
        browser.close()
        app.state.engine.dispose()
    medians = {kind: 1000 * statistics.median(seconds) for kind, seconds in taken.items()}
    for kind, median in medians.items():
        print(f"{kind:8} address   median {median:6.2f} ms")
    print(f"difference {abs(medians['known'] - medians['unknown']):.2f} ms")


if __name__ == "__main__":
    main()
