"""Bad input: whatever is sent, the answer is in words, and nothing of others is changed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest
from pydantic import BaseModel

from eventnet.features import pages
from eventnet.forms import Form
from eventnet.routing import Page
from tests.eventnet.world.cast import Persona
from tests.eventnet.world.forms import Forms
from tests.eventnet.world.places import fill, parts_of, values_of
from tests.eventnet.world.reading import Reader, Values
from tests.eventnet.world.snapshots import dump, rows_about
from tests.eventnet.world.table import somebody_allowed
from tests.eventnet.world.visiting import World

POSTS = [page for page in pages if page.method == "POST"]
GETS = [page for page in pages if page.method == "GET"]
BAD: dict[str, list[str] | None] = {
    "missing": None,
    "empty": [""],
    "long": ["x" * 100_000],
    "odd": ["😀👩🏽‍🚀 \u202eשלום عليكم\u2066 <x-planted>{{7*191}}"],
    "twice": ["one", "two"],
    "negative": ["-1"],
    "huge": ["9" * 40],
    "no date": ["2027-13-45"],
}
STORED = ("long", "odd", "negative", "huge")
"""Those that one database may take otherwise than another; the rest is refused before."""
TYPED = {"text", "email", "url", "number", "date", "time", "textarea", "search", "tel"}
BODIES = {
    "bad UTF-8": ("application/x-www-form-urlencoded", b"name=%ff%fe&email=%c3%28"),
    "a lone surrogate": ("application/x-www-form-urlencoded", b"name=%ed%a0%80"),
    "raw bytes": ("application/x-www-form-urlencoded", b"\xff\xfe=\x80"),
    "NUL": ("application/x-www-form-urlencoded", b"name=a%00b"),
    "NUL in a name": ("application/x-www-form-urlencoded", b"na%00me=b"),
    "no boundary": ("multipart/form-data", b"whatever"),
    "half a part": ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-da"),
    "a part without name": ("multipart/form-data; boundary=x", b"--x\r\n\r\nhi\r\n--x--\r\n"),
    "JSON": ("application/json", b'{"name": ["a"]}'),
    "too many fields": ("application/x-www-form-urlencoded", b"a=1&" * 3000),
}
# Those that are worth trying at each page; the others are read before a page is known.
ANYWHERE = ("bad UTF-8", "NUL", "a part without name", "JSON")
# Parts of a path that one policy reads, for all the pages below.
SHARED = {"event", "community"}
ODD = ["x" * 5000, "ünïcödé-😀", "%2e%2e", "%00", "%ff", "a%2Fb", "-1", "9" * 40, "'", "<b>", "%20"]
QUERIES = ["-1", "9" * 31, "x" * 10_000, "evil'--", "😀\u202e", "", "NaN", "[]", "../.."]
MILD = QUERIES[3:]
"""Those that all fields of an address are tried with together, and not one by one too."""
NAMES = {"page", "q", "sort", "topic", "role", "next", "to", "order", "kind", "say", "state"}


@pytest.fixture(scope="module")
def forms(whole_world: World) -> Forms:
    """Return the forms that the pages show."""
    return Forms(whole_world)


@contextmanager
def models_read() -> Iterator[list[type[BaseModel]]]:
    """Note which models the handlers read their forms into."""
    seen: list[type[BaseModel]] = []
    plain = Form.__dict__["read"]

    def read(cls: type[Form[Any]], model: type[BaseModel], source: Any) -> Form[Any]:
        seen.append(model)
        made: Form[Any] = plain.__func__(cls, model, source)
        return made

    Form.read = classmethod(read)  # type: ignore[method-assign,assignment]
    try:
        yield seen
    finally:
        Form.read = plain  # type: ignore[method-assign]


def fields_of(world: World, forms: Forms, page: Page[Any]) -> list[str]:
    """Return the fields that a page shows, and those that its handler reads."""
    world.restore("plain")
    with models_read() as models:
        world.visit(page, somebody_allowed(page), data=forms.values_for(page))
    read = [field.alias or name for one in models for name, field in one.model_fields.items()]
    return sorted({*forms.form_for(page).values, *forms.form_for(page).files, *read})


def of_others(world: World) -> list[str]:
    """Return the rows that are, or refer to, what is of other events and people."""
    return rows_about(world.app.state.engine, {*world.facts.foreign.values(), world.facts.autumn})


def in_words(answer: httpx2.Response) -> bool:
    """Say whether a refusal is a page with a sentence for the person."""
    return answer.status_code < 400 or "<h1" in answer.text or answer.status_code == 405


@pytest.fixture(scope="session")
def bad_values(pytestconfig: pytest.Config) -> Mapping[str, list[str] | None]:
    """Return what is put into fields: all of it on one database, what is stored on each."""
    everything = pytestconfig.getoption("--database") == "sqlite"
    return BAD if everything else {what: BAD[what] for what in STORED}


@pytest.mark.parametrize("page", POSTS, ids=lambda page: page.name)
def test_bad_field_is_refused_in_words_and_what_was_typed_stays(
    page: Page[Any], world: World, forms: Forms, bad_values: Mapping[str, list[str] | None]
) -> None:
    faults: list[tuple[str, str, object]] = []
    for name in fields_of(world, forms, page):
        for what, bad in bad_values.items():
            world.restore("plain")
            sent: Values = {**forms.values_for(page)}
            sent.pop(name, None)
            if bad is not None:
                sent[name] = bad
            answer = world.visit(
                page, somebody_allowed(page), data=sent, files=forms.files_for(page) or None
            )
            if answer.status_code >= 500 or not in_words(answer):
                faults.append((name, what, answer.status_code))
            elif answer.status_code == 422:
                shown = forms.form_for(page)
                if TYPED & {shown.types.get(field) for field in sent}:
                    faults += [(name, what, fault) for fault in forgotten(answer, sent, name)]
    assert faults == []


def forgotten(answer: httpx2.Response, sent: Values, name: str) -> list[str]:
    """Return what a form that came back does not say, or does not show any more."""
    reader = Reader(answer.text)
    found = []
    if not any(
        given.get("role") == "alert" or given.get("aria-invalid") for _tag, given in reader.elements
    ):
        found.append("does not say what is wrong")
    back = next((form for form in reader.forms if {name, *sent} & set(form.types)), None)
    if back is None:
        return [*found, "does not show the form again"]
    for field, typed in sent.items():
        if back.types.get(field) in TYPED and len(typed[-1]) < 1000 and field in back.values:
            shown = back.values[field][-1].replace("\r", "").strip()
            alone = len(typed) == len(back.values[field]) == 1  # of several, each has its place
            if shown != typed[-1].replace("\r", "").strip() and alone:
                found.append(f"{field} was {typed[-1]!r}, and is {shown!r} now")
    return found


@pytest.mark.parametrize("page", POSTS, ids=lambda page: page.name)
def test_bad_body_is_refused_in_words(page: Page[Any], world: World) -> None:
    faults = []
    bodies = BODIES if page is POSTS[0] else {what: BODIES[what] for what in ANYWHERE}
    for what, (kind, body) in bodies.items():
        answer = world.visit(
            page, somebody_allowed(page), content=body, headers={"content-type": kind}
        )
        if answer.status_code >= 500 or not in_words(answer):
            faults.append((what, answer.status_code))
        if "UTF-8" in what or "NUL" in what:
            assert (what, answer.status_code) == (what, 400)
        world.restore("plain")
    large = world.visit(page, somebody_allowed(page), content=b"x" * (page.max_body + 1))
    assert large.status_code == 413
    assert faults == []


@pytest.mark.any_database
@pytest.mark.parametrize("page", POSTS, ids=lambda page: page.name)
def test_ids_of_others_change_nothing_of_theirs(
    page: Page[Any], world: World, forms: Forms
) -> None:
    before = of_others(world)
    extra = {
        "role": ["steward"],
        "is_operator": ["on"],
        "event_id": ["autumn"],
        "account_id": ["1"],
        "id": ["1"],
        "community": ["quarry"],
        "organizes": ["on"],
        "from_id": ["1"],
    }
    values = forms.values_for(page)
    attempts = [{**extra, **values}]
    foreign = list(world.facts.foreign.values())
    for name, kind in forms.form_for(page).types.items():
        if kind not in TYPED:  # all at once; where one is expected, the last counts
            fitting = world.facts.foreign.get(name, foreign[-1])
            attempts.append({**values, name: [*foreign, fitting]})
    for sent in attempts:
        answer = world.visit(page, somebody_allowed(page), data=sent)
        assert answer.status_code < 500
        if world.writes.seen:
            assert of_others(world) == before
            assert operators(world) == 1
        world.restore("plain")


def operators(world: World) -> int:
    """Return how many operators there are."""
    rows = dump(world.app.state.engine)["account"]
    return sum("True" in row for row in rows)


@pytest.mark.any_database
@pytest.mark.parametrize(
    "page", [page for page in pages if parts_of(page)], ids=lambda p: f"{p.method}-{p.name}"
)
def test_ids_of_others_in_the_address_are_hidden(
    page: Page[Any], world: World, forms: Forms
) -> None:
    values = values_of(page, world.facts)
    for part in parts_of(page):
        if part not in world.facts.foreign:
            continue
        path = fill(page.path, {**values, part: world.facts.foreign[part]})
        data = forms.values_for(page) if page.method == "POST" else None
        for persona in (Persona.ATTENDEE, Persona.ORGANIZER, somebody_allowed(page)):
            answer = world.send(persona, page.method, path, data=data)
            assert (persona, path, answer.status_code) == (persona, path, 404)
            assert not world.writes.taken()


@pytest.mark.parametrize(
    "page", [page for page in pages if parts_of(page)], ids=lambda p: f"{p.method}-{p.name}"
)
def test_odd_address_is_no_page(page: Page[Any], world: World, forms: Forms) -> None:
    values, found = values_of(page, world.facts), []
    data = forms.values_for(page) if page.method == "POST" else None
    for part in parts_of(page):
        for odd in ODD[:3] if part in SHARED and page.name != "event" else ODD:
            path = fill(page.path, {**values, part: odd})
            answer = world.send(somebody_allowed(page), page.method, path, data=data)
            if answer.status_code not in {400, 404, 405, 410} or not in_words(answer):
                found.append((part, odd[:20], answer.status_code))
    assert found == []


@pytest.mark.parametrize("page", GETS, ids=lambda page: page.name)
def test_odd_query_never_breaks_a_page(page: Page[Any], world: World) -> None:
    persona = somebody_allowed(page)
    usual = world.walk()[page.name, persona]
    reader, own = Reader(usual.text), {"q", "page"}
    for _tag, given in reader.elements:
        own |= {name for name, _value in parse_qsl(urlsplit(given.get("href", "")).query)}
    for form in reader.forms:
        own |= set(form.values) if form.method == "get" else set()
    path = usual.request.url.path
    for odd in QUERIES:
        together = dict.fromkeys({*own, *NAMES}, odd[:500])
        queries = [together] if odd in MILD else [together, *({name: odd} for name in own)]
        for query in queries:
            answer = world.send(persona, "GET", path, params=query)
            assert answer.status_code < 500, (path, query)
    answer = world.send(persona, "GET", f"{path}?q=%00&page=%ff")
    assert answer.status_code == 400
