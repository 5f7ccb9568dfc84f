"""The `eventnet` command: set up, serve, and do from a shell what organizers do on pages."""

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import FrameType

import uvicorn
from pydantic import ValidationError
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet import clock, jobs, logs, migrations
from eventnet.accounts.actions import first_operator
from eventnet.accounts.address import InvalidAddress, email_address
from eventnet.app import create_app
from eventnet.arrivals.commands import import_file
from eventnet.database import create_engine
from eventnet.demo.arriving import come_late
from eventnet.demo.crewing import crew_up
from eventnet.demo.grouping import group_up
from eventnet.demo.introducing import get_acquainted
from eventnet.demo.listing import advertise
from eventnet.demo.load import by_its_clocks, conference, load_demo
from eventnet.demo.needing import need
from eventnet.demo.passing import say_yes
from eventnet.demo.reaching import reach
from eventnet.demo.remembering import remember
from eventnet.demo.suggesting import put_forward
from eventnet.errors import Refused
from eventnet.mail.bounces import take_bounce
from eventnet.matching.commands import match
from eventnet.matching.solver import compile_ahead
from eventnet.replies.commands import take_piped
from eventnet.settings import Settings
from eventnet.tokens import new_secret

# How long requests under way may take when the process is to end.
GRACE_SECONDS = 5


class Server(uvicorn.Server):
    """uvicorn, which ends the live parts of pages when it is told to stop, and does not wait."""

    def __init__(self, config: uvicorn.Config, app: Starlette) -> None:
        super().__init__(config)
        self.app = app

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop."""
        super().handle_exit(sig, frame)
        self.app.state.live.end()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 if it was done, 2 if it was refused."""
    options = _parser().parse_args(arguments)
    if options.command == "secret":
        print(new_secret())
        return 0
    try:
        settings = Settings(demo=True) if options.command == "demo" else Settings()
    except (ValidationError, FileNotFoundError) as error:
        print(_in_words(error), file=sys.stderr)
        return 2
    logs.configure("text" if options.command == "demo" else settings.log_format)
    try:
        run: Callable[[argparse.Namespace, Settings], int] = options.run
        return run(options, settings)
    except Refused as refused:
        print(refused.sentence, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="eventnet", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, words: str, run: Callable[..., int]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words)
        made.set_defaults(run=run)
        return made

    command("secret", "print a fresh secret for EVENTNET_SECRET", _nothing)
    command("migrate", "bring the database to this release", _migrate)
    init = command("init", "set up: tables, and the first operator", _init)
    init.add_argument("email", help="the operator's address; a link to sign in is printed")
    serve = command("serve", "serve the site and work on its jobs", _serve)
    demo = command("demo", "serve a seeded conference, to try everything", _demo)
    for one in (serve, demo):
        one.add_argument("--host", default="127.0.0.1")
        one.add_argument("--port", type=int, default=8000)
    demo.add_argument(
        "--now",
        type=datetime.fromisoformat,
        metavar="MOMENT",
        help="let it be this moment by the clocks of the conference, such as 2027-05-11T19:30",
    )
    serve.add_argument("--no-jobs", action="store_true", help="serve only; another process works")
    importing = command("import", "bring in a ticket export", _import)
    importing.add_argument("event", help="the event's short name, as in its address")
    importing.add_argument("file", type=Path, help="CSV or XLSX")
    importing.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="TITLE=FIELD",
        help="what a column of a plain spreadsheet holds, where its title does not say so",
    )
    importing.add_argument(
        "--dry-run", action="store_true", help="show row by row what would change, change nothing"
    )
    importing.add_argument(
        "--removals",
        action="store_true",
        help="also bring in cancellations and tickets that go to somebody else, by which people "
        "lose their places and meetings; without it such rows are listed and left out",
    )
    matching = command("match", "compute a schedule, and report on it", _match)
    matching.add_argument("event", help="the event's short name, as in its address")
    matching.add_argument("--seconds", type=float, default=5.0, help="how long to search")
    matching.add_argument("--publish", action="store_true", help="publish it at once")
    matching.add_argument(
        "--files",
        type=Path,
        metavar="FOLDER",
        help="also write the solver's problem and plan; they tell who would rather not meet whom",
    )
    command("bounce", "read a returned mail from standard input", _bounce)
    reply = command("reply", "read an answer to a discussion from standard input", _reply)
    reply.add_argument(
        "--to",
        metavar="ADDRESS",
        help="whom the mail is for; else what the mail server wrote above it, or its To",
    )
    return parser


def _nothing(_options: argparse.Namespace, _settings: Settings) -> int:
    return 0


def _in_words(error: Exception) -> str:
    if isinstance(error, ValidationError):
        found = error.errors(include_url=False, include_input=False)
        return "\n".join(
            f"{'.'.join(str(part) for part in one['loc']) or 'settings'}: "
            f"{one['msg'].removeprefix('Value error, ')}"
            for one in found
        )
    return str(error)


def _prepare(settings: Settings) -> Engine:
    """Return an engine on an up-to-date database."""
    engine = create_engine(settings.database_url, connections=settings.threads)
    migrations.upgrade(engine)
    jobs.prepare(settings.database_url)
    return engine


def _sessions(engine: Engine) -> Callable[[], AbstractContextManager[Session]]:
    return lambda: Session(engine)


def _migrate(_options: argparse.Namespace, settings: Settings) -> int:
    _prepare(settings)
    print("The database is up to date.")
    return 0


def _init(options: argparse.Namespace, settings: Settings) -> int:
    try:
        email = email_address(options.email)
    except InvalidAddress as invalid:
        raise Refused(str(invalid)) from invalid
    with Session(_prepare(settings)) as session:
        link = first_operator(session, settings, email)
    print(f"Ready. Sign in as {email} within ten minutes:\n  {link}")
    return 0


def _serve(options: argparse.Namespace, settings: Settings) -> int:
    app = create_app(settings, work=not options.no_jobs)
    if not options.no_jobs:
        compile_ahead()
    # What was loaded stays for good: no collection walks over it while somebody waits for a page.
    gc.collect()
    gc.freeze()
    config = uvicorn.Config(
        app,
        host=options.host,
        port=options.port,
        log_config=None,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    Server(config, app).run()
    return 0


def _demo(options: argparse.Namespace, settings: Settings) -> int:
    address = f"http://localhost:{options.port}"
    settings = settings.model_copy(update={"base_url": address})
    sessions = _sessions(_prepare(settings))
    for line in load_demo(sessions, settings):
        print(line)
    if options.now is not None:
        with sessions() as session:
            say_yes(session)
        clock.set_to(by_its_clocks(options.now))
        with sessions() as session:
            remember(session, conference(session))
            get_acquainted(session, conference(session))
            come_late(session, conference(session))
    with sessions() as session:
        group_up(session, settings, conference(session))
        need(session)
        put_forward(session, conference(session))
        advertise(session, conference(session))
    with sessions() as session:
        reach(session, settings)
        crew_up(session, settings.key)
    print(f"\n  {address}\n", flush=True)
    options.no_jobs = False
    return _serve(options, settings)


def _import(options: argparse.Namespace, settings: Settings) -> int:
    columns = dict(column.partition("=")[::2] for column in options.column)
    result = import_file(
        _sessions(_prepare(settings)),
        options.event,
        options.file,
        columns,
        removals=options.removals,
        dry_run=options.dry_run,
        say=print,
    )
    print(*result.lines(), sep="\n")
    return result.exit_status


def _match(options: argparse.Namespace, settings: Settings) -> int:
    match(
        _sessions(_prepare(settings)),
        settings,
        options.event,
        publish=options.publish,
        seconds=options.seconds,
        files=options.files,
        say=print,
    )
    return 0


def _bounce(_options: argparse.Namespace, settings: Settings) -> int:
    with Session(create_engine(settings.database_url)) as session:
        taken = take_bounce(session, settings, sys.stdin.buffer.read())
    print("Taken." if taken else "That is no bounce of ours.")
    return 0


def _reply(options: argparse.Namespace, settings: Settings) -> int:
    with Session(create_engine(settings.database_url)) as session:
        status, said = take_piped(session, settings, sys.stdin.buffer.read(), options.to)
    print(said, file=sys.stderr if status else sys.stdout)
    return status
