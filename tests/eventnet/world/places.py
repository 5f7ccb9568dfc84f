"""What stands in each address: the part of the path, by its name, and by the page it is for."""

import re
from typing import Any

from eventnet.features import pages
from eventnet.routing import Page
from tests.eventnet.world.building import PICTURE, Facts

PART = re.compile(r"{(\w+)(?::\w+)?}")
# Pages that share the proof of another, and pages whose part of a name means something else.
TOKENS = {
    "address-confirm-now": "address-confirm",
    "address-object-now": "address-object",
    "unite-confirm": "unite-preview",
    "stay-now": "stay",
    "erase-back-now": "erase-back",
    "sign-in-link-spend": "sign-in-link",
    "way-in-use": "way-in",
    "answer-now": "answer",
    "mail-stop-now": "mail-stop",
    "exchange-now": "exchange",
}

# The object of a page that is not the usual one of its kind.
OTHERWISE = {
    "import-columns": {"import": "import-columns"},
    "steward-make": {"membership": "member-far4"},
    "member-removal": {"membership": "member-far4"},
    "member-remove": {"membership": "member-far4"},
    "member-back": {"membership": "member-removed"},
    "group-put-out": {"membership": "member-near1"},
    "group-role": {"membership": "member-near0"},
    "post-save": {"number": "post-mine"},
    "idea-post-save": {"idea": "idea-mine", "number": "post-mine"},
    "idea-post-remove": {"idea": "idea-mine", "number": "post-mine"},
    "idea-unmerge": {"idea": "idea-merged"},
    "listing-write-back": {"listing": "listing-mine", "answer": "listing-answer"},
    **{
        f"listing-{what}": {"listing": "listing-mine"}
        for what in ("change", "save", "renew", "close")
    },
    "post-remove": {"number": "post-mine"},
    "group-file": {"file": "file-near0"},
    "group-file-about": {"file": "file-near0"},
    "group-file-report": {"file": "file-near0"},
    "group-file-judge": {"file": "file-near0"},
    "group-file-remove": {"file": "file-attendee"},
    "post-file-new": {"number": "post-mine"},
    "post-file-add": {"number": "post-mine"},
    "shared-page-withdraw": {"page": "page-mine"},
    "shared-page-restore": {"number": "post-mine"},
    "exhibitors-out": {"attendance": "at-near0"},
    "meeting-cancel": {"meeting": "meeting-near0"},
    "meeting-move": {"meeting": "meeting-near0"},
    "meeting-move-now": {"meeting": "meeting-near0"},
    "report-reopen": {"report": "report-settled"},
    "board-missing": {"meeting": "meeting-near0", "attendance": "at-near0"},
    "board-came": {"meeting": "meeting-near0", "attendance": "at-near0"},
    "meeting-here": {"meeting": "meeting-near0"},
    "meeting-late": {"meeting": "meeting-near0"},
    "meeting-missing": {"meeting": "meeting-near0"},
    "meeting-came": {"meeting": "meeting-near0"},
    "round-table-change": {"table": "table-mine"},
    "round-table-save": {"table": "table-mine"},
    "round-table-off": {"table": "table-mine"},
    "search-restore": {"search": "search-deleted"},
    "request-withdraw": {"request": "request-mine"},
    "trail-file": {"kind": "file-kind"},
    "afterwards-file": {"kind": "file-kind"},
    "member": {"membership": "member-near0"},
    "member-follow": {"membership": "member-near0"},
    "member-unfollow": {"membership": "member-near0"},
    "member-card": {"membership": "member-near0"},
    "member-photo": {"membership": "member-near1"},
    "asks-helped": {"topic": "topic-helped"},
    **{
        f"asks-{what}": {"ask": "ask-mine"}
        for what in ("further", "show", "close", "take-back", "thank", "accept", "line")
    },
    **{f"crew-{what}": {"brief": "brief-mine"} for what in ("look", "invite", "group", "end")},
    "crew-swap": {"brief": "brief-mine", "membership": "member-near1"},
    "introduction-ask": {"membership": "member-near3"},
    "introduction-ask-now": {"membership": "member-near3"},
    "introduction-back": {"introduction": "introduction-mine"},
    "introduction-yes": {"introduction": "introduction-me"},
    "event-map-cluster": {"number": "cluster-first"},
    "group-map-cluster": {"number": "cluster-first"},
    "outcome": {"meeting": "meeting-past"},
    "outcome-save": {"meeting": "meeting-past"},
    "promise-reopen": {"promise": "promise-done"},
    "promise-deny": {"promise": "promise-theirs"},
    "promise-put-back": {"promise": "promise-theirs"},
    "talk-tell": {"round_talk": "talk-past"},
    "talk-keep": {"round_talk": "talk-past"},
    "run-undo": {"number": "number-published"},
    "run-tell": {"number": "number-published"},
}
# Pages that show different things look at each: by the part of the path, the names in the world.
ALSO: dict[str, list[dict[str, str]]] = {
    "import": [{"import": f"import-{stage}"} for stage in ("columns", "applied", "broken")],
    "meeting": [{"meeting": f"meeting-near{number}"} for number in range(5)],
    "asks-one": [{"ask": "ask-mine"}],
    "crew": [{"brief": f"brief-{which}"} for which in ("mine", "circle", "ring")],
    "ask": [{"attendance": name} for name in ("near0", "far4")],
    "conversation": [{"attendance": name} for name in ("near0", "far1", "left")],
    "request": [{"request": name} for name in ("request-mine", "request-old")],
    "introduction": [{"introduction": "introduction-me"}],
    "introduction-ask": [{"membership": "member-far4"}],
    "question": [{"question": name} for name in ("confirm", "seeks", "interests", "photo")],
    "person": [{"attendance": name} for name in ("near0", "near1", "far1", "attendee")],
    "roll-person": [{"attendance": name} for name in ("near1", "far1", "attendee", "left")],
    "round-table": [{"table": name} for name in ("table-mine", "table-off")],
    "talk": [{"round_talk": "talk-past"}],
    "run": [{"number": number} for number in "13"],
    "draft": [{"number": "1"}],
    "post": [{"number": "1"}, {"number": "3"}],
    "shared-page": [{"page": "page-mine"}],
    "thread": [{"thread": "thread-mine"}],
    "idea": [{"idea": "idea-mine"}],
    "listing": [{"listing": "listing-mine"}],
    "idea-post": [{"number": "1"}, {"number": "3"}],
}


def parts_of(page: Page[Any]) -> list[str]:
    """Return the names of the parts of a page's path."""
    return PART.findall(page.path)


def values_of(page: Page[Any], facts: Facts) -> dict[str, str]:
    """Return what stands in the address of a page: always Spring's and the attendee's own."""
    known = {
        "community": "harbour",
        "event": "spring",
        "provider": "nobody",
        "attendance": facts.attendances["far2"],
        "membership": facts.memberships["steward2"],
        "account": facts.accounts["organizer2"],
        "file": PICTURE,
        "code": "springjoincode2345",
        "number": "2",
        "question": "offers",
        "kind": "schedule",
        "secret": facts.tokens["join-confirm"],
        "token": facts.tokens.get(TOKENS.get(page.name, page.name), ""),
        **facts.ids,
    }
    known |= {part: facts.ids[name] for part, name in OTHERWISE.get(page.name, {}).items()}
    missing = [name for name in parts_of(page) if not known.get(name)]
    if missing:
        raise LookupError(
            f"{page.method} {page.path} ({page.name}): say in tests/eventnet/world/places.py "
            f"what stands for {missing} in the world"
        )
    return {name: known[name] for name in parts_of(page)}


def fill(path: str, values: dict[str, str]) -> str:
    """Return a path with its parts filled in."""
    return PART.sub(lambda part: values[part[1]], path)


def path_of(page: Page[Any], facts: Facts) -> str:
    """Return the address of a page in the world."""
    return fill(page.path, values_of(page, facts))


def also(page: Page[Any], facts: Facts) -> list[str]:
    """Return further addresses of a page, where it shows something else."""
    known = {**facts.ids, **facts.attendances}
    return [
        fill(page.path, {**values_of(page, facts), part: known.get(name, name)})
        for others in ALSO.get(page.name, ())
        for part, name in others.items()
    ]


def named(method: str, name: str) -> Page[Any]:
    """Return the page of that method and name; what stands behind a # tells its addresses apart."""
    return next(
        page for page in pages if (page.method, page.name) == (method, name.partition("#")[0])
    )
