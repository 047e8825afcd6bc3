"""Zensical, which reads mkdocs.yml and runs no hooks: files to draw from in, drawn files out.

It is given a configuration of its own beside the files, in which the theme's folder is a copy with
the mends of its page frame, since it has no other way to take them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressmark.base.disk import put, write_tree
from pressmark.base.errors import BuildError
from pressmark.base.findings import InvalidLibraryError, utf8_text
from pressmark.base.light_dark import with_fallbacks
from pressmark.base.rules.settings import REFUSED_PLUGIN
from pressmark.library.loading.handwritten import names
from pressmark.site import configuration
from pressmark.theme.failures import page_too_deep
from pressmark.theme.inline import SCRIPTS, STYLE_SHEETS, separated, separated_pictures, with_policy
from pressmark.theme.lighter import lighter
from pressmark.theme.mends import LIGHTER, Mend, mended
from pressmark.theme.navigation import navigation
from pressmark.theme.theme_folders import theme_folders
from pressmark.theme.whitespace import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# What the page frame gets wrong: two invalid attributes, and a skip link to a place that only its
# own content area has.
MENDS = {
    "base.html": (
        Mend(' autocomplete="off"', "", 2),
        Mend(
            '<a href="#__skip" class="md-skip">\n        {{ lang.t("action.skip") }}\n      </a>',
            "",
            1,
        ),
        *LIGHTER,
    )
}
# The look that is Material's, and the other, which is drawn besides.
_LOOKS = ("classic", "modern")
# Files that no page asks for: its own search, palettes, what our page frame includes, an index of
# Python objects, and a sitemap in the place of ours.
_UNUSED = (
    "assets/javascripts/workers/",
    *(f"assets/stylesheets/{look}/palette." for look in _LOOKS),
    "objects.inv",
    "partials/",
    "search.json",
    "sitemap.xml",
)
# It takes addresses in raw HTML for relative to the Markdown file, and changes them; MkDocs leaves
# them as they are. Under other names Zensical leaves them too.
_ADDRESS = re.compile(rb"\b(href|srcset|src)(?=\s*=)")
_HIDDEN = b"pressmark9e41c7"
# What it prints besides warnings and errors: colours, progress, and where in its code it stopped.
_NOISE = re.compile(
    r"""\x1b\[[\d;]*m
    | ^(?:Build\ started | Build\ finished\ in\ .* | No\ issues\ found)\n
    | ^Traceback\ .*\n (?:\ .*\n)+""",
    re.MULTILINE | re.VERBOSE,
)


def draw(config_file: Path, files: Mapping[str, bytes], folder: Path, *, strict: bool) -> None:
    """Draw files as `pressmark.theme.program.ThemeProgram` has it."""
    root = config_file.absolute().parent
    settings = configuration.read(config_file)
    reason = "Zensical, which draws the theme here, runs no plugins and no hooks of MkDocs"
    advice = "Remove it, or have MkDocs draw, with extra.theme_program: mkdocs"
    if findings := configuration.plugin_faults(
        config_file, REFUSED_PLUGIN, reason=reason, advice=advice
    ):
        raise InvalidLibraryError(findings)
    theme = {"variant": _LOOKS[0], **settings["theme"]}
    _write_theme(theme_folders(root, settings), folder / "theme")
    hidden = (
        (name, _ADDRESS.sub(_HIDDEN + rb"\1", content) if name.endswith(".md") else content)
        for name, content in files.items()
    )
    write_tree(folder / "docs", hidden)
    settings |= {"docs_dir": "docs", "site_dir": "site", "theme": {**theme, "custom_dir": "theme"}}
    settings["nav"] = navigation(settings, root)
    settings["plugins"] = []
    own_file = folder / "mkdocs.yml"
    own_file.write_text(configuration.text_of(settings), encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "zensical", "build", "--clean"),
            *("--config-file", str(own_file)),
            *(["--strict"] if strict else []),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    words = _NOISE.sub("", done.stdout + done.stderr).strip()
    if done.returncode and "RecursionError" in words and (finding := _too_deep(root, settings)):
        raise finding
    if done.returncode:
        raise BuildError(words or "Zensical could not draw the theme")
    if words:
        print(words, file=sys.stderr)
    _remove_unused(folder / "site", theme["variant"])
    _finish(
        folder / "site", folder / "docs", has_policy=bool(settings["extra"].get("strict_policy"))
    )


def _too_deep(root: Path, settings: configuration.Settings) -> InvalidLibraryError | None:
    """The finding of the first hand-written page that can't be drawn: Zensical does not name it."""
    options: dict[str, Any] = {}
    for extension in settings["markdown_extensions"]:
        options |= extension if isinstance(extension, dict) else {extension: None}
    given = {name: values or {} for name, values in options.items()}
    pages = names(root / "content" / "pages")
    found = (page_too_deep(root, page, [*options], given) for page in pages)
    return next(filter(None, found), None)


def _write_theme(theme: Iterable[Path], folder: Path) -> None:
    """Write the theme's folders, of which the first counts most, with the mended templates of
    Zensical's into one."""
    shutil.rmtree(folder, ignore_errors=True)
    for part in reversed([*theme]):
        shutil.copytree(part, folder, dirs_exist_ok=True, ignore_dangling_symlinks=True)
    templates = Path(str(resources.files("zensical"))) / "templates"
    for name, mends in MENDS.items():
        if (folder / name).is_file():
            continue
        template = templates / name
        source = mended(template.read_text(encoding="utf-8"), str(template), mends)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(source, encoding="utf-8")


def _finish(site: Path, docs: Path, *, has_policy: bool) -> None:
    """Have pages and style sheets hold what they hold with MkDocs."""
    files: dict[str, bytes] = {}
    for page in site.rglob("*.html"):
        html = page.read_bytes().replace(_HIDDEN, b"").decode()
        html, parts = separated(html if page.name == "404.html" else squeezed(html))
        page.write_bytes((with_policy(html) if has_policy else html).encode())
        files.update(parts)
    for sheet in (site / STYLE_SHEETS).rglob("*.css"):
        folder = sheet.parent.relative_to(site).as_posix() + "/"
        name = sheet.relative_to(site)
        place = Path("content", "pages") / name if (docs / name).is_file() else sheet
        content = utf8_text(sheet.read_bytes(), place).encode()
        text = with_fallbacks(lighter(name.as_posix(), content).decode())
        text, parts = separated_pictures(text, folder)
        sheet.write_text(text, encoding="utf-8")
        files.update(parts)
    for script in (site / SCRIPTS).rglob("*.js"):
        written = script.read_bytes()
        if (content := lighter(script.relative_to(site).as_posix(), written)) != written:
            script.write_bytes(content)
    for path, content in files.items():
        put(site, path, content)


def _remove_unused(site: Path, look: str) -> None:
    unused = tuple(f"assets/stylesheets/{other}/" for other in _LOOKS if other != look)
    for path in site.rglob("*"):
        if path.is_file() and path.relative_to(site).as_posix().startswith(_UNUSED + unused):
            path.unlink()
