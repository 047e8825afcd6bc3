"""A process of its own: a configuration in; drawn, and said whose it is, out.

The program that draws comes to life here, and nowhere else on the fast way.
"""

from __future__ import annotations

import argparse
import json
import logging
import signal
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import TemplateError

from pressmark.base.disk import put
from pressmark.base.errors import BuildError, in_words
from pressmark.base.findings import InvalidLibraryError
from pressmark.base.process import begin_process, end_session, end_with
from pressmark.render.environment import templates_of
from pressmark.render.seal import SealError
from pressmark.site import configuration
from pressmark.site.settings import site_from
from pressmark.theme.drawing import theme_key
from pressmark.theme.program import program, program_name
from pressmark.theme.specimens import specimen_files


def draw(config_file: Path, folder: Path, *, strict: bool, pages: Path | None = None) -> None:
    """Draw what the forms of `config_file`'s site come from, below `folder`.

    `site/` holds the drawn files, and `facts.json`, written last, says whose they are. The Markdown
    files below `pages` are drawn too. Raises `BuildError` for what can't be drawn and
    `InvalidLibraryError` with the findings of hand-written pages.
    """
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    key = theme_key(config_file, strict=strict).hex()  # of what is read from here on
    root = config_file.absolute().parent
    settings = configuration.read(config_file)
    site = site_from(settings)
    files, linked = specimen_files(root, site)
    if pages:
        files |= {
            path.relative_to(pages).as_posix(): path.read_bytes() for path in pages.rglob("*.md")
        }
    program(program_name(settings)).draw(config_file, files, folder, strict=strict)
    facts: dict[str, Any] = {
        "site": asdict(site),
        "target": str(root / settings.get("site_dir", "site")),
        "base": urlsplit(site.url).path,
        "linked": linked,
        "key": key,
        "strict": strict,
    }
    # Whoever reads the library meanwhile needs them next, and says what is wrong with them.
    with suppress(SealError, TemplateError, BuildError, InvalidLibraryError):
        templates_of(root).load()
    put(folder, "facts.json", json.dumps(facts).encode())


def main() -> None:
    """Draw, as a program of its own, whose input ends with the process that started it."""
    begin_process()
    parser = argparse.ArgumentParser("pressmark.theme.process", description="Draw a site.")
    parser.add_argument("config_file", type=Path, help="the site's mkdocs.yml")
    parser.add_argument("folder", type=Path, help="where to draw")
    parser.add_argument("--strict", action="store_true", help="fail on warnings too")
    parser.add_argument("--pages", type=Path, help="a folder of Markdown files to draw besides")
    options = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    signal.signal(signal.SIGTERM, lambda *_: end_session())
    end_with(sys.stdin.fileno(), end_session)
    try:
        draw(options.config_file, options.folder, strict=options.strict, pages=options.pages)
    except InvalidLibraryError as error:
        sys.exit(f"the library has findings:\n{error}")
    except OSError as error:
        error.filename = error.filename or str(options.folder)
        sys.exit(in_words(error))
    except BuildError as error:
        sys.exit(str(error))
