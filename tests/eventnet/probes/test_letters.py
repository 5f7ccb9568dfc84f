"""Mails: what every deed of the site writes, in a world of stored scripts."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlmodel import Session, select

from eventnet import clock, jobs
from eventnet.digests.sending import send_digests
from eventnet.features import pages
from eventnet.mail.delivery import deliver
from eventnet.mail.models import OutboxMail
from eventnet.people.models import Audience
from eventnet.people.visibility import FIELDS
from tests.eventnet.probes.test_privacy import ADDRESS, ME
from tests.eventnet.probes.test_scripts import SCHEMES
from tests.eventnet.world.cast import FAR, NEAR, audience_of, email
from tests.eventnet.world.forms import Forms
from tests.eventnet.world.marks import marks_in
from tests.eventnet.world.planting import plant_scripts
from tests.eventnet.world.reading import Reader
from tests.eventnet.world.table import somebody_allowed
from tests.eventnet.world.visiting import World

pytestmark = pytest.mark.any_database

NOBODY = Audience.NOBODY
SECONDS = re.compile(r"solve|refresh")
"""Jobs that take long, and write no mail."""


@pytest.fixture(scope="module")
def letters(whole_world: World) -> list[OutboxMail]:
    """Return every mail that somebody's deed makes the site write."""
    forms = Forms(whole_world)
    plant_scripts(whole_world)
    found: dict[str, OutboxMail] = {}
    for page in pages:
        if page.method == "GET":
            continue
        whole_world.restore("scripted")
        files = forms.files_for(page) or None
        whole_world.visit(page, somebody_allowed(page), data=forms.values_for(page), files=files)
        _work(whole_world)
        with Session(whole_world.app.state.engine) as session:
            found |= {mail.id: mail for mail in session.exec(select(OutboxMail))}
    found |= _by_clock(whole_world)
    return list(found.values())


def _by_clock(world: World) -> dict[str, OutboxMail]:
    """Return the digests that come by themselves, as it is morning everywhere once a day."""
    world.restore("scripted")
    ground = jobs.Ground(world.settings, world.app.state.sessions)
    for hours in (8, 16, 24):
        with clock.at(clock.now() + timedelta(hours=hours)):
            send_digests.work(ground)
    with Session(world.app.state.engine) as session:
        digests = session.exec(select(OutboxMail).where(OutboxMail.kind == "digests"))
        return {mail.id: mail for mail in digests}


def _work(world: World) -> None:
    ground = jobs.Ground(world.settings, world.app.state.sessions)
    client = jobs.client(world.app.state.engine)
    for waiting in client.list_queued_workflows(status="ENQUEUED"):
        made = jobs.jobs[waiting.name]
        if made is not deliver and not SECONDS.search(made.name):
            made.work(ground, *(waiting.input["args"] if waiting.input else ()))
        client.cancel_workflow(waiting.workflow_id)


def test_every_kind_of_mail_was_written(letters: list[OutboxMail]) -> None:
    assert {"sign_in", "invitation", "schedule", "requests", "join", "digests"} <= {
        mail.kind for mail in letters
    }


def test_scripts_stay_text_in_every_mail(letters: list[OutboxMail]) -> None:
    faults = []
    for mail in letters:
        page = Reader(mail.html)
        assert "\n" not in mail.subject + mail.to
        assert "\r" not in mail.subject + mail.to
        for tag, given in page.elements:
            schemes = {urlsplit(given[name]).scheme for name in ("href", "src") if name in given}
            wild = tag.startswith(("x-", "script", "iframe", "svg")) or "x-planted" in given
            if wild or not schemes <= SCHEMES or any(name.startswith("on") for name in given):
                faults.append((mail.kind, tag, given))
        if "1337" in mail.html + mail.text:
            faults.append((mail.kind, "a template was carried out", {}))
    assert faults == []


def test_no_mail_shows_what_its_reader_may_not_see(letters: list[OutboxMail]) -> None:
    faults = set()
    for mail in letters:
        said = mail.subject + mail.text + mail.html
        if mail.to != email(ME):
            continue
        for owner, field in marks_in(said):
            named = "topics" if field.startswith("topics") else field
            # Mails are about meetings: whoever is named in one is met.
            if (
                owner in NEAR + FAR
                and named in FIELDS
                and named != "name"
                and (audience_of(owner, named) is NOBODY)
            ):
                faults.add((mail.kind, owner, field))
            if field == "wish":
                faults.add((mail.kind, owner, field))
        others = set(ADDRESS.findall(said)) - {ME}
        if mail.kind == "introductions":  # who asked gives their address to who says yes
            others -= {"near2"}
        if mail.kind == "address":  # that of the account that is to become one with theirs
            others -= {"double"}
        faults |= {(mail.kind, other, "address") for other in others}
    assert faults == set()
