"""Build the static files: `python assets.py` reads node_modules and app/static, writes var/static.

Every file gets its content hash in its name and a gzip twin, and manifest.json maps plain names to
built ones. The build stops when a style sheet points to another host, because the
Content-Security-Policy would block it and the city's network may be closed.
"""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
PACKAGES = ROOT / "node_modules"
SOURCE = ROOT / "app" / "static"
TARGET = ROOT / "var" / "static"

HDS = PACKAGES / "hds-core" / "lib"
# The design system's own bundles are not used: all.css lacks icon masks, icons.css is 213 kB and
# fonts.css loads a proprietary font from another host.
COMPONENTS = (
    "button",
    "text-input",
    "checkbox",
    "radio-button",
    "selection-group",
    "fieldset",
    "error-summary",
    "notification",
    "breadcrumb",
    "table",
    "link",
)
ICONS = (
    "alert-circle-fill",
    "angle-down",
    "angle-left",
    "angle-right",
    "arrow-right",
    "calendar",
    "check",
    "check-circle-fill",
    "cross",
    "download",
    "error-fill",
    "globe",
    "group",
    "info-circle-fill",
    "menu-hamburger",
    "pen",
    "plus",
    "search",
    "signout",
    "sliders",
    "user",
)
FONT = PACKAGES / "@fontsource" / "source-sans-3" / "files"
PRINT_FONT = PACKAGES / "@expo-google-fonts" / "source-sans-3"
PRINT_STYLES = ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold")
# The design system asks for weights 500 and 700 as well; one semi-bold file serves them all.
FONT_WEIGHTS = {"400": "400", "600": "500 700"}
FONT_RANGES = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,"
    "U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    "latin-ext": "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,"
    "U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
}
STYLES = ("theme", "layout", "forms", "lists", "records", "strategy", "proposals", "print")
# The order matters: the files are joined into one module, so what is used comes first.
SCRIPTS = (
    "dom",
    "dates",
    "combobox",
    "search",
    "picker",
    "log-form",
    "keep",
    "drop",
    "shortcut",
    "main",
)
# Land and borders in greys that print; what stands on it is drawn with each page.
MAP = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    '<path fill="#dedede" d="{land}"/>'
    '<path fill="none" stroke="#fff" stroke-width=".8" d="{borders}"/></svg>'
)

REMOTE = re.compile(
    r"""(?:url\(\s*["']?|@import\s+["'])\s*(?:[a-z][a-z0-9+.-]*:)?//""", re.IGNORECASE
)
SOURCE_MAP = re.compile(r"/[*/]# sourceMappingURL=[^\n]*")
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
JS_MODULE_LINE = re.compile(r"^(?:import .*\n|export (?=function|class|const))", re.MULTILINE)
JS_COMMENT_LINE = re.compile(r"^\s*(?://.*|/\*.*|\*.*)\n", re.MULTILINE)


def minify_css(text: str) -> str:
    """Drop comments and the white space that never matters."""
    text = re.sub(r"\s+", " ", CSS_COMMENT.sub("", text))
    return re.sub(r" ?([{};,]) ?", r"\1", text).replace(";}", "}").strip()


def minify_js(text: str) -> str:
    """Drop comment lines and indentation; line breaks stay, so semicolons need no guessing."""
    text = JS_COMMENT_LINE.sub("", text)
    return re.sub(r"\n\s*", "\n", text).strip() + "\n"


class Builder:
    """Writes hashed files into the target folder and remembers their names."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.manifest: dict[str, str] = {}
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)

    def write(self, name: str, content: bytes) -> str:
        """Store content under a name that holds its hash; return that name."""
        stem, _, suffix = name.rpartition(".")
        built = f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{suffix}"
        (self.target / built).write_bytes(content)
        if suffix != "woff2":
            (self.target / f"{built}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
        self.manifest[name] = built
        return built

    def css(self, name: str, text: str) -> None:
        """Store a style sheet, or stop the build when it points to another host."""
        text = SOURCE_MAP.sub("", text)
        if found := REMOTE.search(text):
            sys.exit(f"{name} points to another host: {text[found.start() : found.start() + 80]}")
        self.write(name, text.encode())

    def finish(self) -> None:
        """Write the manifest last, so that a broken build is never used."""
        manifest = json.dumps(self.manifest, indent=1, sort_keys=True)
        (self.target / "manifest.json").write_text(manifest, encoding="utf-8")


def font_faces(builder: Builder) -> str:
    """Store the web fonts and return their @font-face rules."""
    faces = []
    for weight, served in FONT_WEIGHTS.items():
        for script, characters in FONT_RANGES.items():
            file = FONT / f"source-sans-3-{script}-{weight}-normal.woff2"
            built = builder.write(f"source-sans-3-{script}-{weight}.woff2", file.read_bytes())
            # Optional: a font that comes late is for the next page, and never moves this one.
            faces.append(
                "@font-face{font-family:'Source Sans 3';font-style:normal;font-display:optional;"
                f"font-weight:{served};src:url({built}) format('woff2');"
                f"unicode-range:{characters}}}"
            )
    return "".join(faces)


def read(*files: Path) -> str:
    """Return the files' text, one after the other."""
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def build(target: Path = TARGET) -> dict[str, str]:
    """Build everything and return the manifest: plain name → built name."""
    if not HDS.is_dir():
        sys.exit("The packages are missing: run `npm ci` first.")
    builder = Builder(target)
    sheets = [HDS / "base.min.css"]
    sheets += [HDS / "components" / name / f"{name}.min.css" for name in COMPONENTS]
    sheets += [HDS / "icons" / "icon.min.css"]
    sheets += [HDS / "icons" / f"{name}.min.css" for name in ICONS]
    builder.css("vendor.css", read(*sheets) + font_faces(builder))
    builder.css("app.css", minify_css(read(*(SOURCE / "css" / f"{name}.css" for name in STYLES))))
    script = JS_MODULE_LINE.sub("", read(*(SOURCE / "js" / f"{name}.js" for name in SCRIPTS)))
    builder.write("app.js", minify_js(script).encode())
    htmx = read(PACKAGES / "htmx.org" / "dist" / "htmx.min.js")
    builder.write("htmx.js", SOURCE_MAP.sub("", htmx).encode())
    for image in sorted((SOURCE / "img").iterdir()):
        builder.write(image.name, image.read_bytes())
    copy_print_fonts(target.parent / "fonts")
    draw_maps(builder, target.parent / "maps")
    builder.finish()
    return builder.manifest


def draw_maps(builder: Builder, target: Path) -> None:
    """Store the base maps, and beside the static files where each country stands on them."""
    places = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    node = shutil.which("node", path=places)
    if node is None:
        sys.exit("Node is missing: it comes with requirements-setup.txt.")
    drawn = json.loads(subprocess.check_output([node, SOURCE / "maps.mjs"], cwd=ROOT))
    target.mkdir(parents=True, exist_ok=True)
    for name, base in drawn.items():
        builder.write(f"map-{name}.svg", MAP.format_map(base).encode())
        places = {key: base[key] for key in ("width", "height", "points")}
        (target / f"{name}.json").write_text(json.dumps(places), encoding="utf-8")


def copy_print_fonts(target: Path) -> None:
    """The same font for PDF files, where the typesetter reads no web fonts."""
    target.mkdir(parents=True, exist_ok=True)
    for style in PRINT_STYLES:
        name = f"SourceSans3_{style}.ttf"
        (target / name).write_bytes((PRINT_FONT / style / name).read_bytes())


if __name__ == "__main__":
    for plain, built_name in sorted(build().items()):
        sys.stdout.write(f"{plain} → {built_name}\n")
