"""The arrows of the house: who may import whom, and what no folder is called."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SITE = ROOT / "src" / "eventnet"
FEATURES = [
    "accounts",
    "mailbox",
    "communities",
    "events",
    "floor",
    "affinities",
    "wishes",
    "notes",
    "event_questions",
    "round_tables",
    "programme",
    "absence",
    "meetings",
    "requests",
    "messages",
    "people",
    "watches",
    "contacts",
    "arrivals",
    "waiting",
    "matching",
    "drafts",
    "whatif",
    "schedule",
    "outcomes",
    "ties",
    "learning",
    "day",
    "announcing",
    "board",
    "asking",
    "talking",
    "starring",
    "hosting",
    "edits",
    "teams",
    "introductions",
    "rounds",
    "members",
    "groups",
    "discussions",
    "ideas",
    "listings",
    "files",
    "pages",
    "asks",
    "networks",
    "following",
    "replies",
    "digests",
    "feeds",
    "crews",
    "organize",
    "paper",
    "door",
    "returning",
    "uniting",
    "privacy",
    "erasure",
    "closing",
    "oversight",
    "afterwards",
    "welcome",
    "stewardship",
    "home",
]
# Rooms that put everything together, and may therefore import every feature.
ASSEMBLY = {"app", "cli", "error_pages", "features", "migrations", "demo", "__main__"}
JUNK_DRAWERS = {"utils", "util", "common", "core", "helpers", "misc"}


def modules() -> list[Path]:
    return sorted(SITE.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def feature_of(name: str) -> str | None:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "eventnet" and parts[1] in FEATURES else None


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SITE)))
def test_feature_imports_only_those_before_it(path: Path) -> None:
    room = path.relative_to(SITE).parts[0].removesuffix(".py")
    if room in ASSEMBLY or room not in FEATURES:
        return
    later = set(FEATURES[FEATURES.index(room) + 1 :])
    assert {feature_of(name) for name in imports(path)} & later == set()


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SITE)))
def test_room_that_features_stand_on_imports_none_of_them(path: Path) -> None:
    room = path.relative_to(SITE).parts[0].removesuffix(".py")
    if room in ASSEMBLY or room in FEATURES:
        return
    assert {feature_of(name) for name in imports(path)} <= {None}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SITE)))
def test_engine_is_imported_by_planning_only(path: Path) -> None:
    uses = any(name.split(".")[0] in {"matcher", "ortools"} for name in imports(path))
    assert not uses or path.stem == "planning" or "planning" in path.parts


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SITE)))
def test_actions_and_tables_know_no_requests(path: Path) -> None:
    room = path.relative_to(SITE).parts
    if room[0] not in FEATURES or not {"actions", "models", "queries"} & {path.stem, *room}:
        return
    edges = ("starlette.requests", "starlette.responses", "eventnet.routing", "eventnet.templating")
    assert [name for name in imports(path) if name.startswith(edges)] == []


def tour() -> str:
    return (ROOT / "docs" / "architecture.md").read_text()


def test_tour_has_the_features_in_their_order() -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \|", tour(), re.MULTILINE)
    assert rows == FEATURES


def test_tour_has_every_room_that_features_stand_on() -> None:
    rooms = {path.name for path in SITE.glob("*.py") if path.stem not in ASSEMBLY}
    assert {name for name in rooms if f"`{name}`" not in tour()} == {"__init__.py"}


def test_tour_has_every_list_that_a_later_feature_may_hang_on_to() -> None:
    kept = re.compile(r"^([a-z_]+): list\[(?:Job|Callable|Front)\b", re.MULTILINE)
    lists = {name for path in modules() for name in kept.findall(path.read_text())}
    assert {name for name in lists if not re.search(rf"[`.]{name}`", tour())} == set()
    assert "on_veto" in lists  # what is looked for is found


def test_engine_knows_nothing_of_the_site() -> None:
    found = [
        path
        for path in (ROOT / "matcher").rglob("*.py")
        if any(name.split(".")[0] == "eventnet" for name in imports(path))
    ]
    assert found == []


def test_no_folder_or_module_is_a_junk_drawer() -> None:
    found = [*SITE.rglob("*"), *(ROOT / "matcher").rglob("*"), *(ROOT / "tests").rglob("*")]
    assert [path for path in found if path.stem in JUNK_DRAWERS] == []
