"""Pages of a served site in; what a browser finds wrong with them out."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest

from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from playwright.sync_api import (
        Browser,
        BrowserContext,
        ConsoleMessage,
        Page,
        Request,
        Response,
        WebError,
    )

# Milliseconds that anything may take on a machine that is busy with other things.
PATIENCE = 60_000
# Milliseconds that a page says that it copied something.
SAID_FOR = 2_000
PACKAGES = REPOSITORY / "node_modules"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
SCREENS = {"phone": PHONE, "desktop": DESKTOP}
# On which screen and in which scheme a page is seen.
ALL_WAYS = tuple(f"{screen}, {scheme}" for screen in SCREENS for scheme in ("light", "dark"))

GIVEN_UP = ("Transition was skipped", "Transition was aborted because of invalid state")
"""How Chromium begins to say that one page does not blend into the next."""


class Visit:
    """Opens pages, each in a context of its own, and notes every fault of theirs: errors, failed
    requests and requests to others. With `may_miss` a page may not be there, with `may_fail` the
    site may answer as badly as it likes; a script's error is a fault all the same.

    At the end of a `with` statement all pages close, and any fault fails the test.
    """

    def __init__(
        self, browser: Browser, base_url: str, *, may_miss: bool = False, may_fail: bool = False
    ) -> None:
        self.faults: list[str] = []
        self.may_miss = may_miss
        self.may_fail = may_fail
        self._browser = browser
        self._base_url = base_url
        self._contexts: list[BrowserContext] = []

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        for context in self._contexts:
            context.close()
        assert not self.faults, "\n".join(self.faults)

    def open(self, **options: object) -> Page:
        """A page in a new context, with the options of Playwright's `new_context`."""
        context = self._browser.new_context(
            base_url=self._base_url,
            **options,  # type: ignore[arg-type]
        )
        self._contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        context.on("request", self._on_request)
        context.on("requestfailed", self._on_failure)
        context.on("response", self._on_response)
        return context.new_page()

    def _on_console(self, message: ConsoleMessage) -> None:
        missed = self.may_fail or (self.may_miss and "404" in message.text)
        if message.type in ("error", "warning") and not missed:
            self.faults.append(f"console {message.type}: {message.text}")

    def _on_request(self, asked: Request) -> None:
        # The page of what is missing looks for the site above its own address.
        ours = urljoin(self._base_url, "/") if self.may_miss else self._base_url
        if not asked.url.startswith((ours, "data:", "blob:")):
            self.faults.append(f"asked another host: {asked.url}")

    def _on_failure(self, asked: Request) -> None:
        # A page that is left before it has loaded gives up its requests, and a browser that runs
        # no scripts (csp) preloads none; nothing failed.
        if asked.failure not in ("net::ERR_ABORTED", "csp") and not self.may_fail:
            self.faults.append(f"request failed: {asked.url} ({asked.failure})")

    def _on_response(self, answer: Response) -> None:
        if answer.status >= 400 and not (self.may_miss or self.may_fail):
            self.faults.append(f"{answer.status}: {answer.url}")

    def _on_error(self, error: WebError) -> None:
        # The blending of a page into the next is asked for in CSS alone: that Chromium gave one up
        # (a third page came, or the next was shown before it was ready) is no script's error.
        if not str(error.error).startswith(GIVEN_UP):
            self.faults.append(f"page error: {error.error}")


def rest(page: Page) -> None:
    """Wait until a page has all that it asks for by itself: what it names, its fonts, what its
    address searches for, and what a script asks for once the browser has nothing else to do."""
    page.wait_for_load_state("load")
    page.wait_for_function(
        """() => {
            const page = document.querySelector("[data-search-page], [data-compare]");
            const { searchPage, compare } = page?.dataset ?? {};
            return !page || (searchPage ?? compare) === location.search;
        }"""
    )
    page.evaluate(
        """async () => {
            // Chromium was seen to be idle for minutes without calling anybody.
            await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2000 }));
            await document.fonts.ready;
        }"""
    )


def watch_moves(page: Page) -> None:
    """Have `moved` tell of any page that is loaded from now on."""
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.moved += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )


def moved(page: Page) -> float:
    """How much of the page has moved by itself, as browsers count it."""
    value: float = page.evaluate("window.moved")
    return value


def hold_timers(page: Page, delay: int) -> None:
    """Have the timers of so many milliseconds, of any page that is loaded from now on, wait for
    `end_timers`: what they end is there until then."""
    page.add_init_script(
        f"""{{
            const {{ setTimeout, clearTimeout }} = window;
            window.held = new Map();
            window.setTimeout = (task, delay, ...more) => {{
                if (delay !== {delay}) return setTimeout(task, delay, ...more);
                const number = setTimeout(() => {{}}, 0);
                window.held.set(number, () => task(...more));
                return number;
            }};
            window.clearTimeout = (number) => {{
                window.held.delete(number);
                clearTimeout(number);
            }};
        }}"""
    )


def end_timers(page: Page) -> None:
    """Have the time of every timer that is held back be over."""
    page.evaluate(
        """() => {
            const tasks = [...window.held.values()];
            window.held.clear();
            for (const task of tasks) task();
        }"""
    )


def seen(page: Page, ways: Iterable[str] = ALL_WAYS) -> Iterator[str]:
    """Show a page on a phone and a desktop, light and dark; each way is given when it shows."""
    for way in ways:
        screen, scheme = way.split(", ")
        page.set_viewport_size(SCREENS[screen])  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.wait_for_function(
            """(scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches
                && (document.documentElement.dataset.scheme ?? scheme) === scheme""",
            arg=scheme,
        )
        yield way


def violations(page: Page) -> list[str]:
    """What axe finds wrong with a page: rule and place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(package("axe-core", "axe.min.js").read_text(encoding="utf-8"))
        # What is laid out only where it shows, has no place of its own for axe before.
        page.evaluate(
            """() => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync("* { content-visibility: visible !important }");
                document.adoptedStyleSheets.push(sheet);
            }"""
        )
    faults: list[dict[str, Any]] = page.evaluate(
        "(options) => axe.run(options).then(({ violations }) => violations)",
        # Targets that are large enough for a finger are looked at by Lighthouse too.
        {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}},
    )
    return [f"{fault['id']}: {node['target']}" for fault in faults for node in fault["nodes"]]


def markup_faults(pages: Iterable[Path], *, warnings: bool = False) -> list[str]:
    """What the Nu HTML checker finds wrong with files, on request with what it warns of."""
    checker = package("vnu-jar", "build", "dist", "vnu.jar")
    done = subprocess.run(
        [
            program("java", "a Java runtime"),
            # It ends before compiling its code better would pay; schemas are walked deep.
            *("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss2m"),
            *("-jar", str(checker), "--format", "json"),
            *map(str, pages),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{one.get('url')}: {one['message']}"
        for one in messages
        if warnings or one["type"] != "info"
    ]


def program(name: str, package: str) -> str:
    found = shutil.which(name)
    if not found:
        pytest.fail(f"{name} is needed: install {package}, or run 'make test'")
    return found


def package(*parts: str) -> Path:
    path = PACKAGES.joinpath(*parts)
    if not path.is_file():
        pytest.fail(f"{'/'.join(parts)} is needed in node_modules: run 'npm ci', or 'make test'")
    return path
