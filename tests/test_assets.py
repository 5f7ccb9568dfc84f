"""The assets a page loads: built from the lock, named by nobody's registry, kept within the CSP."""

import hashlib
import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

from eventnet.templating import environment

ROOT = Path(__file__).parents[1]
CSS = ROOT / "static" / "css"
TEMPLATES = ROOT / "templates"
COLOURFUL = {"tokens.css", "faces.css", "print.css"}
STYLES = sorted(path for path in CSS.rglob("*.css") if path.name not in COLOURFUL)
# Mail has no policy and no stylesheet to link.
MAIL = TEMPLATES / "mail" / "layout.html"
PAGES = sorted(
    path
    for path in TEMPLATES.rglob("*.html")
    if path != MAIL and "mail/layout.html" not in path.read_text()
)


@pytest.fixture(scope="module")
def hatch_build() -> ModuleType:
    pytest.importorskip("hatchling", reason="the build hook needs hatchling")
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_lock_names_no_registry() -> None:
    text = (ROOT / "package-lock.json").read_text()
    lock = json.loads(text)
    assert "resolved" not in text
    assert set(lock["packages"][""]["dependencies"]) == {
        "@fontsource-variable/faustina",
        "@fontsource-variable/instrument-sans",
        "htmx.org",
    }
    assert all("integrity" in entry for name, entry in lock["packages"].items() if name)


def test_the_bundle_holds_every_stylesheet_once(hatch_build: ModuleType) -> None:
    entry = (CSS / "app.css").read_text()
    named = set(hatch_build.IMPORT.findall(entry)) - {"../vendor/fonts.css"}
    files = {str(path.relative_to(CSS)) for path in CSS.rglob("*.css")} - {"app.css"}
    assert named == files


def test_the_import_lines_are_replaced_by_what_they_name(
    hatch_build: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "part.css").write_text("a { color: red }\n")
    entry = tmp_path / "app.css"
    entry.write_text('/* first */\n@import "part.css";\nb { color: blue }\n')
    assert hatch_build.bundle(entry) == "/* first */\na { color: red }\nb { color: blue }\n"


def test_font_rules_keep_our_subsets_and_point_at_our_copies(hatch_build: ModuleType) -> None:
    css = "\n".join(
        f"/* serif-{subset}-wght-normal */\n@font-face {{\n"
        f"  src: url(./files/serif-{subset}-wght-normal.woff2);\n}}"
        for subset in ("vietnamese", "latin-ext", "latin")
    )
    rules = hatch_build.font_rules("serif", css)
    assert [re.findall(r"url\((.*?)\)", rule) for rule in rules] == [
        ["fonts/serif-latin.woff2"],
        ["fonts/serif-latin-ext.woff2"],
    ]
    with pytest.raises(RuntimeError, match="no @font-face for latin"):
        hatch_build.font_rules("serif", "")


def test_nothing_is_built_again_until_a_source_changes(
    hatch_build: ModuleType, tmp_path: Path
) -> None:
    css, vendor = tmp_path / "static" / "css", tmp_path / "static" / "vendor"
    css.mkdir(parents=True)
    vendor.mkdir()
    (css / "app.css").write_text("a { color: red }\n")
    lock = b"{}"
    (tmp_path / "package-lock.json").write_bytes(lock)
    (tmp_path / "hatch_build.py").write_text("")
    # The packages of this lock are there already, so that no build below asks npm for them.
    (vendor / ".packages").write_text(hashlib.sha256(lock).hexdigest())
    assert hatch_build.build(tmp_path) is True
    assert hatch_build.build(tmp_path) is False
    (css / "app.css").write_text("a { color: blue }\n")
    assert hatch_build.build(tmp_path) is True
    assert (vendor / "app.css").read_text() == "a { color: blue }\n"


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_only_the_tokens_and_the_inks_name_colours(path: Path) -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|url\(", path.read_text()) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_pages_carry_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text()
    assert (
        re.findall(r"""\sstyle\s*=|<style|\son\w+\s*=\s*["']|<script(?![^>]*\bsrc=)""", text) == []
    )
    assert re.findall(r"""(?:src|href|action)=["'](?:https?:)?//""", text) == []


@pytest.mark.parametrize(
    "path",
    sorted((TEMPLATES / "components").glob("*.html")),
    ids=lambda path: path.name,
)
def test_components_compile_and_say_how_they_are_called(path: Path) -> None:
    module = environment().get_template(f"components/{path.name}")
    opening = path.read_text().split("#}")[0]
    macros = re.findall(r"macro ([a-z]\w*)\(", path.read_text())
    assert macros
    assert [name for name in macros if f"{name}(" not in opening] == []
    assert module.name == f"components/{path.name}"


def test_mails_begin_with_what_they_are_about() -> None:
    letters = (path for path in MAIL.parent.glob("*.html") if path != MAIL)
    bare = [path.name for path in letters if "<h1" not in path.read_text(encoding="utf-8")]
    assert bare == ["announcement.html"]  # which is the organizers' words, and nothing else
